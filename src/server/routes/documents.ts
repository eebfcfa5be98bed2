import { createRoute, z } from '@hono/zod-openapi';
import { searchCatalog } from '../../catalog/search.ts';
import { selectFlows } from '../../plan/select.ts';
import { catalogJson } from '../../report/catalog.ts';
import { diagnosticsJson } from '../../report/diagnostics-json.ts';
import { dialectEntries, dialectsJson } from '../../report/dialects.ts';
import { planJsonChunks } from '../../report/json.ts';
import { observationsJsonChunks } from '../../report/observations-json.ts';
import { resultsChunks } from '../../workspace/verify-results.ts';
import { allRules } from '../all-rules.ts';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { answerText } from '../documents.ts';
import { FILTER_QUERY, filterOf, phasesOf } from '../plan-query.ts';
import { Problem } from '../problem.ts';
import { published, publishedJson } from '../published-schemas.ts';
import { DIAGNOSTICS } from '../schemas.ts';
import { knownName, plannedNow } from '../state.ts';
import { MATCHES } from './catalog.ts';
import { RULES_QUERY } from './rules.ts';

/** The documents of a workspace as a whole, each as the command line prints it or as it is stored. */
export function registerDocuments(app: App, context: AppContext): void {
  const { workspace, documents, catalog } = context;
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/documents/hierarchy',
      summary: 'The hierarchy document itself, also while it has errors',
      responses: {
        200: {
          description: 'The file',
          content: { 'application/yaml': { schema: published('hierarchy') } },
        },
        ...PROBLEMS,
      },
    }),
    (c) => {
      const { file, text, revision } = workspace.hierarchy();
      if (revision === undefined) throw new Problem(404, 'no-hierarchy', `The workspace has no ${file} yet.`);
      if (text === undefined) throw new Problem(409, 'not-text', `${file} is no text in UTF-8.`);
      return answerText(c, text, 'application/yaml', revision);
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/documents/diagnostics',
      summary: 'What is wrong with the hierarchy: as `portolan check --format json`',
      responses: {
        200: json(
          'The document',
          z.object({
            format: z.literal('portolan/diagnostics/1'),
            file: z.string(),
            errors: z.int(),
            warnings: z.int(),
            notes: z.int(),
            diagnostics: DIAGNOSTICS,
          }),
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const { file, revision, diagnostics } = workspace.hierarchy();
      if (revision === undefined) throw new Problem(404, 'no-hierarchy', `The workspace has no ${file} yet.`);
      return documents.answer(c, revision, () => ({ text: diagnosticsJson(file, diagnostics) }));
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/documents/plan',
      summary: 'The plan: as `portolan plan --format json`, with the same options',
      request: { query: FILTER_QUERY.pick({ for: true, filter: true, zone: true, role: true, phase: true }) },
      responses: {
        200: publishedJson('plan'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const state = plannedNow(workspace);
      const selection = filterOf(c.req.valid('query'), state);
      return documents.stream(c, state.revision, () => planJsonChunks(selectFlows(state.plan, selection)));
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/documents/policy',
      summary: 'The rules of every filter, host and web proxy: as `portolan rules --all --format json`',
      request: { query: RULES_QUERY.pick({ phase: true }) },
      responses: {
        200: publishedJson('policy'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const state = plannedNow(workspace);
      const phases = phasesOf(c.req.valid('query').phase);
      return documents.stream(c, state.revision, () => allRules('policy', state, phases, context));
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/documents/findings',
      summary: 'What verification last said of every stored configuration: `results/verify.json`',
      responses: {
        200: publishedJson('verify-results'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const { revision, results } = workspace.results();
      if (results.length === 0)
        throw new Problem(404, 'no-findings', 'No stored configuration was verified yet.');
      return documents.stream(c, revision, () => resultsChunks(results));
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/documents/observations',
      summary:
        'All that is kept of what was seen on the network: `results/observations.jsonl` as one document',
      responses: {
        200: publishedJson('observations'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const { revision, observations } = workspace.observations();
      if (observations.length === 0) throw new Problem(404, 'no-observations', 'Nothing was probed yet.');
      const { revision: asked = 'none', hierarchy } = workspace.hierarchy();
      const set = {
        hierarchy: hierarchy?.name ?? '',
        observations: observations.map(({ revision: _, ...one }) => one),
      };
      return documents.stream(c, `${revision}${asked}`, () => observationsJsonChunks(set));
    },
  );

  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/documents/catalog',
      summary: 'The ports of Configuration Manager: as `portolan catalog --format json`',
      responses: { 200: json('The document', MATCHES), ...PROBLEMS },
    }),
    (c) =>
      documents.answer(c, 'catalog', () => {
        const matches = searchCatalog(catalog, {});
        if ('error' in matches) throw new Error(matches.error);
        return { text: catalogJson(matches) };
      }),
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/documents/dialects',
      summary: 'The languages of filters: as `portolan dialects --format json`',
      responses: {
        200: json('The document', z.looseObject({ format: z.literal('portolan/dialects/1') })),
        ...PROBLEMS,
      },
    }),
    (c) => documents.answer(c, 'dialects', () => ({ text: dialectsJson(dialectEntries()) })),
  );
  app.get('/api/v1/documents/:document', (c) => {
    const names = [
      'hierarchy',
      'diagnostics',
      'plan',
      'policy',
      'findings',
      'observations',
      'catalog',
      'dialects',
    ];
    knownName('document', c.req.param('document'), names);
    return c.notFound();
  });
}
