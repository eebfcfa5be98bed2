import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useRef } from 'react';
import styles from './data-table.module.css';

export interface DataColumn<T> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly align?: 'end';
  /** Of the width of a table too long to be measured; the others share the rest. */
  readonly width?: `${number}%`;
}

interface DataTableProps<T> {
  /** Names the table for screen readers. */
  readonly caption: string;
  readonly columns: readonly DataColumn<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
}

/** With more rows, only those in sight are drawn. */
const MOST_DRAWN = 500;
const USUAL_HEIGHT = 29;

/** A plain table: the twin of a graph, a list of sources. The first column heads its row. */
export function DataTable<T>({ caption, columns, rows, rowKey }: DataTableProps<T>) {
  const scroller = useRef<HTMLElement>(null);
  const long = rows.length > MOST_DRAWN;
  const virtual = useVirtualizer({
    count: long ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 15,
  });
  const items = virtual.getVirtualItems();
  // The table stands where its rows would be among all of them.
  const before = items[0]?.start ?? 0;
  const behind = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so without a mouse
    <section ref={scroller} className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table
        className={styles.table}
        data-long={long}
        {...(long && {
          'aria-rowcount': rows.length + 1,
          style: { marginTop: before, marginBottom: behind },
        })}
      >
        <caption className="visually-hidden">{caption}</caption>
        {long && (
          <colgroup>
            {columns.map(({ id, width }) => (
              <col key={id} style={width && { width }} />
            ))}
          </colgroup>
        )}
        <thead>
          <tr {...(long && { 'aria-rowindex': 1 })}>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {long
            ? items.map(({ index }) => {
                const row = rows[index];
                if (row === undefined) return null;
                return (
                  <Row
                    key={rowKey(row)}
                    row={row}
                    columns={columns}
                    index={index}
                    measure={virtual.measureElement}
                  />
                );
              })
            : rows.map((row) => <Row key={rowKey(row)} row={row} columns={columns} />)}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps<T> {
  readonly row: T;
  readonly columns: readonly DataColumn<T>[];
  /** Where it stands among rows that are not all drawn. */
  readonly index?: number;
  readonly measure?: Ref<HTMLTableRowElement>;
}

function Row<T>({ row, columns, index, measure }: RowProps<T>) {
  return (
    <tr ref={measure} {...(index !== undefined && { 'data-index': index, 'aria-rowindex': index + 2 })}>
      {columns.map((column, position) =>
        position === 0 ? (
          <th key={column.id} scope="row" data-align={column.align}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.id} data-align={column.align}>
            {column.cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}
