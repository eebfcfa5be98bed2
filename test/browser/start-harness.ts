/** The harness of a test file: with the worker's browser, and pages that end with their test. */
import { inject, onTestFinished } from 'vitest';
import { sharedBrowser } from './browser.ts';
import { signIn } from './cookies.ts';
import { type Harness, harnessOn } from './harness.ts';
import { type Content, type Example, startServer } from './server.ts';

export type { Harness } from './harness.ts';

/** On the server of an example that all files share: for who changes nothing. */
export async function shareHarness(example: Example): Promise<Harness> {
  const { cookies, ...server } = inject('sharedServers')[example];
  const browser = await sharedBrowser();
  return harnessOn({ server, browser, cookies, stop: async () => {}, opened: closeWithTest });
}

/** On a server of its own. */
export async function startHarness(content: Content): Promise<Harness> {
  const [server, browser] = await Promise.all([startServer(content), sharedBrowser()]);
  const cookies = await signIn(server);
  return harnessOn({ server, browser, cookies, stop: () => server.remove(), opened: closeWithTest });
}

/** Pages that were left open would go on working beside the next test. One that a file opens stays as long as the file. */
export function closeWithTest(close: () => Promise<void>): void {
  try {
    onTestFinished(close);
  } catch {
    // Opened before any test.
  }
}
