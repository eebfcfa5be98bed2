import { displayWidth, visible } from '../diagnostics/visible.ts';
import type { Flow, FlowService, Plan } from '../plan/model.ts';
import { countRows } from './count-rows.ts';
import { pad, truncate, wrap } from './display-width.ts';
import { counted, endNames, pathText, phaseText, portsText } from './words.ts';

export interface TableOptions {
  /** Cells that a line may take; less than `NARROWEST` counts as that. */
  readonly width: number;
}

/** Below this, ports and names no longer fit beside each other. */
export const NARROWEST = 48;

const COLUMNS = ['From', 'To', 'Protocol', 'Ports', 'Service', 'Phase', 'Filters', 'Why'] as const;
type Column = (typeof COLUMNS)[number];

/** Shared by the services of a flow, so they may take as many lines as those do. */
const OF_FLOW: ReadonlySet<Column> = new Set(['From', 'To', 'Filters', 'Why']);
/** Never cut, only broken: a port or a date that is missing would be wrong. */
const WHOLE: ReadonlySet<Column> = new Set(['Protocol', 'Ports', 'Phase']);
/** Left out one after the other where the width is not enough. */
const DISPENSABLE: readonly Column[] = ['Why', 'Phase', 'Filters', 'Service'];
const LEAST: Readonly<Record<Column, number>> = {
  From: 11,
  To: 11,
  Protocol: 8,
  Ports: 12,
  Service: 10,
  Phase: 16,
  Filters: 8,
  Why: 14,
};
const MOST: Readonly<Record<Column, number>> = {
  From: 32,
  To: 32,
  Protocol: 8,
  Ports: 23,
  Service: 30,
  Phase: 26,
  Filters: 28,
  Why: 56,
};
const GAP = 2;

/** The plan as a table, one block per flow, in pieces; nothing stands beyond the width. */
export function* tableChunks(plan: Plan, options: TableOptions): Generator<string> {
  if (plan.flows.length === 0) {
    yield 'No flow fits.\n';
    return;
  }
  const width = Math.max(NARROWEST, Math.floor(options.width));
  const columns = fitColumns(plan.flows, width);
  yield `${line(columns, (column) => column)}\n${line(columns, (column) => '─'.repeat(columns.get(column) ?? 0))}\n`;
  let services = 0;
  let rows = 0;
  for (const flow of plan.flows) {
    services += flow.services.length;
    rows += countRows(flow);
    yield block(flow, columns);
  }
  const totals = `${counted(plan.flows.length, 'flow')}, ${counted(services, 'service')}, ${counted(rows, 'row')} of one network to another`;
  yield `\n${wrap(totals, width).join('\n')}\n`;
}

type Widths = ReadonlyMap<Column, number>;

/** Gives each column what it needs where there is room; else takes from the widest, and at last leaves some out. */
function fitColumns(flows: readonly Flow[], width: number): Widths {
  const needs = new Map<Column, number>(COLUMNS.map((column) => [column, displayWidth(column)]));
  for (const flow of flows) {
    for (const column of COLUMNS) {
      let need = needs.get(column) ?? 0;
      if (need >= MOST[column]) continue;
      if (OF_FLOW.has(column)) need = Math.max(need, displayWidth(flowText(flow, column)));
      else
        for (const service of flow.services)
          need = Math.max(need, displayWidth(serviceText(service, column)));
      needs.set(column, Math.min(need, MOST[column]));
    }
  }
  const columns: Column[] = COLUMNS.filter((column) => column !== 'Phase' || !flows.every(isAlways));
  const least = (): number =>
    columns.reduce((sum, c) => sum + Math.min(LEAST[c], needs.get(c) ?? 0), GAP * (columns.length - 1));
  for (const column of DISPENSABLE) {
    if (least() <= width) break;
    const index = columns.indexOf(column);
    if (index >= 0) columns.splice(index, 1);
  }
  const widths = new Map(columns.map((c) => [c, needs.get(c) ?? 0]));
  let excess = [...widths.values()].reduce((sum, w) => sum + w, GAP * (columns.length - 1)) - width;
  while (excess > 0) {
    const spare = ([c, w]: readonly [Column, number]): number => w - Math.min(LEAST[c], needs.get(c) ?? 0);
    const [column, own] = [...widths].reduce((a, b) => (spare(b) > spare(a) ? b : a));
    widths.set(column, own - 1);
    excess--;
  }
  return widths;
}

const isAlways = (flow: Flow): boolean =>
  flow.services.every((s) => s.phase === 'always' && s.window === undefined);

/** The lines of each column side by side; a service's lines stand beside each other, whichever column needs most. */
function block(flow: Flow, columns: Widths): string {
  const cells = new Map<Column, string[]>();
  for (const column of columns.keys()) if (!OF_FLOW.has(column)) cells.set(column, []);
  let height = 0;
  for (const service of flow.services) {
    let end = height + 1;
    for (const [column, lines] of cells) {
      while (lines.length < height) lines.push('');
      lines.push(...serviceLines(service, column, columns.get(column) ?? 0));
      end = Math.max(end, lines.length);
    }
    height = end;
  }
  // A single service must not cut its flow's names and reasons to one line.
  const room = Math.max(2, height);
  for (const [column, width] of columns) {
    if (OF_FLOW.has(column)) cells.set(column, flowLines(flow, column, width, room));
    height = Math.max(height, cells.get(column)?.length ?? 0);
  }
  let text = '';
  for (let row = 0; row < height; row++)
    text += `${line(columns, (column) => cells.get(column)?.[row] ?? '')}\n`;
  return text;
}

/** What a column would show of a flow, or of one of its services, if there were room. */
function flowText(flow: Flow, column: Column): string {
  switch (column) {
    case 'From':
      return visible(endNames(flow.from).slice(0, 3).join(', '));
    case 'To':
      return visible(endNames(flow.to).slice(0, 3).join(', '));
    case 'Filters':
      return flow.path.length === 0 ? '-' : visible(pathText(flow));
    default:
      return visible(flow.conversation.title);
  }
}

function serviceText(service: FlowService, column: Column): string {
  switch (column) {
    case 'Protocol':
      return service.transport;
    case 'Ports':
      return portsText(service);
    case 'Phase':
      return phaseText(service.phase, service.window);
    default:
      return visible(service.service.name);
  }
}

function serviceLines(service: FlowService, column: Column, width: number): string[] {
  const lines = wrap(serviceText(service, column), width);
  return WHOLE.has(column) ? lines : clip(lines, 2, width);
}

function flowLines(flow: Flow, column: Column, width: number, height: number): string[] {
  if (column === 'From') return endLines(endNames(flow.from), width, height);
  if (column === 'To') return endLines(endNames(flow.to), width, height);
  return clip(wrap(flowText(flow, column), width), height, width);
}

function clip(lines: readonly string[], height: number, width: number): string[] {
  if (lines.length <= height) return [...lines];
  return [
    ...lines.slice(0, height - 1),
    truncate(`${lines[height - 1] ?? ''} …`, width).replace(/ ?…$/, '…'),
  ];
}

/** `dp01, dp02 +3`: as many names as fit, at least a part of one, and how many more there are. */
function endLines(names: readonly string[], width: number, height: number): string[] {
  const safe: string[] = [];
  for (
    let used = 0;
    safe.length < names.length && used <= width * height;
    used += displayWidth(safe.at(-1) ?? '') + 2
  ) {
    safe.push(visible(names[safe.length] ?? ''));
  }
  for (let shown = safe.length; shown > 0; shown--) {
    const more = names.length - shown;
    const lines = wrap(`${safe.slice(0, shown).join(', ')}${more > 0 ? ` +${more}` : ''}`, width);
    if (lines.length <= height) return lines;
  }
  const more = names.length > 1 ? ` +${names.length - 1}` : '';
  return [`${truncate(safe[0] ?? '', width - more.length)}${more}`];
}

function line(columns: Widths, text: (column: Column) => string): string {
  return [...columns]
    .map(([column, width]) => pad(text(column), width))
    .join(' '.repeat(GAP))
    .trimEnd();
}
