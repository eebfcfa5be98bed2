import { useState } from 'react';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.tsx';
import type { RulesTarget } from '../rules/queries.ts';
import { type ConfigurationText, jobTarget, readFileText } from './configuration.ts';
import { Differences } from './differences.tsx';
import type { DifferenceDocument } from './document.ts';
import { DropBox } from './drop-box.tsx';
import { JobState } from './job-state.tsx';
import type { JobOptions, JobRequest } from './jobs.ts';
import { useJob } from './use-job.ts';
import styles from './verify.module.css';

interface ComparePanelProps {
  /** Whose configurations; the hierarchy's versions are compared if left out. */
  readonly target: RulesTarget | undefined;
  readonly configuration: ConfigurationText | undefined;
  readonly options: JobOptions;
}

/** Two versions, the one here and another one: what would be opened and closed, and for whom. */
export function ComparePanel({ target, configuration, options }: ComparePanelProps) {
  const job = useJob<DifferenceDocument>();
  const [other, setOther] = useState<{ readonly name: string; readonly text: string }>();
  const [newer, setNewer] = useState(true);
  const start = (given: { readonly name: string; readonly text: string }, isNewer: boolean): void => {
    setOther(given);
    setNewer(isNewer);
    job.start(requestOf(target, configuration, given, isNewer, options));
  };
  const take = (content: File | string): void => {
    if (typeof content === 'string') start({ name: 'pasted text', text: content }, newer);
    else
      readFileText(content).then(
        (text) => start({ name: content.name, text }, newer),
        () => toast(`${content.name} could not be read`, 'bad'),
      );
  };
  const here = target ? `the configuration of ${target.name}` : 'the hierarchy';
  const result = job.job?.result;
  return (
    <div className={styles.compare}>
      <DropBox
        label={target ? 'Another version of the configuration' : 'Another version of the hierarchy'}
        take={take}
        {...(!target && { placeholder: 'Paste the other version of hierarchy.yaml' })}
      >
        <p>
          {target
            ? `Give another version of ${here}: from before a change, from a colleague, or repaired. Shown is which packets one permits and the other does not.`
            : 'Give another version of the hierarchy document. Shown is what has to be opened, and what can be closed, to get from the older to the newer one.'}
        </p>
        <fieldset className={styles.choice}>
          <legend>The version that you give is</legend>
          {[true, false].map((value) => (
            <label key={String(value)}>
              <input
                type="radio"
                name="newer"
                checked={newer === value}
                onChange={() => (other ? start(other, value) : setNewer(value))}
              />
              {value ? 'the newer one' : 'the older one'}
            </label>
          ))}
        </fieldset>
      </DropBox>
      <JobState job={job} label="Comparing" />
      {result && other && (
        <>
          <p>
            From <Badge>{newer ? here : other.name}</Badge> to <Badge>{newer ? other.name : here}</Badge>{' '}
            <Button look="quiet" onClick={() => start(other, !newer)}>
              Swap
            </Button>
          </p>
          <Differences document={result} />
        </>
      )}
    </div>
  );
}

function requestOf(
  target: RulesTarget | undefined,
  configuration: ConfigurationText | undefined,
  { text, name }: { readonly text: string; readonly name: string },
  newer: boolean,
  options: JobOptions,
): JobRequest {
  if (!target) {
    const [here, there] = [{ stored: true } as const, { text }];
    return {
      kind: 'compare',
      what: 'hierarchies',
      before: newer ? here : there,
      after: newer ? there : here,
    };
  }
  const owner = target.kind === 'filter' ? { filter: target.name } : { host: target.name };
  const dialect = configuration?.dialect;
  const here = jobTarget(target, configuration);
  const there = { ...owner, text, file: name, ...(dialect !== undefined && { dialect }) };
  return {
    kind: 'compare',
    what: 'configurations',
    before: newer ? here : there,
    after: newer ? there : here,
    options,
  };
}
