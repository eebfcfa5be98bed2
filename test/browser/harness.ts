/** What a test of the web UI needs: a server, a browser that is signed in, and an eye on its console. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type Content, type Server, startServer } from './server.ts';

export interface Harness {
  readonly server: Server;
  readonly browser: Browser;
  /** A new page on a path, in a window of its own; as wide as a phone where asked. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** Errors that pages reported: failed scripts, blocked styles, uncaught exceptions. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly theme?: 'light' | 'dark';
  readonly phone?: boolean;
  /** Answers that a test provokes, so that the browser's complaint about them is no news: `/ask`. */
  readonly expected?: RegExp;
}

export async function startHarness(content: Content): Promise<Harness> {
  const [server, browser] = await Promise.all([startServer(content), launchBrowser()]);
  const first = await browser.newContext();
  const door = await first.newPage();
  await door.goto(server.link);
  const storageState = await first.storageState();
  await first.close();
  const complaints: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    server,
    browser,
    complaints,
    async open(path, { theme = 'light', phone = false, expected } = {}) {
      const context = await browser.newContext({
        baseURL: server.url,
        storageState,
        colorScheme: theme,
        reducedMotion: 'reduce',
        viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
      });
      contexts.push(context);
      const page = await context.newPage();
      const complain = (text: string): void => {
        if (!expected?.test(text)) complaints.push(`${path}: ${text}`);
      };
      page.on('pageerror', (error) => complain(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complain(`${message.text()} ${message.location().url}`);
      });
      await page.goto(path);
      return page;
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await server.remove();
    },
  };
}
