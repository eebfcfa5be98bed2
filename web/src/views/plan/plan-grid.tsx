import { useQueries } from '@tanstack/react-query';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { PlanPage, PlanRow } from '../../../../src/report/plan-page.ts';
import type { PlanColumnName } from './columns.ts';
import { GridHead } from './grid-head.tsx';
import { GroupLine, PlanLine, WaitingLine } from './grid-lines.tsx';
import { type Line, linesOf } from './lines.ts';
import styles from './plan-grid.module.css';
import { PAGE, type PlanViewParams, planPageQuery } from './queries.ts';
import type { PlanSearch } from './search.ts';
import { leastWidth, tableColumns, tableFeatures, trackSizes } from './table.ts';

const LINE_HEIGHT = 28;

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
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);
  const lines = useMemo(
    () => linesOf(extent?.total ?? 0, view.group ? (extent?.groups ?? []) : undefined, folded),
    [extent, view.group, folded],
  );
  const virtual = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
    // The heading stays at the top, above the lines.
    scrollPaddingStart: LINE_HEIGHT + 4,
  });
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

  const fold = (value: string): void => {
    const next = new Set(folded);
    if (!next.delete(value)) next.add(value);
    setFolded(next);
  };
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(lines.count - 1, step(active, lines.count)));
    setActive(next);
    virtual.scrollToIndex(next);
    // The line may have to be drawn first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-line="${next}"]`)?.focus(),
      ),
    );
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
            const place = {
              index: item.index,
              top: item.start,
              focusable: item.index === active || (item.index === items[0]?.index && !inSight(active, items)),
              focus: () => setActive(item.index),
            };
            if (line.kind === 'group')
              return (
                <GroupLine
                  key={`g ${line.group.value}`}
                  {...place}
                  {...line}
                  span={columns.length}
                  fold={fold}
                />
              );
            const row = rows.get(line.row);
            const model = row && models.get(row.key);
            if (!model) return <WaitingLine key={item.index} {...place} span={columns.length} />;
            return (
              <PlanLine
                key={item.index}
                {...place}
                row={model}
                table={table}
                template={template}
                selected={model.original.flow === search.flow}
                open={() => change({ flow: model.original.flow })}
              />
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

function inSight(index: number, items: readonly { readonly index: number }[]): boolean {
  return index >= (items[0]?.index ?? 0) && index <= (items.at(-1)?.index ?? -1);
}

/** The rows of the lines in sight that have arrived, by number; fetches the pages that they stand on. */
function useRows(view: PlanViewParams, lines: readonly Line[]): ReadonlyMap<number, PlanRow> {
  const numbers = lines.flatMap((line) => (line.kind === 'row' ? [line.row] : []));
  const pages = [...new Set(numbers.map((row) => Math.floor(row / PAGE)))];
  const answers = useQueries({ queries: pages.map((page) => planPageQuery(view, page)) });
  const rows = new Map<number, PlanRow>();
  for (const number of numbers) {
    const page = Math.floor(number / PAGE);
    const row = answers[pages.indexOf(page)]?.data?.rows[number - page * PAGE];
    if (row) rows.set(number, row);
  }
  return rows;
}
