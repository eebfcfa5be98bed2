import { describe, expect, it } from 'vitest';
import { CHROMIUM } from './browser.ts';
import { harnessFor, shareHarness } from './start-harness.ts';

describe.skipIf(!CHROMIUM)('the catalog', () => {
  const harness = harnessFor(() => shareHarness('branch'));

  it('finds conversations by words, port and role', async () => {
    const page = await harness.open('/catalog');
    const conversation = page.getByRole('button', { name: 'Client to management point', exact: true });
    await conversation.waitFor();
    await page.getByRole('searchbox', { name: 'Port or service' }).fill('tcp/10123');
    await page.waitForURL(/port=tcp/);
    await page.getByRole('button', { name: 'Client to multicast distribution point' }).waitFor({
      state: 'hidden',
    });
    await conversation.waitFor();
    await page.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'SQL Server' });
    await page.getByRole('heading', { name: 'Nothing in the catalog fits' }).waitFor();
    await page.getByRole('button', { name: 'Clear search' }).click();
    await conversation.waitFor();
  });

  it('tells a conversation with its sources, dates and conflicts', async () => {
    const page = await harness.open('/catalog');
    await page.getByRole('button', { name: 'Client to distribution point', exact: true }).click();
    const panel = page.getByRole('complementary', { name: 'Conversation' });
    await panel.getByRole('heading', { name: 'Services' }).waitFor();
    await panel
      .getByRole('heading', { name: /^Sources differ/ })
      .first()
      .waitFor();
    await panel
      .getByText(/^Followed/)
      .first()
      .waitFor();
    expect(await panel.textContent()).toMatch(/\d{4}-\d{2}-\d{2}/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
  });

  it('has the guide’s tables row by row', async () => {
    const page = await harness.open('/catalog');
    await page.getByRole('tab', { name: 'Guide’s tables' }).click();
    await page.getByRole('combobox', { name: 'Table' }).selectOption('site-server');
    await page.waitForURL(/table=site-server/);
    const table = page.getByRole('table', { name: 'Firewall Ports used by Site Server' });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(19);
    await table.getByRole('button', { name: 'site-server-distribution-point' }).click();
    await page.getByRole('complementary', { name: 'Conversation' }).waitFor();
  });

  it('has destinations on the internet, and every page that was read', async () => {
    const page = await harness.open('/catalog?tab=sources');
    await page
      .getByRole('table', { name: 'Sources' })
      .getByText('Ports used for connections')
      .first()
      .waitFor();
    await page.getByRole('tab', { name: /^Sources/ }).press('ArrowLeft');
    await page.getByRole('table', { name: 'Destinations on the internet' }).waitFor();
    expect(page.url()).toMatch(/tab=internet/);
  });
});
