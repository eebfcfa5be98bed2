import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import { type Harness, startHarness } from './harness.ts';

/** Address → a text that is there once the view is. */
const VIEWS: readonly (readonly [string, string | RegExp])[] = [
  ['/plan', /^[\d,]+ rows$/],
  ['/plan?group=service&sort=ports', /^[\d,]+ rows$/],
  ['/plan?q=no-such-thing', 'No flow fits these filters'],
  ['/ask', 'Three words, and the whole chain'],
  ['/ask?from=hq&to=mp01&service=tcp', 'Filters on the way'],
  ['/ask?from=hq&to=mp01&service=tcp/4444', /^Nothing needs it/],
  ['/catalog', 'Client to management point'],
  ['/catalog?id=client-distribution-point', 'Planned when'],
  ['/catalog?tab=guide', 'Differences'],
  ['/catalog?tab=sources', 'Dated'],
  ['/catalog?tab=internet', 'Host name'],
  ['/no-such-view', 'There is nothing at this address'],
];

describe.skipIf(!CHROMIUM).each(['light', 'dark'] as const)('WCAG 2.2 AA in %s', (theme) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('contoso');
  });
  afterAll(() => harness?.close());

  it.each(VIEWS)('%s', async (address, text) => {
    const page = await harness.open(address, { theme });
    await page.getByText(text).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it.each(['/plan', '/ask', '/catalog'])('%s on a phone', async (address) => {
    const page = await harness.open(address, { theme, phone: true });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.context().close();
  });

  it('the chain of a row', async () => {
    const page = await harness.open('/plan?transport=tcp', { theme });
    await page.getByRole('row').filter({ hasText: 'tcp' }).first().click();
    await page.getByRole('heading', { name: 'Filters on the way' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('dialogs', async () => {
    const page = await harness.open('/plan', { theme });
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('dialog', { name: 'Columns' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keyboard help' }).click();
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('an expired link', async () => {
    const context = await harness.browser.newContext({ baseURL: harness.server.url, colorScheme: theme });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('heading', { name: 'This link has expired' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
