import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import { type Harness, startHarness } from './harness.ts';

const CONFIGURATIONS = path.join(ROOT, 'examples/contoso/configurations');

/** Address → a text that is there once the view is. */
const VIEWS: readonly (readonly [string, string | RegExp])[] = [
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

describe.skipIf(!CHROMIUM).each(['light', 'dark'] as const)('editors by WCAG 2.2 AA in %s', (theme) => {
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

  it.each(['/hierarchy', '/rules', '/verify'])('%s on a phone', async (address) => {
    const page = await harness.open(address, { theme, phone: true });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.context().close();
  });

  it('findings, a repair and a comparison', async () => {
    const page = await harness.open('/verify?filter=core', { theme });
    await page
      .getByLabel('Configuration of core: file')
      .setInputFiles(path.join(CONFIGURATIONS, 'core-mistakes.cfg'));
    await page.getByRole('region', { name: 'Excess' }).getByRole('button').first().click();
    await page.getByRole('article', { name: 'The finding' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Repair' }).click();
    await page.getByRole('region', { name: 'Mended' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page
      .getByLabel('Another version of the configuration: file')
      .setInputFiles(path.join(CONFIGURATIONS, 'core.cfg'));
    await page.getByRole('region', { name: 'No longer permitted' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
