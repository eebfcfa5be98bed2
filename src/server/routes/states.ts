import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { flowStates } from '../../report/flow-states.ts';
import type { KeptResult } from '../../report/kept-result.ts';
import { probedFlows } from '../../report/probed-flows.ts';
import { isCurrentResult } from '../../workspace/current-results.ts';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { plannedNow } from '../state.ts';

const STATE = z.enum(['planned', 'proven', 'missing', 'unproven', 'open', 'blocked']);
const COUNTS_BY_STATE = z.object({
  planned: z.int(),
  proven: z.int(),
  missing: z.int(),
  unproven: z.int(),
  open: z.int(),
  blocked: z.int(),
});
const EXCESS_END = z.object({ zone: z.string(), name: z.string().optional(), address: z.string() });
const STATES = z
  .object({
    verified: z.array(
      z.object({
        kind: z.enum(['filter', 'host']),
        name: z.string(),
        file: z.string(),
        dialect: z.string(),
        stale: z.boolean(),
        counts: z.record(z.string(), z.int()),
      }),
    ),
    counts: COUNTS_BY_STATE,
    flows: z.record(
      z.string(),
      z.object({
        state: STATE,
        partly: z.literal(true).optional(),
        stale: z.literal(true).optional(),
        probed: z
          .literal(true)
          .optional()
          .openapi({ description: 'A probe saw it, whatever the state says' }),
        findings: z
          .array(
            z.object({
              filter: z.string().optional(),
              code: z.string(),
              message: z.string(),
              place: z.looseObject({}).optional(),
            }),
          )
          .optional(),
      }),
    ),
    excess: z.array(
      z.object({
        filter: z.string(),
        code: z.string(),
        message: z.string(),
        place: z.looseObject({}).optional(),
        stale: z.literal(true).optional(),
        from: EXCESS_END,
        to: EXCESS_END,
        service: z.string(),
      }),
    ),
  })
  .openapi('States');

export function registerStates(app: App, { workspace, documents }: AppContext): void {
  const route = createRoute({
    method: 'get',
    path: '/api/v1/states',
    summary:
      'What is known of each flow from the last verification of the stored configurations and from probes',
    responses: { 200: json('The states', STATES), ...PROBLEMS },
  });
  define(app, route, (c) => {
    const { plan, hierarchy, revision } = plannedNow(workspace);
    const { revision: resultsRevision, results } = workspace.results();
    const isNow = (result: KeptResult): boolean => isCurrentResult(workspace, result);
    const seen = workspace.observations();
    const facts = [revision, resultsRevision, seen.revision, ...results.map((result) => isNow(result))];
    const key = createHash('sha256').update(facts.join(' ')).digest('hex').slice(0, 32);
    return documents.answer(c, key, () => {
      const probed = probedFlows(plan, hierarchy, seen.observations, revision);
      return { json: flowStates(plan, hierarchy, results, isNow, probed) };
    });
  });
}
