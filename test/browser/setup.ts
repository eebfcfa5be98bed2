/**
 * Before the browser's tests: the web UI is built, unless it is newer than its sources, and each example has a server
 * that all files share. Who changes the workspace starts an own one.
 */
import type { TestProject } from 'vitest/node';
import { run } from '../../scripts/process.ts';
import { CHROMIUM } from './browser.ts';
import { type Cookies, signIn } from './cookies.ts';
import { EXAMPLES, type Example, type Server, startServer } from './server.ts';

export interface SharedServer {
  readonly url: string;
  readonly link: string;
  readonly folder: string;
  readonly cookies: Cookies;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly sharedServers: Readonly<Record<Example, SharedServer>>;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { code, errors } = await run(process.execPath, ['scripts/build-web.ts']);
  if (code !== 0) throw new Error(`the web UI does not build\n${errors}`);
  const servers: Server[] = [];
  const share = async (example: Example): Promise<[Example, SharedServer]> => {
    const server = await startServer(example);
    servers.push(server);
    const { url, link, folder } = server;
    return [example, { url, link, folder, cookies: await signIn(server) }];
  };
  if (CHROMIUM !== undefined) {
    const shared = await Promise.all(EXAMPLES.map(share));
    project.provide('sharedServers', Object.fromEntries(shared) as Record<Example, SharedServer>);
  }
  return async () => {
    for (const server of servers) await server.remove();
  };
}
