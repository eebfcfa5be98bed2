import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import type { Example } from './server.ts';
import { harnessFor, shareHarness } from './start-harness.ts';

const EXAMPLES: readonly { readonly example: Example; readonly server: string; readonly zone: string }[] = [
  { example: 'contoso', server: 'cm01', zone: 'datacenter' },
  { example: 'branch', server: 'cm1', zone: 'network' },
];

describe.skipIf(!CHROMIUM).each(EXAMPLES)('the chart of $example', ({ example, server, zone }) => {
  const harness = harnessFor(() => shareHarness(example));

  it('shows zones with their hosts, and tells a host’s facts and courses', async () => {
    const page = await harness.open('/chart');
    await page.getByRole('button', { name: new RegExp(`^Zone ${zone}: `) }).waitFor();
    await page.getByRole('button', { name: new RegExp(`^${server}, `) }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('heading', { level: 2, name: server }).waitFor();
    await details.getByText('site server').first().waitFor();
    await details.getByRole('link', { name: 'Its rows in the plan' }).waitFor();
    expect(page.url()).toMatch(/select=/);
    await details.getByRole('listitem').getByRole('button').first().click();
    await details
      .getByText(/starts, .* listens/)
      .first()
      .waitFor();
    await details.getByRole('button', { name: 'Close details' }).click();
    await details.waitFor({ state: 'hidden' });
  });

  it('leads from a course to the chain of a flow', async () => {
    const page = await harness.open('/chart');
    await page.getByRole('button', { name: new RegExp(`^${server}, `) }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('listitem').getByRole('button').first().click();
    await details.getByRole('button', { name: /#/ }).first().click();
    await page.getByText('Filters on the way').waitFor();
    expect(page.url()).toMatch(/flow=/);
  });

  it('finds a host by its name, and a port', async () => {
    const page = await harness.open('/chart');
    const find = page.getByRole('combobox', { name: 'Find on the chart' });
    await find.fill(server);
    await page
      .getByRole('listbox', { name: 'Found' })
      .getByRole('option', { name: new RegExp(server) })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: server }).waitFor();
    await find.fill('tcp/443');
    await page.getByRole('option', { name: /Port 443/ }).click();
    await page.waitForURL(/port=443/);
    await find.fill('no such thing');
    await page.getByText('Nothing on the chart has this name, address or port.').waitFor();
  });

  it('is walked with the keyboard', async () => {
    const page = await harness.open('/chart');
    const host = page.getByRole('button', { name: new RegExp(`^${server}, `) });
    await host.focus();
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))
      .not.toMatch(new RegExp(`^(${server}, |$)`));
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
  });

  it('is a table, too, and keeps its level in the address', async () => {
    const page = await harness.open('/chart');
    await page.getByText('Sites', { exact: true }).click();
    await page.waitForURL(/level=sites/);
    await page
      .getByRole('button', { name: new RegExp(`^Site .*, in ${zone}`) })
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Show as a table' }).click();
    const table = page.getByRole('table', { name: 'Courses' });
    await table.getByRole('columnheader', { name: 'Listens' }).waitFor();
    const rows = await table.getByRole('row').count();
    expect(rows).toBeGreaterThan(1);
    await page.reload();
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(rows);
  });

  it('leaves the courses that a filter leaves', async () => {
    const page = await harness.open('/chart?view=table');
    const rows = page.getByRole('table', { name: 'Courses' }).getByRole('row');
    await rows.nth(1).waitFor();
    const all = await rows.count();
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption('udp');
    await page.waitForURL(/transport=udp/);
    await expect.poll(() => rows.count()).toBeLessThan(all);
  });

  it.each([
    ['light', '/chart'],
    ['dark', '/chart?level=hierarchy'],
    ['light', '/chart?level=sites&view=table'],
  ] as const)('has no barrier in %s at %s', async (theme, address) => {
    const page = await harness.open(address, { theme });
    await page.locator('.chart-map, table').first().waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
