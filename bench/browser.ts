/** What a browser does with the served UI: Debian's Chromium, driven through playwright-core, read from its traces. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '..');
const CHROMIUM = process.env.PORTOLAN_CHROMIUM ?? '/usr/bin/chromium';

/** No network but the served one, no card, no sandbox of its own: it may run as root in a container. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const SCREEN = { width: 1600, height: 1000 } as const;

export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}: apt-get install chromium`);
  return await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** A browser's cookies; a context that is made with them is signed in, and has an empty cache. */
export type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Uses the link, which works once. */
export async function signIn(browser: Browser, link: string): Promise<Cookies> {
  const context = await browser.newContext();
  try {
    await context.request.get(link);
    return await context.storageState();
  } finally {
    await context.close();
  }
}

export interface Served {
  /** Signs one browser in. */
  readonly link: string;
  readonly origin: string;
  readonly stop: () => void;
}

/** Serves a workspace of one hierarchy from a process of its own. */
export async function serveHierarchy(text: string): Promise<Served> {
  if (!existsSync(path.join(ROOT, 'dist/web/index.html')))
    throw new Error('there is no dist/web: run `npm run build` first');
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-bench-'));
  writeFileSync(path.join(folder, 'hierarchy.yaml'), text);
  const server = spawn(
    process.execPath,
    [path.join(ROOT, 'src/cli/main.ts'), 'serve', folder, '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const stop = (): void => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const link = await firstLink(server);
    return { link, origin: new URL(link).origin, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function firstLink(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    server.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const link = /http\S+\/open\?token=\S+/.exec(output)?.[0];
      if (link !== undefined) resolve(link);
    });
    server.on('error', reject);
    server.on('close', (code) => reject(new Error(`portolan serve ended with ${code}`)));
  });
}

/** One event of a trace, times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of the processor, without waiting for it. */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

/** What Chromium traced while something was done on a page. */
export async function traced(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  await browser.startTracing(page, {
    categories: [
      '-*',
      'devtools.timeline',
      'disabled-by-default-devtools.timeline',
      'disabled-by-default-devtools.timeline.frame',
    ],
  });
  await work();
  const buffer = await browser.stopTracing();
  return (JSON.parse(buffer.toString('utf8')) as { traceEvents: TraceEvent[] }).traceEvents;
}

/** Milliseconds of a task: by the clock, and of the processor. The two differ where others use the machine, too. */
export interface Task {
  readonly took: number;
  readonly worked: number;
}

/** Tasks of the main thread that loaded a page of this origin. */
export function mainThreadTasks(events: readonly TraceEvent[], origin: string): Task[] {
  const load = events.find(({ name, args }) => name === 'CommitLoad' && args?.data?.url?.startsWith(origin));
  if (!load) throw new Error(`the trace has no page of ${origin}`);
  return events
    .filter(
      ({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && pid === load.pid && tid === load.tid,
    )
    .map(({ dur = 0, tdur = dur }) => ({ took: dur / 1000, worked: tdur / 1000 }));
}

/** Times at which frames were drawn, in milliseconds. */
export function drawnFrames(events: readonly TraceEvent[]): number[] {
  return events
    .filter((event) => event.name === 'DrawFrame')
    .map((event) => event.ts / 1000)
    .sort((a, b) => a - b);
}
