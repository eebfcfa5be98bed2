import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM } from './browser.ts';
import type { Example } from './server.ts';
import { harnessFor, shareHarness } from './start-harness.ts';

const EXAMPLES: readonly { readonly example: Example; readonly host: string }[] = [
  { example: 'contoso', host: 'cm01' },
  { example: 'branch', host: 'cm01' },
];

/** The row of a text in any of its cells. */
const row = (page: Page, text: string | RegExp) =>
  page.getByRole('treegrid', { name: 'Plan' }).getByRole('row').filter({ hasText: text }).first();

const total = async (page: Page): Promise<number> => {
  const text = await page
    .getByText(/^[\d,]+ rows?$/)
    .first()
    .textContent();
  return Number((text ?? '').replace(/\D/g, ''));
};

describe.skipIf(!CHROMIUM).each(EXAMPLES)('the plan of $example', ({ example }) => {
  const harness = harnessFor(() => shareHarness(example));

  it('shows rows, and fetches those that are scrolled to', async () => {
    const page = await harness.open('/plan');
    await row(page, /tcp|udp/).waitFor();
    const count = await total(page);
    expect(await page.getByRole('treegrid').getAttribute('aria-rowcount')).toBe(String(count + 1));
    await page.getByRole('treegrid').getByRole('row').nth(1).focus();
    await page.keyboard.press('End');
    const last = page.locator(`[role=row][aria-rowindex="${count + 1}"]`);
    await last.getByText(/tcp|udp|icmp/).waitFor();
    expect(await last.evaluate((line) => line === document.activeElement)).toBe(true);
  });

  it('keeps search, facets, order and groups in the address', async () => {
    const page = await harness.open('/plan');
    await row(page, /tcp|udp/).waitFor();
    const all = await total(page);
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('udp');
    await page.waitForURL(/transport=udp/);
    await page.getByRole('searchbox', { name: 'Search flows' }).fill('dns');
    await page.waitForURL(/q=dns/);
    await row(page, 'DNS').waitFor();
    await page.getByRole('columnheader', { name: 'Ports' }).getByRole('button').click();
    await page.waitForURL(/sort=ports/);
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('service');
    await page.waitForURL(/group=service/);
    const group = page.getByRole('row', { expanded: true }).first();
    await group.waitFor();
    const some = await total(page);
    expect(some).toBeLessThan(all);
    await page.reload();
    await group.waitFor();
    expect(await total(page)).toBe(some);
    expect(await page.getByRole('columnheader', { name: 'Ports' }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => total(page)).toBe(all);
  });

  it('folds a group', async () => {
    const page = await harness.open('/plan?group=transport');
    const group = page.getByRole('row', { expanded: true }).first();
    await group.waitFor();
    const before = Number(await page.getByRole('treegrid').getAttribute('aria-rowcount'));
    await group.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('row', { expanded: false }).first().waitFor();
    const after = Number(await page.getByRole('treegrid').getAttribute('aria-rowcount'));
    expect(after).toBeLessThan(before);
    await page.waitForURL(/folded=/);
    await page.reload();
    await page.getByRole('row', { expanded: false }).first().waitFor();
    expect(Number(await page.getByRole('treegrid').getAttribute('aria-rowcount'))).toBe(after);
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('phase');
    await page.waitForURL((url) => !url.searchParams.has('folded'));
  });

  it('tells the chain of a row, from who says so to the printed lines', async () => {
    const page = await harness.open('/plan?transport=tcp&sort=filters&desc=true');
    const first = row(page, 'tcp');
    await first.click();
    const chain = page.getByRole('complementary', { name: 'Chain of the flow' });
    for (const step of ['Said by', 'Conversation', 'Flow', 'Filters on the way'])
      await chain.getByRole('heading', { name: step }).waitFor();
    expect(page.url()).toMatch(/flow=/);
    await chain.getByRole('figure', { name: /^Rule/ }).first().waitFor();
    await page.keyboard.press('Escape');
    await chain.waitFor({ state: 'hidden' });
    expect(page.url()).not.toMatch(/flow=/);
  });

  it('exports what is shown in the columns that were chosen', async () => {
    const page = await harness.open('/plan?transport=udp');
    await row(page, 'udp').waitFor();
    const count = await total(page);
    await page.getByRole('button', { name: 'Columns' }).click();
    const dialog = page.getByRole('dialog', { name: 'Columns' });
    await dialog.getByRole('button', { name: 'By zone' }).click();
    await dialog.getByRole('button', { name: 'Move Protocol to the left' }).click();
    await dialog.getByRole('checkbox', { name: 'Filters' }).uncheck();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.waitForURL(/columns=/);
    const headings = await page.getByRole('columnheader').allTextContents();
    expect(headings).toEqual([
      'Source zone',
      'Source',
      'Destination zone',
      'Protocol',
      'Destination',
      'Ports',
    ]);
    const saved = new Map<string, Buffer>();
    for (const [name, ending] of [
      ['CSV', 'csv'],
      ['Markdown', 'md'],
      ['Excel', 'xlsx'],
    ] as const) {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${ending}$`));
      saved.set(ending, readFileSync(await download.path()));
      await page.keyboard.press('Escape');
    }
    const lines = saved.get('csv')?.toString('utf8').trim().split('\r\n') ?? [];
    expect(lines[0]).toMatch(/^.?source zone,source name,destination zone,protocol,destination name,ports$/);
    expect(lines).toHaveLength(count + 1);
    expect(saved.get('md')?.toString('utf8')).toMatch(/\| source zone \| source name \| destination zone/);
    expect(saved.get('xlsx')?.subarray(0, 2).toString('latin1')).toBe('PK');
  });

  it('says what to do where nothing fits', async () => {
    const page = await harness.open('/plan?q=no-such-thing');
    await page.getByRole('heading', { name: 'No flow fits these filters' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await row(page, /tcp|udp/).waitFor();
  });

  it('says so where a link names what the hierarchy does not have', async () => {
    const page = await harness.open('/plan?for=cm99', { expected: /plan\?/ });
    await page.getByRole('alert').getByText('cm99').first().waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await row(page, /tcp|udp/).waitFor();
  });

  it('shows who, to whom and on what on a phone', async () => {
    const page = await harness.open('/plan', { phone: true });
    await row(page, /tcp|udp/).waitFor();
    expect(await page.getByRole('columnheader').allTextContents()).toEqual([
      'Source',
      'Destination',
      'Protocol',
      'Ports',
    ]);
  });
});
