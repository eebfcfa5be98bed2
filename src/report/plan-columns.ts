import type { TableEnd, TableService } from './plan-table.ts';
import { namesOf, pathText, portsText, reasonText, rolesText } from './words.ts';

/** The columns that rows of a plan can be shown, sorted, grouped and exported by; the first ones are the usual ones. */
export const PLAN_COLUMNS = [
  'source',
  'sourceAddress',
  'sourceZone',
  'destination',
  'destinationAddress',
  'destinationZone',
  'transport',
  'ports',
  'service',
  'direction',
  'phase',
  'from',
  'until',
  'filters',
  'title',
  'flow',
  'reason',
  'sourceKind',
  'destinationKind',
  'conversation',
  'guide',
] as const;
export type PlanColumn = (typeof PLAN_COLUMNS)[number];

/** How many of the columns an export has that names none. */
const USUAL = 17;

/** What an export has where nothing else is asked for: what a firewall team asks for, then the way back to the plan. */
export const USUAL_COLUMNS: readonly PlanColumn[] = PLAN_COLUMNS.slice(0, USUAL);

interface Common<Item> {
  /** As the heading of an export. */
  readonly title: string;
  readonly text: (item: Item) => string;
  /** Where the order of the texts isn't the order of the things. */
  readonly compare?: (a: Item, b: Item) => number;
}

/** A column tells something about one of the three things that a row is made of. */
export type ColumnRule =
  | ({ readonly of: 'source' | 'destination' } & Common<TableEnd>)
  | ({ readonly of: 'service' } & Common<TableService>);

const PHASES = ['always', 'install', 'migration', 'on-demand'];

/** What stands in each column, and what decides its order. */
export const COLUMN_RULES: Readonly<Record<PlanColumn, ColumnRule>> = {
  source: { of: 'source', title: 'source name', text: ({ end }) => end.name },
  sourceAddress: { of: 'source', title: 'source address', text: addressText, compare: compareAddresses },
  sourceZone: { of: 'source', title: 'source zone', text: ({ end }) => end.zone },
  destination: { of: 'destination', title: 'destination name', text: ({ end }) => end.name },
  destinationAddress: {
    of: 'destination',
    title: 'destination address',
    text: addressText,
    compare: compareAddresses,
  },
  destinationZone: { of: 'destination', title: 'destination zone', text: ({ end }) => end.zone },
  transport: { of: 'service', title: 'protocol', text: ({ service }) => service.transport },
  ports: {
    of: 'service',
    title: 'ports',
    text: ({ service }) => portsText(service),
    compare: (a, b) => firstPort(a) - firstPort(b),
  },
  service: { of: 'service', title: 'service', text: ({ service }) => service.service.name },
  direction: { of: 'service', title: 'direction', text: ({ flow }) => rolesText(flow) },
  phase: {
    of: 'service',
    title: 'phase',
    text: ({ service }) => service.phase,
    compare: (a, b) => PHASES.indexOf(a.service.phase) - PHASES.indexOf(b.service.phase),
  },
  from: { of: 'service', title: 'from date', text: ({ service }) => service.window?.from ?? '' },
  until: { of: 'service', title: 'until date', text: ({ service }) => service.window?.until ?? '' },
  filters: { of: 'service', title: 'filters', text: ({ flow }) => pathText(flow) },
  title: { of: 'service', title: 'conversation', text: ({ flow }) => flow.conversation.title },
  flow: { of: 'service', title: 'flow', text: ({ flow }) => flow.id },
  reason: { of: 'service', title: 'reason', text: becauseText },
  sourceKind: { of: 'source', title: 'source kind', text: ({ end }) => end.kind },
  destinationKind: { of: 'destination', title: 'destination kind', text: ({ end }) => end.kind },
  conversation: { of: 'service', title: 'conversation id', text: ({ flow }) => flow.conversation.id },
  guide: {
    of: 'service',
    title: 'guide rows',
    text: ({ flow }) => flow.conversation.guide.map(({ table, row }) => `${table}/${row}`).join(' '),
  },
};

/** `10.1.0.10`; for an end that is known by name only, its names. */
export function addressText({ end, network }: TableEnd): string {
  return network?.text ?? namesOf(end).join(' ');
}

/** All reasons of a flow's service, on one line. */
export function becauseText({ flow, service }: TableService): string {
  return [...flow.reasons, ...service.reasons].map(reasonText).join('; ');
}

/** IPv4 before IPv6, each by number; names behind them. */
function compareAddresses(a: TableEnd, b: TableEnd): number {
  const [x, y] = [a.network, b.network];
  if (!x || !y) return x ? -1 : y ? 1 : 0;
  if (x.family !== y.family) return x.family - y.family;
  if (x.first !== y.first) return x.first < y.first ? -1 : 1;
  return x.last < y.last ? -1 : x.last > y.last ? 1 : 0;
}

/** ICMP, which has no ports, stands first. */
function firstPort({ service }: TableService): number {
  return service.ports[0]?.first ?? -1;
}
