import { OpenAPIHono } from '@hono/zod-openapi';
import { takeJson } from './body.ts';
import type { App, AppContext, ServerEnv } from './context.ts';
import { registerPageStyle } from './message-page.ts';
import { plannedFirst } from './planned-first.ts';
import { Problem, problemAnswer } from './problem.ts';
import { registerSchemas } from './published-schemas.ts';
import { registerAsk } from './routes/ask.ts';
import { registerCatalog } from './routes/catalog.ts';
import { registerConfigurations } from './routes/configurations.ts';
import { registerDocumentList } from './routes/document-list.ts';
import { registerDocuments } from './routes/documents.ts';
import { registerEvents } from './routes/events.ts';
import { registerHierarchy } from './routes/hierarchy.ts';
import { registerJob } from './routes/job.ts';
import { registerJobs } from './routes/jobs.ts';
import { registerKit } from './routes/kit.ts';
import { registerLab } from './routes/lab.ts';
import { registerObservations } from './routes/observations.ts';
import { registerOpenApi } from './routes/openapi.ts';
import { registerOwnedDocuments } from './routes/owned-documents.ts';
import { registerPlan } from './routes/plan.ts';
import { registerPlanExport } from './routes/plan-export.ts';
import { registerProbe } from './routes/probe.ts';
import { registerRules } from './routes/rules.ts';
import { registerSession } from './routes/session.ts';
import { registerStarter } from './routes/starter.ts';
import { registerStates } from './routes/states.ts';
import { registerWorkspace } from './routes/workspace.ts';
import { callersOnly } from './security/callers.ts';
import { useGuard, useSessionGuard } from './security/guard.ts';
import { securityHeaders } from './security/headers.ts';
import { ownHostOnly } from './security/host.ts';
import { sameSiteOnly } from './security/same-site.ts';
import { staticFiles } from './static.ts';

const API = '/api/v1';

const ROUTES: readonly ((app: App, context: AppContext) => void)[] = [
  registerSession,
  registerWorkspace,
  registerHierarchy,
  registerStarter,
  registerPlan,
  registerPlanExport,
  registerRules,
  registerDocumentList,
  registerDocuments,
  registerOwnedDocuments,
  registerAsk,
  registerCatalog,
  registerConfigurations,
  registerEvents,
  registerJobs,
  registerJob,
  registerStates,
  registerProbe,
  registerObservations,
  registerLab,
  registerKit,
  registerOpenApi,
];

/** The whole server as one function from requests to answers. */
export function createApp(context: AppContext): App {
  const app: App = new OpenAPIHono<ServerEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const errors = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
      throw new Problem(422, 'value', undefined, { errors });
    },
  });
  const isSecure = context.publicUrl?.protocol === 'https:';
  app.onError((error, c) => problemAnswer(error, c, context.log));
  app.use('*', securityHeaders(isSecure));
  if (context.guard) useGuard(app, context.guard);
  app.use('*', ownHostOnly(context));
  app.use('*', sameSiteOnly(context));
  registerPageStyle(app);
  context.auth.register(app);
  app.use(`${API}/*`, callersOnly(context));
  if (context.guard) useSessionGuard(app, `${API}/*`, context.guard);
  app.use(`${API}/*`, takeJson);
  app.use(`${API}/*`, plannedFirst(context));

  registerSchemas(app);
  for (const register of ROUTES) register(app, context);

  app.notFound((c) => {
    const { method, path } = c.req;
    const allowed = allowedMethods(app, path);
    if (allowed.length > 0 && !allowed.includes(method))
      throw new Problem(
        405,
        'method',
        `${method} can’t be done here; ${allowed.join(', ')} can.`,
        {},
        { allow: allowed.join(', ') },
      );
    throw new Problem(404, 'not-found');
  });
  app.get('*', staticFiles(context));
  return app;
}

/** Methods of the routes that a path belongs to. */
function allowedMethods(app: App, path: string): string[] {
  const fits = app.routes.filter(
    ({ method, path: pattern }) => method !== 'ALL' && pattern !== '/*' && matches(pattern, path),
  );
  const methods = new Set(fits.map(({ method }) => method));
  return methods.has('GET') ? ['HEAD', ...methods].sort() : [...methods].sort();
}

function matches(pattern: string, path: string): boolean {
  const [parts, given] = [pattern.split('/'), path.split('/')];
  return (
    parts.length === given.length &&
    parts.every((part, i) => (part.startsWith(':') ? given[i] !== '' : part === given[i]))
  );
}
