import type { UseQueryResult } from '@tanstack/react-query';
import type { Conversation, Lifecycle } from '../../../../src/catalog/model.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import styles from './conversations.module.css';
import type { CatalogFound } from './documents.ts';
import { type CatalogNames, servicePorts } from './names.ts';
import type { CatalogSearch } from './search.ts';

interface ConversationsProps {
  readonly found: UseQueryResult<CatalogFound>;
  readonly names: CatalogNames;
  readonly search: CatalogSearch;
  readonly change: (change: { readonly [K in keyof CatalogSearch]?: CatalogSearch[K] | undefined }) => void;
}

/** Every conversation that was found, one a line. */
export function Conversations({ found, names, search, change }: ConversationsProps) {
  const narrow = useNarrow();
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton lines={8} />;
  if (found.data.conversations.length === 0) {
    return (
      <EmptyState
        title="Nothing in the catalog fits"
        actions={
          <Button onClick={() => change({ q: undefined, port: undefined, role: undefined })}>
            Clear search
          </Button>
        }
      >
        Search by words of a title or a purpose, by a port such as <code>445</code> or <code>udp/67-69</code>,
        or by a role.
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Conversations"
      columns={columns(names, search, (id) => change({ id })).filter(
        // The panel of a conversation tells the rest.
        ({ id }) => (search.id === undefined && !narrow) || ['title', 'ports', 'state'].includes(id),
      )}
      rows={found.data.conversations}
      rowKey={({ id }) => id}
    />
  );
}

function columns(
  names: CatalogNames,
  search: CatalogSearch,
  open: (id: string) => void,
): readonly DataColumn<Conversation>[] {
  return [
    {
      id: 'title',
      title: 'Conversation',
      cell: ({ id, title }) => (
        <button
          type="button"
          className={styles.open}
          aria-pressed={search.id === id}
          onClick={() => open(id)}
        >
          {title}
        </button>
      ),
    },
    { id: 'from', title: 'Starts', cell: ({ initiator }) => names.role(initiator) },
    {
      id: 'to',
      title: 'Answers',
      cell: ({ responder, direction }) =>
        `${names.role(responder)}${direction === 'two-way' ? ', may start too' : ''}`,
    },
    {
      id: 'ports',
      title: 'Ports',
      cell: ({ services }) => (
        <span className={styles.ports}>
          {[...new Set(services.map((service) => servicePorts(service, names)))].join(' ')}
        </span>
      ),
    },
    {
      id: 'guide',
      title: 'Guide',
      cell: ({ guide, microsoft }) => (
        <span className={styles.guide}>
          {guide.map(({ table, row }) => `${table}/${row}`).join(' ') ||
            (microsoft ? 'Microsoft only' : 'other')}
        </span>
      ),
    },
    {
      id: 'state',
      title: 'State',
      cell: ({ lifecycle, conflicts }) => (
        <span className={styles.state}>
          <LifecycleBadge lifecycle={lifecycle} />
          {conflicts.length > 0 && <Badge tone="warning">sources differ</Badge>}
        </span>
      ),
    },
  ];
}

export function LifecycleBadge({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  const { status, since, deprecated, removed } = lifecycle;
  if (status === 'removed') return <Badge tone="bad">removed{removed ? ` in ${removed}` : ''}</Badge>;
  if (status === 'deprecated') {
    return <Badge tone="warning">deprecated{deprecated ? ` since ${deprecated}` : ''}</Badge>;
  }
  return since === undefined ? null : <Badge tone="info">since {since}</Badge>;
}
