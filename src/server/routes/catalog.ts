import { createRoute, z } from '@hono/zod-openapi';
import type { Catalog } from '../../catalog/model.ts';
import { type CatalogQuery, searchCatalog } from '../../catalog/search.ts';
import { catalogJson } from '../../report/catalog.ts';
import { guideDocument } from '../../report/guide-tables.ts';
import { sourcePages } from '../../report/source-pages.ts';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { Problem } from '../problem.ts';
import { text } from '../query.ts';

type Loose = z.ZodArray<z.ZodObject<Record<never, never>, z.core.$loose>>;
const LIST: Loose = z.array(z.looseObject({}));
/** What `portolan catalog --format json` prints. */
export const MATCHES: z.ZodObject<
  { format: z.ZodLiteral<'portolan/catalog/1'> } & Record<
    'conversations' | 'statements' | 'discoveryPorts' | 'endpoints',
    Loose
  >
> = z.object({
  format: z.literal('portolan/catalog/1'),
  conversations: LIST,
  statements: LIST,
  discoveryPorts: LIST,
  endpoints: LIST,
});

export function registerCatalog(app: App, { documents, catalog }: AppContext): void {
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/catalog',
      summary: 'The ports of Configuration Manager, and what the entries refer to',
      responses: {
        200: json(
          'The catalog',
          MATCHES.extend({ roles: LIST, services: LIST, settings: LIST, sources: LIST }),
        ),
        ...PROBLEMS,
      },
    }),
    (c) =>
      documents.answer(c, 'catalog', () => ({ json: { ...found(catalog, {}), ...vocabulary(catalog) } })),
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/catalog/search',
      summary: 'What fits; everything that is given must',
      request: {
        query: z.object({
          q: text('Words, in any order'),
          role: text('A role, by its id or short name'),
          port: text('445, tcp/445, udp/67-69, icmp, or the id of a service'),
          guide: text('A table of the guide, or one row of it: site-server/3'),
        }),
      },
      responses: { 200: json('What fits', MATCHES), ...PROBLEMS },
    }),
    (c) =>
      documents.answer(c, 'catalog', () => {
        const { q, ...rest } = c.req.valid('query');
        return { json: found(catalog, { text: q, ...rest }) };
      }),
  );
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/catalog/guide',
      summary: 'The guide’s tables row by row, with the conversations that they became',
      responses: { 200: json('The tables', z.looseObject({ tables: LIST, sources: LIST })), ...PROBLEMS },
    }),
    (c) => documents.answer(c, 'catalog', () => ({ json: guideDocument(catalog) })),
  );
}

type Asked = { readonly [K in keyof CatalogQuery]?: CatalogQuery[K] | undefined };

function found(catalog: Catalog, asked: Asked): object {
  const query: CatalogQuery = Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined && value !== ''),
  );
  const matches = searchCatalog(catalog, query);
  if ('error' in matches) {
    const field = (['role', 'port', 'guide'] as const).find(
      (key) => query[key] !== undefined && isWrong(catalog, key, query[key]),
    );
    throw new Problem(422, 'value', undefined, { errors: [{ field: field ?? 'q', message: matches.error }] });
  }
  return JSON.parse(catalogJson(matches)) as object;
}

const isWrong = (catalog: Catalog, key: keyof CatalogQuery, value: string): boolean =>
  'error' in searchCatalog(catalog, { [key]: value });

function vocabulary(catalog: Catalog): object {
  const { roles, services, settings, sources } = catalog;
  return {
    roles: [...roles.values()],
    services: [...services.values()],
    settings: [...settings.values()],
    sources: sourcePages(catalog, sources.keys()),
  };
}
