import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { PlanPage, PlanRow } from '../../../../src/report/plan-page.ts';
import type { PlanColumnName } from './columns.ts';
import { GridHead } from './grid-head.tsx';
import { GridLine, GroupCell, RowCells, WaitingCell } from './grid-lines.tsx';
import { type Line, linesOf } from './lines.ts';
import styles from './plan-grid.module.css';
import { forgetPages, PAGE, type PlanViewParams, planPageQuery } from './queries.ts';
import type { PlanSearch } from './search.ts';
import { leastWidth, tableColumns, tableFeatures, trackSizes } from './table.ts';

const LINE_HEIGHT = 28;
/** The heading with its border: it stays at the top, above the lines. */
const HEAD_HEIGHT = LINE_HEIGHT + 1;

interface PlanGridProps {
  readonly view: PlanViewParams;
  /** How many rows and groups there are; absent while the first page is on its way. */
  readonly extent: PlanPage | undefined;
  readonly columns: readonly PlanColumnName[];
  readonly search: PlanSearch;
  readonly change: (change: { readonly [K in keyof PlanSearch]?: PlanSearch[K] | undefined }) => void;
}

/** The plan's rows, as many as there may be: what is in sight is fetched and drawn. */
export function PlanGrid({ view, extent, columns, search, change }: PlanGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const folded = useMemo(() => new Set(search.folded), [search.folded]);
  const [active, setActive] = useState(0);
  /** The line that the keyboard went to: it may have to be drawn before it can have the focus. */
  const wanted = useRef<number>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    const line = scroller.current?.querySelector<HTMLElement>(`[data-line="${wanted.current}"]`);
    if (!line) return;
    wanted.current = undefined;
    line.focus({ preventScroll: true });
  });
  const lines = useMemo(
    () => linesOf(extent?.total ?? 0, view.group ? (extent?.groups ?? []) : undefined, folded),
    [extent, view.group, folded],
  );
  const virtual = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  // Other rows, or another order: begin at the top.
  const order = JSON.stringify(view);
  // Chromium answers with a promise, which React would take for the way to clean up.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view decides what the lines are
  useEffect(() => void scroller.current?.scrollTo({ top: 0 }), [order]);
  const items = virtual.getVirtualItems();
  const shown = items.map((item) => ({ item, line: lines.at(item.index) }));
  const rows = useRows(
    view,
    shown.map(({ line }) => line),
  );
  const data = useMemo(() => [...rows.values()], [rows]);
  const table = useTable({
    features: tableFeatures,
    columns: tableColumns,
    data,
    getRowId: (row: PlanRow) => row.key,
    manualSorting: true,
    state: {
      columnOrder: [...columns],
      columnVisibility: Object.fromEntries(
        tableColumns.map(({ id }) => [id, (columns as readonly (string | undefined)[]).includes(id)]),
      ),
      sorting: search.sort ? [{ id: search.sort, desc: search.desc ?? false }] : [],
    },
  });
  const models = new Map(table.getRowModel().rows.map((row) => [row.id, row]));
  const template = trackSizes(columns);
  // Tab always finds a line: the active one, or the first in sight when that was scrolled away.
  const stop = items.some(({ index }) => index === active) ? active : items[0]?.index;

  const fold = (value: string): void => {
    const next = new Set(folded);
    if (!next.delete(value)) next.add(value);
    change({ folded: next.size === 0 ? undefined : [...next] });
  };
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(lines.count - 1, step(active, lines.count)));
    setActive(next);
    virtual.scrollToIndex(next);
    wanted.current = next;
  };
  return (
    <div ref={scroller} className={styles.scroller}>
      <div
        role="treegrid"
        aria-label="Plan"
        aria-rowcount={extent === undefined ? -1 : lines.count + 1}
        aria-colcount={columns.length}
        aria-busy={extent === undefined}
        className={styles.grid}
        style={{ minWidth: leastWidth(columns) }}
        onKeyDown={move}
      >
        <GridHead table={table} template={template} search={search} change={change} />
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ item, line }) => {
            const row = line.kind === 'row' ? rows.get(line.row) : undefined;
            const model = row && models.get(row.key);
            return (
              <GridLine
                key={item.key}
                index={item.index}
                top={item.start - HEAD_HEIGHT}
                focusable={item.index === stop}
                focus={() => setActive(item.index)}
                act={() => {
                  if (line.kind === 'group') fold(line.group.value);
                  else if (row) change({ flow: row.flow });
                }}
                template={template}
                selected={row && row.flow === search.flow}
                expanded={line.kind === 'group' ? !line.folded : undefined}
                busy={line.kind === 'row' && model === undefined}
              >
                {line.kind === 'group' && (
                  <GroupCell group={line.group} folded={line.folded} span={columns.length} />
                )}
                {line.kind === 'row' &&
                  (model ? <RowCells row={model} /> : <WaitingCell span={columns.length} />)}
              </GridLine>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + 20,
  PageUp: (index) => index - 20,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The rows of the lines in sight that have arrived, by number; fetches the pages that they stand on. */
function useRows(view: PlanViewParams, lines: readonly Line[]): ReadonlyMap<number, PlanRow> {
  const numbers = lines.flatMap((line) => (line.kind === 'row' ? [line.row] : []));
  const pages = [...new Set(numbers.map((row) => Math.floor(row / PAGE)))];
  const client = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: others came into sight, so some went out of it
  useEffect(() => forgetPages(client), [client, pages.join()]);
  const answers = useQueries({ queries: pages.map((page) => planPageQuery(view, page)) });
  const rows = new Map<number, PlanRow>();
  for (const number of numbers) {
    const page = Math.floor(number / PAGE);
    const row = answers[pages.indexOf(page)]?.data?.rows[number - page * PAGE];
    if (row) rows.set(number, row);
  }
  return rows;
}
