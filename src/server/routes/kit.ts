import { createRoute, z } from '@hono/zod-openapi';
import type { Phase } from '../../catalog/model.ts';
import { kitOf } from '../../probe/kit/kit.ts';
import { posixKit } from '../../probe/kit/posix/script.ts';
import { powershellKit } from '../../probe/kit/powershell/script.ts';
import { safeFileName } from '../../workspace/safe-file-name.ts';
import type { App, AppContext } from '../context.ts';
import { define, file, PROBLEMS } from '../define.ts';
import { phasesOf, unknown } from '../plan-query.ts';
import { text } from '../query.ts';
import { plannedNow } from '../state.ts';

const ALWAYS: readonly Phase[] = ['always'];

export function registerKit(app: App, { workspace, documents }: AppContext): void {
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/kit',
      summary: 'A script that asks from a host what the plan says that it asks: as `portolan kit`',
      request: {
        query: z.object({
          host: z
            .string()
            .min(1)
            .max(500)
            .openapi({ description: 'The host, or the network of clients or consoles' }),
          shell: z
            .enum(['powershell', 'posix'])
            .optional()
            .openapi({ description: 'Of the host’s system if left out' }),
          phase: text('Phases, with commas between; `always` if left out', 100),
        }),
      },
      responses: { 200: file('The script', 'text/plain'), ...PROBLEMS },
    }),
    (c) => {
      const state = plannedNow(workspace);
      const { host, shell, phase } = c.req.valid('query');
      const { plan, hierarchy } = state;
      const ends = [...hierarchy.hosts, ...hierarchy.clients, ...hierarchy.consoles].map(({ name }) => name);
      if (!ends.includes(host)) throw unknown('host', host, ends);
      const isLinux = hierarchy.hosts.find(({ name }) => name === host)?.os === 'linux';
      const isPosix = shell === undefined ? isLinux : shell === 'posix';
      const phases = phasesOf(phase) ?? ALWAYS;
      return documents.answer(c, state.revision, async () => {
        const kit = await kitOf(plan, hierarchy, host, phases);
        return {
          text: isPosix ? posixKit(kit) : powershellKit(kit),
          type: 'text/plain; charset=utf-8',
          attachment: `${safeFileName(host)}.${isPosix ? 'sh' : 'ps1'}`,
        };
      });
    },
  );
}
