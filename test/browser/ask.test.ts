import { describe, expect, it } from 'vitest';
import { CHROMIUM } from './browser.ts';
import type { Example } from './server.ts';
import { harnessFor, shareHarness } from './start-harness.ts';

const EXAMPLES: readonly {
  readonly example: Example;
  readonly from: string;
  readonly to: string;
  readonly service: string;
}[] = [
  { example: 'contoso', from: 'hq', to: 'mp01', service: 'tcp/443' },
  { example: 'branch', from: 'office', to: 'cm1', service: 'tcp/80' },
];

describe.skipIf(!CHROMIUM).each(EXAMPLES)('asking $example', ({ example, from, to, service }) => {
  const harness = harnessFor(() => shareHarness(example));

  it('answers with the chain, at an address that can be shared', async () => {
    const page = await harness.open('/ask');
    await page.getByRole('combobox', { name: 'From' }).fill(from);
    await page.getByRole('combobox', { name: 'To', exact: true }).fill(to);
    await page.getByRole('combobox', { name: 'Protocol and port' }).fill(service.replace('tcp/', ''));
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByRole('heading', { name: `Needed: ${from} to ${to} on ${service}` }).waitFor();
    const answer = page.getByRole('article').first();
    for (const step of ['Said by', 'Conversation', 'Flow', 'Filters on the way'])
      await answer.getByRole('heading', { name: step }).waitFor();
    const address = page.url();
    const other = await harness.open(address);
    await other.getByRole('heading', { name: /^Needed/ }).waitFor();
  });

  it('tells what breaks if it is closed', async () => {
    const page = await harness.open(`/ask?from=${from}&to=${to}&service=${service}`);
    const button = page.getByRole('button', { name: 'What breaks if I close it?' }).first();
    await button.click();
    const breaks = page.getByRole('region', { name: 'What breaks' });
    await breaks.getByRole('heading', { name: 'Closing this flow stops' }).waitFor();
    expect(await breaks.textContent()).toContain(to);
  });

  it('says that nothing needs it, and what comes close', async () => {
    const page = await harness.open(`/ask?from=${from}&to=${to}&service=tcp/4444`);
    await page.getByRole('heading', { name: /^Nothing needs it/ }).waitFor();
    await page.getByRole('heading', { name: 'Needed between the two, on other ports' }).waitFor();
    await page
      .getByRole('link', { name: new RegExp(`${from} → ${to} tcp/`) })
      .first()
      .click();
    await page.getByRole('heading', { name: /^Needed/ }).waitFor();
  });

  it('starts with questions about this plan', async () => {
    const page = await harness.open('/ask');
    await page.getByRole('link', { name: /→/ }).first().click();
    await page.getByRole('heading', { name: /^Needed/ }).waitFor();
  });

  it('names what can’t be understood, and what to do', async () => {
    const page = await harness.open('/ask', { expected: /\/ask\?/ });
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('Who starts? A name, an address or a subnet.').waitFor();
    await page.goto(`/ask?from=${from}x&to=${to}&service=tcp/443`);
    await page.getByRole('alert').getByText(`${from}x`).waitFor();
    await page.goto(`/ask?from=${from}&to=${to}&service=tcp/99999`);
    await page.getByRole('alert').getByText(/port/).first().waitFor();
  });
});
