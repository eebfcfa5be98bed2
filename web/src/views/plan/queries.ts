import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { PlanPage } from '../../../../src/report/plan-page.ts';
import { API, requestJson } from '../../api/client.ts';
import { toParams } from '../../app/search.ts';
import { type SelectionSearch, selectionOf } from '../../filters/selection.ts';
import type { PlanColumnName } from './columns.ts';
import type { PlanSearch } from './search.ts';

/** Rows that are fetched at once. */
export const PAGE = 200;

/** What decides which rows there are, and their order. */
export interface PlanViewParams extends SelectionSearch {
  readonly sort?: PlanColumnName;
  readonly desc?: true;
  readonly group?: PlanColumnName;
}

export function viewParams(search: PlanSearch): PlanViewParams {
  const { sort, desc, group } = search;
  return {
    ...selectionOf(search),
    ...(sort && { sort }),
    ...(sort && desc && { desc }),
    ...(group && { group }),
  };
}

/** Pages stay for a minute after they were scrolled away. */
export const planPageQuery = (view: PlanViewParams, page: number) =>
  queryOptions({
    queryKey: ['plan page', view, page],
    queryFn: ({ signal }) =>
      requestJson<PlanPage>(`/plan?${toParams({ ...view, offset: page * PAGE, limit: PAGE })}`, { signal }),
    gcTime: 60_000,
  });

/** Pages that are kept when they are scrolled away: whoever drags through half a million rows passes thousands. */
const KEPT = 40;

export function forgetPages(client: QueryClient): void {
  const cache = client.getQueryCache();
  const away = cache
    .findAll({ queryKey: ['plan page'], type: 'inactive' })
    .sort((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt);
  for (const query of away.slice(0, Math.max(0, away.length - KEPT))) cache.remove(query);
}

/** How many rows and which groups a view has; the last view's stay until the new ones are there. */
export const planExtentQuery = (view: PlanViewParams) =>
  queryOptions({
    ...planPageQuery(view, 0),
    placeholderData: keepPreviousData,
  });

/** Address of a file with what is shown. */
export function exportAddress(view: PlanViewParams, format: string, columns: readonly string[]): string {
  return `${API}/plan/export?${toParams({ format, columns: columns.join(','), ...view })}`;
}
