import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import { harnessFor, startHarness } from './start-harness.ts';

const CONFIGURATIONS = path.join(ROOT, 'examples/contoso/configurations');

const give = (page: Page, name: string, file: string): Promise<void> =>
  page.getByLabel(`Configuration of ${name}: file`).setInputFiles(path.join(CONFIGURATIONS, file));

describe.skipIf(!CHROMIUM)('verification of contoso', () => {
  const harness = harnessFor(() => startHarness('contoso'));

  it('teaches where nothing is stored', async () => {
    const page = await harness.open('/verify');
    await page.getByRole('heading', { name: 'No configuration is stored yet' }).waitFor();
    await page.getByRole('link', { name: /^core/ }).click();
    await page.getByRole('heading', { name: 'Prove what core permits' }).waitFor();
  });

  it('refuses 100 MB before they are sent', async () => {
    const big = path.join(tmpdir(), `portolan-big-${process.pid}.cfg`);
    writeFileSync(big, Buffer.alloc(100 * 1024 * 1024, 0x21));
    try {
      const page = await harness.open('/verify?filter=core');
      await page.getByLabel('Configuration of core: file').setInputFiles(big);
      await page
        .getByRole('alert')
        .getByText(/up to 64 MB/)
        .waitFor();
    } finally {
      rmSync(big);
    }
  });

  it('shows findings beside the lines that decide, and keeps the choice in the address', async () => {
    const page = await harness.open('/verify?filter=core');
    await give(page, 'core', 'core-mistakes.cfg');
    const excess = page.getByRole('region', { name: 'Excess' });
    await excess.getByRole('button').first().click();
    await page.waitForURL(/finding=/);
    const finding = page.getByRole('article', { name: 'The finding' });
    await finding.getByText('Witness').waitFor();
    await page.locator('.cm-mark-bad').first().waitFor();
    await page
      .getByRole('group', { name: 'Kinds of findings' })
      .getByRole('button', { name: /^Excess/ })
      .click();
    await page.waitForURL(/kind=excess/);
    await page.reload();
    await finding.getByText('Witness').waitFor();
    expect(await page.getByRole('region', { name: 'Missing' }).count()).toBe(0);
    const exported = async (form: string): Promise<string> => {
      await page.getByRole('button', { name: 'Export' }).click();
      const item = page.getByRole('button', { name: form });
      const [download] = await Promise.all([page.waitForEvent('download'), item.click()]);
      return readFileSync(await download.path(), 'utf8');
    };
    expect(JSON.parse(await exported('JSON'))).toMatchObject({ format: 'portolan/findings/1' });
    expect(JSON.parse(await exported('SARIF'))).toMatchObject({ version: '2.1.0' });
    expect(await exported('JUnit')).toMatch(/^<\?xml .*\n<testsuites/);
  });

  it('shows both files of a configuration in two, and the one that a finding is in', async () => {
    for (const [from, to] of [
      ['branch-mistakes.rules.v4', 'branch.rules.v4'],
      ['branch.rules.v6', 'branch.rules.v6'],
    ] as const)
      cpSync(path.join(CONFIGURATIONS, from), path.join(harness.server.folder, 'filters', to));
    const page = await harness.open('/verify?filter=branch');
    const files = page.getByRole('tablist', { name: 'Files of the configuration' });
    const shown = page.getByLabel('Configuration of branch');
    await files.getByRole('tab', { name: 'branch.rules.v4' }).click();
    await shown.getByText(/by iptables-save/).waitFor();
    await files.getByRole('tab', { name: 'branch.rules.v6' }).click();
    await shown.getByText(/by ip6tables-save/).waitFor();
    await page
      .getByRole('button', { name: /^line \d+ of branch\.rules\.v4/ })
      .first()
      .click();
    await page.locator('.cm-mark-bad').first().waitFor();
    expect(await files.getByRole('tab', { selected: true }).textContent()).toBe('branch.rules.v4');
    expect(await violations(page)).toEqual([]);
  });

  it('draws on the chart what is permitted beyond the plan', async () => {
    const page = await harness.open('/chart?level=hierarchy&view=table');
    const row = page.getByRole('row').filter({ hasText: 'excess' }).filter({ hasText: 'core' });
    await row.getByRole('link').click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('heading', { name: '1 finding beyond the plan' }).waitFor();
    await details.getByRole('listitem').filter({ hasText: 'excess' }).getByRole('link').click();
    await page.waitForURL(/verify\?filter=core/);
  });

  it('shows a repair to take away', async () => {
    const page = await harness.open('/verify?filter=core&tab=repair');
    await page.getByRole('textbox', { name: 'The edits as a unified diff' }).waitFor();
    await page.getByRole('region', { name: 'Mended' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the patch' }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/^@@ /m);
  });

  it('compares two versions of a configuration', async () => {
    const page = await harness.open('/verify?filter=core&tab=compare');
    await page
      .getByLabel('Another version of the configuration: file')
      .setInputFiles(path.join(CONFIGURATIONS, 'core.cfg'));
    await page.getByRole('region', { name: 'No longer permitted' }).waitFor();
    await page.getByRole('button', { name: 'Swap' }).click();
    await page.getByRole('region', { name: 'Newly permitted' }).waitFor();
  });

  it('compares two versions of the hierarchy', async () => {
    const page = await harness.open('/verify?tab=compare');
    const text = readFileSync(path.join(harness.server.folder, 'hierarchy.yaml'), 'utf8');
    await page
      .getByRole('textbox', { name: 'Another version of the hierarchy: text' })
      .fill(text.replace('subnet: 10.20.32.0/24', 'subnet: 10.20.33.0/24'));
    await page.getByRole('button', { name: 'Use the pasted text' }).click();
    await page.getByRole('region', { name: 'To open' }).waitFor();
    await page.getByRole('region', { name: 'To close' }).waitFor();
  });

  it('cancels', async () => {
    const page = await harness.open('/verify');
    await page.getByRole('button', { name: /^Verify all/ }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Cancelled. Nothing was decided.').waitFor();
  });

  it('looks at a pasted text once, and says what could not be read', async () => {
    const page = await harness.open('/verify?host=mp01');
    await page.getByRole('checkbox', { name: 'Keep it in the workspace' }).uncheck();
    await page.getByRole('textbox', { name: 'Configuration of mp01: text' }).fill('%%% no firewall %%%');
    await page.getByRole('button', { name: 'Use the pasted text' }).click();
    await page.getByText('looked at once, not stored').waitFor();
    await page.getByRole('alert').waitFor();
  });

  it('says it when another browser stored a configuration meanwhile', async () => {
    const first = await harness.open('/verify?filter=perimeter');
    const second = await harness.open('/verify?filter=perimeter', {
      expected: /412|ERR_FAILED/,
      apart: true,
    });
    const box = 'Prove what perimeter permits';
    for (const page of [first, second]) await page.getByRole('heading', { name: box }).waitFor();
    // The second browser doesn't hear of the first one's file before it sends its own.
    await second.route('**/api/v1/workspace', (route) => route.abort());
    await give(first, 'perimeter', 'perimeter.nft');
    await first.getByRole('button', { name: 'Another file' }).waitFor();
    await give(second, 'perimeter', 'perimeter-mistakes.nft');
    await second.getByRole('alert').first().waitFor();
    const kept = readFileSync(path.join(harness.server.folder, 'filters/perimeter.nft'), 'utf8');
    expect(kept).toBe(readFileSync(path.join(CONFIGURATIONS, 'perimeter.nft'), 'utf8'));
  });

  it('removes a configuration', async () => {
    // Its findings may be asked for when it is gone already.
    const page = await harness.open('/verify?filter=perimeter', { expected: /404/ });
    await page.getByRole('button', { name: /^Remove/ }).click();
    await page.getByRole('heading', { name: 'Prove what perimeter permits' }).waitFor();
  });
});

describe.skipIf(!CHROMIUM)('verification of branch', () => {
  const RULES = path.join(ROOT, 'examples/branch/rules/hosts/cm1.ps1');
  const harness = harnessFor(() => startHarness('branch'));

  it('proves what was printed for a host, and finds the port that was taken out', async () => {
    const page = await harness.open('/verify?host=cm1');
    await page.getByLabel('Configuration of cm1: file').setInputFiles(RULES);
    await page.getByText('all that is needed, and nothing more').waitFor();
    const changed = readFileSync(RULES, 'utf8').replace("'80', '443', '8530'", "'80', '443'");
    await page.getByRole('button', { name: 'Another file' }).click();
    await page.getByLabel('Configuration of cm1: file').setInputFiles({
      name: 'cm1.ps1',
      mimeType: 'text/plain',
      buffer: Buffer.from(changed),
    });
    const missing = page.getByRole('region', { name: 'Missing' });
    await missing.getByRole('button').first().click();
    await page.getByRole('article', { name: 'The finding' }).getByText(/8530/).first().waitFor();
  });
});
