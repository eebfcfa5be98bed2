/** What is left of probes and labs: the observations in the workspace, and who had them made in the audit log. */
import { readObservations } from '../../probe/read-observations.ts';
import { revisionOf } from '../../workspace/own-files.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Guard, RequestContext } from '../context.ts';
import { peerOf } from '../security/peer.ts';
import type { Job } from './job.ts';
import type { JobInput, ProbeJob } from './job-input.ts';
import { questionKey } from './question-key.ts';

/** Keeps what a probe saw, also of one that was cancelled. */
export function keepSeen(workspace: Workspace, { hierarchy }: ProbeJob, document: Uint8Array): void {
  const reading = readObservations(Buffer.from(document).toString('utf8'));
  if ('set' in reading)
    workspace.addObservations({ ...reading.set, revision: revisionOf(Buffer.from(hierarchy.bytes)) });
}

/** What has an answer since a run was begun, of the same hierarchy: what is left to ask when it goes on. */
export function answeredSince(workspace: Workspace, since: string, revision: string | undefined): string[] {
  const begun = Date.parse(since);
  return workspace
    .observations()
    .observations.flatMap(({ kind, on, task, time, revision: own }) =>
      kind === 'probe' && task !== undefined && own === revision && Date.parse(time) >= begun
        ? [questionKey(on, task)]
        : [],
    );
}

/** Writes down that packets are sent, and what became of it. */
export interface DeedWriter {
  begin(): void;
  over(job: Job): void;
}

export function deedWriter(guard: Guard | undefined, c: RequestContext, input: JobInput): DeedWriter {
  if (!guard) return { begin: () => {}, over: () => {} };
  const { name: who, role } = c.get('caller');
  const address = peerOf(c, guard.proxies);
  const write = (action: string, outcome: 'done' | 'failed', about: string, reason?: string): void =>
    guard.audit.write({ action, outcome, who, role, address, about, reason });
  return {
    begin: () => write(`${input.kind}-begin`, 'done', aboutOf(input)),
    over: ({ kind, state, progress, problem }) =>
      write(
        `${kind}-end`,
        state === 'failed' ? 'failed' : 'done',
        countsText(progress.counts) ?? aboutOf(input),
        state === 'cancelled' ? 'cancelled' : problem?.code,
      ),
  };
}

function aboutOf(input: JobInput): string {
  if (input.kind !== 'probe') return input.kind;
  const { from, to, phases, services, conversations, flows } = input.wanted.selection;
  const parts = { from: from ? [from] : ['this machine'], to, phases, services, conversations, flows };
  return Object.entries(parts)
    .flatMap(([name, values]) => (values ? `${name} ${values.join(', ')}` : []))
    .join('; ');
}

function countsText(counts: Readonly<Record<string, number>> | undefined): string | undefined {
  if (!counts) return undefined;
  const parts = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  return parts.length === 0 ? 'nothing was asked' : parts.join(', ');
}
