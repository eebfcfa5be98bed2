/** The harness of a test file: with the worker's browser, and pages that end with their test. */
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest';
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

/**
 * The harness of a `describe`: started before its tests, ended behind them. Nothing in its pages' consoles may have been
 * worth a complaint.
 * @param after ends what else was started for it
 */
export function harnessFor(start: () => Promise<Harness>, after?: () => Promise<void> | undefined): Harness {
  let harness: Harness | undefined;
  const started = (): Harness => {
    if (!harness) throw new Error('no test runs');
    return harness;
  };
  beforeAll(async () => {
    harness = await start();
  });
  afterAll(async () => {
    try {
      expect(harness?.complaints ?? []).toEqual([]);
    } finally {
      await harness?.close();
      await after?.();
    }
  });
  return {
    get server() {
      return started().server;
    },
    get browser() {
      return started().browser;
    },
    get complaints() {
      return started().complaints;
    },
    open: (...asked) => started().open(...asked),
    close: () => started().close(),
  };
}

/** Pages that were left open would go on working beside the next test. One that a file opens stays as long as the file. */
export function closeWithTest(close: () => Promise<void>): void {
  try {
    onTestFinished(close);
  } catch {
    // Opened before any test.
  }
}
