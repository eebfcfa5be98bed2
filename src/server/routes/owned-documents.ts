import { createRoute } from '@hono/zod-openapi';
import { policyJson } from '../../report/policy-json.ts';
import { keptDocumentChunks } from '../../workspace/verify-results.ts';
import type { App, AppContext } from '../context.ts';
import { define, PROBLEMS } from '../define.ts';
import { rulesOf } from '../kept.ts';
import { Problem } from '../problem.ts';
import { publishedJson } from '../published-schemas.ts';
import { NAMED } from '../schemas.ts';
import { knownName, plannedNow } from '../state.ts';
import { RULES_QUERY, rulesAsked } from './rules.ts';

/** The documents of each filter and host, as the command line prints them. */
export function registerOwnedDocuments(app: App, context: AppContext): void {
  const { workspace, documents } = context;
  for (const [kind, folder, option] of [
    ['filter', 'filters', '--filter'],
    ['host', 'hosts', '--for'],
  ] as const) {
    define(
      app,
      createRoute({
        method: 'get',
        path: `/api/v1/documents/${folder}/{name}/policy`,
        summary: `The rules of a ${kind} in neutral form: as \`portolan rules ${option} NAME --format json\``,
        request: { params: NAMED, query: RULES_QUERY },
        responses: {
          200: publishedJson('policy'),
          ...PROBLEMS,
        },
      }),
      (c) => {
        const state = plannedNow(workspace);
        return documents.answer(c, state.revision, async () => {
          const asked = rulesAsked(kind, c.req.valid('param').name, c.req.valid('query'), state);
          return { text: policyJson([await rulesOf(state, asked, context)]) };
        });
      },
    );
    define(
      app,
      createRoute({
        method: 'get',
        path: `/api/v1/documents/${folder}/{name}/findings`,
        summary: `What verification last said of the stored configuration of a ${kind}: as \`portolan verify --format json\``,
        request: { params: NAMED },
        responses: {
          200: publishedJson('findings'),
          ...PROBLEMS,
        },
      }),
      (c) => {
        const { revision, results } = workspace.results();
        const { hierarchy } = workspace.hierarchy();
        const own = results.filter((result) => result.kind === kind);
        const owners = hierarchy?.[folder] ?? [];
        const name = knownName(
          kind,
          c.req.valid('param').name,
          [...own, ...owners].map((one) => one.name),
        );
        const result = own.find((one) => one.name === name);
        if (!result)
          throw new Problem(404, 'no-findings', `No stored configuration of ${name} was verified yet.`);
        return documents.stream(c, revision, () => keptDocumentChunks(result));
      },
    );
  }
}
