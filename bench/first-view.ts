/** The first view of Contoso in a browser that has nothing of it yet: main-thread work, and scripts as they travel. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import {
  type Cookies,
  launchBrowser,
  mainThreadTasks,
  SCREEN,
  serveHierarchy,
  signIn,
  traced,
} from './browser.ts';
import { formatMilliseconds, type Section } from './figures.ts';
import { median } from './measure.ts';

const CONTOSO = path.resolve(import.meta.dirname, '../examples/contoso/hierarchy.yaml');
const WORK = 1000;
const SCRIPT = 400_000;
/** Nothing happens any more after this many milliseconds without a task that matters. */
const IDLE = 1500;

interface View {
  readonly worked: number;
  readonly took: number;
  readonly longest: number;
  readonly script: number;
}

export async function measureFirstView(runs: number): Promise<Section> {
  const served = await serveHierarchy(readFileSync(CONTOSO, 'utf8'));
  const browser = await launchBrowser();
  try {
    const cookies = await signIn(browser, served.link);
    const [views, empty]: [View[], number[]] = [[], []];
    for (let i = 0; i < runs; i++) {
      empty.push(await emptyPage(browser, served.origin));
      views.push(await firstView(browser, cookies, served.origin));
    }
    return section(runs, views, median(empty));
  } finally {
    await browser.close();
    served.stop();
  }
}

function section(runs: number, views: readonly View[], empty: number): Section {
  const middle = (key: keyof View): number => median(views.map((view) => view[key]));
  const [worked, script] = [middle('worked'), middle('script')];
  return {
    title: `First view of Contoso in Chromium (${runs} runs, median)`,
    facts: [
      {
        'main thread, processor time': formatMilliseconds(worked),
        'by the clock': formatMilliseconds(middle('took')),
        'longest task': formatMilliseconds(middle('longest')),
        'script, compressed': `${Math.round(script / 1000)} kB`,
      },
    ],
    figures: [
      {
        what: 'main-thread work until idle',
        ours: formatMilliseconds(worked),
        peer: `an empty page: ${formatMilliseconds(empty)}`,
        ratio: worked / empty,
        target: `< ${WORK} ms`,
        holds: worked < WORK,
      },
      {
        what: 'compressed script',
        ours: `${Math.round(script / 1000)} kB`,
        peer: `the limit: ${SCRIPT / 1000} kB`,
        ratio: script / SCRIPT,
        target: `≤ ${SCRIPT / 1000} kB`,
        holds: script <= SCRIPT,
      },
    ],
  };
}

/** A context has a cache of its own: each run loads everything. */
async function firstView(browser: Browser, cookies: Cookies, origin: string): Promise<View> {
  const context = await browser.newContext({ viewport: SCREEN, storageState: cookies });
  try {
    const page = await context.newPage();
    let script = 0;
    const sizes: Promise<void>[] = [];
    page.on('requestfinished', (request) => {
      // A worker's script is asked for as "other".
      if (!/\.js(\?|$)/.test(request.url())) return;
      sizes.push(
        request.sizes().then(({ responseBodySize }) => {
          script += responseBodySize;
        }),
      );
    });
    const events = await traced(browser, page, async () => {
      await page.goto(origin);
      await page.getByRole('button', { name: /^cm01, / }).waitFor();
      await page.waitForTimeout(IDLE);
    });
    await Promise.all(sizes);
    const tasks = mainThreadTasks(events, origin);
    return {
      worked: tasks.reduce((sum, task) => sum + task.worked, 0),
      took: tasks.reduce((sum, task) => sum + task.took, 0),
      longest: Math.max(...tasks.map((task) => task.took)),
      script,
    };
  } finally {
    await context.close();
  }
}

/** The icon: an image and nothing else, from the same server. */
async function emptyPage(browser: Browser, origin: string): Promise<number> {
  const context = await browser.newContext({ viewport: SCREEN });
  try {
    const page = await context.newPage();
    const events = await traced(browser, page, async () => {
      await page.goto(`${origin}/favicon.svg`);
      await page.waitForTimeout(IDLE);
    });
    return mainThreadTasks(events, origin).reduce((sum, task) => sum + task.worked, 0);
  } finally {
    await context.close();
  }
}
