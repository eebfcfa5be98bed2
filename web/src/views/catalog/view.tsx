import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { SearchField } from '../../filters/search-field.tsx';
import { announce } from '../../ui/announce.tsx';
import { Select } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ConversationPanel } from './conversation-panel.tsx';
import { Conversations } from './conversations.tsx';
import { GuideTables } from './guide-tables.tsx';
import { Internet } from './internet.tsx';
import { useCatalogNames } from './names.ts';
import { catalogQuery, catalogSearchQuery } from './queries.ts';
import type { CatalogSearch, CatalogTab } from './search.ts';
import { Sources } from './sources.tsx';
import styles from './view.module.css';

export const Route = createLazyRoute('/catalog')({ component: CatalogView });

type Change = { readonly [K in keyof CatalogSearch]?: CatalogSearch[K] | undefined };

function CatalogView() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const change = useCallback(
    (next: Change) =>
      void navigate({ search: (before) => ({ ...before, ...next }) as CatalogSearch, replace: true }),
    [navigate],
  );
  const names = useCatalogNames();
  const all = useQuery(catalogQuery).data;
  const tab: CatalogTab = search.tab ?? 'conversations';
  const found = useQuery(catalogSearchQuery(search));
  const count = found.data?.conversations.length;
  useEffect(() => {
    if (count !== undefined && tab === 'conversations') announce(`Catalog: ${count} conversations`);
  }, [count, tab]);
  const setWords = useCallback((q: string) => change({ q: q || undefined }), [change]);
  const setPort = useCallback((port: string) => change({ port: port || undefined }), [change]);
  return (
    <Page title="Catalog" fill note="Every port of Configuration Manager, who says so and since when">
      <search className={styles.search} aria-label="Search the catalog">
        <SearchField
          label="Search the catalog"
          placeholder="Search: titles, purposes, notes"
          value={search.q ?? ''}
          change={setWords}
          className={styles.words}
        />
        <SearchField
          label="Port or service"
          placeholder="445, tcp/135"
          value={search.port ?? ''}
          change={setPort}
        />
        <Select
          hideLabel
          label="Role"
          value={search.role ?? ''}
          onChange={(event) => change({ role: event.target.value || undefined })}
          options={[
            { value: '', label: 'any role' },
            ...names.roles.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
      </search>
      <div className={styles.split}>
        <div className={styles.main}>
          <Tabs<CatalogTab>
            label="Catalog"
            value={tab}
            select={(value) => change({ tab: value === 'conversations' ? undefined : value })}
            tabs={[
              { value: 'conversations', label: `Conversations${count === undefined ? '' : ` ${count}`}` },
              { value: 'guide', label: 'Guide’s tables' },
              { value: 'internet', label: `Internet ${found.data?.endpoints.length ?? ''}`.trim() },
              { value: 'sources', label: `Sources ${all?.sources?.length ?? ''}`.trim() },
            ]}
          >
            <div className={styles.panel}>
              {tab === 'conversations' && (
                <Conversations found={found} names={names} search={search} change={change} />
              )}
              {tab === 'guide' && <GuideTables found={found.data} search={search} change={change} />}
              {tab === 'internet' && <Internet found={found} names={names} />}
              {tab === 'sources' && <Sources search={search} />}
            </div>
          </Tabs>
        </div>
        {search.id !== undefined && (
          <ConversationPanel id={search.id} names={names} close={() => change({ id: undefined })} />
        )}
      </div>
    </Page>
  );
}
