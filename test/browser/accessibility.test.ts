import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import { type Harness, startHarness } from './harness.ts';

/** Address → a text that is there once the view is. */
const VIEWS: readonly (readonly [string, string | RegExp])[] = [
  ['/plan?group=service&sort=ports', /^[\d,]+ rows$/],
  ['/plan?q=no-such-thing', 'No flow fits these filters'],
  ['/ask', 'Three words, and the whole chain'],
  ['/ask?from=hq&to=mp01&service=tcp', 'Filters on the way'],
  ['/ask?from=hq&to=mp01&service=tcp/4444', /^Nothing needs it/],
  ['/catalog?port=10123&id=client-distribution-point', 'Said by'],
  ['/catalog?tab=guide&table=clients', 'Differences'],
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

  it('the chain of a row', async () => {
    const page = await harness.open('/plan?transport=tcp', { theme });
    await page.getByRole('row').filter({ hasText: 'tcp' }).first().click();
    await page.getByRole('heading', { name: 'Filters on the way' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('a dialog', async () => {
    const page = await harness.open('/plan', { theme });
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('dialog', { name: 'Columns' }).waitFor();
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

describe.skipIf(!CHROMIUM)('a phone', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('contoso');
  });
  afterAll(() => harness?.close());

  it.each([
    ['/plan', /^[\d,]+ rows$/],
    ['/ask?from=hq&to=mp01&service=tcp', 'Filters on the way'],
    ['/catalog', 'Client to management point'],
    ['/catalog?tab=guide', 'Differences'],
  ])('has %s without scrolling sideways', async (address, text) => {
    const page = await harness.open(address, { phone: true });
    await page.getByText(text).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
