import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import { harnessFor, shareHarness } from './start-harness.ts';

const CONFIGURATIONS = path.join(ROOT, 'examples/contoso/configurations');

/** Address → a text that is there once the view is. */
const VIEWS: readonly (readonly [string, string | RegExp])[] = [
  ['/plan?group=service&sort=ports', /^[\d,]+ rows$/],
  ['/plan?q=no-such-thing', 'No flow fits these filters'],
  ['/ask', 'Three words, and the whole chain'],
  ['/ask?from=hq&to=mp01&service=tcp', 'Filters on the way'],
  ['/ask?from=hq&to=mp01&service=tcp/4444', /^Nothing needs it/],
  ['/catalog?port=10123&id=client-distribution-point', 'Said by'],
  ['/catalog?tab=guide&table=clients', 'Differences'],
  ['/hierarchy', 'reads without errors'],
  ['/hierarchy?form=site', 'Site code'],
  ['/hierarchy?form=servers', 'Add a server'],
  ['/hierarchy?form=clients', 'Add a client network'],
  ['/hierarchy?form=network', 'Add a zone'],
  ['/rules?filter=core', 'proven equal to the plan'],
  ['/rules?host=mp01&dialect=windows-netsh', /proven/],
  ['/rules?flow=site-server-distribution-point%23sr7o6gutjy', /for this flow/],
  ['/verify', 'No configuration is stored yet'],
  ['/verify?filter=core', 'Prove what core permits'],
  ['/verify?tab=compare', 'The version that you give is'],
];

/** Looked at in light, then in dark: the same page, in other colours. */
async function expectNoBarrier(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), colorScheme).toEqual([]);
  }
}

describe.skipIf(!CHROMIUM)('WCAG 2.2 AA', () => {
  const harness = harnessFor(() => shareHarness('contoso'));

  it('is looked at by something that sees', async () => {
    const page = await harness.open('/ask');
    await page.getByRole('heading', { level: 1, name: 'Ask' }).waitFor();
    await page.getByRole('main').evaluate((main) => {
      const [pale, nameless] = [document.createElement('p'), document.createElement('button')];
      pale.textContent = 'pale';
      pale.style.color = '#f4f4f4';
      main.append(pale, nameless);
    });
    const found = (await violations(page)).map((one) => one.split(':')[0]);
    expect(found).toEqual(expect.arrayContaining(['color-contrast', 'button-name']));
  });

  it.each(VIEWS)('%s', async (address, text) => {
    const page = await harness.open(address);
    await page.getByText(text).first().waitFor();
    await expectNoBarrier(page);
  });

  it('the chain of a row', async () => {
    const page = await harness.open('/plan?transport=tcp');
    await page.getByRole('row').filter({ hasText: 'tcp' }).first().click();
    await page.getByRole('heading', { name: 'Filters on the way' }).waitFor();
    await expectNoBarrier(page);
  });

  it('a dialog', async () => {
    const page = await harness.open('/plan');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('dialog', { name: 'Columns' }).waitFor();
    await expectNoBarrier(page);
  });

  it('an expired link', async () => {
    const context = await harness.browser.newContext({ baseURL: harness.server.url });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('heading', { name: 'This link has expired' }).waitFor();
    await expectNoBarrier(page);
    await context.close();
  });

  it('findings, a repair and a comparison', async () => {
    const page = await harness.open('/verify?filter=core');
    await page.getByRole('checkbox', { name: 'Keep it in the workspace' }).uncheck();
    await page
      .getByLabel('Configuration of core: file')
      .setInputFiles(path.join(CONFIGURATIONS, 'core-mistakes.cfg'));
    await page.getByRole('region', { name: 'Excess' }).getByRole('button').first().click();
    await page.getByRole('article', { name: 'The finding' }).waitFor();
    await expectNoBarrier(page);
    await page.getByRole('tab', { name: 'Repair' }).click();
    await page.getByRole('region', { name: 'Mended' }).waitFor();
    await expectNoBarrier(page);
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page
      .getByLabel('Another version of the configuration: file')
      .setInputFiles(path.join(CONFIGURATIONS, 'core.cfg'));
    await page.getByRole('region', { name: 'No longer permitted' }).waitFor();
    await expectNoBarrier(page);
  });

  it.each([
    ['/plan', /^[\d,]+ rows$/],
    ['/ask?from=hq&to=mp01&service=tcp', 'Filters on the way'],
    ['/catalog', 'Client to management point'],
    ['/catalog?tab=guide', 'Differences'],
    ['/hierarchy', 'reads without errors'],
    ['/rules', 'proven equal to the plan'],
    ['/verify', 'No configuration is stored yet'],
  ])('%s on a phone, without scrolling sideways', async (address, text) => {
    const page = await harness.open(address, { phone: true });
    await page.getByText(text).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectNoBarrier(page);
  });
});
