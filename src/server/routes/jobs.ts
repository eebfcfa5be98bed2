import { createRoute } from '@hono/zod-openapi';
import type { Workspace } from '../../workspace/workspace.ts';
import type { App, AppContext, RequestContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { isOver } from '../jobs/job.ts';
import { JOB_SCHEMA, jobDocument } from '../jobs/job-document.ts';
import type { JobInput } from '../jobs/job-input.ts';
import { jobOfRequest } from '../jobs/job-of-request.ts';
import { JOB_REQUEST, type JobRequest } from '../jobs/job-request.ts';
import { JobTexts } from '../jobs/job-texts.ts';
import { isAboutStored, keepResults } from '../jobs/keep-results.ts';
import type { TargetDocument } from '../jobs/outcome.ts';
import { answeredSince, deedWriter, keepSeen } from '../jobs/probe-deeds.ts';
import type { JobQueue } from '../jobs/queue.ts';
import { Problem } from '../problem.ts';
import { mayAs } from '../security/callers.ts';

export function registerJobs(app: App, context: AppContext): void {
  const { workspace, jobs, readOnly, guard, log, version } = context;
  const route = createRoute({
    method: 'post',
    path: '/api/v1/jobs',
    summary:
      'Begins long work: verify, lint, repair, compare or explain configurations, probe the network, test a lab',
    request: { body: { content: { 'application/json': { schema: JOB_REQUEST } }, required: true } },
    responses: { 202: json('It runs, or waits for its turn', JOB_SCHEMA), ...PROBLEMS },
  });
  const own = ownJobs(jobs);
  define(app, route, (c) => {
    const asked = c.req.valid('json');
    const { role, session } = (c as RequestContext).get('caller');
    const isDeed = asked.kind === 'probe' || asked.kind === 'lab';
    if (isDeed && !mayAs(role, 'operator'))
      throw new Problem(
        403,
        'role',
        `Only operators may ${asked.kind === 'probe' ? 'send probes' : 'start a lab'}.`,
      );
    if (!COMPUTED.has(asked.kind) && !mayAs(role, 'editor'))
      throw new Problem(403, 'role', 'Viewers may look, and change nothing.');
    const mayStore = !readOnly && mayAs(role, 'editor');
    if (!mayStore && session !== undefined) own.require(session);
    const texts = new JobTexts(workspace);
    const input = withAnswered(jobOfRequest(asked, texts, version), asked, workspace);
    const { revisions, bytes } = texts;
    const begun = asked.kind === 'probe' ? asked.since : undefined;
    const kept =
      mayStore && isAboutStored(asked, input) ? { ...input, separately: true as const } : undefined;
    const onDone = (separate: readonly TargetDocument[], document: Uint8Array): void => {
      // A full disk is no reason to keep back what was found.
      try {
        if (kept) keepResults(workspace.folder, kept, separate);
        if (mayStore && input.kind === 'probe') keepSeen(workspace, input, document);
      } catch (error) {
        log(`the results could not be kept: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    const deed = isDeed ? deedWriter(guard, c as RequestContext, input) : undefined;
    const job = jobs.submit(kept ?? input, {
      revisions,
      bytes,
      onDone,
      ...(begun !== undefined && { begun }),
      ...(deed && { onOver: deed.over }),
    });
    if (!job)
      throw new Problem(
        429,
        'queue-full',
        'As many jobs wait as may. Try again when one is done, or cancel one.',
        {},
        { 'retry-after': '5' },
      );
    deed?.begin();
    if (session !== undefined) own.add(session, job.id);
    c.header('location', `/api/v1/jobs/${job.id}`);
    c.header('cache-control', 'no-store');
    return c.json(jobDocument(job), 202);
  });
}

/** A probe that goes on leaves out what it has an answer to. */
function withAnswered(input: JobInput, asked: JobRequest, workspace: Workspace): JobInput {
  if (input.kind !== 'probe' || asked.kind !== 'probe' || asked.since === undefined) return input;
  return { ...input, answered: answeredSince(workspace, asked.since, workspace.hierarchy().revision) };
}

/** What changes nothing, here and in the network. */
const COMPUTED: ReadonlySet<JobRequest['kind']> = new Set(['verify', 'lint', 'repair', 'compare', 'explain']);

/** Jobs that a viewer may have at once: a page needs three, and the places are everybody's. */
const MOST_OWN = 4;

/** Counts the jobs of each session that aren't over. */
function ownJobs(jobs: JobQueue): { require(session: string): void; add(session: string, id: string): void } {
  const begun = new Map<string, string[]>();
  const running = (session: string): string[] =>
    (begun.get(session) ?? []).filter((id) => {
      const job = jobs.get(id);
      return job !== undefined && !isOver(job);
    });
  return {
    require(session) {
      if (running(session).length >= MOST_OWN)
        throw new Problem(
          429,
          'too-many',
          `Viewers may have ${MOST_OWN} jobs at once. Try again when one is done, or cancel one.`,
          {},
          { 'retry-after': '5' },
        );
    },
    add(session, id) {
      for (const other of begun.keys()) if (running(other).length === 0) begun.delete(other);
      begun.set(session, [...running(session), id]);
    },
  };
}
