import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { FilterBar } from '../../filters/filter-bar.tsx';
import { selectionOf } from '../../filters/selection.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CellPanel } from './cell-panel.tsx';
import styles from './matrix.module.css';
import { MatrixGrid } from './matrix-grid.tsx';
import { matrixQuery } from './queries.ts';
import { cellSelection, type MatrixChange, mergeSearch } from './search.ts';

export const Route = createLazyRoute('/matrix')({ component: MatrixView });

const SIDES = [
  { value: 'role', label: 'Roles' },
  { value: 'host', label: 'Hosts and networks' },
] as const;

function MatrixView() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const by = search.by ?? 'role';
  const selection = selectionOf(search);
  const { data: document, error, refetch } = useQuery(matrixQuery(by, selection));
  const change = useCallback(
    (next: MatrixChange) => void navigate({ search: (now) => mergeSearch(now, next), replace: 'q' in next }),
    [navigate],
  );
  const cell = document?.cells.find((one) => one.row === search.row && one.column === search.column);
  const labelOf = (heads: 'rows' | 'columns', id: string): string =>
    document?.[heads].find((head) => head.id === id)?.label ?? id;
  return (
    <Page title="Matrix" fill note={document && `${document.cells.length.toLocaleString('en')} cells`}>
      <FilterBar search={search} change={change} />
      <div className={styles.bar}>
        <fieldset className={styles.choice}>
          <legend className="visually-hidden">Matrix of</legend>
          {SIDES.map(({ value, label }) => (
            <label key={value}>
              <input
                type="radio"
                name="by"
                checked={by === value}
                onChange={() =>
                  change({ by: value === 'host' ? 'host' : undefined, row: undefined, column: undefined })
                }
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <p className={styles.note}>
          A row starts talking, a column answers. Each cell has its number of flows and its first service.
          {document?.omitted !== undefined &&
            ` ${document.omitted.toLocaleString('en')} cells more have no room here: narrow the filter to see them.`}
        </p>
      </div>
      <div className={styles.body}>
        {error ? (
          <Problem error={error} retry={() => void refetch()} />
        ) : document === undefined ? (
          <Skeleton label="Loading the matrix" lines={12} />
        ) : document.cells.length === 0 ? (
          <EmptyState title="No flow fits">
            <p>
              A cell appears where one end starts talking to another. Clear the filters, or describe hosts and
              clients in the <Link to="/hierarchy">hierarchy</Link>.
            </p>
          </EmptyState>
        ) : (
          <MatrixGrid
            key={by}
            document={document}
            selected={cell && { row: cell.row, column: cell.column }}
            onOpen={({ row, column }) => change({ row, column })}
          />
        )}
        {cell && (
          <CellPanel
            cell={cell}
            title={`${labelOf('rows', cell.row)} to ${labelOf('columns', cell.column)}`}
            selection={{ ...selection, ...cellSelection(search, cell.row, cell.column) }}
            close={() => change({ row: undefined, column: undefined })}
          />
        )}
      </div>
    </Page>
  );
}
