import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router';
import type { ObservationSet } from '../../../../src/plan/observation.ts';
import { sessionQuery, workspaceQuery } from '../../api/queries.ts';
import { operatorReason, storeReason } from '../../api/rights.ts';
import { FlowPanel } from '../../flow/flow-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AskForm } from './ask-form.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { LabCard } from './lab-card.tsx';
import styles from './probe.module.css';
import { tasksQuery } from './queries.ts';
import { Results } from './results.tsx';
import { RunState } from './run-state.tsx';
import { type ProbeChange, readProbeSearch } from './search.ts';
import { useRun } from './use-run.ts';

export const Route = createLazyRoute('/probe')({ component: ProbeView });

const TABS = [
  { value: 'results', label: 'From this machine' },
  { value: 'elsewhere', label: 'Other hosts' },
  { value: 'lab', label: 'Lab' },
] as const;

function ProbeView() {
  const search = Route.useSearch();
  const navigate = useNavigate();
  const client = useQueryClient();
  const workspace = useQuery(workspaceQuery);
  const session = useQuery(sessionQuery);
  const change = (part: ProbeChange): void =>
    void navigate({
      to: '/probe',
      search: (now) => readProbeSearch({ ...now, ...part }),
      replace: true,
    });
  const fresh = (): void => {
    void client.invalidateQueries({ queryKey: ['observations'] });
    void client.invalidateQueries({ queryKey: ['states'] });
  };
  // Another tab, or whoever else, may have started one: it is watched here, too.
  const { data: tasks } = useQuery(tasksQuery(search));
  const run = useRun<ObservationSet>(search.job ?? tasks?.running, (job) => change({ job }), fresh);
  const reason = operatorReason(session.data, 'send probes');
  const { from, to, phase, conversation, flow } = search;
  const start = (since?: string): void =>
    run.start({
      kind: 'probe',
      ...(since !== undefined && { since }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to: [to] }),
      ...(phase && { phases: phase }),
      ...(conversation !== undefined && { conversations: [conversation] }),
      ...(flow !== undefined && { flows: [flow] }),
    });
  const { data } = workspace;
  const part = search.part ?? 'results';
  return (
    <Page
      title="Probe"
      fill
      note={<span>the plan’s flows, asked live, each port in the protocol that it is for</span>}
    >
      {workspace.error && <Problem error={workspace.error} retry={() => void workspace.refetch()} />}
      {!data && !workspace.error && <Skeleton lines={8} />}
      {data && !data.hierarchy.valid && (
        <EmptyState title="There is no plan to ask about yet">
          <p>Only what the plan has is ever asked, and the hierarchy has errors at present.</p>
          <p>
            <Link to="/hierarchy">Open the hierarchy</Link>
          </p>
        </EmptyState>
      )}
      {data?.hierarchy.valid && (
        <div className={styles.layout}>
          <div className={styles.main}>
            <Tabs
              label="Where to look from"
              tabs={TABS}
              value={part}
              select={(value) => change({ part: value === 'results' ? undefined : value })}
            >
              {part === 'results' && (
                <div className={styles.part}>
                  <AskForm
                    search={search}
                    change={change}
                    workspace={data}
                    reason={reason}
                    running={run.running}
                    start={() => start()}
                  />
                  <RunState run={run} goOn={reason === undefined ? () => start(run.job?.begun) : undefined} />
                  <Results search={search} change={change} running={run.running} />
                </div>
              )}
              {part === 'elsewhere' && (
                <Elsewhere
                  workspace={data}
                  reason={storeReason(session.data, 'take in observations')}
                  show={(host) => change({ part: undefined, host, verdict: undefined, on: undefined })}
                />
              )}
              {part === 'lab' && (
                <LabCard
                  id={search.lab}
                  change={change}
                  reason={operatorReason(session.data, 'start a lab')}
                />
              )}
            </Tabs>
          </div>
          {search.chain !== undefined && (
            <FlowPanel flow={search.chain} close={() => change({ chain: undefined })} />
          )}
        </div>
      )}
    </Page>
  );
}
