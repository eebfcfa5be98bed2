import { z } from '@hono/zod-openapi';
import { diagnosticDocument } from '../../report/json.ts';
import { published } from '../published-schemas.ts';
import { DIAGNOSTICS } from '../schemas.ts';
import type { Job } from './job.ts';

/** A job as callers see it, without its result. */
export interface JobDocument extends Omit<Job, 'document' | 'problem' | 'diagnostics'> {
  readonly diagnostics: readonly object[];
  readonly problem?:
    | {
        readonly type: string;
        readonly title: string;
        readonly status: number;
        readonly detail: string;
        readonly code: string;
      }
    | undefined;
}

const JOB = z
  .object({
    id: z.string(),
    kind: z.enum(['verify', 'lint', 'repair', 'compare', 'explain', 'probe', 'lab']),
    state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    begun: z.string().openapi({ description: 'When it was asked for, or the one that it goes on with' }),
    progress: z.object({
      done: z.int(),
      total: z.int(),
      stage: z.enum([
        'waiting',
        'planning',
        'reading',
        'deciding',
        'asking',
        'testing',
        'stopping',
        'writing',
        'finished',
      ]),
      counts: z
        .record(z.string(), z.int())
        .optional()
        .openapi({ description: 'Of a probe: how many of each verdict there are by now' }),
      phases: z
        .array(
          z.object({
            id: z.string(),
            title: z.string(),
            asked: z.int(),
            right: z.int(),
            milliseconds: z.number(),
          }),
        )
        .optional()
        .openapi({ description: 'Of a lab: the phases that are done' }),
    }),
    revisions: z
      .record(z.string(), z.string())
      .openapi({ description: 'Of the texts that it is about, by their names' }),
    diagnostics: DIAGNOSTICS,
    problem: z
      .object({
        type: z.string(),
        title: z.string(),
        status: z.int(),
        detail: z.string(),
        code: z.string(),
      })
      .optional(),
  })
  .openapi('Job');

export const JOB_SCHEMA: z.ZodType = JOB;

/** With the document that the command line prints for `--format json`. */
export const DONE_JOB_SCHEMA: z.ZodType = JOB.extend({
  result: z
    .unknown()
    .optional()
    .openapi({
      anyOf: [
        ...(['findings', 'repair', 'difference', 'explanation', 'observations', 'lab-report'] as const).map(
          published,
        ),
        { type: 'object', description: 'SARIF 2.1.0' },
        { type: 'string', description: 'JUnit or Markdown' },
      ],
    }),
}).openapi('JobWithResult');

export function jobDocument({ document: _, problem, diagnostics, ...job }: Job): JobDocument {
  const status = problem?.code === 'internal' ? 500 : 422;
  return {
    ...job,
    diagnostics: diagnostics.map(diagnosticDocument),
    ...(problem && { problem: { type: `urn:portolan:problem:${problem.code}`, status, ...problem } }),
  };
}

/** The same with its result, which is not touched: what the worker wrote is what the caller gets. */
export function jobBytes(job: Job): Buffer {
  const head = JSON.stringify(jobDocument(job));
  if (!job.document) return Buffer.from(head);
  return Buffer.concat([Buffer.from(`${head.slice(0, -1)},"result":`), job.document, Buffer.from('}')]);
}
