import { useQuery } from '@tanstack/react-query';
import type { LabReport } from '../../../../src/lab/proof/report-model.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Note } from '../../ui/note.tsx';
import { Problem } from '../../ui/problem.tsx';
import { counted } from '../chart/words.ts';
import type { JobDocument } from '../verify/jobs.ts';
import styles from './probe.module.css';
import { labQuery } from './queries.ts';
import type { ProbeChange } from './search.ts';
import { useRun } from './use-run.ts';
import { durationText } from './words.ts';

interface Props {
  readonly id: string | undefined;
  readonly change: (change: ProbeChange) => void;
  /** Why none may be started. */
  readonly reason: string | undefined;
}

type Phase = NonNullable<JobDocument<LabReport>['progress']['phases']>[number];

/** The hierarchy in miniature: each host a namespace, each filter a kernel's firewall with the printed rules. */
export function LabCard({ id, change, reason }: Props) {
  const { data: support, error } = useQuery(labQuery);
  const run = useRun<LabReport>(id, (next) => change({ lab: next }));
  const { job, running } = run;
  const report = job?.result;
  const phases: readonly Phase[] = report?.phases ?? job?.progress.phases ?? [];
  const why =
    reason ??
    (support && !support.can ? 'This machine can’t' : undefined) ??
    (running ? 'A lab is running' : undefined);
  return (
    <section className={styles.lab} aria-label="The lab">
      <p>
        The lab starts this hierarchy on the server’s machine: each host a network namespace, each filter a
        firewall of the Linux kernel with the rules that Portolan prints. Then packets prove them: without
        rules all is open, with a closed filter nothing, with the rules exactly what is planned, and what
        breaks when one of them is taken away. Nothing leaves the machine, and no real host is asked.
      </p>
      {error && <Problem error={error} />}
      {support && !support.can && (
        <Note>
          {sentence(support.reason ?? 'this machine can’t start a lab')} {support.help}
        </Note>
      )}
      <div className={styles.row}>
        <Button look="main" onClick={() => run.start({ kind: 'lab' })} disabledReason={why}>
          Try this hierarchy in the lab
        </Button>
        {running && (
          <>
            <progress aria-label="Testing in the lab" value={phases.length} max={job?.progress.total ?? 1} />
            <span role="status">{labStage(job)}</span>
            <Button onClick={run.cancel} disabledReason={job ? undefined : 'It is being sent'}>
              Cancel
            </Button>
          </>
        )}
      </div>
      {reason !== undefined && <p className="muted">{reason}.</p>}
      {run.error !== undefined && <Problem error={run.error} />}
      {job?.state === 'failed' && (
        <div role="alert" className={styles.failed}>
          <strong>{job.problem?.title}</strong>
          <p>{job.problem?.detail}</p>
        </div>
      )}
      {job?.state === 'cancelled' && (
        <p role="status" className="muted">
          Cancelled: the lab is gone, and nothing was decided.
        </p>
      )}
      {report && <Verdict report={report} />}
      {phases.length > 0 && <Phases phases={phases} />}
      {report && <Faults report={report} />}
      {report && report.mutations.length > 0 && <Mutations report={report} />}
    </section>
  );
}

function labStage(job: JobDocument<LabReport> | undefined): string {
  const { stage, phases = [], total = 0 } = job?.progress ?? {};
  if (stage === 'stopping') return 'Stopping';
  if (stage !== 'testing') return 'Waiting for its turn';
  return `${phases.length} of ${total} phases`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function Verdict({ report }: { readonly report: LabReport }) {
  const { phases, hosts, filters, dialect, milliseconds } = report;
  const asked = phases.reduce((sum, phase) => sum + phase.asked, 0);
  const wrong = asked - phases.reduce((sum, phase) => sum + phase.right, 0);
  return (
    <p role="status">
      <Badge tone={wrong === 0 ? 'good' : 'bad'}>{wrong === 0 ? 'as planned' : 'not as planned'}</Badge>{' '}
      {counted(hosts, 'host')} and {counted(filters, 'filter')} in {dialect}:{' '}
      {wrong === 0
        ? `${counted(asked, 'question')}, all answered as the plan has it`
        : `${counted(wrong, 'question')} of ${asked.toLocaleString('en')} not answered as the plan has it`}
      , in {durationText(milliseconds)}. These are packets of a lab: what was seen of the real hosts stays as
      it was.
    </p>
  );
}

function Phases({ phases }: { readonly phases: readonly Phase[] }) {
  return (
    <DataTable
      caption="Phases of the lab"
      rows={phases}
      rowKey={({ id }) => id}
      columns={[
        { id: 'title', title: 'Phase', cell: ({ title }) => title },
        { id: 'asked', title: 'Asked', align: 'end', cell: ({ asked }) => asked.toLocaleString('en') },
        {
          id: 'right',
          title: 'As it has to be',
          align: 'end',
          cell: ({ asked, right }) => (
            <Badge tone={asked === right ? 'good' : 'bad'}>{right.toLocaleString('en')}</Badge>
          ),
        },
        {
          id: 'time',
          title: 'Time',
          align: 'end',
          cell: ({ milliseconds }) => durationText(milliseconds),
        },
      ]}
    />
  );
}

/** Faults that are told; the command line has all. */
const TOLD = 50;

function Faults({ report }: { readonly report: LabReport }) {
  const faults = report.phases.flatMap((phase) => phase.faults.map(({ says }) => `${phase.title}: ${says}`));
  if (faults.length === 0) return null;
  return (
    <section aria-label="Not as it has to be">
      <h2>Not as it has to be</h2>
      <ul>
        {faults.slice(0, TOLD).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {faults.length > TOLD && (
        <p className="muted">
          {faults.length - TOLD} more: <code>portolan lab test</code> has all.
        </p>
      )}
    </section>
  );
}

function Mutations({ report: { mutations } }: { readonly report: LabReport }) {
  return (
    <section aria-label="What breaks without a rule">
      <h2>What breaks without a rule</h2>
      <ul className={styles.mutations}>
        {mutations.map(({ says, failing }) => (
          <li key={says}>
            <details>
              <summary>
                {says}: {counted(failing.length, 'conversation')} {failing.length === 1 ? 'fails' : 'fail'}{' '}
                then
              </summary>
              <ul>
                {failing.slice(0, TOLD).map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
