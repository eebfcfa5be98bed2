/** The results' twin: the same answers as a table. */
import type { SeenObservation } from '../../../../src/report/observations-page.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import styles from './probe.module.css';
import type { ProbeChange } from './search.ts';
import { portText, timeText, WORDS } from './words.ts';

interface Props {
  readonly observations: readonly SeenObservation[];
  readonly change: (change: ProbeChange) => void;
}

export function ResultsTable({ observations, change }: Props) {
  const columns: readonly DataColumn<SeenObservation>[] = [
    { id: 'to', width: '9%', title: 'Asked', cell: ({ to }) => to.name ?? to.address },
    {
      id: 'address',
      width: '10%',
      title: 'Address',
      cell: ({ to }) => <span className="mono">{to.address}</span>,
    },
    { id: 'port', width: '8%', title: 'Port', cell: (one) => <span className="mono">{portText(one)}</span> },
    { id: 'service', width: '11%', title: 'Service', cell: ({ service }) => service },
    {
      id: 'verdict',
      width: '8%',
      title: 'Verdict',
      cell: ({ verdict }) => <Badge tone={WORDS[verdict].tone}>{verdict}</Badge>,
    },
    { id: 'evidence', width: '26%', title: 'Evidence', cell: ({ evidence }) => evidence },
    { id: 'hop', width: '8%', title: 'At', cell: ({ hop }) => hop?.filter ?? hop?.address ?? '' },
    { id: 'on', width: '8%', title: 'From', cell: ({ on }) => on },
    { id: 'time', width: '7%', title: 'Time', cell: ({ time }) => timeText(time) },
    {
      id: 'chain',
      title: 'Flow',
      cell: ({ flow }) =>
        flow === undefined ? (
          'none'
        ) : (
          <Button look="quiet" className={styles.inTable} onClick={() => change({ chain: flow })}>
            Chain
          </Button>
        ),
    },
  ];
  return (
    <DataTable
      caption="Answers"
      columns={columns}
      rows={observations}
      rowKey={(one) => `${one.on} ${one.task} ${one.time} ${one.to.address} ${one.to.port} ${one.from.port}`}
    />
  );
}
