import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateHierarchy } from '../../bench/generate.ts';
import { CHROMIUM } from './browser.ts';
import { harnessFor, startHarness } from './start-harness.ts';

/** Of the largest hierarchy that Configuration Manager supports: 13,312 hosts, and more than half a million rows. */
const SHARE = 0.1;
const LEAST = 500_000;
/** Elements that stand for rows: those in sight and some around them. */
const MOST_LINES = 80;
/** Bytes of script's memory that scrolling may add. */
const MOST_GROWTH = 12 * 1024 * 1024;

const grid = (page: Page) => page.getByRole('treegrid', { name: 'Plan' });
const line = (page: Page, number: number) => grid(page).locator(`[role=row][aria-rowindex="${number + 1}"]`);
const count = async (page: Page): Promise<number> =>
  Number(await grid(page).getAttribute('aria-rowcount')) - 1;

/** Whether row `number` has arrived and is seen, not only drawn. */
async function seen(page: Page, number: number): Promise<void> {
  await line(page, number)
    .getByText(/^(tcp|udp|icmp)/)
    .first()
    .waitFor();
  const inSight = await line(page, number).evaluate((row) => {
    const box = row.getBoundingClientRect();
    return row.contains(document.elementFromPoint(box.left + 20, box.top + box.height / 2));
  });
  expect(inSight, `row ${number} is in sight`).toBe(true);
  expect(await grid(page).getByRole('row').count()).toBeLessThan(MOST_LINES);
}

/** As a drag of the scroll bar does: row `number` is the first under the heading. */
const dragTo = (page: Page, number: number): Promise<void> =>
  grid(page).evaluate((element, before) => {
    const height = element.querySelector('[data-line]')?.getBoundingClientRect().height ?? 0;
    (element.parentElement as HTMLElement).scrollTop = before * height;
  }, number - 1);

const portsColumn = async (page: Page): Promise<number> =>
  (await page.getByRole('columnheader').allTextContents()).findIndex((title) => title.startsWith('Ports'));

/** Bytes in use by scripts, once what is no longer needed is gone. */
async function heap(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return usedSize;
}

describe.skipIf(!CHROMIUM)('a plan of half a million rows', () => {
  const harness = harnessFor(() => startHarness({ hierarchy: generateHierarchy(SHARE).text }));
  let page: Page;
  beforeAll(async () => {
    page = await harness.open('/plan');
    // It is being planned.
    await line(page, 1).waitFor({ timeout: 120_000 });
    await seen(page, 1);
  }, 180_000);

  it('shows its first rows, and says how many there are', async () => {
    const total = await count(page);
    expect(total).toBeGreaterThan(LEAST);
    await page.getByText(`${total.toLocaleString('en')} rows`, { exact: true }).waitFor();
  });

  it('goes to its end and back by keys, line by line and page by page', async () => {
    const total = await count(page);
    await line(page, 1).focus();
    await page.keyboard.press('End');
    await seen(page, total);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));
    await expect.poll(focused).toBe(String(total + 1));
    await page.keyboard.press('PageUp');
    await seen(page, total - 20);
    await page.keyboard.press('ArrowUp');
    await seen(page, total - 21);
    await expect.poll(focused).toBe(String(total - 20));
    await page.keyboard.press('Home');
    await seen(page, 1);
  });

  it('has the rows in the middle, and the one with the number 500,000', async () => {
    for (const number of [Math.floor((await count(page)) / 2), LEAST]) {
      await dragTo(page, number);
      await seen(page, number);
    }
  });

  it('keeps little of what was scrolled past', async () => {
    const before = await heap(page);
    for (let number = 5_000; number <= LEAST; number += 10_000) {
      await dragTo(page, number);
      await seen(page, number);
    }
    expect((await heap(page)) - before).toBeLessThan(MOST_GROWTH);
  });

  it('sorts them all: the least stands first, the greatest last', async () => {
    const total = await count(page);
    const port = async (number: number): Promise<number> => {
      await seen(page, number);
      const text = await line(page, number)
        .getByRole('gridcell')
        .nth(await portsColumn(page))
        .textContent();
      return Number.parseInt(text ?? '', 10);
    };
    await page.getByRole('columnheader', { name: 'Ports' }).getByRole('button').click();
    await page.waitForURL(/sort=ports/);
    const ports: number[] = [];
    for (const number of [1, LEAST, total]) {
      await dragTo(page, number);
      ports.push(await port(number));
    }
    expect(ports).toEqual(ports.toSorted((a, b) => a - b));
    expect(ports[0]).toBeLessThan(ports[2] ?? 0);
  });

  it('filters and groups them', async () => {
    const total = await count(page);
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('udp');
    await expect.poll(() => count(page)).toBeLessThan(total / 2);
    await seen(page, 1);
    await page.getByRole('searchbox', { name: 'Search flows' }).fill('p01-mp15');
    await expect.poll(() => count(page)).toBeLessThan(total / 20);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => count(page)).toBe(total);
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('service');
    await grid(page).getByRole('row', { expanded: true }).first().waitFor();
    expect(await count(page)).toBeGreaterThan(total);
    await line(page, 1).focus();
    await page.keyboard.press('End');
    await seen(page, await count(page));
  });
});
