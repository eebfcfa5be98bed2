import { createRoute } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { App, AppContext, RequestContext } from '../context.ts';
import { define, file, PROBLEMS } from '../define.ts';
import { Problem } from '../problem.ts';
import { whenOver } from '../when-over.ts';

/** Proxies end what is silent for long. */
const HEARTBEAT = 15_000;
/** Browsers that listen at once. */
const MOST = 200;

export function registerEvents(app: App, context: AppContext): void {
  const { workspace } = context;
  let listening = 0;
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/events',
      summary: 'Tells of each change in the workspace, by whomever, as server-sent events',
      responses: {
        200: file('Events `changed` with {type, what, name, revision}', 'text/event-stream'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      if (c.req.method === 'HEAD') return c.body(null);
      if (listening >= MOST) throw new Problem(429, 'too-many', 'Too many browsers listen already.');
      listening++;
      c.header('x-accel-buffering', 'no');
      c.header('cache-control', 'no-store');
      return streamSSE(c as RequestContext, async (stream) => {
        const over = whenOver(context, c as RequestContext, stream);
        const unsubscribe = workspace.subscribe((change) => {
          void stream.writeSSE({ event: 'changed', data: JSON.stringify(change) });
        });
        const heartbeat = setInterval(() => void stream.write(': \n\n'), HEARTBEAT);
        try {
          await stream.write(': open\n\n');
          await over.promise;
        } finally {
          clearInterval(heartbeat);
          unsubscribe();
          over.forget();
          listening--;
        }
      });
    },
  );
}
