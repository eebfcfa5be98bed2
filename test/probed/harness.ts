/** A browser and a server on this side of a network that can be probed. */

import { launchBrowser } from '../browser/browser.ts';
import type { Cookies } from '../browser/cookies.ts';
import { type Harness, harnessOn } from '../browser/harness.ts';
import { type Content, startServer } from '../browser/server.ts';
import { closeWithTest } from '../browser/start-harness.ts';
import type { ProbedNetwork } from './network.ts';

export async function startProbedHarness(content: Content, network: ProbedNetwork): Promise<Harness> {
  const [server, browser] = await Promise.all([
    startServer(content, ['--port', '0'], network),
    launchBrowser(network),
  ]);
  // Only a browser over there reaches the server.
  const first = await browser.newContext();
  const door = await first.newPage();
  await door.goto(server.link);
  const cookies: Cookies = (await first.cookies()).map(({ name, value }) => ({
    name,
    value,
    url: server.url,
    httpOnly: true,
    sameSite: 'Strict',
  }));
  await first.close();
  const stop = async (): Promise<void> => {
    await browser.close();
    await server.remove();
  };
  return harnessOn({ server, browser, cookies, stop, opened: closeWithTest });
}
