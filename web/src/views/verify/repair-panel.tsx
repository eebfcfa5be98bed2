import { useEffect } from 'react';
import { CodeView } from '../../code/code-view.tsx';
import { saveFile } from '../../code/save-file.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { copy } from '../../ui/code-block.tsx';
import type { RulesTarget } from '../rules/queries.ts';
import { type ConfigurationText, jobTarget } from './configuration.ts';
import type { RepairDocument } from './document.ts';
import { sentence } from './findings.ts';
import { JobState } from './job-state.tsx';
import type { JobOptions } from './jobs.ts';
import { patchMarks } from './patch.ts';
import { useJob } from './use-job.ts';
import styles from './verify.module.css';

interface RepairPanelProps {
  readonly target: RulesTarget;
  readonly configuration: ConfigurationText;
  readonly options: JobOptions;
}

/** The edits that would mend the configuration, proven, to be taken away: Portolan never applies them. */
export function RepairPanel({ target, configuration, options }: RepairPanelProps) {
  const job = useJob<RepairDocument>();
  const { start } = job;
  const { kind, name } = target;
  useEffect(() => {
    start({ kind: 'repair', target: jobTarget({ kind, name }, configuration), options });
  }, [start, kind, name, configuration, options]);
  const result = job.job?.result;
  return (
    <div className={styles.repair}>
      <JobState job={job} label="Looking for the fewest edits" />
      {result && (
        <>
          <div className={styles.row}>
            {result.edits.length === 0 ? (
              <Badge tone={result.left.length === 0 ? 'good' : 'warning'}>no edits</Badge>
            ) : (
              <Badge tone={result.left.length === 0 ? 'good' : 'warning'}>
                {result.edits.length} {result.edits.length === 1 ? 'edit' : 'edits'}
              </Badge>
            )}
            <span>
              {result.mended.length} mended, {result.left.length} left. The edited text was read back and held
              against the plan. Portolan changes no firewall: take the edits, and apply them yourself.
            </span>
            <span className={styles.end}>
              {result.patch !== undefined && result.patch !== '' && (
                <>
                  <Button onClick={() => void copy(result.patch ?? '')}>Copy the patch</Button>
                  <Button
                    onClick={() => saveFile(`${fileName(configuration.file)}.patch`, result.patch ?? '')}
                  >
                    Download the patch
                  </Button>
                </>
              )}
              {result.edits.length > 0 && (
                <Button onClick={() => saveFile(fileName(configuration.file), result.text)}>
                  Download the result
                </Button>
              )}
            </span>
          </div>
          {result.patch !== undefined && result.patch !== '' && (
            <CodeView
              label="The edits as a unified diff"
              className={styles.code}
              text={result.patch}
              dialect={configuration.dialect}
              marks={patchMarks(result.patch)}
            />
          )}
          {result.edits.length > 0 && !result.patch && (
            <CodeView
              label="The configuration as it would be"
              className={styles.code}
              text={result.text}
              dialect={configuration.dialect}
            />
          )}
          <div className={styles.outcome}>
            <Outcome title="Mended" entries={result.mended} />
            <Outcome title="Left, and why" entries={result.left} />
          </div>
        </>
      )}
    </div>
  );
}

interface OutcomeProps {
  readonly title: string;
  readonly entries: readonly { readonly code: string; readonly message: string; readonly why?: string }[];
}

function Outcome({ title, entries }: OutcomeProps) {
  if (entries.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>
        {title} <span className="muted">{entries.length}</span>
      </h3>
      <ul>
        {entries.map(({ code, message, why }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said twice
          <li key={`${code} ${i}`}>
            {sentence(message)}.{why !== undefined && <span className="muted"> {sentence(why)}.</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function fileName(file: string): string {
  return file.split('/').at(-1) ?? file;
}
