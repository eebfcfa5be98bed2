import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { CodeView } from '../../code/code-view.tsx';
import { type DialectEntry, dialectsQuery } from '../../code/dialects.ts';
import { saveFile } from '../../code/save-file.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { copy } from '../../ui/code-block.tsx';
import { Select } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Noticed } from '../hierarchy/noticed.tsx';
import { FlowCard, LineFlows } from './line-panel.tsx';
import { flowsOfLine, linesOfFlow, marksFor } from './lines.ts';
import { type RulesDocument, type RulesTarget, rulesQuery } from './queries.ts';
import styles from './rules.module.css';
import { PHASES, type RulesChange, type RulesSearch } from './search.ts';

interface RulesFileProps {
  readonly target: RulesTarget;
  /** It holds the role proxy-server: what it may fetch can be printed, too. */
  readonly proxy: boolean;
  readonly search: RulesSearch;
  readonly change: (change: RulesChange) => void;
}

const NOTHING: RulesDocument['lines'] = [];

/** The rules of a filter or host: the file, what it was proven to be, and what its lines are for. */
export function RulesFile({ target, proxy, search, change }: RulesFileProps) {
  const { dialect, phase, flow } = search;
  const { data, error, refetch } = useQuery(rulesQuery(target, dialect, phase));
  const dialects = useQuery(dialectsQuery);
  const line = search.line === undefined ? undefined : Number(search.line);
  const lines = data?.lines ?? NOTHING;
  const marks = useMemo(() => marksFor(lines, flow, line), [lines, flow, line]);
  const flowLines = useMemo(() => (flow === undefined ? [] : linesOfFlow(lines, flow)), [lines, flow]);
  const flows = useMemo(() => (line === undefined ? [] : flowsOfLine(lines, line)), [lines, line]);
  const choices = dialectChoices(dialects.data ?? [], target, proxy);
  const file = data?.file.split('/').at(-1) ?? 'rules.txt';
  return (
    <section className={styles.file} aria-label={`Rules of ${target.name}`}>
      <div className={styles.bar}>
        <Select
          label="Language"
          options={choices}
          value={dialect ?? data?.dialect ?? ''}
          onChange={(event) => change({ dialect: event.target.value, line: undefined })}
        />
        <fieldset className={styles.phases}>
          <legend>Phases</legend>
          {PHASES.map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={phase === undefined || phase.includes(name)}
                onChange={() => change({ phase: toggled(phase, name), line: undefined })}
              />
              {name}
            </label>
          ))}
        </fieldset>
        <div className={styles.actions}>
          {data?.text !== undefined && (
            <>
              <Button onClick={() => void copy(data.text ?? '')}>Copy</Button>
              <Button
                onClick={() =>
                  saveFile(file, data.text ?? '', data.encoding ? { encoding: data.encoding } : {})
                }
              >
                Download {file}
              </Button>
            </>
          )}
        </div>
      </div>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={10} label="Printing and proving" />}
      {data && (
        <>
          <ProofLine data={data} />
          <Noticed
            diagnostics={data.diagnostics}
            open={data.text === undefined}
            words={['to know about these rules', 'to know about these rules']}
          />
          {data.text !== undefined && (
            <div className={styles.columns}>
              <CodeView
                key={`${target.kind} ${target.name}`}
                label={`Rules of ${target.name}. Move the cursor to a line to see what it is for.`}
                text={data.text}
                dialect={data.dialect}
                marks={marks}
                line={line ?? flowLines[0]}
                onLine={(at) => change({ line: String(at) })}
              />
              <aside className={styles.side} aria-label="What the line is for">
                {flow !== undefined && line === undefined && (
                  <>
                    <h2>
                      {flowLines.length === 0 ? 'No line here is for this flow' : markedText(flowLines)}
                    </h2>
                    <FlowCard id={flow} current={target.name} />
                    <Button onClick={() => change({ flow: undefined })}>Take the marks away</Button>
                  </>
                )}
                {line !== undefined && (
                  <>
                    <h2>
                      Line {line}
                      {flows.length > 0 && (
                        <span className="muted">
                          {' '}
                          is for {flows.length === 1 ? 'one flow' : `${flows.length} flows`}
                        </span>
                      )}
                    </h2>
                    {flows.length === 0 && (
                      <p className="muted">
                        This line belongs to the file’s frame: it is there for the language, not for a flow.
                      </p>
                    )}
                    <LineFlows key={line} flows={flows} current={target.name} />
                  </>
                )}
                {line === undefined && flow === undefined && (
                  <p className="muted">
                    Click a line, or move the cursor to it: here stands whose conversation it is for.
                  </p>
                )}
              </aside>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function markedText(lines: readonly number[]): string {
  return lines.length === 1 ? `Line ${lines[0]} is for this flow` : `${lines.length} lines are for this flow`;
}

const PROOFS = {
  equal: [
    'good',
    'proven equal to the plan',
    'The text was read back: it permits what the plan needs, and nothing more.',
  ],
  depends: [
    'warning',
    'proven as far as the text goes',
    'Some of it depends on what the file does not say, or the language cannot say all of the plan.',
  ],
  none: [
    'neutral',
    'not read back',
    'Portolan prints this language but does not read it, so nothing was proven.',
  ],
  differs: [
    'bad',
    'not handed out',
    'Read back, the text is not the plan. This is a fault of Portolan: please report it.',
  ],
} as const;

function ProofLine({ data }: { readonly data: RulesDocument }) {
  const [tone, word, about] = PROOFS[data.proof];
  return (
    <p className={styles.proof}>
      <Badge tone={tone}>{word}</Badge> <span className="muted">{about}</span>
    </p>
  );
}

function dialectChoices(dialects: readonly DialectEntry[], { kind }: RulesTarget, proxy: boolean) {
  const kinds: readonly string[] = kind === 'filter' ? ['network'] : proxy ? ['host', 'proxy'] : ['host'];
  return dialects
    .filter(({ prints }) => prints?.capabilities.kinds.some((k) => kinds.includes(k)))
    .map(({ id, title }) => ({ value: id, label: title }));
}

function toggled(phase: RulesSearch['phase'], name: (typeof PHASES)[number]): RulesSearch['phase'] {
  const before: readonly string[] = phase ?? PHASES;
  const after = PHASES.filter((p) => (p === name ? !before.includes(p) : before.includes(p)));
  return after.length === PHASES.length || after.length === 0 ? undefined : after;
}
