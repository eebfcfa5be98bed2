import { describe, expect, it } from 'vitest';
import { CHROMIUM } from './browser.ts';
import { harnessFor, shareHarness } from './start-harness.ts';

const VIEWS = ['Chart', 'Matrix', 'Plan', 'Rules', 'Verify', 'Ask', 'Catalog', 'Hierarchy'];

describe.skipIf(!CHROMIUM)('the frame around the views', () => {
  const harness = harnessFor(() => shareHarness('branch'));

  it('opens with the chart, and leads to every view', async () => {
    const page = await harness.open('/');
    await page.waitForURL('**/chart');
    const navigation = page.getByRole('navigation', { name: 'Views' });
    for (const view of VIEWS) {
      await navigation.getByRole('link', { name: view, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: view }).waitFor();
      expect(await page.title()).toBe(`${view} · Portolan`);
    }
  });

  it('keeps places for what is not there yet, and says why', async () => {
    const page = await harness.open('/ask');
    for (const later of ['Traffic', 'Doctor']) {
      const place = page.getByRole('navigation').getByRole('button', { name: later });
      expect(await place.getAttribute('aria-disabled')).toBe('true');
      expect(await place.textContent()).toMatch(/not part of this version/);
    }
  });

  it('goes to views and to the search by keys, and lists them', async () => {
    const page = await harness.open('/ask');
    await page.getByRole('heading', { level: 1, name: 'Ask' }).waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard' });
    await help.getByText('Search in this view').waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    // The second key must follow soon, which a busy machine may miss.
    await expect
      .poll(
        async () => {
          await page.keyboard.press('g');
          await page.keyboard.press('p');
          return page.url();
        },
        { timeout: 10_000 },
      )
      .toMatch(/\/plan$/);
    await page.getByRole('heading', { level: 1, name: 'Plan' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('?g');
    expect(await page.getByRole('searchbox', { name: 'Search flows' }).inputValue()).toBe('?g');
  });

  it('lets keys be switched off', async () => {
    const page = await harness.open('/ask', { apart: true });
    await page.getByRole('button', { name: 'Keyboard help' }).click();
    await page.getByRole('checkbox', { name: 'Use these keys' }).uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('leads past the navigation by its first link', async () => {
    const page = await harness.open('/ask');
    await page.getByRole('heading', { level: 1, name: 'Ask' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('remembers the colours that were chosen', async () => {
    const page = await harness.open('/ask', { apart: true });
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('radio', { name: 'Dark' }).check();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Ask' }).waitFor();
    expect(await background()).toBe(dark);
  });

  it('folds the navigation away on a phone', async () => {
    const page = await harness.open('/ask', { phone: true });
    const link = page.getByRole('link', { name: 'Catalog' });
    expect(await link.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).click();
    await link.click();
    await page.getByRole('heading', { level: 1, name: 'Catalog' }).waitFor();
    expect(await link.isVisible()).toBe(false);
  });

  it('says so where an address leads nowhere', async () => {
    const page = await harness.open('/no-such-view');
    await page.getByRole('heading', { level: 1, name: 'No such page' }).waitFor();
  });
});
