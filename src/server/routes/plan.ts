import { createRoute, z } from '@hono/zod-openapi';
import { chartDocument } from '../../report/chart.ts';
import { findFlow, flowDocument } from '../../report/flow-chain.ts';
import { matrixDocument } from '../../report/matrix.ts';
import { planPage } from '../../report/plan-page.ts';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { rulesForFlow, tableOf } from '../kept.ts';
import { COLUMN, FILTER_QUERY, filterOf } from '../plan-query.ts';
import { Problem } from '../problem.ts';
import { flag, wholeNumber } from '../query.ts';
import { plannedNow } from '../state.ts';

const END = z.object({
  name: z.string(),
  address: z.string(),
  zone: z.string(),
  kind: z.string(),
  site: z.string().optional(),
});
const PAGE = z
  .object({
    total: z.int(),
    offset: z.int(),
    rows: z.array(
      z
        .object({
          key: z.string(),
          flow: z.string(),
          conversation: z.string(),
          title: z.string(),
          source: END,
          destination: END,
          transport: z.string(),
          ports: z.string(),
          service: z.string(),
          phase: z.string(),
          window: z.object({ from: z.string().optional(), until: z.string().optional() }).optional(),
          filters: z.array(z.string()),
          reason: z.string(),
          direction: z.string(),
        })
        .openapi('PlanRow'),
    ),
    groups: z
      .array(z.object({ value: z.string(), label: z.string(), count: z.int(), first: z.int() }))
      .optional(),
  })
  .openapi('PlanPage');

const CHART = z
  .object({
    zones: z.array(z.looseObject({ name: z.string(), kind: z.string() })),
    filters: z.array(z.looseObject({ name: z.string(), dialect: z.string() })),
    nodes: z.array(z.looseObject({ id: z.string(), kind: z.string() })),
    courses: z.array(z.looseObject({ id: z.string(), from: z.string(), to: z.string() })),
    roles: z.array(z.object({ id: z.string(), title: z.string() })),
    aggregated: z.string().optional(),
  })
  .loose()
  .openapi('Chart');

const HEADS = z.array(z.object({ id: z.string(), label: z.string() }));
const MATRIX = z
  .object({
    by: z.enum(['role', 'host']),
    rows: HEADS,
    columns: HEADS,
    cells: z.array(z.looseObject({ row: z.string(), column: z.string(), flows: z.int() })),
  })
  .loose()
  .openapi('Matrix');

const FLOW = z.looseObject({ id: z.string(), filters: z.array(z.looseObject({})) }).openapi('Flow');

export function registerPlan(app: App, context: AppContext): void {
  const { workspace, documents, catalog } = context;
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/plan',
      summary: 'A page of the plan: one row for each network, network and service',
      request: {
        query: FILTER_QUERY.extend({
          offset: wholeNumber(0, 100_000_000, 0),
          limit: wholeNumber(1, 1000, 100),
          sort: COLUMN.optional(),
          desc: flag(),
          group: COLUMN.optional(),
        }),
      },
      responses: { 200: json('The page', PAGE), ...PROBLEMS },
    }),
    (c) => {
      const state = plannedNow(workspace);
      return documents.answer(c, state.revision, () => {
        const { offset, limit, sort, desc, group, ...query } = c.req.valid('query');
        const view = { ...filterOf(query, state), desc, ...(sort && { sort }), ...(group && { group }) };
        return { json: planPage(tableOf(state), { offset, limit, ...view }) };
      });
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/plan/flows/{id}',
      summary: 'The whole chain of a flow: from the guide’s row to the printed lines',
      request: {
        params: z.object({
          id: z
            .string()
            .min(1)
            .max(4000)
            .openapi({ param: { name: 'id', in: 'path' } }),
        }),
      },
      responses: { 200: json('The chain', FLOW), ...PROBLEMS },
    }),
    (c) => {
      const state = plannedNow(workspace);
      return documents.answer(c, state.revision, async () => {
        const flow = findFlow(state.plan.flows, c.req.valid('param').id);
        if (!flow)
          throw new Problem(
            404,
            'unknown-name',
            'The plan has no such flow; it may have had one before the hierarchy was changed.',
          );
        return { json: flowDocument(flow, catalog, await rulesForFlow(state, flow, context)) };
      });
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/chart',
      summary: 'The plan as a map: zones, filters, hosts, and the courses between them',
      request: { query: FILTER_QUERY },
      responses: { 200: json('The chart', CHART), ...PROBLEMS },
    }),
    (c) => {
      const state = plannedNow(workspace);
      return documents.answer(c, state.revision, () => ({
        json: chartDocument(tableOf(state), catalog, filterOf(c.req.valid('query'), state)),
      }));
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/matrix',
      summary: 'Who talks to whom, by roles or by hosts',
      request: { query: FILTER_QUERY.extend({ by: z.enum(['role', 'host']).default('role') }) },
      responses: { 200: json('The matrix', MATRIX), ...PROBLEMS },
    }),
    (c) => {
      const state = plannedNow(workspace);
      return documents.answer(c, state.revision, () => {
        const { by, ...query } = c.req.valid('query');
        return { json: matrixDocument(tableOf(state), catalog, by, filterOf(query, state)) };
      });
    },
  );
}
