/** The chart's twin: the same courses as a table. */
import { Link } from '@tanstack/react-router';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { type Bundle, serviceTexts } from './bundle.ts';
import type { ChartSearch } from './search.ts';
import { type CourseState, stateOf } from './states.ts';

interface Props {
  readonly bundles: readonly Bundle[];
  readonly nameOf: (end: string) => string;
  /** Known states of flows; a flow without one is planned. */
  readonly states: ReadonlyMap<string, CourseState>;
}

interface Row {
  readonly key: string;
  readonly bundle: string;
  readonly from: string;
  readonly to: string;
  readonly filters: string;
  readonly services: string;
  readonly flows: number;
  readonly state: CourseState;
}

export function ChartTable({ bundles, nameOf, states }: Props) {
  const rows = bundles.flatMap((bundle) => courseRows(bundle, nameOf, states));
  return <DataTable caption="Courses" columns={COLUMNS} rows={rows} rowKey={(row) => row.key} />;
}

function courseRows(bundle: Bundle, nameOf: Props['nameOf'], states: Props['states']): Row[] {
  const { a, b, filters, forward, backward } = bundle;
  const ways = [
    { from: a, to: b, way: filters, courses: forward },
    { from: b, to: a, way: filters.toReversed(), courses: backward },
  ];
  return ways
    .filter(({ courses }) => courses.length > 0)
    .map(({ from, to, way, courses }) => ({
      key: `${from} > ${to} ${way.join(' ')}`,
      bundle: bundle.id,
      from: nameOf(from),
      to: nameOf(to),
      filters: way.join(', '),
      services: serviceTexts(courses).join(', '),
      flows: new Set(courses.flatMap((course) => course.flows)).size,
      state: stateOf(courses, states),
    }));
}

const COLUMNS: readonly DataColumn<Row>[] = [
  {
    id: 'from',
    title: 'Starts',
    cell: (row) => (
      <Link to="/chart" search={(now: ChartSearch) => ({ ...now, select: row.bundle })}>
        {row.from}
      </Link>
    ),
  },
  { id: 'to', title: 'Listens', cell: (row) => row.to },
  { id: 'filters', title: 'Filters', cell: (row) => row.filters || 'none' },
  {
    id: 'services',
    title: 'Services',
    width: '40%',
    cell: (row) => <span className="mono">{row.services}</span>,
  },
  { id: 'flows', title: 'Flows', align: 'end', width: '5%', cell: (row) => row.flows },
  { id: 'state', title: 'State', width: '8%', cell: (row) => row.state },
];
