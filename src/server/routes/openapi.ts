import { createRoute, z } from '@hono/zod-openapi';
import type { App, AppContext } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { answerJson } from '../documents.ts';

export function registerOpenApi(app: App, { version }: AppContext): void {
  const route = createRoute({
    method: 'get',
    path: '/api/v1/openapi.json',
    summary: 'This description, in OpenAPI 3.1',
    responses: { 200: json('The description', z.looseObject({ openapi: z.string() })), ...PROBLEMS },
  });
  let document: unknown;
  define(app, route, (c) => {
    document ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Portolan',
        version,
        description:
          'The plan, the rules and the proof of one workspace. Problems are documents of RFC 9457; documents have ' +
          'ETags. Requests that change something need the header `x-portolan: 1`.',
        license: { name: 'Apache-2.0' },
      },
    });
    return answerJson(c, document);
  });
}
