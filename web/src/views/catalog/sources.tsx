import { useQuery } from '@tanstack/react-query';
import type { SourcePage } from '../../../../src/report/source-pages.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { catalogQuery } from './queries.ts';
import type { CatalogSearch } from './search.ts';

/** The pages that facts were read from, with the dates that they carried. */
export function Sources({ search }: { readonly search: CatalogSearch }) {
  const { data } = useQuery(catalogQuery);
  const words = (search.q ?? '').toLowerCase().split(/\s+/);
  const rows = (data?.sources ?? []).filter((source) => {
    const text = JSON.stringify(source).toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (data && rows.length === 0) {
    return <EmptyState title="No source fits">Clear the search to see every page that was read.</EmptyState>;
  }
  return (
    <DataTable
      caption="Sources"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { id: 'title', title: 'Page', cell: (source) => <SourceLink source={source} /> },
        { id: 'date', title: 'Dated', cell: ({ date }) => <code>{date}</code> },
        { id: 'repository', title: 'Where', cell: ({ repository }) => repository },
        { id: 'path', title: 'Path', cell: ({ path }) => <code>{path}</code> },
        { id: 'note', title: 'Note', cell: ({ note }) => note ?? '' },
      ]}
    />
  );
}

/** A page's title; a link where its address is known. Portolan itself fetches nothing. */
export function SourceLink({ source }: { readonly source: SourcePage }) {
  if (source.url === undefined) return source.title;
  return (
    <a href={source.url} target="_blank" rel="noreferrer noopener">
      {source.title}
    </a>
  );
}
