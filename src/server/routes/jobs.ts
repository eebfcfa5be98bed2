import { createRoute } from '@hono/zod-openapi';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { JOB_SCHEMA, jobDocument } from '../jobs/job-document.ts';
import { jobOfRequest } from '../jobs/job-of-request.ts';
import { JOB_REQUEST } from '../jobs/job-request.ts';
import { JobTexts } from '../jobs/job-texts.ts';
import { isAboutStored, keepResults } from '../jobs/keep-results.ts';
import type { TargetDocument } from '../jobs/outcome.ts';
import { Problem } from '../problem.ts';

export function registerJobs(app: App, { workspace, jobs, readOnly, log }: AppContext): void {
  const route = createRoute({
    method: 'post',
    path: '/api/v1/jobs',
    summary: 'Begins long work on configurations: verify, lint, repair, compare or explain',
    request: { body: { content: { 'application/json': { schema: JOB_REQUEST } }, required: true } },
    responses: { 202: json('It runs, or waits for its turn', JOB_SCHEMA), ...PROBLEMS },
  });
  define(app, route, (c) => {
    const asked = c.req.valid('json');
    const texts = new JobTexts(workspace);
    const input = jobOfRequest(asked, texts);
    const { revisions, bytes } = texts;
    const kept =
      !readOnly && isAboutStored(asked, input) ? { ...input, separately: true as const } : undefined;
    const onDone = (separate: readonly TargetDocument[]): void => {
      if (!kept) return;
      // A full disk is no reason to keep back what was found.
      try {
        keepResults(workspace.folder, kept, separate);
      } catch (error) {
        log(`the results could not be kept: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    const job = jobs.submit(kept ?? input, { revisions, bytes, onDone });
    if (!job)
      throw new Problem(
        429,
        'queue-full',
        'As many jobs wait as may. Try again when one is done, or cancel one.',
        {},
        { 'retry-after': '5' },
      );
    c.header('location', `/api/v1/jobs/${job.id}`);
    c.header('cache-control', 'no-store');
    return c.json(jobDocument(job), 202);
  });
}
