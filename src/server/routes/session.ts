import { createRoute, z } from '@hono/zod-openapi';
import type { App, AppContext } from '../context.ts';
import { ROLES } from '../context.ts';
import { define, json, PROBLEMS } from '../define.ts';
import { answerJson } from '../documents.ts';

const SESSION = z
  .object({
    role: z.enum(ROLES),
    name: z.string().optional(),
    signIn: z.enum(['token', 'oidc']),
    workspace: z.string(),
    version: z.string(),
    readOnly: z.boolean(),
  })
  .openapi('Session');

export function registerSession(app: App, { auth, workspace, version, readOnly }: AppContext): void {
  const route = createRoute({
    method: 'get',
    path: '/api/v1/session',
    summary: 'Who is signed in, and what they may do',
    responses: { 200: json('The session', SESSION), ...PROBLEMS },
  });
  define(app, route, (c) => {
    const { role, name } = c.get('caller');
    const document: z.infer<typeof SESSION> = {
      role,
      ...(name !== undefined && { name }),
      signIn: auth.kind,
      workspace: workspace.name,
      version,
      readOnly,
    };
    return answerJson(c, document);
  });
}
