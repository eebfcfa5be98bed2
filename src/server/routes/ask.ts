import { createRoute, z } from '@hono/zod-openapi';
import { type Asked, askedEnd, knownEnds, parseServiceText, whyFlow } from '../../plan/why.ts';
import { breaksOfFlow, breaksOfRule } from '../../report/breaks.ts';
import { flowDocument } from '../../report/flow-chain.ts';
import { whyJson } from '../../report/why.ts';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { rulesForFlow, rulesOf } from '../kept.ts';
import { unknown } from '../plan-query.ts';
import { Problem } from '../problem.ts';
import { text } from '../query.ts';
import { type PlannedState, plannedNow } from '../state.ts';

/** Flows of an answer that are told with their whole chain. */
const CHAINS = 20;

const WHY = z
  .looseObject({
    needed: z.boolean(),
    answers: z.array(z.looseObject({ flow: z.string() })),
    reverse: z.array(z.looseObject({ flow: z.string() })),
    nearby: z.array(z.looseObject({ flow: z.string() })),
    chains: z.array(z.looseObject({ id: z.string() })),
  })
  .openapi('Why');

const end = z.string().min(1).max(500);

export function registerAsk(app: App, context: AppContext): void {
  const { workspace, documents, catalog } = context;
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/ask',
      summary: 'Why one end may start talking to another on a port, or that nothing needs it',
      request: {
        query: z.object({
          from: end.openapi({ description: 'Who starts: a name, an address or a network' }),
          to: end.openapi({ description: 'Who answers' }),
          service: end.openapi({ description: '`tcp/445`, `udp/63000-64000`, `tcp` or `icmp`' }),
        }),
      },
      responses: { 200: json('The answer, with the chains of the first flows of it', WHY), ...PROBLEMS },
    }),
    (c) => {
      const state = plannedNow(workspace);
      return documents.answer(c, state.revision, async () => {
        const { from, to, service } = c.req.valid('query');
        const parsed = parseServiceText(service);
        if ('error' in parsed)
          throw new Problem(422, 'value', undefined, {
            errors: [{ field: 'service', message: parsed.error }],
          });
        const question = {
          source: endOf('from', from, state),
          destination: endOf('to', to, state),
          ...parsed,
        };
        const why = whyFlow(state.plan, question);
        const flows = [...new Set(why.answers.map(({ flow }) => flow.id))].slice(0, CHAINS);
        const chains: object[] = [];
        for (const flow of state.plan.flows.filter(({ id }) => flows.includes(id)))
          chains.push(flowDocument(flow, catalog, await rulesForFlow(state, flow, context)));
        return { json: { ...(JSON.parse(whyJson(why)) as object), chains } };
      });
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/ask/breaks',
      summary: 'What stops working if a flow is closed, or a rule is removed',
      request: {
        query: z.object({
          flow: text('The id of a flow', 4000),
          filter: text('A filter whose rule is meant'),
          host: text('A host whose rule is meant'),
          rule: text('The id of the rule', 4000),
        }),
      },
      responses: {
        200: json('What breaks', z.looseObject({ conversations: z.array(z.looseObject({})) })),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const state = plannedNow(workspace);
      return documents.answer(c, state.revision, async () => {
        const { flow: id, filter, host, rule } = c.req.valid('query');
        if (id === undefined && rule === undefined)
          throw new Problem(422, 'value', undefined, {
            errors: [{ field: 'flow', message: 'say which flow or rule' }],
          });
        const flow = state.plan.flows.find((one) => one.id === id);
        const found =
          id === undefined
            ? breaksOfRule(state.plan, catalog, await ownRules(state, filter, host, context), rule ?? '')
            : flow && breaksOfFlow(state.plan, catalog, await rulesForFlow(state, flow, context), id);
        if (!found)
          throw new Problem(
            404,
            'unknown-name',
            `The plan has no such ${id === undefined ? 'rule' : 'flow'}.`,
          );
        return { json: found };
      });
    },
  );
}

function endOf(field: string, asked: string, { plan, hierarchy }: PlannedState): Asked {
  const found = askedEnd(asked, plan, hierarchy);
  if (found) return found;
  throw unknown(field, asked, knownEnds(plan, hierarchy));
}

function ownRules(
  state: PlannedState,
  filter: string | undefined,
  host: string | undefined,
  context: AppContext,
): ReturnType<typeof rulesOf> {
  const { filters, hosts } = state.hierarchy;
  const [field, name, known] =
    filter === undefined ? (['host', host ?? '', hosts] as const) : (['filter', filter, filters] as const);
  const names = known.map((one) => one.name);
  if (!names.includes(name)) throw unknown(field, name, names);
  return rulesOf(state, { group: filter === undefined ? 'hosts' : 'filters', name }, context);
}
