import type { Catalog } from '../catalog/model.ts';
import type { PlanFilter } from './plan-filter.ts';
import { viewRows } from './plan-page.ts';
import type { PlanTable } from './plan-table.ts';
import { flowRoles, portsText } from './words.ts';

export interface MatrixHead {
  /** Role id, or name of a host or network. */
  readonly id: string;
  readonly label: string;
}

export interface MatrixCell {
  /** Who starts talking. */
  readonly row: string;
  /** Who answers. */
  readonly column: string;
  readonly flows: number;
  readonly rows: number;
  /** `tcp/445 SMB`. */
  readonly services: readonly string[];
  /** Conversation ids. */
  readonly conversations: readonly string[];
  /** Rows of the guide's tables: `site-server/3`. */
  readonly guide: readonly string[];
}

/** Who starts talking to whom, on what: only cells that hold something. */
export interface MatrixDocument {
  readonly by: 'role' | 'host';
  readonly rows: readonly MatrixHead[];
  readonly columns: readonly MatrixHead[];
  readonly cells: readonly MatrixCell[];
  /** Cells that a table of this size has no room for; a filter brings them into view. */
  readonly omitted?: number;
}

/** Cells that a browser is given at most. */
const CELLS = 20_000;

interface Draft {
  readonly row: string;
  readonly column: string;
  readonly services: Set<number>;
  rows: number;
}

/** The rows that a filter leaves as a matrix: roles × roles, or hosts and networks × hosts and networks. */
export function matrixDocument(
  table: PlanTable,
  catalog: Catalog,
  by: 'role' | 'host',
  filter: PlanFilter = {},
  limit: number = CELLS,
): MatrixDocument {
  const drafts = [...draftCells(table, viewRows(table, filter), by).values()];
  const cells = drafts.slice(0, limit).map((draft) => cellOf(draft, table.services));
  const title = (id: string): string => (by === 'role' ? (catalog.roles.get(id)?.title ?? id) : id);
  const heads = (ids: readonly string[]): MatrixHead[] =>
    [...new Set(ids)]
      .map((id) => ({ id, label: title(id) }))
      .sort((a, b) => compare(a.label, b.label) || compare(a.id, b.id));
  return {
    by,
    rows: heads(cells.map((cell) => cell.row)),
    columns: heads(cells.map((cell) => cell.column)),
    cells,
    ...(drafts.length > limit && { omitted: drafts.length - limit }),
  };
}

function draftCells(table: PlanTable, rows: Uint32Array, by: MatrixDocument['by']): Map<string, Draft> {
  const { source, destination, service, services, ends } = table;
  const roles = services.map(({ flow }) => flowRoles(flow));
  const drafts = new Map<string, Draft>();
  let last: Draft | undefined;
  for (const number of rows) {
    const s = service[number] ?? 0;
    const [row = '', column = ''] =
      by === 'role'
        ? (roles[s] ?? [])
        : [ends[source[number] ?? 0]?.end.name, ends[destination[number] ?? 0]?.end.name];
    if (last?.row !== row || last.column !== column) {
      const key = JSON.stringify([row, column]);
      last = drafts.get(key) ?? { row, column, services: new Set(), rows: 0 };
      drafts.set(key, last);
    }
    last.rows++;
    last.services.add(s);
  }
  return drafts;
}

function cellOf({ row, column, rows, services: numbers }: Draft, all: PlanTable['services']): MatrixCell {
  const [flows, services, conversations, guide] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  for (const number of numbers) {
    const item = all[number];
    if (!item) continue;
    const { flow, service } = item;
    flows.add(flow.id);
    services.add(`${service.transport}/${portsText(service)} ${service.service.name}`);
    conversations.add(flow.conversation.id);
    for (const from of flow.conversation.guide) guide.add(`${from.table}/${from.row}`);
  }
  return {
    row,
    column,
    flows: flows.size,
    rows,
    services: [...services],
    conversations: [...conversations],
    guide: [...guide],
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
