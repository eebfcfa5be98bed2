/** The matrix as a grid by the WAI-ARIA pattern; only the cells in sight are in the page. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { MatrixCell, MatrixDocument } from '../../../../src/report/matrix.ts';
import { indexCells, moveInGrid, type Position, shadeOf, shortServices } from './cells.ts';
import styles from './matrix.module.css';

interface Props {
  readonly document: MatrixDocument;
  /** The cell that is open. */
  readonly selected: { readonly row: string; readonly column: string } | undefined;
  readonly onOpen: (cell: MatrixCell) => void;
}

const CELL = { width: 90, height: 44 } as const;
const HEAD = { width: 216, height: 164 } as const;

export function MatrixGrid({ document, selected, onOpen }: Props) {
  const { rows, columns } = document;
  const cells = useMemo(() => indexCells(document), [document]);
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Position>(() => firstPosition(document, selected));
  const moved = useRef(false);
  const down = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => CELL.height,
    paddingStart: HEAD.height,
    scrollPaddingStart: HEAD.height,
    overscan: 6,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => CELL.width,
    paddingStart: HEAD.width,
    scrollPaddingStart: HEAD.width,
    overscan: 4,
  });
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    // A cell that was out of sight is in the page with the next frame.
    requestAnimationFrame(() =>
      scroll.current
        ?.querySelector<HTMLElement>(`[data-at="${active.row} ${active.column}"]`)
        ?.focus({ preventScroll: true }),
    );
  }, [active]);
  // A link may lead to a cell that is out of sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where the view begins
  useEffect(() => {
    if (!selected) return;
    down.scrollToIndex(active.row, { align: 'center' });
    across.scrollToIndex(active.column, { align: 'center' });
  }, []);
  const press = (event: KeyboardEvent): void => {
    const page = Math.max(
      1,
      Math.floor(((scroll.current?.clientHeight ?? 0) - HEAD.height) / CELL.height) - 1,
    );
    const next = moveInGrid(
      event.key,
      event.ctrlKey || event.metaKey,
      active,
      rows.length,
      columns.length,
      page,
    );
    if (next) {
      down.scrollToIndex(next.row);
      across.scrollToIndex(next.column);
      moved.current = true;
      setActive(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      const cell = cells.get(rows[active.row]?.id ?? '')?.get(columns[active.column]?.id ?? '');
      if (cell) onOpen(cell);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroll}
      className={styles.scroll}
      role="grid"
      aria-label="Who starts talking to whom"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      tabIndex={-1}
      onKeyDown={press}
    >
      <div
        className={styles.canvas}
        role="presentation"
        style={{ width: across.getTotalSize(), height: down.getTotalSize() }}
      >
        <div className={styles.heads} role="row" aria-rowindex={1} style={{ height: HEAD.height }}>
          <div className={styles.corner} role="columnheader" aria-colindex={1} style={HEAD}>
            <span>answers</span>
            <span>starts</span>
          </div>
          {across.getVirtualItems().map(({ index, start }) => (
            <div
              key={columns[index]?.id}
              className={styles.column}
              role="columnheader"
              aria-colindex={index + 2}
              data-active={index === active.column}
              style={{ left: start, width: CELL.width, height: HEAD.height }}
            >
              <span title={columns[index]?.label}>{columns[index]?.label}</span>
            </div>
          ))}
        </div>
        {down.getVirtualItems().map((line) => {
          const row = rows[line.index];
          if (!row) return null;
          return (
            <div
              key={row.id}
              className={styles.row}
              role="row"
              aria-rowindex={line.index + 2}
              style={{ top: line.start, height: CELL.height }}
            >
              <div
                className={styles.rowHead}
                role="rowheader"
                aria-colindex={1}
                data-active={line.index === active.row}
                style={{ width: HEAD.width, height: CELL.height }}
              >
                <span title={row.label}>{row.label}</span>
              </div>
              {across.getVirtualItems().map(({ index, start }) => {
                const column = columns[index];
                if (!column) return null;
                const cell = cells.get(row.id)?.get(column.id);
                const here = line.index === active.row && index === active.column;
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
                  <div
                    key={column.id}
                    className={styles.cell}
                    role="gridcell"
                    aria-colindex={index + 2}
                    aria-selected={selected?.row === row.id && selected.column === column.id}
                    data-at={`${line.index} ${index}`}
                    data-shade={cell && shadeOf(cell.flows)}
                    tabIndex={here ? 0 : -1}
                    title={cell && `${row.label} → ${column.label}\n${cell.services.join('\n')}`}
                    style={{ left: start, width: CELL.width, height: CELL.height }}
                    onClick={() => {
                      setActive({ row: line.index, column: index });
                      if (cell) onOpen(cell);
                    }}
                  >
                    <span className="visually-hidden">
                      {row.label} to {column.label}:{cell ? ' ' : ' nothing'}
                    </span>
                    {cell && (
                      <>
                        <strong>
                          {cell.flows}
                          <span className="visually-hidden">{cell.flows === 1 ? ' flow, ' : ' flows, '}</span>
                        </strong>
                        <small>{shortServices(cell)}</small>
                      </>
                    )}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The keyboard begins at the open cell, or at the first one that holds something. */
function firstPosition({ rows, columns, cells }: MatrixDocument, selected: Props['selected']): Position {
  const goal = selected ?? cells.find((cell) => cell.row === rows[0]?.id);
  return {
    row: Math.max(
      0,
      rows.findIndex((row) => row.id === goal?.row),
    ),
    column: Math.max(
      0,
      columns.findIndex((column) => column.id === goal?.column),
    ),
  };
}
