import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useId } from 'react';
import type { WorkspaceDocument } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Note } from '../../ui/note.tsx';
import { Problem } from '../../ui/problem.tsx';
import { counted } from '../chart/words.ts';
import styles from './probe.module.css';
import { tasksQuery } from './queries.ts';
import type { PhaseName, ProbeChange, ProbeSearch } from './search.ts';

interface Props {
  readonly search: ProbeSearch;
  readonly change: (change: ProbeChange) => void;
  readonly workspace: WorkspaceDocument;
  /** Why nothing may be sent. */
  readonly reason: string | undefined;
  readonly running: boolean;
  readonly start: () => void;
}

const PHASE_CHOICES: readonly {
  readonly value: string;
  readonly label: string;
  readonly phases: readonly PhaseName[] | undefined;
}[] = [
  { value: 'always', label: 'always needed', phases: undefined },
  { value: 'install', label: 'also to install', phases: ['always', 'install'] },
  { value: 'all', label: 'all phases', phases: ['always', 'install', 'migration', 'on-demand'] },
];

/** Who asks, and what: the same choice as the command line has. What would be asked is counted before it is sent. */
export function AskForm({ search, change, workspace, reason, running, start }: Props) {
  const list = useId();
  const { data, error } = useQuery(tasksQuery(search));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (why === undefined) start();
  };
  const { machine, nobody, notes = [], total = 0, targets = [] } = data ?? {};
  const why =
    reason ??
    (running
      ? 'A probe is running'
      : error
        ? 'What to ask is not clear yet'
        : data && total === 0
          ? 'There is nothing to ask from here'
          : undefined);
  const found = machine?.host === undefined ? 'none of its hosts' : `${machine.host} (found)`;
  const phase = PHASE_CHOICES.find(({ phases }) => (phases ?? []).join() === (search.phase ?? []).join());
  return (
    <form className={styles.ask} onSubmit={submit} aria-label="What to ask">
      <div className={styles.fields}>
        <Select
          label="This machine is"
          value={search.from ?? ''}
          options={[
            { value: '', label: machine ? found : 'found by its addresses' },
            ...workspace.hosts.map(({ name }) => ({ value: name, label: name })),
            ...workspace.networks.map(({ name, kind }) => ({
              value: name,
              label: `one of ${name} (${kind})`,
            })),
          ]}
          onChange={(event) => change({ from: event.target.value || undefined })}
        />
        <Field
          label="Ask"
          placeholder="all that it talks to"
          list={list}
          defaultValue={search.to ?? ''}
          key={search.to ?? ''}
          onBlur={(event) => change({ to: event.target.value.trim() || undefined })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') change({ to: event.currentTarget.value.trim() || undefined });
          }}
        />
        <datalist id={list}>
          {[...workspace.hosts, ...workspace.networks].map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Select
          label="For"
          value={phase?.value ?? 'always'}
          options={PHASE_CHOICES}
          onChange={(event) =>
            change({ phase: PHASE_CHOICES.find(({ value }) => value === event.target.value)?.phases })
          }
        />
        <Button look="main" type="submit" disabledReason={why}>
          {data && total > 0 ? `Probe: ask ${counted(total, 'question')}` : 'Probe'}
        </Button>
      </div>
      {reason !== undefined && <p className="muted">{reason}.</p>}
      {(search.flow !== undefined || search.conversation !== undefined) && (
        <p className={styles.only}>
          Only {search.flow === undefined ? 'the conversation ' : 'the flow '}
          <code>{search.flow ?? search.conversation}</code>{' '}
          <Button look="quiet" onClick={() => change({ flow: undefined, conversation: undefined })}>
            Ask all
          </Button>
        </p>
      )}
      {error && <Problem error={error} />}
      {nobody && (
        <Note>
          {nobody.message} {nobody.help}{' '}
          <Link to="/probe" search={{ part: 'elsewhere' }}>
            How to ask on other hosts
          </Link>
        </Note>
      )}
      {data && total > 0 && (
        <p className="muted">
          From {data.on} to {counted(targets.length, 'end')}; nothing besides the plan’s flows is ever asked.
        </p>
      )}
      {notes.length > 0 && (
        <details className={styles.notes}>
          <summary>{counted(notes.length, 'reason')} why something isn’t asked</summary>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </form>
  );
}
