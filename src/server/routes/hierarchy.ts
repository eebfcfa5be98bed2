import { createRoute, z } from '@hono/zod-openapi';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { answerJson } from '../documents.ts';
import { foundIn } from '../found.ts';
import { preconditionOf } from '../precondition.ts';
import { Problem } from '../problem.ts';
import { schemaText } from '../published-schemas.ts';
import { COUNTS, DIAGNOSTICS, PRECONDITION } from '../schemas.ts';

const TEXT = z.object({ text: z.string().max(16 * 1024 * 1024) }).openapi('HierarchyText');
const STORED = z
  .object({ file: z.string(), text: z.string(), revision: z.string() })
  .openapi('HierarchyDocument');
const FOUND = z.object({ diagnostics: DIAGNOSTICS, counts: COUNTS, flows: z.int().optional() });

/** Characters of a text that is checked at once: some 2,000 hosts, a fifth of a second. */
const MOST_HERE = 200_000;

export function registerHierarchy(app: App, { workspace, documents, aside }: AppContext): void {
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/hierarchy',
      summary: 'The hierarchy document as it is written',
      responses: { 200: json('The text', STORED), ...PROBLEMS },
    }),
    (c) => {
      const { file, text, revision } = workspace.hierarchy();
      if (revision === undefined) throw new Problem(404, 'no-hierarchy', `The workspace has no ${file} yet.`);
      if (text === undefined) throw new Problem(409, 'not-text', `${file} is no text in UTF-8.`);
      return answerJson(c, { file, text, revision }, revision);
    },
  );
  define(
    app,
    createRoute({
      method: 'put',
      path: '/api/v1/hierarchy',
      summary: 'Stores the hierarchy document, also while it has errors',
      request: {
        headers: PRECONDITION,
        body: { content: { 'application/json': { schema: TEXT } }, required: true },
      },
      responses: { 200: json('It is stored', FOUND.extend({ revision: z.string() })), ...PROBLEMS },
    }),
    async (c) => {
      const precondition = preconditionOf(c);
      const state = await workspace.storeHierarchy(c.req.valid('json').text, precondition);
      c.header('etag', state.revision);
      return c.json({ revision: state.revision, ...foundIn(state) });
    },
  );
  define(
    app,
    createRoute({
      method: 'post',
      path: '/api/v1/hierarchy/check',
      summary: 'Checks and plans a text without storing it',
      request: { body: { content: { 'application/json': { schema: TEXT } }, required: true } },
      responses: { 200: json('What was found', FOUND), ...PROBLEMS },
    }),
    async (c) => {
      const { text } = c.req.valid('json');
      if (text.length <= MOST_HERE) return c.json(foundIn(workspace.check(text)));
      const hierarchy = { file: workspace.file, bytes: Buffer.from(text) };
      const found = await aside.done({ kind: 'check', hierarchy }, c.req.raw.signal);
      c.header('content-type', 'application/json');
      return c.body(Uint8Array.from(found));
    },
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/hierarchy/schema',
      summary: 'The JSON schema of a hierarchy document',
      responses: { 200: json('The schema', z.looseObject({})), ...PROBLEMS },
    }),
    (c) => documents.answer(c, 'schema', () => ({ text: schemaText('hierarchy') })),
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/diagnostics',
      summary: 'What is wrong with the hierarchy and its plan, and where',
      responses: { 200: json('What was found', FOUND), ...PROBLEMS },
    }),
    (c) => {
      const state = workspace.hierarchy();
      return documents.answer(c, state.revision ?? 'none', () => ({ json: foundIn(state) }));
    },
  );
}
