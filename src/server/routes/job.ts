import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { App, AppContext, RequestContext } from '../context.ts';
import { define, file, json, PROBLEMS } from '../define.ts';
import type { Job } from '../jobs/job.ts';
import { DONE_JOB_SCHEMA, JOB_SCHEMA, jobBytes, jobDocument } from '../jobs/job-document.ts';
import { Problem } from '../problem.ts';
import { whenOver } from '../when-over.ts';

const PATH = z.object({
  id: z
    .string()
    .min(1)
    .max(100)
    .openapi({ param: { name: 'id', in: 'path' } }),
});

/** So that nothing on the way takes a silent line for a dead one. */
const HEARTBEAT = 15_000;

export function registerJob(app: App, context: AppContext): void {
  const { jobs } = context;
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/jobs/{id}',
      summary: 'How far a job is, and its result when it is done',
      request: { params: PATH },
      responses: { 200: json('The job', DONE_JOB_SCHEMA), ...PROBLEMS },
    }),
    (c) => {
      const job = found(jobs.get(c.req.valid('param').id));
      c.header('cache-control', 'no-store');
      c.header('content-type', 'application/json');
      return c.body(Uint8Array.from(jobBytes(job)));
    },
  );
  define(
    app,
    createRoute({
      method: 'delete',
      path: '/api/v1/jobs/{id}',
      summary: 'Ends a job at once; one that is over stays as it is',
      request: { params: PATH },
      responses: { 200: json('The job', JOB_SCHEMA), ...PROBLEMS },
    }),
    (c) => c.json(jobDocument(found(jobs.cancel(c.req.valid('param').id)))),
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/jobs/{id}/events',
      summary: 'Each step of a job as a server-sent event: `progress`, and `end` as the last one',
      request: { params: PATH },
      responses: { 200: file('Events', 'text/event-stream'), ...PROBLEMS },
    }),
    (c) => {
      const { id } = found(jobs.get(c.req.valid('param').id));
      if (c.req.method === 'HEAD') return c.body(null);
      const after = Number(c.req.header('last-event-id') ?? 0);
      c.header('x-accel-buffering', 'no');
      c.header('cache-control', 'no-store');
      return streamSSE(c as RequestContext, async (stream) => {
        const beat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT);
        const over = whenOver(context, c as RequestContext, stream);
        const stop = jobs.subscribe(
          id,
          (event) => {
            const data = JSON.stringify(jobDocument(event.job));
            const told = stream.writeSSE({ id: `${event.id}`, event: event.type, data });
            if (event.type === 'end') void told.then(over.resolve);
          },
          Number.isSafeInteger(after) ? after : 0,
        );
        await over.promise;
        over.forget();
        clearInterval(beat);
        stop?.();
      });
    },
  );
}

function found(job: Job | undefined): Job {
  if (job) return job;
  throw new Problem(404, 'no-job', 'There is no such job, or it was over too long ago: start it again.');
}
