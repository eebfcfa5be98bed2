import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import { harnessFor, shareHarness } from './start-harness.ts';

describe.skipIf(!CHROMIUM).each(['contoso', 'branch'] as const)('the matrix of %s', (example) => {
  const harness = harnessFor(() => shareHarness(example));

  it('brings the guide’s rows to the hierarchy’s addresses', async () => {
    const page = await harness.open('/matrix');
    await page.getByRole('gridcell', { name: /^Client to Management point: / }).click();
    const cell = page.getByRole('complementary', { name: 'Cell' });
    await cell.getByRole('heading', { level: 2, name: 'Client to Management point' }).waitFor();
    await cell
      .getByRole('link', { name: /^Guide, / })
      .first()
      .waitFor();
    await cell
      .getByRole('table')
      .first()
      .getByText(/^\d+\.\d+\.\d+\.\d+/)
      .first()
      .waitFor();
    await cell.getByRole('link', { name: /rows? in the plan/ }).click();
    await page.waitForURL(/\/plan\?.*fromRole=client/);
    expect(page.url()).toMatch(/toRole=management-point/);
  });

  it('is a grid for the keyboard', async () => {
    const page = await harness.open('/matrix?by=host');
    const grid = page.getByRole('grid', { name: 'Who starts talking to whom' });
    await grid.locator('[role=gridcell][tabindex="0"]').focus();
    await page.keyboard.press('Control+End');
    const last = Number(await grid.getAttribute('aria-colcount'));
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-colindex')))
      .toBe(String(last));
    await page.keyboard.press('Control+Home');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-colindex')))
      .toBe('2');
  });

  it('says so where no flow fits', async () => {
    const page = await harness.open('/matrix?q=no-such-thing');
    await page.getByRole('heading', { name: 'No flow fits' }).waitFor();
  });

  it.each([
    ['light', '/matrix'],
    ['dark', '/matrix?row=client&column=management-point'],
  ] as const)('has no barrier in %s at %s', async (theme, address) => {
    const page = await harness.open(address, { theme });
    await page.getByRole('grid').waitFor();
    if (address.includes('row=')) {
      await page.getByRole('complementary', { name: 'Cell' }).getByRole('table').first().waitFor();
    }
    expect(await violations(page)).toEqual([]);
  });
});
