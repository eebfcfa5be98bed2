import { describe, expect, it } from 'vitest';
import { generateHierarchy } from '../../bench/generate.ts';
import { CHROMIUM } from './browser.ts';
import { harnessFor, startHarness } from './start-harness.ts';

/** Of the largest hierarchy: about 1,000 hosts. */
const SHARE = 0.0058;

describe.skipIf(!CHROMIUM)('the chart of a thousand hosts', () => {
  const harness = harnessFor(() => startHarness({ hierarchy: generateHierarchy(SHARE).text }));

  it('says that its lines stand for more than one course each', async () => {
    const page = await harness.open('/chart?level=hosts');
    const legend = page.getByRole('region', { name: 'Legend' });
    await legend.getByText('too many courses for a line each').waitFor();
    await page.goto('/chart?level=hierarchy');
    await legend.getByText('arrows point').waitFor();
    expect(await legend.getByText('too many courses').count()).toBe(0);
  });

  it('has a table of all of them, of which those in sight are drawn', async () => {
    const page = await harness.open('/chart?level=hosts&view=table');
    const table = page.getByRole('table', { name: 'Courses' });
    await table.getByRole('row').nth(5).waitFor();
    const count = Number(await table.getAttribute('aria-rowcount'));
    expect(count).toBeGreaterThan(1_000);
    expect(await table.getByRole('row').count()).toBeLessThan(100);
    await page.getByRole('region', { name: 'Courses' }).focus();
    // Rows are as high as their words make them: the end is found step by step.
    await expect
      .poll(
        async () => {
          await page.keyboard.press('End');
          return table.locator(`[aria-rowindex="${count}"]`).isVisible();
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    expect(await table.getByRole('row').count()).toBeLessThan(100);
  });
});
