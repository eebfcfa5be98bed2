import { queryOptions } from '@tanstack/react-query';
import type { MatrixDocument } from '../../../../src/report/matrix.ts';
import type { PlanPage } from '../../../../src/report/plan-page.ts';
import { requestJson } from '../../api/client.ts';
import { toParams } from '../../app/search.ts';
import type { SelectionSearch } from '../../filters/selection.ts';

export function matrixQuery(by: 'role' | 'host', selection: SelectionSearch) {
  const params = toParams({ by, ...selection }).toString();
  return queryOptions({
    queryKey: ['matrix', params],
    queryFn: ({ signal }) => requestJson<MatrixDocument>(`/matrix?${params}`, { signal }),
  });
}

/** Rows of a cell that its panel shows; the plan has all of them. */
export const CELL_ROWS = 200;

export function cellRowsQuery(selection: SelectionSearch) {
  const params = toParams({ ...selection, offset: 0, limit: CELL_ROWS }).toString();
  return queryOptions({
    queryKey: ['plan', 'cell', params],
    queryFn: ({ signal }) => requestJson<PlanPage>(`/plan?${params}`, { signal }),
  });
}
