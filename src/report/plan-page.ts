import type { Phase } from '../catalog/model.ts';
import type { Window } from '../hierarchy/model.ts';
import type { Transport } from '../net/ports.ts';
import type { EndpointKind } from '../plan/model.ts';
import { addressText, becauseText, type PlanColumn } from './plan-columns.ts';
import { FILTER_KEYS, filterRows, type PlanFilter } from './plan-filter.ts';
import { groupsOf, orderRows, type RowGroup } from './plan-order.ts';
import type { PlanTable, TableEnd } from './plan-table.ts';
import { PHASES, portsText, rolesText } from './words.ts';

/** Which rows, in which order. */
export interface PlanView extends PlanFilter {
  readonly sort?: PlanColumn;
  readonly desc?: boolean;
  /** Rows of one value stand together, in the order of the values; `sort` is then the order inside. */
  readonly group?: PlanColumn;
}

export interface PlanQuery extends PlanView {
  readonly offset: number;
  readonly limit: number;
}

export interface PlanEnd {
  readonly name: string;
  /** An address or network; for an end that is known by name only, its host names. */
  readonly address: string;
  readonly zone: string;
  readonly kind: EndpointKind;
  readonly site?: string;
}

/** One line for the firewall team: one network to another on one service. */
export interface PlanRow {
  /** Unique in the plan, and the same as long as the flow's ends are. */
  readonly key: string;
  readonly flow: string;
  readonly conversation: string;
  readonly title: string;
  readonly source: PlanEnd;
  readonly destination: PlanEnd;
  readonly transport: Transport;
  /** `80,443`, `49152-65535`; for ICMP what is sent. */
  readonly ports: string;
  readonly service: string;
  readonly phase: Phase;
  readonly window?: Window;
  /** In the order in which they are crossed. */
  readonly filters: readonly string[];
  readonly reason: string;
  /** Roles of the two ends: `client to management-point`. */
  readonly direction: string;
}

export interface PlanGroup extends RowGroup {
  /** The value in words. */
  readonly label: string;
}

export interface PlanPage {
  /** Rows that the filter leaves. */
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly PlanRow[];
  /** All groups, not only those of this page. */
  readonly groups?: readonly PlanGroup[];
}

/** A page of a plan's rows. What order they have is worked out once for all pages of a view. */
export function planPage(table: PlanTable, query: PlanQuery): PlanPage {
  const { offset, limit, group } = query;
  const rows = viewRows(table, query);
  const page = Array.from(rows.subarray(offset, offset + limit), (row) => planRow(table, row));
  const groups = group && kept(table, `groups ${viewKey(query)}`, () => groupsOf(table, rows, group));
  return {
    total: rows.length,
    offset,
    rows: page,
    ...(groups && { groups: groups.map((one) => ({ ...one, label: groupLabel(one.value, group) })) }),
  };
}

/** Numbers of a view's rows in its order. */
export function viewRows(table: PlanTable, view: PlanView): Uint32Array {
  return kept(table, `rows ${viewKey(view)}`, () => {
    const { sort, group, desc = false } = view;
    let rows = filterRows(table, view);
    if (sort) rows = orderRows(table, rows, sort, desc);
    // Grouping keeps the order inside of a group; the column of the groups itself may be turned round.
    if (group) rows = orderRows(table, rows, group, desc && sort === group);
    return rows;
  });
}

/** Views that are remembered: those of a few people who turn pages. Of a very large plan, fewer. */
const REMEMBERED = 8;
const REMEMBERED_LARGE = 3;
const LARGE = 1_000_000;

/** Works something out once; the oldest results of a view are forgotten for new ones. */
function kept<T>(table: PlanTable, key: string, make: () => T): T {
  const known = table.kept.get(key);
  const value = known === undefined ? make() : (known as T);
  table.kept.delete(key);
  table.kept.set(key, value);
  const views = [...table.kept.keys()].filter((name) => !name.startsWith('ranking '));
  const most = table.length > LARGE ? REMEMBERED_LARGE : REMEMBERED;
  for (const old of views.slice(0, Math.max(0, views.length - most))) table.kept.delete(old);
  return value;
}

const VIEW_KEYS: readonly (keyof PlanView)[] = ['sort', 'desc', 'group', ...FILTER_KEYS];

function viewKey(view: PlanView): string {
  return JSON.stringify(VIEW_KEYS.map((key) => view[key] ?? null));
}

/** One row with all that a screen shows of it. */
export function planRow(table: PlanTable, row: number): PlanRow {
  const item = table.services[table.service[row] ?? 0];
  const source = table.ends[table.source[row] ?? 0];
  const destination = table.ends[table.destination[row] ?? 0];
  if (!item || !source || !destination) throw new Error(`the plan has no row ${row}`);
  const { flow, service, first } = item;
  return {
    key: `${flow.id}:${row - first}`,
    flow: flow.id,
    conversation: flow.conversation.id,
    title: flow.conversation.title,
    source: planEnd(source),
    destination: planEnd(destination),
    transport: service.transport,
    ports: portsText(service),
    service: service.service.name,
    phase: service.phase,
    ...(service.window && { window: service.window }),
    filters: flow.path.map((crossing) => crossing.filter),
    reason: becauseText(item),
    direction: rolesText(flow),
  };
}

function planEnd(item: TableEnd): PlanEnd {
  const { end, site } = item;
  const { name, zone, kind } = end;
  return { name, address: addressText(item), zone, kind, ...(site !== undefined && { site }) };
}

const KINDS: Readonly<Record<EndpointKind, string>> = {
  host: 'hosts',
  clients: 'client networks',
  consoles: 'console networks',
  listener: 'listeners',
  internet: 'internet services',
};

function groupLabel(value: string, column: PlanColumn): string {
  if (column === 'phase') return PHASES[value as Phase];
  if (column === 'sourceKind' || column === 'destinationKind') return KINDS[value as EndpointKind];
  if (value !== '') return value;
  return column === 'filters' ? 'inside a zone' : 'none';
}
