import { useQuery } from '@tanstack/react-query';
import type { GuideService, GuideTableRow } from '../../../../src/report/guide-tables.ts';
import { Badge } from '../../ui/badge.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { CatalogFound } from './documents.ts';
import styles from './guide-tables.module.css';
import { guideQuery } from './queries.ts';
import type { CatalogSearch } from './search.ts';

interface GuideTablesProps {
  readonly found: CatalogFound | undefined;
  readonly search: CatalogSearch;
  readonly change: (change: { readonly [K in keyof CatalogSearch]?: CatalogSearch[K] | undefined }) => void;
}

/** The guide's tables as they stand there, each row with the conversations that it became. */
export function GuideTables({ found, search, change }: GuideTablesProps) {
  const { data, error, refetch } = useQuery(guideQuery);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton lines={8} />;
  const searched = [search.q, search.role, search.port].some((one) => one !== undefined);
  const fits = searched ? rowsOf(found) : undefined;
  const tables = data.tables.map((one) => ({
    ...one,
    rows: fits ? one.rows.filter(({ id }) => fits.has(id)) : one.rows,
  }));
  const table = tables.find(({ id }) => id === search.table) ?? tables.find(({ rows }) => rows.length > 0);
  if (!table) {
    return (
      <EmptyState title="No row of the guide fits">Clear the search to see all of its tables.</EmptyState>
    );
  }
  return (
    <>
      <Select
        label="Table"
        className={styles.choice}
        value={table.id}
        onChange={(event) => change({ table: event.target.value })}
        options={data.tables.map(({ id, title, rows: all }) => ({
          value: id,
          label: `${title} (${all.length})`,
        }))}
      />
      <DataTable
        caption={table.title}
        rows={table.rows}
        rowKey={({ id }) => id}
        columns={[
          { id: 'row', title: 'Row', cell: ({ row }) => <code>{row}</code> },
          { id: 'title', title: 'Says', cell: (row) => <Title row={row} open={(id) => change({ id })} /> },
          { id: 'from', title: 'From', cell: ({ from }) => from ?? '' },
          {
            id: 'to',
            title: 'To',
            cell: ({ to, twoWay }) => `${to ?? ''}${twoWay ? ', may start too' : ''}`,
          },
          { id: 'services', title: 'Ports', cell: ({ services }) => <Services services={services} /> },
          { id: 'notes', title: 'Differences', cell: (row) => <Notes row={row} /> },
        ]}
      />
    </>
  );
}

/** The guide's rows of what was found: `site-server/3`. */
function rowsOf(found: CatalogFound | undefined): ReadonlySet<string> {
  const { conversations = [], statements = [], discoveryPorts = [] } = found ?? {};
  const rows = [
    ...conversations.flatMap(({ guide }) => guide),
    ...statements.map(({ guide }) => guide),
    ...discoveryPorts.map(({ guide }) => guide),
  ];
  return new Set(rows.map(({ table, row }) => `${table}/${row}`));
}

function Title({ row, open }: { readonly row: GuideTableRow; readonly open: (id: string) => void }) {
  return (
    <>
      <div>{row.kind === 'statement' ? `Can be changed: ${row.title}` : row.title}</div>
      {row.notConfigurable !== undefined && (
        <div className="muted">Can’t be changed: {row.notConfigurable}</div>
      )}
      <div className={styles.conversations}>
        {row.conversations.map((id) => (
          <button type="button" key={id} className={styles.open} onClick={() => open(id)}>
            {id}
          </button>
        ))}
      </div>
    </>
  );
}

function Services({ services }: { readonly services: readonly GuideService[] }) {
  return (
    <ul className={styles.services}>
      {services.map(({ service, transport, ports, name, inGuide, optional }) => (
        <li key={service}>
          <code>
            {transport}
            {ports && `/${ports}`}
          </code>{' '}
          {name}
          {optional && <span className="muted"> (off unless switched on)</span>}{' '}
          {!inGuide && <Badge>Microsoft only</Badge>}
        </li>
      ))}
    </ul>
  );
}

function Notes({ row }: { readonly row: GuideTableRow }) {
  return (
    <ul className={styles.services}>
      {row.conflicts.map(({ id, about, followed }) => (
        <li key={id}>
          <Badge tone="warning">sources differ</Badge> {about}; followed: {followed}
        </li>
      ))}
      {row.differences.map((difference) => (
        <li key={difference}>{difference}</li>
      ))}
    </ul>
  );
}
