import { createRoute, z } from '@hono/zod-openapi';
import { startHierarchy } from '../../hierarchy/starter/start.ts';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';

const LINE = z.string().max(200);
/** Networks as typed. */
const NETWORKS = z.string().max(10_000);

const SERVER = z.object({
  name: LINE,
  address: NETWORKS,
  roles: z.array(LINE).max(100),
  pxe: z.enum(['none', 'responder', 'wds']).default('none'),
});

const FORM = z
  .object({
    name: LINE.default(''),
    siteCode: LINE.default(''),
    version: LINE.default('2509'),
    communication: z.enum(['https', 'enhanced-http', 'http']).default('enhanced-http'),
    internet: z.enum(['direct', 'none']).default('direct'),
    servers: z.array(SERVER).max(500),
    wsus: z
      .object({ http: z.int(), https: z.int(), ssl: z.boolean() })
      .default({ http: 8530, https: 8531, ssl: false }),
    clients: z
      .array(z.object({ name: LINE, networks: NETWORKS, servers: z.array(LINE).max(500).default([]) }))
      .max(500),
    consoles: NETWORKS.default(''),
    zones: z
      .array(z.object({ name: LINE, networks: NETWORKS }))
      .max(100)
      .default([]),
    firewall: z.object({ name: LINE, between: z.array(LINE).max(100), dialect: LINE }).optional(),
  })
  .openapi('StarterForm');

const RESULT = z.object({
  text: z.string(),
  problems: z.array(z.object({ field: z.string(), message: z.string(), help: z.string().optional() })),
});

/** Answers also while the form is not complete: the document as far as it goes, and what is still to be done. */
export function registerStarter(app: App, { catalog }: AppContext): void {
  define(
    app,
    createRoute({
      method: 'post',
      path: '/api/v1/hierarchy/starter',
      summary: 'Makes a first hierarchy document from a form; nothing is stored',
      request: { body: { content: { 'application/json': { schema: FORM } }, required: true } },
      responses: { 200: json('The document, and what keeps it from being complete', RESULT), ...PROBLEMS },
    }),
    (c) => {
      const { firewall, ...form } = c.req.valid('json');
      const { text, problems } = startHierarchy({ ...form, ...(firewall && { firewall }) }, catalog);
      return c.json({ text, problems: [...problems] });
    },
  );
}
