/** Panning the chart of 1,000 hosts in Chromium with a real mouse, against an empty page that is dragged the same way. */
import type { Browser, Page } from 'playwright-core';
import { drawnFrames, launchBrowser, SCREEN, serveHierarchy, signIn, traced } from './browser.ts';
import type { Section } from './figures.ts';
import { generateHierarchy } from './generate.ts';
import { median } from './measure.ts';

/** Of the largest hierarchy: a central site, a primary and 36 secondaries. */
const SHARE = 0.0058;
const TARGET = 30;
/** Milliseconds of panning, and between two moves of the mouse. */
const LENGTH = 4000;
const STEP = 1000 / 60;

/** How the map is seen while it is panned. */
const VIEWS = [
  { name: 'all hosts in sight', zoomIn: 0 },
  { name: 'names legible', zoomIn: 6 },
] as const;

interface Pan {
  readonly framesPerSecond: number;
  /** Milliseconds between two frames that 19 of 20 stay under. */
  readonly slowest: number;
}

export async function measureChart(runs: number): Promise<Section> {
  const generated = generateHierarchy(SHARE);
  const served = await serveHierarchy(generated.text);
  const browser = await launchBrowser();
  try {
    const cookies = await signIn(browser, served.link);
    const context = await browser.newContext({ viewport: SCREEN, storageState: cookies });
    const page = await context.newPage();
    await page.goto(`${served.origin}/chart?level=hosts`);
    await page.locator('.chart-map .react-flow__node').first().waitFor();
    const views: { name: string; pans: Pan[] }[] = [];
    for (const { name, zoomIn } of VIEWS) {
      for (let i = 0; i < zoomIn; i++) {
        await page.getByRole('button', { name: 'Zoom in' }).click();
        await page.waitForTimeout(400);
      }
      const pans: Pan[] = [];
      for (let i = 0; i < runs; i++) pans.push(await pan(browser, page));
      views.push({ name, pans });
    }
    const empty = await context.newPage();
    await empty.setContent(DRAGGED);
    const peers: Pan[] = [];
    for (let i = 0; i < runs; i++) peers.push(await pan(browser, empty));
    const peer = median(peers.map((one) => one.framesPerSecond));
    return {
      title: `Panning the chart of ${generated.hosts.toLocaleString('en')} hosts in Chromium without a graphics card (${runs} runs, median)`,
      facts: [...views, { name: 'an empty page', pans: peers }].map(({ name, pans }) => ({
        view: name,
        'frames per second': median(pans.map((one) => one.framesPerSecond)).toFixed(1),
        'between two frames, 95 %': `${median(pans.map((one) => one.slowest)).toFixed(0)} ms`,
      })),
      figures: views.map(({ name, pans }) => {
        const ours = median(pans.map((one) => one.framesPerSecond));
        return {
          what: `panning, ${name}`,
          ours: `${ours.toFixed(1)} frames/s`,
          peer: `an empty page: ${peer.toFixed(1)} frames/s`,
          ratio: ours / peer,
          target: `≥ ${TARGET} frames/s`,
          holds: ours >= TARGET,
        };
      }),
    };
  } finally {
    await browser.close();
    served.stop();
  }
}

/** A page with one box that follows the mouse. */
const DRAGGED = `<!doctype html><title>empty</title><body style="margin:0;height:100vh">
<div id="box" style="width:300px;height:300px;background:#ccc;will-change:transform"></div>
<script>addEventListener('mousemove', (e) => { box.style.transform = 'translate(' + e.x + 'px,' + e.y + 'px)' })</script>`;

/** Drags the page round in circles. */
async function pan(browser: Browser, page: Page): Promise<Pan> {
  const centre = { x: SCREEN.width * 0.55, y: SCREEN.height * 0.55 };
  const events = await traced(browser, page, async () => {
    await page.mouse.move(centre.x, centre.y);
    await page.mouse.down();
    const start = performance.now();
    for (let now = start; now - start < LENGTH; now = performance.now()) {
      const turn = ((now - start) / 1000) * Math.PI;
      await page.mouse.move(centre.x + Math.sin(turn) * 260, centre.y + (1 - Math.cos(turn)) * 90);
      const rest = STEP - (performance.now() - now);
      if (rest > 0) await page.waitForTimeout(rest);
    }
    await page.mouse.up();
  });
  const frames = drawnFrames(events);
  const gaps = frames.slice(1).map((time, i) => time - (frames[i] ?? time));
  const length = (frames.at(-1) ?? 0) - (frames[0] ?? 0);
  const sorted = gaps.toSorted((a, b) => a - b);
  return {
    framesPerSecond: (gaps.length / length) * 1000,
    slowest: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
  };
}
