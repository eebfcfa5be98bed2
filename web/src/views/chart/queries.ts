import { queryOptions } from '@tanstack/react-query';
import type { StatesDocument } from '../../../../src/report/flow-states.ts';
import { requestJson } from '../../api/client.ts';
import { toParams } from '../../app/search.ts';
import type { SelectionSearch } from '../../filters/selection.ts';
import type { ChartDocument } from './document.ts';

/** The chart of the flows that a selection leaves; without one, of all. */
export function chartQuery(selection: SelectionSearch = {}) {
  const params = toParams({ ...selection }).toString();
  return queryOptions({
    queryKey: ['chart', params],
    queryFn: ({ signal }) =>
      requestJson<ChartDocument>(`/chart${params === '' ? '' : `?${params}`}`, { signal }),
  });
}

/** What the last verification of the stored configurations found out about each flow. */
export const statesQuery = queryOptions({
  queryKey: ['states'],
  queryFn: ({ signal }) => requestJson<StatesDocument>('/states', { signal }),
});
