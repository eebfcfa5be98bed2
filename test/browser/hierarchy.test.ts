import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import type { Example } from './server.ts';
import { harnessFor, startHarness } from './start-harness.ts';

const editor = (page: Page) => page.getByRole('textbox', { name: 'Hierarchy document' });

/** Types at the end of the document. */
async function append(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(text);
}

const EXAMPLES: readonly Example[] = ['contoso', 'branch'];

describe.skipIf(!CHROMIUM).each(EXAMPLES)('the hierarchy of %s', (example) => {
  const harness = harnessFor(() => startHarness(example));
  let file: string;
  beforeAll(() => {
    file = path.join(harness.server.folder, 'hierarchy.yaml');
  });

  it('shows the document and what the check says', async () => {
    const page = await harness.open('/hierarchy');
    await editor(page).getByText('hierarchy', { exact: true }).first().waitFor();
    await page.getByText('reads without errors').waitFor();
    await page.getByText(/flows planned/).waitFor();
    expect(await page.getByRole('button', { name: /^Save/ }).getAttribute('aria-disabled')).toBe('true');
  });

  it('says what is wrong, in place and below, and leads there', async () => {
    const page = await harness.open('/hierarchy');
    await page.getByText('reads without errors').waitFor();
    await append(page, '\nhosts:\n  twice: { addres: 10.0.0.1 }\n');
    const list = page.getByRole('list', { name: 'Diagnostics' });
    await list.getByText('PT1002').waitFor();
    await list
      .getByRole('button', { name: /^line \d+$/ })
      .first()
      .click();
    expect(
      await editor(page).evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node),
    ).toBe(true);
  });

  it('completes keys and the document’s own names', async () => {
    const page = await harness.open('/hierarchy');
    await page.getByText('reads without errors').waitFor();
    await append(page, '\nipsec:\n  - ');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: /^between/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('saves, and shows a change on disk', async () => {
    const page = await harness.open('/hierarchy');
    await page.getByText('reads without errors').waitFor();
    await append(page, '\n# written in the browser\n');
    await page.keyboard.press('Control+s');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(readFileSync(file, 'utf8')).toContain('# written in the browser');
    await page.keyboard.press('Control+Home');
    writeFileSync(file, `# written on disk\n${readFileSync(file, 'utf8')}`);
    await editor(page).getByText('# written on disk').waitFor();
  });

  it('keeps both where two browsers change the same document', async () => {
    const [mine, theirs] = [
      await harness.open('/hierarchy', { expected: /412/ }),
      await harness.open('/hierarchy', { expected: /412/, apart: true }),
    ];
    for (const page of [mine, theirs]) await page.getByText('reads without errors').waitFor();
    await append(mine, '\n# mine\n');
    await append(theirs, '\n# theirs\n');
    await theirs.keyboard.press('Control+s');
    await theirs.getByText('Saved', { exact: true }).waitFor();
    await mine.getByRole('button', { name: 'Compare both versions' }).waitFor();
    await mine.getByRole('button', { name: /^Save/ }).click();
    const dialog = mine.getByRole('dialog', { name: 'The document was changed elsewhere' });
    await dialog.getByText('# theirs').waitFor();
    await dialog.getByText('# mine').waitFor();
    expect(await violations(mine)).toEqual([]);
    await dialog.getByRole('button', { name: 'Merge by hand' }).click();
    await editor(mine).getByText('<<<<<<< yours').waitFor();
    await editor(mine).getByText('# mine').waitFor();
    await editor(mine).getByText('# theirs').waitFor();
    expect(readFileSync(file, 'utf8')).toContain('# theirs');
    await mine.keyboard.press('Control+z');
  });

  it('asks before changes are left behind', async () => {
    const page = await harness.open('/hierarchy');
    await page.getByText('reads without errors').waitFor();
    await append(page, '\n# not saved\n');
    await page.getByText('unsaved changes').waitFor();
    await page.getByRole('link', { name: 'Plan', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    await editor(page).getByText('# not saved').waitFor();
    await page.getByRole('link', { name: 'Plan', exact: true }).click();
    await dialog.getByRole('button', { name: /^Leave/ }).click();
    await page.waitForURL(/\/plan/);
    expect(readFileSync(file, 'utf8')).not.toContain('# not saved');
  });
});

describe.skipIf(!CHROMIUM)('a first hierarchy', () => {
  const harness = harnessFor(() => startHarness('empty'));

  it('comes from the guided form', async () => {
    const page = await harness.open('/hierarchy', { expected: /404/ });
    await page.getByRole('heading', { name: 'There is no hierarchy yet' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start with the guided form' }).click();
    await page.getByRole('button', { name: 'Next: Servers' }).click();
    // The step that was left says what it lacks, once one comes back to it.
    await page.getByRole('button', { name: /Site: something is missing/ }).click();
    await page.getByText('Give the hierarchy a name').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Name of the hierarchy' }).fill('=cmd()|"x"');
    await page.getByRole('textbox', { name: 'Site code' }).fill('p01');
    await page.getByRole('combobox', { name: 'Servers reach the internet' }).selectOption('No');
    await page.getByRole('button', { name: 'Next: Servers' }).click();
    await page
      .getByRole('region', { name: 'Server dc01' })
      .getByRole('textbox', { name: 'Address' })
      .fill('10.0.0.10');
    await page
      .getByRole('region', { name: 'Server cm01' })
      .getByRole('textbox', { name: 'Address' })
      .fill('10.0.0.300');
    await page.getByRole('button', { name: 'Next: Clients' }).click();
    await page.getByRole('textbox', { name: 'Subnets' }).fill('10.1.0.0/22');
    await page.getByRole('button', { name: 'Next: Network' }).click();
    for (const [i, [zone, networks]] of [
      ['datacenter', '10.0.0.0/24'],
      ['campus', '10.1.0.0/22'],
    ].entries()) {
      await page.getByRole('button', { name: 'Add a zone' }).click();
      await page
        .getByRole('textbox', { name: 'Zone' })
        .nth(i)
        .fill(zone ?? '');
      await page
        .getByRole('textbox', { name: 'Networks', exact: true })
        .nth(i)
        .fill(networks ?? '');
      await page.getByRole('checkbox', { name: zone ?? '' }).check();
    }
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next: Result' }).click();
    await page.getByRole('button', { name: /10\.0\.0\.300 is no address/ }).click();
    await page
      .getByRole('region', { name: 'Server cm01' })
      .getByRole('textbox', { name: 'Address' })
      .fill('10.0.0.20');
    await page.getByRole('button', { name: 'Result', exact: true }).click();
    await page.getByText('The document is complete').waitFor();
    await page.getByRole('button', { name: /^Put it into the editor/ }).click();
    await page.getByText('reads without errors').waitFor();
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    const text = readFileSync(path.join(harness.server.folder, 'hierarchy.yaml'), 'utf8');
    expect(text).toContain(`hierarchy: ${JSON.stringify('=cmd()|"x"')}`);
    expect(text).toContain('P01:');
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    await page
      .getByText(/proven/)
      .first()
      .waitFor();
  });
});
