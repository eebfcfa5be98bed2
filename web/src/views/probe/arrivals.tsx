import { Link } from '@tanstack/react-router';
import type { SeenArrival } from '../../../../src/report/observations-page.ts';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import styles from './probe.module.css';
import { timeText } from './words.ts';

const COLUMNS: readonly DataColumn<SeenArrival>[] = [
  { id: 'on', title: 'Listener', cell: ({ on }) => on },
  { id: 'port', title: 'Port', cell: (one) => <span className="mono">{arrivalPort(one)}</span> },
  { id: 'service', title: 'Service', cell: ({ service }) => service },
  {
    id: 'from',
    title: 'From',
    cell: ({ from }) => (
      <>
        {from.name} <span className="mono">{from.address}</span>
      </>
    ),
  },
  { id: 'times', title: 'Times', align: 'end', cell: ({ times }) => times },
  { id: 'time', title: 'Last', cell: ({ time }) => timeText(time) },
  {
    id: 'why',
    title: 'What for',
    cell: (one) => (
      <Link
        to="/ask"
        search={{ from: one.from.name ?? one.from.address ?? '', to: one.on, service: arrivalPort(one) }}
      >
        Ask the plan
        <span className="visually-hidden">
          {' '}
          about {arrivalPort(one)} from {one.from.name ?? one.from.address} to {one.on}
        </span>
      </Link>
    ),
  },
];

const arrivalPort = ({ transport, port }: SeenArrival): string =>
  port === undefined ? transport : `${transport}/${port}`;

/** What came to listeners, though nothing that was probed is it: real clients, or a probe whose file is missing. */
export function Arrivals({ arrivals }: { readonly arrivals: readonly SeenArrival[] }) {
  return (
    <section aria-labelledby="arrivals">
      <h2 id="arrivals" className={styles.besides}>
        Came to listeners, and no probe was it
      </h2>
      <p className={`muted ${styles.besidesNote}`}>
        The way there is open, whoever it was. If it was a probe of another host, its file is missing here.
      </p>
      <DataTable
        caption="Arrivals without a probe"
        columns={COLUMNS}
        rows={arrivals}
        rowKey={({ on, from, transport, port }) => `${on} ${transport} ${port} ${from.address}`}
      />
    </section>
  );
}
