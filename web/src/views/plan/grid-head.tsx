import { FlexRender } from '@tanstack/react-table';
import { PLAN_COLUMNS } from './columns.ts';
import styles from './plan-grid.module.css';
import type { PlanSearch } from './search.ts';
import type { PlanTableModel } from './table.ts';

interface GridHeadProps {
  readonly table: PlanTableModel;
  readonly template: string;
  readonly search: PlanSearch;
  readonly change: (change: { readonly [K in keyof PlanSearch]?: PlanSearch[K] | undefined }) => void;
}

/** Headings that sort: up, down, then the plan's own order again. */
export function GridHead({ table, template, search, change }: GridHeadProps) {
  const sort = (id: string): void => {
    const column = PLAN_COLUMNS.find((one) => one === id);
    if (search.sort !== column) change({ sort: column, desc: undefined });
    else if (!search.desc) change({ desc: true });
    else change({ sort: undefined, desc: undefined });
  };
  return (
    <div role="rowgroup" className={styles.head}>
      {table.getHeaderGroups().map((group) => (
        <div
          key={group.id}
          role="row"
          aria-rowindex={1}
          className={styles.line}
          style={{ gridTemplateColumns: template }}
        >
          {group.headers.map((header) => {
            const sorted = search.sort === header.column.id && (search.desc ? 'descending' : 'ascending');
            return (
              <div
                key={header.id}
                role="columnheader"
                aria-sort={sorted || 'none'}
                className={styles.heading}
              >
                <button type="button" onClick={() => sort(header.column.id)}>
                  <FlexRender header={header} />
                  <span aria-hidden="true" className={styles.arrow}>
                    {sorted === 'ascending' ? '↑' : sorted === 'descending' ? '↓' : ''}
                  </span>
                </button>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
