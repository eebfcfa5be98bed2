import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { ConfigurationFile } from '../../api/documents.ts';
import { workspaceQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { toast } from '../../ui/toast.tsx';
import type { RulesTarget } from '../rules/queries.ts';
import { ComparePanel } from './compare-panel.tsx';
import {
  type ConfigurationText,
  filesBefore,
  jobTarget,
  readFileText,
  removeConfiguration,
  storeConfiguration,
  storedQuery,
} from './configuration.ts';
import type { FindingsDocument } from './document.ts';
import type { VerifyRequest } from './export-findings.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { RepairPanel } from './repair-panel.tsx';
import type { TabName, VerifyChange, VerifySearch } from './search.ts';
import { Source, type SourceChoices } from './source.tsx';
import { useJob } from './use-job.ts';

interface TargetPanelProps {
  readonly target: RulesTarget;
  readonly stored: ConfigurationFile | undefined;
  readonly search: VerifySearch;
  readonly change: (change: VerifyChange) => void;
  /** Why nothing can be stored. */
  readonly reason: string | undefined;
}

const TABS: readonly { readonly value: TabName; readonly label: string }[] = [
  { value: 'findings', label: 'Findings' },
  { value: 'repair', label: 'Repair' },
  { value: 'compare', label: 'Compare' },
];

/** One filter or host: where its configuration comes from, and what there is to know about it. */
export function TargetPanel({ target, stored, search, change, reason }: TargetPanelProps) {
  const client = useQueryClient();
  const [once, setOnce] = useState<ConfigurationText>();
  const [replacing, setReplacing] = useState(false);
  const [choices, setChoices] = useState<SourceChoices>({
    keep: reason === undefined,
    zoneInterfaces: true,
    emptyIncludes: false,
  });
  const [sending, setSending] = useState<AbortController>();
  const [error, setError] = useState<unknown>();
  const text = useQuery({ ...storedQuery(target, stored?.revision ?? ''), enabled: stored !== undefined });
  const configuration = once ?? (stored ? text.data : undefined);
  const { zoneInterfaces, emptyIncludes } = choices;
  const options = useMemo(
    () => ({ assumeZoneInterfaces: zoneInterfaces, assumeEmptyIncludes: emptyIncludes }),
    [zoneInterfaces, emptyIncludes],
  );

  const job = useJob<FindingsDocument>();
  const { start } = job;
  const { kind, name } = target;
  useEffect(() => {
    if (configuration)
      start({ kind: 'verify', targets: [jobTarget({ kind, name }, configuration)], options });
  }, [start, kind, name, configuration, options]);

  const finished = (): void => {
    setReplacing(false);
    change({ finding: undefined });
  };
  const take = async (content: File | string): Promise<void> => {
    setError(undefined);
    const { dialect, keep } = choices;
    const file = typeof content === 'string' ? 'pasted text' : content.name;
    if (!keep || reason !== undefined) {
      const read = typeof content === 'string' ? content : await readFileText(content);
      setOnce({ text: read, file, stored: false, ...(dialect !== undefined && { dialect }) });
      finished();
      return;
    }
    const abort = new AbortController();
    setSending(abort);
    try {
      const kept = await storeConfiguration(target, content, dialect, stored?.revision, abort.signal);
      setOnce(undefined);
      await client.invalidateQueries({ queryKey: workspaceQuery.queryKey });
      toast(`Stored as the configuration of ${name}, in ${kept.file}`);
      finished();
    } catch (problem) {
      if (!abort.signal.aborted) setError(problem);
      // Somebody else may have stored another one: what is there now is shown beside the problem.
      void client.invalidateQueries({ queryKey: workspaceQuery.queryKey });
    } finally {
      setSending(undefined);
    }
  };
  const remove = (): void => {
    if (!stored) return;
    const [next] = filesBefore(stored);
    removeConfiguration(target, stored)
      .then(() => {
        const now = next === undefined ? '' : `; ${next}, which was there before, is used now`;
        toast(`The configuration of ${name} is removed from the workspace${now}`);
        job.clear();
        return client.invalidateQueries({ queryKey: workspaceQuery.queryKey });
      })
      .catch(setError);
  };

  const verifying = (text: ConfigurationText): VerifyRequest => ({
    kind: 'verify',
    targets: [jobTarget(target, text)],
    options,
  });
  const tab = search.tab ?? 'findings';
  return (
    <>
      <Source
        target={target}
        configuration={configuration}
        stored={stored}
        replacing={replacing || (!stored && !once)}
        choices={choices}
        reason={reason}
        busy={
          sending && (
            <span role="status">
              Sending … <Button onClick={() => sending.abort()}>Cancel</Button>
            </span>
          )
        }
        choose={(part) => setChoices({ ...choices, ...part })}
        take={(content) => void take(content).catch(setError)}
        replace={() => setReplacing(!replacing)}
        remove={remove}
        forget={() => setOnce(undefined)}
      />
      {error !== undefined && <Problem error={error} />}
      {stored && text.error && <Problem error={text.error} retry={() => void text.refetch()} />}
      {stored && !once && text.isPending && <Skeleton lines={6} label="Loading the configuration" />}
      {configuration && (
        <Tabs label="What to look at" tabs={TABS} value={tab} select={(value) => change({ tab: value })}>
          {null}
        </Tabs>
      )}
      {configuration && tab === 'findings' && (
        <FindingsPanel
          target={target}
          configuration={configuration}
          stored={stored}
          request={verifying(configuration)}
          job={job}
          search={search}
          change={change}
          again={() => start(verifying(configuration))}
        />
      )}
      {configuration && tab === 'repair' && (
        <RepairPanel target={target} configuration={configuration} options={options} />
      )}
      {configuration && tab === 'compare' && (
        <ComparePanel target={target} configuration={configuration} options={options} />
      )}
    </>
  );
}
