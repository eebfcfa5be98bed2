import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SeenObservation } from '../../../../src/report/observations-page.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { counted } from '../chart/words.ts';
import { Arrivals } from './arrivals.tsx';
import styles from './probe.module.css';
import { everythingQuery, observationsQuery } from './queries.ts';
import { ResultFilters } from './result-filters.tsx';
import { ResultsTable } from './results-table.tsx';
import type { ProbeChange, ProbeSearch } from './search.ts';
import { TargetResults } from './target-results.tsx';

interface Props {
  readonly search: ProbeSearch;
  readonly change: (change: ProbeChange) => void;
  /** The first answers are on their way. */
  readonly running: boolean;
}

/** What was last seen of each question, by the end that was asked, and what came to listeners besides. */
export function Results({ search, change, running }: Props) {
  const { data, error, refetch } = useQuery(observationsQuery(search));
  const all = useQuery(everythingQuery);
  // Of what is chosen otherwise: a verdict that is chosen doesn't make the others vanish.
  const { verdict: _, ...but } = search;
  const counts = useQuery(observationsQuery(but, 1)).data?.counts ?? [];
  const byTarget = useMemo(() => grouped(data?.observations ?? []), [data]);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data || !all.data) return <Skeleton lines={6} />;
  if (all.data.total === 0 && all.data.arrivals.length === 0) return running ? null : <Nothing />;
  return (
    <section className={styles.results} aria-label="What was seen">
      <ResultFilters all={all.data} counts={counts} search={search} change={change} />
      {data.total === 0 && data.arrivals.length === 0 && (
        <p className="muted">Nothing that was seen fits this choice.</p>
      )}
      {data.total > 0 && search.view === 'table' && (
        <ResultsTable observations={data.observations} change={change} />
      )}
      {search.view !== 'table' &&
        data.targets.map((target) => (
          <TargetResults
            key={target.name}
            target={target}
            observations={byTarget.get(target.name) ?? []}
            change={change}
          />
        ))}
      {data.total > data.observations.length && (
        <p className="muted">
          {counted(data.total - data.observations.length, 'answer')} more: choose a verdict or a host.
        </p>
      )}
      {data.arrivals.length > 0 && <Arrivals arrivals={data.arrivals} />}
    </section>
  );
}

function grouped(observations: readonly SeenObservation[]): ReadonlyMap<string, SeenObservation[]> {
  const groups = new Map<string, SeenObservation[]>();
  for (const one of observations) {
    const name = one.to.name ?? one.to.address ?? '';
    const own = groups.get(name);
    if (own) own.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}

function Nothing() {
  return (
    <EmptyState title="Nothing was asked yet">
      <p>
        A probe asks what the plan says that this machine asks: each port in the protocol that it is for. It
        says which service answers, what refuses and by whom, where silence begins, and what to do next.
      </p>
      <p>
        What can’t be asked from here is asked where it starts: <strong>Other hosts</strong> has the commands
        and takes in their files. Before the servers are installed, Portolan’s listener stands in for them.
      </p>
    </EmptyState>
  );
}
