import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { WorkspaceDocument } from '../../api/documents.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ComparePanel } from './compare-panel.tsx';
import type { Finding, FindingsDocument } from './document.ts';
import { Verdict } from './findings-panel.tsx';
import { JobState } from './job-state.tsx';
import type { TabName, VerifyChange } from './search.ts';
import { useJob } from './use-job.ts';
import styles from './verify.module.css';

interface OverviewProps {
  readonly workspace: WorkspaceDocument;
  readonly tab: TabName | undefined;
  readonly change: (change: VerifyChange) => void;
  /** Why nothing can be stored. */
  readonly reason: string | undefined;
}

interface Entry {
  readonly kind: 'filter' | 'host';
  readonly name: string;
  readonly file: string;
  readonly dialect: string | undefined;
}

const TABS = [
  { value: 'findings', label: 'All configurations' },
  { value: 'compare', label: 'Compare hierarchies' },
] as const;

const NO_OPTIONS = {};

/** Everything that is stored, verified together: a flow is permitted if every filter on its way permits it. */
export function Overview({ workspace, tab, change, reason }: OverviewProps) {
  const job = useJob<FindingsDocument>();
  const entries = useMemo(() => storedEntries(workspace), [workspace]);
  const result = job.job?.result;
  const start = (): void =>
    job.start({
      kind: 'verify',
      targets: entries.map(({ kind, name }) => ({
        ...(kind === 'filter' ? { filter: name } : { host: name }),
        stored: true,
      })),
      options: { assumeZoneInterfaces: true },
    });
  return (
    <>
      <Tabs
        label="What to look at"
        tabs={TABS}
        value={tab === 'compare' ? 'compare' : 'findings'}
        select={(value) => change({ tab: value })}
      >
        {null}
      </Tabs>
      {tab === 'compare' && (
        <ComparePanel target={undefined} configuration={undefined} options={NO_OPTIONS} />
      )}
      {tab !== 'compare' && entries.length === 0 && (
        <EmptyState title="No configuration is stored yet">
          <p>
            Choose a filter or a host on the left and drop its configuration there, as the device exports it.
            Portolan proves that it permits all that the hierarchy needs and nothing more, or shows a packet
            and the lines that decide.
          </p>
          <p>
            With the configurations of several filters, whole ways are proven: a flow is permitted if all on
            its way permit it.
          </p>
        </EmptyState>
      )}
      {tab !== 'compare' && entries.length > 0 && (
        <>
          <div className={styles.row}>
            <Button look="main" onClick={start} disabledReason={job.running ? 'It is running' : undefined}>
              Verify all {entries.length}
            </Button>
            {result && <Verdict result={result} />}
            {reason !== undefined && (
              <span className="muted" title={reason}>
                The result is shown to you and not kept: the chart’s states stay as they are.
              </span>
            )}
          </div>
          <JobState job={job} label="Verifying all that is stored" />
          <DataTable
            caption="Stored configurations"
            rows={entries}
            rowKey={({ kind, name }) => `${kind} ${name}`}
            columns={[
              {
                id: 'name',
                title: 'Filter or host',
                cell: ({ kind, name }) => (
                  <Link to="/verify" search={kind === 'filter' ? { filter: name } : { host: name }}>
                    {name}
                  </Link>
                ),
              },
              { id: 'dialect', title: 'Language', cell: ({ dialect }) => dialect ?? 'not known' },
              { id: 'file', title: 'File', cell: ({ file }) => <span className="mono">{file}</span> },
              {
                id: 'findings',
                title: 'Findings',
                cell: ({ name }) => (result ? <Counts findings={result.findings} name={name} /> : ''),
              },
            ]}
          />
        </>
      )}
    </>
  );
}

function Counts({ findings, name }: { readonly findings: readonly Finding[]; readonly name: string }) {
  const own = findings.filter(({ filter }) => filter === name);
  const count = (severity: Finding['severity']): number => own.filter((f) => f.severity === severity).length;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('note')];
  if (errors + warnings + notes === 0) return <Badge tone="good">none</Badge>;
  return (
    <span className={styles.row}>
      {errors > 0 && <Badge tone="bad">{errors} errors</Badge>}
      {warnings > 0 && <Badge tone="warning">{warnings} warnings</Badge>}
      {notes > 0 && <Badge tone="info">{notes} notes</Badge>}
    </span>
  );
}

function storedEntries({ filters, hosts }: WorkspaceDocument): Entry[] {
  const of = (
    kind: Entry['kind'],
    list: WorkspaceDocument['filters'] | WorkspaceDocument['hosts'],
  ): Entry[] =>
    list.flatMap(({ name, configuration }) =>
      configuration ? [{ kind, name, file: configuration.file, dialect: configuration.dialect }] : [],
    );
  return [...of('filter', filters), ...of('host', hosts)];
}
