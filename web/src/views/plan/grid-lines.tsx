import { FlexRender } from '@tanstack/react-table';
import type { PlanGroup } from '../../../../src/report/plan-page.ts';
import styles from './plan-grid.module.css';
import { isMono, type PlanRowModel, type PlanTableModel } from './table.ts';

interface Place {
  readonly index: number;
  readonly top: number;
  /** One line of the grid is a stop for Tab; arrows go on from there. */
  readonly focusable: boolean;
  readonly focus: () => void;
}

interface PlanLineProps extends Place {
  readonly row: PlanRowModel;
  readonly table: PlanTableModel;
  readonly template: string;
  readonly selected: boolean;
  readonly open: () => void;
}

export function PlanLine({ row, table, template, selected, open, ...place }: PlanLineProps) {
  return (
    <div
      role="row"
      {...lineProps(place)}
      aria-selected={selected}
      className={styles.line}
      style={{ gridTemplateColumns: template, transform: `translateY(${place.top}px)` }}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open();
      }}
    >
      {row.getVisibleCells().map((cell) => (
        <div
          key={cell.id}
          role="gridcell"
          className={styles.cell}
          data-mono={isMono(cell.column.id)}
          title={String(cell.getValue())}
        >
          <FlexRender cell={cell} />
        </div>
      ))}
    </div>
  );
}

interface GroupLineProps extends Place {
  readonly group: PlanGroup;
  readonly folded: boolean;
  readonly span: number;
  readonly fold: (value: string) => void;
}

export function GroupLine({ group, folded, span, fold, ...place }: GroupLineProps) {
  return (
    <div
      role="row"
      {...lineProps(place)}
      aria-level={1}
      aria-expanded={!folded}
      className={styles.line}
      data-group="true"
      style={{ transform: `translateY(${place.top}px)` }}
      onClick={() => fold(group.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        fold(group.value);
      }}
    >
      <div role="gridcell" aria-colspan={span} className={styles.cell}>
        <span aria-hidden="true" className={styles.arrow}>
          {folded ? '▸' : '▾'}
        </span>{' '}
        {group.label} <span className="muted">{group.count.toLocaleString('en')}</span>
      </div>
    </div>
  );
}

export function WaitingLine({ span, ...place }: Place & { readonly span: number }) {
  return (
    <div
      role="row"
      {...lineProps(place)}
      aria-busy="true"
      className={styles.line}
      style={{ transform: `translateY(${place.top}px)` }}
    >
      <div role="gridcell" aria-colspan={span} className={styles.cell}>
        <span className={styles.waiting}>
          <span className="visually-hidden">Loading</span>
        </span>
      </div>
    </div>
  );
}

function lineProps({ index, focusable, focus }: Place) {
  return {
    'aria-rowindex': index + 2,
    'data-line': index,
    tabIndex: focusable ? 0 : -1,
    onFocus: focus,
  } as const;
}
