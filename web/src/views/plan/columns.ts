/** The columns of the plan, as the screen shows them. Their ids are the server's, for sorting, grouping and export. */
import type { PlanColumn } from '../../../../src/report/plan-columns.ts';
import type { PlanRow } from '../../../../src/report/plan-page.ts';

export type PlanColumnName = PlanColumn;

export interface PlanColumnDef {
  readonly id: PlanColumn;
  readonly title: string;
  readonly text: (row: PlanRow) => string;
  /** Least width in pixels, and how much of what is left it takes. */
  readonly width: number;
  readonly grow: number;
  /** Addresses, ports and ids stand in letters of one width. */
  readonly mono?: boolean;
  /** Few values: worth grouping by. */
  readonly groups?: boolean;
}

const column = (
  id: PlanColumn,
  title: string,
  width: number,
  grow: number,
  text: (row: PlanRow) => string,
  more: { readonly mono?: boolean; readonly groups?: boolean } = {},
): PlanColumnDef => ({ id, title, width, grow, text, ...more });

const mono = { mono: true };
const groups = { groups: true };

export const COLUMN_DEFS: readonly PlanColumnDef[] = [
  column('source', 'Source', 90, 1, (row) => row.source.name, groups),
  column('sourceAddress', 'Source address', 138, 1, (row) => row.source.address, mono),
  column('sourceZone', 'Source zone', 95, 0.5, (row) => row.source.zone, groups),
  column('destination', 'Destination', 94, 1, (row) => row.destination.name, groups),
  column('destinationAddress', 'Destination address', 144, 1, (row) => row.destination.address, mono),
  column('destinationZone', 'Destination zone', 120, 0.5, (row) => row.destination.zone, groups),
  column('transport', 'Protocol', 78, 0, (row) => row.transport, { mono: true, groups: true }),
  column('ports', 'Ports', 100, 0.5, (row) => row.ports, { mono: true, groups: true }),
  column('service', 'Service', 118, 1.5, (row) => row.service, groups),
  column('direction', 'Direction', 170, 2, (row) => row.direction, groups),
  column('phase', 'Phase', 74, 0, (row) => row.phase, groups),
  column('from', 'From date', 100, 0, (row) => row.window?.from ?? '', mono),
  column('until', 'Until date', 100, 0, (row) => row.window?.until ?? '', mono),
  column('filters', 'Filters', 76, 1, (row) => row.filters.join(' > '), groups),
  column('title', 'Conversation', 130, 3, (row) => row.title, groups),
  column('flow', 'Flow', 240, 1, (row) => row.flow, mono),
  column('reason', 'Reason', 260, 4, (row) => row.reason),
  column('sourceKind', 'Source kind', 100, 0, (row) => row.source.kind, groups),
  column('destinationKind', 'Destination kind', 125, 0, (row) => row.destination.kind, groups),
  column('conversation', 'Conversation id', 220, 1, (row) => row.conversation, mono),
];

export const PLAN_COLUMNS: readonly PlanColumn[] = COLUMN_DEFS.map(({ id }) => id);

/** What is shown where the address names no columns. */
const USUAL: readonly PlanColumn[] = [
  'source',
  'sourceAddress',
  'destination',
  'destinationAddress',
  'transport',
  'ports',
  'service',
  'phase',
  'filters',
  'title',
];
/** On a phone: who, to whom, on what. */
const NARROW: readonly PlanColumn[] = ['source', 'destination', 'transport', 'ports'];

/** Layouts to begin with. */
export const LAYOUTS: readonly { readonly title: string; readonly columns: readonly PlanColumn[] }[] = [
  { title: 'Usual', columns: USUAL },
  {
    title: 'Firewall request',
    columns: [
      'sourceAddress',
      'destinationAddress',
      'transport',
      'ports',
      'direction',
      'from',
      'until',
      'reason',
    ],
  },
  {
    title: 'By zone',
    columns: ['sourceZone', 'source', 'destinationZone', 'destination', 'transport', 'ports', 'filters'],
  },
  { title: 'Everything', columns: PLAN_COLUMNS },
];

/** Reads `source,ports`; what it doesn't know it leaves out. */
export function readColumns(text: string | undefined, narrow: boolean): readonly PlanColumn[] {
  const names = [...new Set(text?.split(',') ?? [])];
  const known = names.flatMap((name) => PLAN_COLUMNS.find((one) => one === name) ?? []);
  if (known.length > 0) return known;
  return narrow ? NARROW : USUAL;
}
