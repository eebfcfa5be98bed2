import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM } from './browser.ts';
import { type Harness, startHarness } from './harness.ts';

describe.skipIf(!CHROMIUM)('who is not let in, and who loses the server', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('branch');
  });
  afterAll(() => harness?.close());

  it('tells a browser without a session what to do', async () => {
    const context = await harness.browser.newContext({ baseURL: harness.server.url });
    const page = await context.newPage();
    await page.goto('/plan');
    await page.getByRole('heading', { level: 1, name: 'This link has expired' }).waitFor();
    await page.getByText('portolan serve').first().waitFor();
    expect(await page.title()).toBe('Link expired · Portolan');
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.goto(harness.server.link);
    await page.getByText('This link was used before').waitFor();
    await context.close();
  });

  it('shows that the connection is lost, keeps what was loaded, and comes back', async () => {
    const page = await harness.open('/plan', { expected: /ERR_|Failed to load/ });
    await page.getByRole('row').nth(2).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('searchbox', { name: 'Search flows' }).fill('tcp');
    const banner = page.getByRole('alert').filter({ hasText: 'No connection to the server' }).first();
    await banner.waitFor();
    await banner.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row').nth(2).waitFor();
    await banner.waitFor();
    await page.context().setOffline(false);
    await banner.waitFor({ state: 'hidden' });
    await page.getByRole('row').nth(2).waitFor();
  });
});
