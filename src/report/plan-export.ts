import { csvCell } from './csv.ts';
import { markdownText } from './markdown.ts';
import { COLUMN_RULES, type PlanColumn, USUAL_COLUMNS } from './plan-columns.ts';
import { type PlanView, planRow, viewRows } from './plan-page.ts';
import type { PlanTable } from './plan-table.ts';
import { counted } from './words.ts';

/** Which rows of a plan, and which columns of them in which order. */
export interface PlanLayout {
  readonly view?: PlanView;
  readonly columns?: readonly PlanColumn[];
}

/** Pieces have about this many characters. */
const CHUNK = 256 * 1024;
/** Cells of more things than this are made again for each row, so that they don't fill the memory. */
const MOST_KEPT = 200_000;

/** The cells of a row, in the order of the columns. */
export type CellMaker = (row: number) => string[];

/** Makes cells for each row: what stands in many rows is escaped once. */
export function cellMaker(
  table: PlanTable,
  columns: readonly PlanColumn[],
  safe: (text: string) => string,
): CellMaker {
  const makers = columns.map((column) => columnMaker(table, column, safe));
  return (row) => makers.map((make) => make(row));
}

function columnMaker(
  table: PlanTable,
  column: PlanColumn,
  safe: (text: string) => string,
): (row: number) => string {
  const rule = COLUMN_RULES[column];
  if (rule.of === 'service') return keptCells(table.service, table.services, rule.text, safe);
  return keptCells(table[rule.of], table.ends, rule.text, safe);
}

function keptCells<T>(
  numbers: Uint32Array,
  items: readonly T[],
  text: (item: T) => string,
  safe: (text: string) => string,
): (row: number) => string {
  const kept: (string | undefined)[] = [];
  const keeps = items.length <= MOST_KEPT;
  return (row) => {
    const number = numbers[row] ?? 0;
    const known = kept[number];
    if (known !== undefined) return known;
    const item = items[number];
    const cell = item === undefined ? '' : safe(text(item));
    if (keeps) kept[number] = cell;
    return cell;
  };
}

/** The columns of a layout; the usual ones where it names none. */
export function columnsOf({ columns = [] }: PlanLayout): readonly PlanColumn[] {
  return columns.length > 0 ? columns : USUAL_COLUMNS;
}

/** Rows as RFC 4180 text in pieces, as `csvChunks` writes the whole plan. */
export function* planCsv(
  table: PlanTable,
  layout: PlanLayout = {},
  options: { readonly bom?: boolean } = {},
): Generator<string> {
  const columns = columnsOf(layout);
  const cells = cellMaker(table, columns, csvCell);
  let chunk = `${options.bom ? '\ufeff' : ''}${columns.map((column) => COLUMN_RULES[column].title).join(',')}\r\n`;
  for (const row of viewRows(table, layout.view ?? {})) {
    chunk += `${cells(row).join(',')}\r\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Rows as one Markdown table in pieces. */
export function* planMarkdown(table: PlanTable, layout: PlanLayout = {}): Generator<string> {
  const columns = columnsOf(layout);
  const rows = viewRows(table, layout.view ?? {});
  const cells = cellMaker(table, columns, markdownText);
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |\n`;
  let chunk = `# Firewall plan of ${markdownText(table.plan.hierarchy)}\n\n`;
  chunk += `Configuration Manager ${table.plan.version}: ${counted(rows.length, 'row')} of one network to another. `;
  chunk += 'Each is started by its source.\n\n';
  chunk += line(columns.map((column) => COLUMN_RULES[column].title)) + line(columns.map(() => '---'));
  for (const row of rows) {
    chunk += line(cells(row));
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Names the form of the JSON document. */
const ROWS_FORMAT = 'portolan/plan-rows/1';

/** Rows as a JSON document in pieces, a row a line; the form of a row is that of a page. */
export function* planRowsJson(table: PlanTable, { view = {} }: PlanLayout = {}): Generator<string> {
  const { hierarchy, version } = table.plan;
  const head = { format: ROWS_FORMAT, hierarchy, version };
  let chunk = `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  let separator = '\n';
  for (const row of viewRows(table, view)) {
    chunk += separator + JSON.stringify(planRow(table, row));
    separator = ',\n';
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}\n]}\n`;
}
