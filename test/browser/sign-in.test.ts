import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { basic, CLIENT } from '../server/identity-provider.ts';
import { violations } from './axe.ts';
import { CHROMIUM, OWN_NAME, sharedBrowser } from './browser.ts';
import { type SignInServer, startSignInServer } from './sign-in-server.ts';

const PEOPLE = {
  eve: { sub: 'eve', preferred_username: 'eve@contoso.example', roles: ['readers'] },
  ada: { sub: 'ada', preferred_username: 'ada@contoso.example', roles: ['writers', 'others'] },
  bob: { sub: 'bob', preferred_username: '<b>bob</b>', roles: ['others'] },
} as const;

describe.skipIf(!CHROMIUM)('signing in with an identity provider', () => {
  let own: SignInServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    [own, browser] = await Promise.all([startSignInServer(), sharedBrowser()]);
  });
  afterAll(async () => {
    await own?.close();
  });
  beforeEach(async () => {
    own.provider.denies = false;
    own.provider.atToken = () => {};
    context = await browser.newContext({
      baseURL: own.url,
      ignoreHTTPSErrors: true,
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 800 },
    });
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      // That nobody is signed in yet is an answer, too.
      if (message.type() === 'error' && !message.text().includes('401'))
        complaints.push(`${message.text()} ${message.location().url}`);
    });
  });
  afterEach(() => context?.close());

  const signIn = async (who: keyof typeof PEOPLE, address = '/plan'): Promise<void> => {
    own.provider.account = PEOPLE[who];
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await page.getByRole('link', { name: /^Sign in/ }).click();
  };
  const append = async (text: string): Promise<void> => {
    await editor().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(text);
  };
  const audited = (): unknown[] =>
    readFileSync(path.join(own.server.folder, '.portolan/audit.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const editor = () => page.getByRole('textbox', { name: 'Hierarchy document' });

  it('leads a viewer to where the link led, and says why nothing can be changed', async () => {
    await signIn('eve', '/hierarchy?line=3');
    await page.waitForURL(`${own.url}/hierarchy?line=3`);
    await page.getByText('eve@contoso.example (viewer)').waitFor();
    await page
      .getByRole('note')
      .getByText('You are a viewer here: only editors change the hierarchy.')
      .waitFor();
    for (const name of [/^Save/, /^Guided form/]) {
      const button = page.getByRole('button', { name });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      expect(await button.textContent()).toMatch(/You are a viewer here/);
    }
    const before = await editor().textContent();
    await editor().click();
    await page.keyboard.type('not mine to write');
    expect(await editor().textContent()).toBe(before);
    await page.getByText('reads without errors').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('verifies for a viewer, and keeps nothing of it', async () => {
    const text = readFileSync(path.join(ROOT, 'examples/contoso/configurations/core.cfg'));
    mkdirSync(path.join(own.server.folder, 'filters'), { recursive: true });
    writeFileSync(path.join(own.server.folder, 'filters/core.cfg'), text);
    await signIn('eve', '/verify?filter=core');
    await page.getByRole('textbox', { name: 'Configuration of core' }).waitFor();
    await page.getByRole('tab', { name: 'Repair' }).waitFor();
    const remove = page.getByRole('button', { name: /^Remove/ });
    expect(await remove.getAttribute('aria-disabled')).toBe('true');
    expect(await remove.textContent()).toContain('You are a viewer here: only editors store configurations');
    await page.getByRole('button', { name: 'Another file' }).click();
    expect(await page.getByRole('checkbox', { name: /^Keep it in the workspace/ }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'All configurations' }).click();
    await page.getByText('The result is shown to you and not kept').waitFor();
    await page.getByRole('button', { name: 'Verify all 1' }).click();
    await page.getByRole('cell', { name: /none|errors|warnings|notes/ }).waitFor();
    expect(existsSync(path.join(own.server.folder, 'results'))).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('lets an editor save, and ends with signing out, here and at the provider', async () => {
    await signIn('ada', '/hierarchy');
    await page.getByText('ada@contoso.example (editor)').waitFor();
    await page.getByText('reads without errors').waitFor();
    await append('\n# written by ada\n');
    await page.keyboard.press('Control+s');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(readFileSync(path.join(own.server.folder, 'hierarchy.yaml'), 'utf8')).toContain(
      '# written by ada',
    );
    const ada = { who: 'ada@contoso.example', role: 'editor', outcome: 'done' };
    expect(audited().at(-1)).toMatchObject({ ...ada, action: 'PUT /api/v1/hierarchy' });
    const kept = await context.cookies();
    await page.getByRole('button', { name: 'Sign out' }).click();
    // The provider asks, too: it may have signed in other applications.
    await page.waitForURL(`${own.provider.issuer}/**`);
    await page.getByRole('button', { name: /sign me out/i }).click();
    await page.waitForURL(`${own.url}/**`);
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    expect(audited()).toContainEqual(expect.objectContaining({ ...ada, action: 'sign-out' }));
    await context.clearCookies();
    await context.addCookies(kept.filter(({ domain }) => domain === OWN_NAME));
    await page.goto('/plan');
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  });

  it('keeps what was typed when the session ends meanwhile', async () => {
    await signIn('ada', '/hierarchy');
    await page.getByText('reads without errors').waitFor();
    await append('\n# typed before the night was over\n');
    const session = (await context.cookies()).filter(({ name }) => name === '__Host-portolan');
    expect(session).toMatchObject([{ httpOnly: true, secure: true, sameSite: 'Strict' }]);
    await context.clearCookies({ name: '__Host-portolan' });
    await page.getByRole('button', { name: /^Save/ }).click();
    const banner = page.getByRole('alert').filter({ hasText: 'You are signed out' });
    await banner.waitFor();
    await editor().getByText('# typed before the night was over').waitFor();
    expect(await violations(page)).toEqual([]);
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      banner.getByRole('link', { name: /^sign in again/ }).click(),
    ]);
    await tab.waitForURL(`${own.url}/hierarchy`);
    await tab.getByText('ada@contoso.example (editor)').waitFor();
    await tab.close();
    await banner.getByRole('button', { name: 'Go on' }).click();
    await banner.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  it('says so to somebody without a role', async () => {
    await signIn('bob');
    await page.getByRole('heading', { level: 1, name: 'You have no role here' }).waitFor();
    // As text: the name comes from the provider.
    await page
      .getByText('The identity provider knows you as <b>bob</b>, but that account has no role')
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('says so where the provider refuses, and lets them try again', async () => {
    own.provider.denies = true;
    await signIn('ada');
    await page.getByRole('heading', { level: 1, name: 'You were not signed in' }).waitFor();
    await page
      .getByText('You cancelled, or the identity provider does not let your account use Portolan.')
      .waitFor();
    own.provider.denies = false;
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByText('ada@contoso.example (editor)').waitFor();
  });

  it('says so where the provider’s answer can’t be trusted', async () => {
    own.provider.atToken = (request) => {
      request.headers.authorization = basic({ id: CLIENT.id, secret: 'wrong' });
    };
    await signIn('ada');
    await page.getByRole('heading', { level: 1, name: 'Signing in did not work' }).waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/Error|undefined|OAUTH/);
    expect(audited().at(-1)).toMatchObject({ action: 'sign-in', outcome: 'refused' });
  });

  it('has pages without a barrier before anybody is signed in', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto('/plan');
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.goto('/sign-in/callback?code=x&state=y');
      await page.getByRole('heading', { level: 1, name: 'This sign-in is over' }).waitFor();
      expect(await violations(page)).toEqual([]);
    }
  });
});
