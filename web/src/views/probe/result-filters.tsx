import type { ObservationsPage } from '../../../../src/report/observations-page.ts';
import { Badge } from '../../ui/badge.tsx';
import { Select } from '../../ui/field.tsx';
import styles from './probe.module.css';
import type { ProbeChange, ProbeSearch } from './search.ts';
import { type Verdict, WORDS } from './words.ts';

interface Props {
  /** What there is, whatever is chosen. */
  readonly all: ObservationsPage;
  /** By verdict, of what fits otherwise. */
  readonly counts: ObservationsPage['counts'];
  readonly search: ProbeSearch;
  readonly change: (change: ProbeChange) => void;
}

/** Which of the answers are shown, and how. */
export function ResultFilters({ all, counts, search, change }: Props) {
  const chosen = new Set(search.verdict);
  const toggle = (verdict: Verdict): void => {
    const next = chosen.has(verdict) ? [...chosen].filter((v) => v !== verdict) : [...chosen, verdict];
    change({ verdict: next.length > 0 ? next : undefined });
  };
  const gone = [...chosen].filter((verdict) => counts.every((one) => one.verdict !== verdict));
  return (
    <div className={styles.filters}>
      <fieldset className={styles.chips}>
        <legend className="visually-hidden">Verdicts</legend>
        {[...counts, ...gone.map((verdict) => ({ verdict, count: 0 }))].map(({ verdict, count }) => (
          <button
            key={verdict}
            type="button"
            aria-pressed={chosen.has(verdict)}
            title={WORDS[verdict].means}
            onClick={() => toggle(verdict)}
          >
            <Badge tone={WORDS[verdict].tone}>{verdict}</Badge> {count.toLocaleString('en')}
          </button>
        ))}
      </fieldset>
      <div className={styles.narrow}>
        <Choice
          label="Host"
          any="any"
          names={all.ends}
          value={search.host}
          choose={(host) => change({ host })}
        />
        <Choice
          label="Conversation"
          any="any"
          names={all.conversations}
          value={search.conversation}
          choose={(conversation) => change({ conversation })}
        />
        {all.places.length > 1 && (
          <Choice
            label="Seen on"
            any="every host"
            names={all.places}
            value={search.on}
            choose={(on) => change({ on })}
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
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** What it says where nothing is chosen. */
  readonly any: string;
  readonly names: readonly string[];
  readonly value: string | undefined;
  readonly choose: (name: string | undefined) => void;
}

function Choice({ label, any, names, value, choose }: ChoiceProps) {
  // What the address says is shown, also where nothing has that name.
  const known = value === undefined || names.includes(value) ? names : [...names, value];
  return (
    <Select
      label={label}
      value={value ?? ''}
      options={[{ value: '', label: any }, ...known.map((name) => ({ value: name, label: name }))]}
      onChange={(event) => choose(event.target.value || undefined)}
    />
  );
}
