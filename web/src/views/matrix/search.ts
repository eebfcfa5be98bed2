/** What stands in the matrix's URL. */
import { readText, readWord } from '../../app/search.ts';
import { readSelection, type SelectionSearch } from '../../filters/selection.ts';

export interface MatrixSearch extends SelectionSearch {
  /** Absent: by role. */
  readonly by?: 'host';
  /** The cell that is open: who starts, and who answers. */
  readonly row?: string;
  readonly column?: string;
}

/** Parameters as they may change; `undefined` takes one away. */
export type MatrixChange = { readonly [K in keyof MatrixSearch]?: MatrixSearch[K] | undefined };

export function readMatrixSearch(raw: Record<string, unknown>): MatrixSearch {
  const own: MatrixChange = {
    by: readWord(raw.by, ['host']),
    row: readText(raw.row),
    column: readText(raw.column),
  };
  return mergeSearch(readSelection(raw), own);
}

/** What is undefined leaves the address. */
export function mergeSearch(now: MatrixSearch, next: MatrixChange): MatrixSearch {
  const merged = Object.entries({ ...now, ...next }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(merged) as MatrixSearch;
}

/** Which rows of the plan a cell stands for. */
export function cellSelection(search: MatrixSearch, row: string, column: string): SelectionSearch {
  return search.by === 'host' ? { from: row, to: column } : { fromRole: row, toRole: column };
}
