import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router';
import type { WorkspaceDocument } from '../../api/documents.ts';
import { sessionQuery, workspaceQuery } from '../../api/queries.ts';
import { storeReason } from '../../api/rights.ts';
import { TargetLayout } from '../../code/target-layout.tsx';
import type { ListedTarget } from '../../code/target-list.tsx';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { RulesTarget } from '../rules/queries.ts';
import { Overview } from './overview.tsx';
import { readVerifySearch, type VerifyChange, type VerifySearch } from './search.ts';
import { TargetPanel } from './target-panel.tsx';
import styles from './verify.module.css';

export const Route = createLazyRoute('/verify')({ component: VerifyView });

function VerifyView() {
  const search = Route.useSearch();
  const navigate = useNavigate();
  const workspace = useQuery(workspaceQuery);
  const session = useQuery(sessionQuery);
  const { data } = workspace;
  const target = targetOf(search);
  const change = (part: VerifyChange): void =>
    void navigate({ to: '/verify', search: readVerifySearch({ ...search, ...part }), replace: true });
  const empty = data && data.filters.length + data.hosts.length === 0;
  return (
    <Page
      title="Verify"
      fill
      note={<span>configurations held against the plan: exact, nothing is sampled</span>}
      actions={target && <Link to="/verify">All configurations</Link>}
    >
      {workspace.error && <Problem error={workspace.error} retry={() => void workspace.refetch()} />}
      {!data && !workspace.error && <Skeleton lines={8} />}
      {empty && (
        <EmptyState title="There is nothing to verify against yet">
          <p>
            Verification proves that a firewall’s configuration permits all that the hierarchy needs, and
            nothing more.
            {data.hierarchy.valid ? '' : ' The hierarchy has errors at present.'}
          </p>
          <p>
            <Link to="/hierarchy">Open the hierarchy</Link>
          </p>
        </EmptyState>
      )}
      {data && !empty && (
        <TargetLayout targets={listed(data)} current={target} to="/verify">
          <div className={styles.main}>
            {target ? (
              <TargetPanel
                key={`${target.kind} ${target.name}`}
                target={target}
                stored={storedOf(data, target)}
                search={search}
                change={change}
                reason={storeReason(session.data, 'store configurations')}
              />
            ) : (
              <Overview
                workspace={data}
                tab={search.tab}
                change={change}
                reason={storeReason(session.data, 'store configurations')}
              />
            )}
          </div>
        </TargetLayout>
      )}
    </Page>
  );
}

function targetOf({ filter, host }: VerifySearch): RulesTarget | undefined {
  if (filter !== undefined) return { kind: 'filter', name: filter };
  return host === undefined ? undefined : { kind: 'host', name: host };
}

function storedOf({ filters, hosts }: WorkspaceDocument, { kind, name }: RulesTarget) {
  return (kind === 'filter' ? filters : hosts).find((entry) => entry.name === name)?.configuration;
}

function listed({ filters, hosts }: WorkspaceDocument): ListedTarget[] {
  const entry = (kind: ListedTarget['kind'], name: string, has: boolean, about: string): ListedTarget => ({
    kind,
    name,
    about,
    ...(has && { state: <Badge tone="info">stored</Badge> }),
  });
  return [
    ...filters.map((f) =>
      entry('filter', f.name, f.configuration !== undefined, f.configuration?.dialect ?? f.dialect),
    ),
    ...hosts.map((h) =>
      entry(
        'host',
        h.name,
        h.configuration !== undefined,
        h.roles.map((r) => r.title).join(', ') || 'no role',
      ),
    ),
  ];
}
