/** What a test of the web UI needs: a server, a browser that is signed in, and an eye on its console. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Cookies } from './cookies.ts';
import type { Server } from './server.ts';

export interface Harness {
  readonly server: Pick<Server, 'url' | 'link' | 'folder'>;
  readonly browser: Browser;
  /** A page on a path, as wide as a phone where asked. */
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
  /** In a browser's profile of its own: what it stores or loses is no other page's concern. */
  readonly apart?: boolean;
}

export interface HarnessParts {
  readonly server: Harness['server'];
  readonly browser: Browser;
  readonly cookies: Cookies;
  /** Ends what was started for it. */
  readonly stop: () => Promise<void>;
  /** Told how to close each page. */
  readonly opened?: (close: () => Promise<void>) => void;
}

export async function harnessOn(parts: HarnessParts): Promise<Harness> {
  const { server, browser, cookies, stop, opened } = parts;
  const complaints: string[] = [];
  const newContext = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({ baseURL: server.url, reducedMotion: 'reduce' });
    await context.addCookies(cookies);
    return context;
  };
  // Pages share what was loaded before, as the tabs of a browser do.
  const common = await newContext();
  return {
    server,
    browser,
    complaints,
    async open(path, { theme = 'light', phone = false, expected, apart = false } = {}) {
      const context = apart ? await newContext() : common;
      const page = await context.newPage();
      opened?.(() => (apart ? context.close() : page.close()));
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize(phone ? { width: 390, height: 844 } : { width: 1280, height: 800 });
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
      await common.close();
      await stop();
    },
  };
}
