import type { Transport } from '../net/ports.ts';
import type { Selection } from '../plan/select.ts';
import { searchTerms } from './plan-search.ts';
import type { PlanTable, TableEnd, TableService } from './plan-table.ts';
import { flowRoles } from './words.ts';

/** Which rows of a plan are meant; everything that is given must hold. Names are compared exactly. */
export interface PlanFilter extends Selection {
  readonly transport?: Transport;
  /** Words that must all be found in a row: names, addresses (also of a network around), ports, services, titles. */
  readonly q?: string;
  /** Site that either end belongs to. */
  readonly site?: string;
  /** Name of the end that starts, and of the one that answers. */
  readonly from?: string;
  readonly to?: string;
  /** Role of the end that starts, and of the one that answers. */
  readonly fromRole?: string;
  readonly toRole?: string;
  readonly flow?: string;
  readonly conversation?: string;
}

/** The keys of a filter, which together with the order make up a view. */
export const FILTER_KEYS: readonly (keyof PlanFilter)[] = [
  'end',
  'filter',
  'zone',
  'role',
  'phases',
  'transport',
  'q',
  'site',
  'from',
  'to',
  'fromRole',
  'toRole',
  'flow',
  'conversation',
];

/** A test of one row by what its three parts are; `either` holds if one of the parts passes. */
interface RowTest {
  readonly either: boolean;
  readonly service?: Uint8Array;
  readonly source?: Uint8Array;
  readonly destination?: Uint8Array;
}

/** The numbers of the rows that a filter leaves, in the plan's order. */
export function filterRows(table: PlanTable, filter: PlanFilter): Uint32Array {
  const { length, source, destination, service } = table;
  const tests = rowTests(table, filter);
  const rows = new Uint32Array(length);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const [s, a, b] = [service[i] ?? 0, source[i] ?? 0, destination[i] ?? 0];
    if (tests.every((test) => passes(test, s, a, b))) rows[count++] = i;
  }
  return count === length ? rows : rows.slice(0, count);
}

function passes(test: RowTest, s: number, a: number, b: number): boolean {
  const inService = test.service?.[s];
  const inSource = test.source?.[a];
  const inDestination = test.destination?.[b];
  if (test.either) return inService === 1 || inSource === 1 || inDestination === 1;
  return inService !== 0 && inSource !== 0 && inDestination !== 0;
}

/** Each part is looked at once, however many rows it stands in. */
function rowTests({ services, ends }: PlanTable, filter: PlanFilter): RowTest[] {
  const tests: RowTest[] = [];
  const { end, site, from, to, q } = filter;
  if (FLOW_KEYS.some((key) => filter[key] !== undefined))
    tests.push({ either: false, service: marks(services, (s) => fitsService(s, filter)) });
  if (from !== undefined) tests.push({ either: false, source: marks(ends, (e) => e.end.name === from) });
  if (to !== undefined) tests.push({ either: false, destination: marks(ends, (e) => e.end.name === to) });
  const either = (test: (end: TableEnd) => boolean): void => {
    const marked = marks(ends, test);
    tests.push({ either: true, source: marked, destination: marked });
  };
  if (end !== undefined) either((e) => e.end.name === end);
  if (site !== undefined) either((e) => e.site === site);
  for (const term of searchTerms(q ?? '')) {
    const marked = marks(ends, term.inEnd);
    tests.push({
      either: true,
      service: marks(services, term.inService),
      source: marked,
      destination: marked,
    });
  }
  return tests;
}

const FLOW_KEYS = [
  'filter',
  'zone',
  'role',
  'phases',
  'transport',
  'fromRole',
  'toRole',
  'flow',
  'conversation',
] as const satisfies readonly (keyof PlanFilter)[];

function fitsService({ flow, service }: TableService, filter: PlanFilter): boolean {
  const { zone, role, phases, transport, fromRole, toRole, conversation } = filter;
  const [starts, answers] = flowRoles(flow);
  return (
    (filter.filter === undefined || flow.path.some((crossing) => crossing.filter === filter.filter)) &&
    (zone === undefined || flow.from[0]?.zone === zone || flow.to[0]?.zone === zone) &&
    (role === undefined || starts === role || answers === role) &&
    (phases === undefined || phases.includes(service.phase)) &&
    (transport === undefined || service.transport === transport) &&
    (fromRole === undefined || starts === fromRole) &&
    (toRole === undefined || answers === toRole) &&
    (filter.flow === undefined || flow.id === filter.flow) &&
    (conversation === undefined || flow.conversation.id === conversation)
  );
}

function marks<T>(items: readonly T[], test: (item: T) => boolean): Uint8Array {
  return Uint8Array.from(items, (item) => (test(item) ? 1 : 0));
}

/** Whether a filter asks for anything at all. */
export function isFiltered(filter: PlanFilter): boolean {
  return FILTER_KEYS.some((key) => filter[key] !== undefined && filter[key] !== '');
}
