import { queryOptions } from '@tanstack/react-query';
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
