import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { GuideDocument } from '../../../../src/report/guide-tables.ts';
import { requestJson } from '../../api/client.ts';
import { toParams } from '../../app/search.ts';
import type { CatalogDocument, CatalogFound } from './documents.ts';
import type { CatalogSearch } from './search.ts';

export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: ({ signal }) => requestJson<CatalogDocument>('/catalog', { signal }),
});

export const guideQuery = queryOptions({
  queryKey: ['catalog', 'guide'],
  queryFn: ({ signal }) => requestJson<GuideDocument>('/catalog/guide', { signal }),
});

export const catalogSearchQuery = ({ q, role, port }: CatalogSearch) =>
  queryOptions({
    queryKey: ['catalog', 'search', q, role, port],
    queryFn: ({ signal }) =>
      requestJson<CatalogFound>(`/catalog/search?${toParams({ q, role, port })}`, { signal }),
    placeholderData: keepPreviousData,
  });
