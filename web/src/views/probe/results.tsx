import { useQuery } from '@tanstack/react-query';
import type { ObservationsPage } from '../../../../src/report/observations-page.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { counted } from '../chart/words.ts';
import styles from './probe.module.css';
import { observationsQuery } from './queries.ts';
import { ResultsTable } from './results-table.tsx';
import type { ProbeChange, ProbeSearch } from './search.ts';
import { TargetResults } from './target-results.tsx';
import { type Verdict, WORDS } from './words.ts';

interface Props {
  readonly search: ProbeSearch;
  readonly change: (change: ProbeChange) => void;
}

/** What was last seen of each question, by the end that was asked. */
export function Results({ search, change }: Props) {
  const { data, error, refetch } = useQuery(observationsQuery(search));
  const all = useQuery(observationsQuery({}));
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!data || !all.data) return <Skeleton lines={6} />;
  if (all.data.total === 0) return <Nothing />;
  return (
    <section className={styles.results} aria-label="What was seen">
      <Filters all={all.data} search={search} change={change} />
      {data.total === 0 && <p className="muted">Nothing that was seen fits this choice.</p>}
      {search.view === 'table' ? (
        <ResultsTable observations={data.observations} change={change} />
      ) : (
        data.targets.map((target) => (
          <TargetResults
            key={target.name}
            target={target}
            observations={data.observations.filter(({ to }) => (to.name ?? to.address) === target.name)}
            change={change}
          />
        ))
      )}
      {data.total > data.observations.length && (
        <p className="muted">
          {counted(data.total - data.observations.length, 'answer')} more: choose a verdict, or use{' '}
          <code>portolan probe</code>.
        </p>
      )}
    </section>
  );
}

function Filters({ all, search, change }: Props & { readonly all: ObservationsPage }) {
  const chosen = new Set(search.verdict);
  const toggle = (verdict: Verdict): void => {
    const next = chosen.has(verdict) ? [...chosen].filter((v) => v !== verdict) : [...chosen, verdict];
    change({ verdict: next.length > 0 ? next : undefined });
  };
  return (
    <div className={styles.filters}>
      <fieldset className={styles.chips}>
        <legend className="visually-hidden">Verdicts</legend>
        {all.counts.map(({ verdict, count }) => (
          <button
            key={verdict}
            type="button"
            aria-pressed={chosen.has(verdict)}
            title={WORDS[verdict].means}
            onClick={() => toggle(verdict)}
          >
            <Badge tone={WORDS[verdict].tone}>{verdict}</Badge> {count}
          </button>
        ))}
      </fieldset>
      {all.places.length > 1 && (
        <Select
          label="Seen on"
          value={search.on ?? ''}
          options={[
            { value: '', label: 'every host' },
            ...all.places.map((place) => ({ value: place, label: place })),
          ]}
          onChange={(event) => change({ on: event.target.value || undefined })}
        />
      )}
      <button
        type="button"
        className={styles.twin}
        onClick={() => change({ view: search.view === 'table' ? undefined : 'table' })}
      >
        {search.view === 'table' ? 'By host' : 'As a table'}
      </button>
    </div>
  );
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
