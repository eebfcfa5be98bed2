import { createRoute, z } from '@hono/zod-openapi';
import { obstacle } from '../../lab/support.ts';
import type { App } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { answerJson } from '../documents.ts';

const LAB = z
  .object({
    can: z.boolean(),
    reason: z.string().optional().openapi({ description: 'Why it can’t' }),
    help: z.string().optional().openapi({ description: 'What to do about that' }),
  })
  .openapi('Lab');

/** How long an answer holds: programs are started to find it out. */
const HOLDS = 60_000;

export function registerLab(app: App): void {
  let known: { readonly document: z.infer<typeof LAB>; readonly until: number } | undefined;
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/lab',
      summary: 'Whether the machine that this server runs on can start a lab',
      responses: { 200: json('Whether it can, and why not', LAB), ...PROBLEMS },
    }),
    (c) => {
      if (!known || known.until < Date.now()) known = { document: labDocument(), until: Date.now() + HOLDS };
      return answerJson(c, known.document);
    },
  );
}

function labDocument(): z.infer<typeof LAB> {
  const found = obstacle();
  if (!found) return { can: true };
  return { can: false, reason: found.message, ...(found.help !== undefined && { help: found.help }) };
}
