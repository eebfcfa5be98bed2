import { FlexRender } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { PlanGroup } from '../../../../src/report/plan-page.ts';
import styles from './plan-grid.module.css';
import { isMono, type PlanRowModel } from './table.ts';

interface GridLineProps {
  readonly index: number;
  readonly top: number;
  /** One line of the grid is a stop for Tab; arrows go on from there. */
  readonly focusable: boolean;
  readonly focus: () => void;
  /** What a click, Enter or the space bar does. */
  readonly act: () => void;
  readonly template: string;
  readonly selected?: boolean | undefined;
  /** Set for the heading of a group. */
  readonly expanded?: boolean | undefined;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** One line, whatever stands in it: it stays the same element when its row arrives, and so keeps the focus. */
export function GridLine(props: GridLineProps) {
  const { index, top, focusable, focus, act, template, selected, expanded, busy = false, children } = props;
  const group = expanded !== undefined;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-line={index}
      data-group={group}
      tabIndex={focusable ? 0 : -1}
      aria-selected={selected}
      {...(group && { 'aria-level': 1, 'aria-expanded': expanded })}
      {...(busy && { 'aria-busy': true })}
      className={styles.line}
      style={{
        transform: `translateY(${top}px)`,
        ...(!group && !busy && { gridTemplateColumns: template }),
      }}
      onFocus={focus}
      onClick={act}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        act();
      }}
    >
      {children}
    </div>
  );
}

export function RowCells({ row }: { readonly row: PlanRowModel }) {
  return row.getVisibleCells().map((cell) => (
    <div
      key={cell.id}
      role="gridcell"
      className={styles.cell}
      data-mono={isMono(cell.column.id)}
      title={String(cell.getValue())}
    >
      <FlexRender cell={cell} />
    </div>
  ));
}

interface GroupCellProps {
  readonly group: PlanGroup;
  readonly folded: boolean;
  readonly span: number;
}

export function GroupCell({ group, folded, span }: GroupCellProps) {
  return (
    <div role="gridcell" aria-colspan={span} className={styles.cell}>
      <span aria-hidden="true" className={styles.arrow}>
        {folded ? '▸' : '▾'}
      </span>{' '}
      {group.label} <span className="muted">{group.count.toLocaleString('en')}</span>
    </div>
  );
}

export function WaitingCell({ span }: { readonly span: number }) {
  return (
    <div role="gridcell" aria-colspan={span} className={styles.cell}>
      <span className={styles.waiting}>
        <span className="visually-hidden">Loading</span>
      </span>
    </div>
  );
}
