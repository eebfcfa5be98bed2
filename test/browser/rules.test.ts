import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHROMIUM } from './browser.ts';
import type { Example } from './server.ts';
import { harnessFor, shareHarness } from './start-harness.ts';

const EXAMPLES: readonly { readonly example: Example; readonly target: string; readonly search: string }[] = [
  { example: 'contoso', target: 'core', search: 'filter=core' },
  { example: 'branch', target: 'cm1', search: 'host=cm1' },
];

describe.skipIf(!CHROMIUM).each(EXAMPLES)('the rules of $example', ({ example, target, search }) => {
  const harness = harnessFor(() => shareHarness(example));

  it('shows the file of a filter or host with its proof', async () => {
    const page = await harness.open('/rules');
    await page.getByRole('link', { name: new RegExp(`^${target}\\b`) }).click();
    await page.waitForURL(new RegExp(search));
    await page.getByText('proven equal to the plan').waitFor();
    await page.getByRole('textbox', { name: new RegExp(`^Rules of ${target}`) }).waitFor();
  });

  it('leads from a line to its flow, and from the flow back to all of its lines', async () => {
    const page = await harness.open(`/rules?${search}`);
    const code = page.getByRole('textbox', { name: new RegExp(`^Rules of ${target}`) });
    await code.click();
    const text = code
      .locator('.cm-line')
      .filter({ hasText: /dport|Protocol = / })
      .first();
    for (let i = 0; i < 12 && !(await text.isVisible()); i++) await page.keyboard.press('PageDown');
    await text.click();
    await page.waitForURL(/line=\d+/);
    const side = page.getByRole('complementary', { name: 'What the line is for' });
    await side.getByText(/is for (?:one flow|\d+ flows)/).waitFor();
    await side.getByRole('link', { name: 'Mark its lines' }).first().click();
    await page.waitForURL(/flow=/);
    await page.waitForFunction(() => !location.search.includes('line='));
    await side.getByText(/for this flow/).waitFor();
    await page.locator('.cm-mark-good').first().waitFor();
    await page.reload();
    await page.locator('.cm-mark-good').first().waitFor();
  });

  it('prints another language, and fewer phases', async () => {
    const page = await harness.open(`/rules?${search}`);
    await page.getByText('proven equal to the plan').waitFor();
    const language = page.getByRole('combobox', { name: 'Language' });
    await language.selectOption(example === 'contoso' ? 'cisco-asa' : 'windows-netsh');
    await page.waitForURL(/dialect=/);
    const code = page.getByRole('textbox', { name: new RegExp(`^Rules of ${target}`) });
    await code
      .getByText(example === 'contoso' ? 'Cisco ASA 9.0' : 'netsh')
      .first()
      .waitFor();
    await page.getByRole('checkbox', { name: 'install' }).click();
    await page.waitForURL(/phase=/);
    await page
      .getByText(/proven/)
      .first()
      .waitFor();
  });

  it('hands out one file, and all of them', async () => {
    const page = await harness.open(`/rules?${search}`);
    const [one] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Download / }).click(),
    ]);
    expect(one.suggestedFilename()).toBe(example === 'contoso' ? 'core.nft' : 'cm1.ps1');
    expect(readFileSync(await one.path(), 'utf8')).toContain('made by Portolan');
    const [all] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /^Download all/ }).click(),
    ]);
    expect(
      readFileSync(await all.path())
        .subarray(0, 2)
        .toString('latin1'),
    ).toBe('PK');
  });

  it('says what to do about a name that is not there', async () => {
    const page = await harness.open('/rules?filter=cores', { expected: /404/ });
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).not.toMatch(/undefined|Error:/);
  });
});
