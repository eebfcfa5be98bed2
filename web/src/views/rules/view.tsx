import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router';
import { API } from '../../api/client.ts';
import type { WorkspaceDocument } from '../../api/documents.ts';
import { workspaceQuery } from '../../api/queries.ts';
import { TargetLayout } from '../../code/target-layout.tsx';
import type { ListedTarget } from '../../code/target-list.tsx';
import { flowQuery } from '../../flow/flow-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { RulesTarget } from './queries.ts';
import styles from './rules.module.css';
import { RulesFile } from './rules-file.tsx';
import { type RulesChange, type RulesSearch, readRulesSearch } from './search.ts';

export const Route = createLazyRoute('/rules')({ component: RulesView });

function RulesView() {
  const search = Route.useSearch();
  const navigate = useNavigate();
  const workspace = useQuery(workspaceQuery);
  const flow = useQuery({ ...flowQuery(search.flow ?? ''), enabled: search.flow !== undefined });
  const { data } = workspace;
  const target = data && chosen(search, data, flow.data?.filters[0]);
  const change = (part: RulesChange): void =>
    void navigate({
      to: '/rules',
      search: readRulesSearch({
        ...(target?.kind === 'filter' ? { filter: target.name } : { host: target?.name }),
        ...search,
        ...part,
      }),
      replace: true,
    });
  const empty = data && data.filters.length + data.hosts.length === 0;
  return (
    <Page
      title="Rules"
      fill
      note={data && <span>for each filter, in its own language, each line with its reason</span>}
      actions={
        !empty && (
          <a className={styles.zip} href={`${API}/rules.zip`} download>
            Download all (ZIP)
          </a>
        )
      }
    >
      {workspace.error && <Problem error={workspace.error} retry={() => void workspace.refetch()} />}
      {!data && !workspace.error && <Skeleton lines={8} />}
      {empty && (
        <EmptyState title="There are no rules yet">
          <p>
            Rules are printed from the hierarchy: for each filter between zones, and for each server’s own
            firewall.
            {data.hierarchy.valid ? '' : ' The hierarchy has errors at present.'}
          </p>
          <p>
            <Link to="/hierarchy">Open the hierarchy</Link>
          </p>
        </EmptyState>
      )}
      {data && !empty && (
        <TargetLayout targets={listed(data)} current={target} to="/rules">
          {target && (
            <RulesFile
              key={`${target.kind} ${target.name}`}
              target={target}
              proxy={data.hosts.some(
                (h) => h.name === target.name && h.roles.some((r) => r.role === 'proxy-server'),
              )}
              search={search}
              change={change}
            />
          )}
        </TargetLayout>
      )}
    </Page>
  );
}

function listed({ filters, hosts }: WorkspaceDocument): ListedTarget[] {
  return [
    ...filters.map(({ name, dialect }): ListedTarget => ({ kind: 'filter', name, about: dialect })),
    ...hosts.map(
      ({ name, roles }): ListedTarget => ({
        kind: 'host',
        name,
        about: roles.map((role) => role.title).join(', ') || 'no role',
      }),
    ),
  ];
}

/** What the address says; the first filter on a flow's way; else the first there is. */
function chosen(
  { filter, host, flow }: RulesSearch,
  data: WorkspaceDocument,
  onWay: { readonly kind: string; readonly name: string } | undefined,
): RulesTarget | undefined {
  if (filter !== undefined) return { kind: 'filter', name: filter };
  if (host !== undefined) return { kind: 'host', name: host };
  if (flow !== undefined)
    return onWay && { kind: onWay.kind === 'network' ? 'filter' : 'host', name: onWay.name };
  const [first] = listed(data);
  return first && { kind: first.kind, name: first.name };
}
