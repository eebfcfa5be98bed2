import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import { type Harness, startHarness } from './start-harness.ts';

describe.skipIf(!CHROMIUM)('a browser and its server', () => {
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
    await context.close();
  });

  it.each(['light', 'dark'] as const)('says in its own style that a link was used: %s', async (scheme) => {
    const context = await harness.browser.newContext({ colorScheme: scheme });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('console', (message) => wrong.push(message.text()));
    await page.goto(harness.server.link);
    await page.getByRole('heading', { level: 1, name: 'This link was used already' }).waitFor();
    await page.getByText('portolan serve FOLDER').waitFor();
    const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(colour).toBe(scheme === 'light' ? 'rgb(246, 248, 248)' : 'rgb(18, 25, 27)');
    expect(await violations(page)).toEqual([]);
    // The page's own status, and nothing that the content policy kept back.
    expect(wrong.filter((text) => !text.includes('401'))).toEqual([]);
    await context.close();
  });

  it('shows that the connection is lost, keeps what was loaded, and comes back', async () => {
    const page = await harness.open('/plan', { expected: /ERR_|Failed to load/, apart: true });
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

  it('leaves its connection to other tabs while it is out of sight, and is up to date afterwards', async () => {
    const page = await harness.open('/plan?q=192.168.40.0/24');
    await page.getByRole('heading', { name: 'No flow fits these filters' }).waitFor();
    const turn = (state: 'hidden' | 'visible'): Promise<void> =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await turn('hidden');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const file = path.join(harness.server.folder, 'hierarchy.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('clients:\n', 'clients:\n  annex: { subnet: 192.168.40.0/24 }\n'));
    // Another page hears of it meanwhile.
    const other = await harness.open('/plan?q=192.168.40.0/24');
    await other.getByRole('row').filter({ hasText: '192.168.40.0/24' }).first().waitFor();
    expect(asked).toEqual([]);
    await turn('visible');
    await page.getByRole('row').filter({ hasText: '192.168.40.0/24' }).first().waitFor();
  });

  it('shows a change on disk by itself', async () => {
    const page = await harness.open('/plan?q=192.168.30.0/24');
    await page.getByRole('heading', { name: 'No flow fits these filters' }).waitFor();
    const file = path.join(harness.server.folder, 'hierarchy.yaml');
    const office = 'office: { subnet: 192.168.20.0/24 }';
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(office);
    writeFileSync(file, text.replace(office, `${office}\n  lab: { subnet: 192.168.30.0/24 }`));
    await page.getByRole('row').filter({ hasText: '192.168.30.0/24' }).first().waitFor();
  });
});
