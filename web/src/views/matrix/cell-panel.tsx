/** A cell opened: the guide's rows behind it, and what they become on this hierarchy's addresses. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { GuideTableRow } from '../../../../src/report/guide-tables.ts';
import type { MatrixCell } from '../../../../src/report/matrix.ts';
import type { PlanRow } from '../../../../src/report/plan-page.ts';
import type { SelectionSearch } from '../../filters/selection.ts';
import { Button } from '../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { guideQuery } from '../catalog/queries.ts';
import styles from './matrix.module.css';
import { CELL_ROWS, cellRowsQuery } from './queries.ts';

interface Props {
  readonly cell: MatrixCell;
  readonly title: string;
  /** The rows of the plan that the cell stands for. */
  readonly selection: SelectionSearch;
  readonly close: () => void;
}

export function CellPanel({ cell, title, selection, close }: Props) {
  const guide = useQuery(guideQuery);
  const rows = useQuery(cellRowsQuery(selection));
  const tables = guide.data?.tables ?? [];
  const told = tables.flatMap((table) =>
    table.rows
      .filter((row) => cell.guide.includes(row.id))
      .map((row) => ({ table: table.title, tableId: table.id, row })),
  );
  const inGuide = new Set(told.flatMap(({ row }) => row.conversations));
  const others = (rows.data?.rows ?? []).filter((row) => !inGuide.has(row.conversation));
  return (
    <aside className={styles.panel} aria-label="Cell">
      <header>
        <h2>{title}</h2>
        <Button look="quiet" onClick={close} aria-label="Close the cell">
          Close
        </Button>
      </header>
      <p>
        <Link to="/plan" search={selection}>
          {cell.rows === 1 ? 'Its row' : `Its ${cell.rows.toLocaleString('en')} rows`} in the plan
        </Link>
      </p>
      {(rows.error ?? guide.error) && (
        <Problem error={rows.error ?? guide.error} retry={() => void (rows.error ? rows : guide).refetch()} />
      )}
      {rows.isPending && <Skeleton label="Loading the rows" lines={6} />}
      {rows.data && (
        <>
          {told.map(({ table, tableId, row }) => (
            <GuideSection
              key={row.id}
              table={table}
              tableId={tableId}
              row={row}
              planned={rows.data.rows.filter((one) => row.conversations.includes(one.conversation))}
            />
          ))}
          {others.length > 0 && (
            <section>
              <h3>{told.length === 0 ? 'Not in the guide' : 'Besides the guide'}</h3>
              <p className="muted">Only Microsoft’s pages, or the product itself, tell of these.</p>
              <Addresses caption="Planned besides the guide" rows={others} />
            </section>
          )}
          {rows.data.total > CELL_ROWS && (
            <p className="muted">
              The first {CELL_ROWS} of {rows.data.total.toLocaleString('en')} rows. The plan has all of them.
            </p>
          )}
        </>
      )}
    </aside>
  );
}

interface GuideSectionProps {
  readonly table: string;
  readonly tableId: string;
  readonly row: GuideTableRow;
  readonly planned: readonly PlanRow[];
}

function GuideSection({ table, tableId, row, planned }: GuideSectionProps) {
  return (
    <section>
      <h3>
        {row.from === undefined || row.to === undefined
          ? row.title
          : `${row.from} ${row.twoWay ? '↔' : '→'} ${row.to}`}
      </h3>
      <p className="muted">
        <Link to="/catalog" search={{ tab: 'guide', table: tableId }}>
          Guide, “{table}”, row {row.row}
        </Link>
      </p>
      <ul className={styles.services}>
        {row.services.map((service) => (
          <li key={`${service.service} ${service.transport} ${service.ports}`}>
            <code>{[service.transport, service.ports].filter(Boolean).join('/')}</code> {service.name}
            {service.setting && <span className="muted"> set by {service.setting}</span>}
          </li>
        ))}
      </ul>
      {planned.length > 0 && <Addresses caption={`Planned for row ${row.id}`} rows={planned} />}
    </section>
  );
}

function Addresses({ caption, rows }: { readonly caption: string; readonly rows: readonly PlanRow[] }) {
  return <DataTable caption={caption} columns={COLUMNS} rows={rows} rowKey={(row) => row.key} />;
}

const end = ({ name, address }: PlanRow['source']) => (
  <>
    {name} <div className="mono">{address}</div>
  </>
);

const COLUMNS: readonly DataColumn<PlanRow>[] = [
  { id: 'from', title: 'From', cell: (row) => end(row.source) },
  { id: 'to', title: 'To', cell: (row) => end(row.destination) },
  {
    id: 'service',
    title: 'Service',
    cell: (row) => (
      <>
        <span className="mono">{[row.transport, row.ports].filter(Boolean).join('/')}</span>
        <div>{row.service}</div>
      </>
    ),
  },
  { id: 'filters', title: 'Filters', cell: (row) => row.filters.join(', ') || 'none' },
];
