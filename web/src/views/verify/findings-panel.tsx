import { useCallback, useState } from 'react';
import type { Place } from '../../../../src/diagnostics/diagnostic.ts';
import type { ConfigurationFile } from '../../api/documents.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import type { RulesTarget } from '../rules/queries.ts';
import type { ConfigurationText } from './configuration.ts';
import { ConfigurationCode } from './configuration-code.tsx';
import type { FindingsDocument } from './document.ts';
import { ExportFindings, type VerifyRequest } from './export-findings.tsx';
import { FindingDetails } from './finding-details.tsx';
import { findingMarks, isOfSeveralFiles, overview, placeOf } from './findings.ts';
import { FindingsList } from './findings-list.tsx';
import { JobState } from './job-state.tsx';
import type { VerifyChange, VerifySearch } from './search.ts';
import type { RunningJob } from './use-job.ts';
import styles from './verify.module.css';

interface FindingsPanelProps {
  readonly target: RulesTarget;
  readonly configuration: ConfigurationText;
  /** Its file in the workspace, or files, where it is stored. */
  readonly stored: ConfigurationFile | undefined;
  /** What has the findings made. */
  readonly request: VerifyRequest;
  readonly job: RunningJob<FindingsDocument>;
  readonly search: VerifySearch;
  readonly change: (change: VerifyChange) => void;
  readonly again: () => void;
}

/** What verification says, beside the lines that decide. */
export function FindingsPanel(props: FindingsPanelProps) {
  const { target, configuration, stored, request, job, search, change, again } = props;
  const { name } = target;
  const result = job.job?.result;
  const [jumped, jump] = useState<Place>();
  const findings = result?.findings;
  const selected = findings?.find(({ fingerprint }) => fingerprint === search.finding);
  const marksIn = useCallback(
    (file: string | undefined) => (selected ? findingMarks(selected, file) : overview(findings ?? [], file)),
    [selected, findings],
  );
  const code = (
    <ConfigurationCode
      target={target}
      configuration={configuration}
      stored={configuration.stored ? stored : undefined}
      dialect={configuration.dialect ?? result?.parts[0]?.dialect}
      marksIn={marksIn}
      place={jumped ?? (selected && placeOf(selected))}
      first={findings?.map(placeOf).find((place) => place !== undefined)?.file}
    />
  );
  return (
    <>
      <JobState job={job} label={`Verifying ${name}`} />
      {job.job?.state === 'cancelled' && (
        <div>
          <Button onClick={again}>Verify again</Button>
        </div>
      )}
      {result && (
        <div className={styles.row}>
          <Verdict result={result} />
          <ExportFindings name={name} document={result} request={request} />
        </div>
      )}
      {result && result.findings.length > 0 ? (
        <div className={styles.split}>
          <div className={styles.findings}>
            <FindingsList
              document={result}
              kinds={search.kind}
              selected={search.finding}
              select={({ fingerprint }) => {
                jump(undefined);
                change({ finding: fingerprint });
              }}
              chooseKinds={(kind) => change({ kind })}
            />
          </div>
          <div className={styles.beside}>
            {code}
            {selected ? (
              <FindingDetails finding={selected} jump={jump} several={isOfSeveralFiles(result)} />
            ) : (
              <p className="muted">
                Choose a finding: its lines are marked, and here stands the packet that shows it.
              </p>
            )}
          </div>
        </div>
      ) : (
        <div className={styles.beside}>{code}</div>
      )}
    </>
  );
}

/** The answer in one line: whether all that is needed is permitted, and nothing more. */
export function Verdict({ result }: { readonly result: FindingsDocument }) {
  const { counts, flows } = result;
  const fine = counts.error === 0 && counts.warning === 0;
  return (
    <>
      {fine ? (
        <Badge tone="good">all that is needed, and nothing more</Badge>
      ) : (
        <>
          {counts.error > 0 && <Badge tone="bad">{plural(counts.error, 'error')}</Badge>}
          {counts.warning > 0 && <Badge tone="warning">{plural(counts.warning, 'warning')}</Badge>}
        </>
      )}
      {counts.note > 0 && <Badge tone="info">{plural(counts.note, 'note')}</Badge>}
      {flows && (
        <dl className={styles.tally} aria-label="Flows of the plan">
          {(
            [
              ['permitted', 'permitted'],
              ['blocked', 'blocked'],
              ['unproven', 'unproven'],
              ['partly', 'not looked at everywhere'],
            ] as const
          )
            .filter(([key]) => flows[key] > 0)
            .map(([key, word]) => (
              <div key={key}>
                <dd>{flows[key].toLocaleString('en')}</dd>
                <dt>{word}</dt>
              </div>
            ))}
        </dl>
      )}
    </>
  );
}

function plural(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
