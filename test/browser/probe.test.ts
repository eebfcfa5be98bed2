/** The Probe view: real probes from a host of the example, over a wire with a kernel's firewall, to real listeners. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { startProbedHarness } from '../probed/harness.ts';
import { CAN_PROBE, type ProbedNetwork, startNetwork } from '../probed/network.ts';
import { violations } from './axe.ts';
import { CHROMIUM } from './browser.ts';
import { type Harness, harnessFor, startHarness } from './start-harness.ts';

const PICTURES = process.env.PORTOLAN_PICTURES;

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
}

const textOf = (example: string): string =>
  readFileSync(path.join(ROOT, 'examples', example, 'hierarchy.yaml'), 'utf8');

/**
 * A question that stayed without an answer here, as a file of its own, and what a listener there wrote down of it, and of
 * somebody else.
 */
function bothEnds(folder: string): [string, string] {
  const kept = readFileSync(path.join(folder, 'results/observations.jsonl'), 'utf8').trim().split('\n');
  const seen = kept.slice(1).map((line) => JSON.parse(line));
  const filtered = seen.find(({ verdict, to }) => verdict === 'filtered' && to.port === 636);
  const { revision: _, ...asked } = { ...filtered, time: new Date().toISOString() };
  asked.from = { ...asked.from, port: 40_636 };
  const { transport, from, to, time } = asked;
  const arrived = { time, kind: 'listen', on: 'dc1', transport, from, to };
  const told = { verdict: 'listener', evidence: 'A connection came', facts: { state: 'came' } };
  const stranger = { ...arrived, ...told, from: { address: '192.168.20.77', port: 50_000 } };
  const head = JSON.stringify({ format: 'portolan/observations/1', hierarchy: 'Branch' });
  const journal = (...lines: object[]): string =>
    [head, ...lines.map((one) => JSON.stringify(one)), ''].join('\n');
  return [journal(asked), journal({ ...arrived, ...told }, stranger)];
}

describe.skipIf(!CHROMIUM || !CAN_PROBE)('probes of branch', () => {
  let network: ProbedNetwork;
  const start = async (): Promise<Harness> => {
    network = await startNetwork({ hierarchy: textOf('branch'), as: 'cm1', closed: ['tcp/135'] });
    network.filter(['tcp dport 636 drop', 'tcp dport 88 reject with icmpx admin-prohibited']);
    return startProbedHarness('branch', network);
  };
  const harness = harnessFor(start, () => network?.close());

  it('teaches before anything was asked, and knows which host this machine is', async () => {
    const page = await harness.open('/probe');
    await page.getByRole('heading', { name: 'Nothing was asked yet' }).waitFor();
    await page.getByRole('option', { name: 'cm1 (found)' }).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: /^Probe: ask \d+ questions/ }).waitFor();
    await picture(page, 'empty');
    expect(await violations(page)).toEqual([]);
  });

  it('asks, counts, and says of each answer what to do', async () => {
    const page = await harness.open('/probe?to=dc1');
    await page.getByRole('button', { name: /^Probe: ask/ }).click();
    await page.waitForURL(/job=/);
    await page.getByText(/^Done: \d+ questions asked\.$/).waitFor();
    const seen = page.getByRole('region', { name: 'Seen of dc1' });
    const answer = (port: string) => seen.getByRole('listitem').filter({ hasText: port }).first();
    await answer('tcp/636').getByText('filtered', { exact: true }).waitFor();
    await answer('tcp/88').getByText('rejected', { exact: true }).waitFor();
    await answer('tcp/135').getByText('refused', { exact: true }).waitFor();
    await answer('tcp/636')
      .getByText(/Have the rule of this flow checked/)
      .waitFor();
    await seen.getByText(/As it should be: .*tcp\/389/).waitFor();
    await picture(page, 'results');
    expect(await violations(page)).toEqual([]);
  });

  it('keeps the choice in the address, and shows the same as a table', async () => {
    const page = await harness.open('/probe');
    await page.getByRole('button', { name: /^filtered/ }).click();
    await page.waitForURL(/verdict=filtered/);
    await page.getByRole('button', { name: 'As a table' }).click();
    await page.waitForURL(/view=table/);
    const table = page.getByRole('table', { name: 'Answers' });
    expect(await table.getByRole('row').count()).toBe(2);
    await table.getByRole('cell', { name: 'tcp/636' }).waitFor();
    const conversation = page.getByRole('combobox', { name: 'Conversation' });
    await conversation.selectOption({ index: 1 });
    await page.waitForURL(/conversation=/);
    await conversation.selectOption('');
    await page.getByRole('combobox', { name: 'Host' }).selectOption('dc1');
    await page.waitForURL(/host=dc1/);
    expect(await violations(page)).toEqual([]);
  });

  it('leads to the chain, the chart and the printed rule', async () => {
    const page = await harness.open('/probe?verdict=rejected');
    await page
      .getByRole('button', { name: /^Chain/ })
      .first()
      .click();
    await page
      .getByRole('complementary', { name: 'Chain of the flow' })
      .getByText('Conversation')
      .first()
      .waitFor();
    await picture(page, 'chain');
    await page.getByRole('link', { name: 'Printed rule of tcp/88 to dc1' }).first().click();
    await page.waitForURL(/rules\?.*flow=/);
    await page.goBack();
    await page.getByRole('complementary', { name: 'Chain of the flow' }).waitFor();
  });

  it('draws on the chart what was seen blocked and open', async () => {
    const page = await harness.open('/chart?level=hosts&view=table&inside=true');
    await page.getByRole('row').filter({ hasText: 'blocked' }).first().waitFor();
  });

  it('takes in what another host saw, and says what is wrong with a file that holds nothing', async () => {
    const page = await harness.open('/probe?part=elsewhere', { expected: /422/ });
    const give = (...files: (readonly [name: string, text: string])[]): Promise<void> =>
      page
        .getByLabel('Observations of other hosts: file')
        .setInputFiles(
          files.map(([name, text]) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) })),
        );
    await give(['broken.json', '{"format":"something else"}']);
    await page
      .getByRole('alert')
      .getByText(/portolan\/observations\/1/)
      .waitFor();
    const [asked, arrived] = bothEnds(harness.server.folder);
    await give(['cm1.jsonl', asked], ['dc1.jsonl', arrived]);
    await page.getByText('1 observation of cm1.jsonl taken in, seen on cm1.').waitFor();
    const both = page.getByRole('listitem').filter({ hasText: '2 observations of dc1.jsonl taken in' });
    await both.waitFor();
    await picture(page, 'elsewhere');
    expect(await violations(page)).toEqual([]);
    const kit = page.getByRole('link', { name: 'for PowerShell' });
    const [download] = await Promise.all([page.waitForEvent('download'), kit.click()]);
    expect(download.suggestedFilename()).toBe('dc1.ps1');
    await both.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/host=dc1/);
    await page
      .getByText(
        /It came to dc1, but the answer didn’t come back: the way there is open, the way back is not/,
      )
      .first()
      .waitFor();
    const arrivals = page.getByRole('table', { name: 'Arrivals without a probe' });
    await arrivals.getByRole('row').filter({ hasText: '192.168.20.77' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await arrivals.getByRole('link', { name: /^Ask the plan about tcp\/636 from 192\.168\.20\.77/ }).click();
    await page.waitForURL(/ask\?.*from=192\.168\.20\.77/);
  });

  it('goes on while it is reloaded, is ended from another tab, and asks the rest', async () => {
    const page = await harness.open('/probe?to=dc1');
    // Slow enough to be ended in the middle, however busy the machine is.
    await page.route('**/api/v1/jobs', (route) =>
      route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), rate: 1 }) }),
    );
    await page.getByRole('button', { name: /^Probe: ask/ }).click();
    await page.waitForURL(/job=/);
    await page.unrouteAll();
    await page.reload();
    await page.getByText(/^Asking: \d+ of \d+ answered/).waitFor();
    const other = await harness.open('/probe?to=dc1');
    await other.getByRole('button', { name: 'Cancel', exact: true }).click();
    const over = page.getByText(/^Cancelled: \d+ of \d+ questions ha/);
    await over.waitFor();
    const [done = 0, total = 0] = ((await over.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? [];
    expect(done).toBeLessThan(total);
    await page.getByRole('button', { name: 'Ask the rest' }).click();
    await page.getByText(new RegExp(`^Done: ${total - done} questions? asked\\.$`)).waitFor();
  }, 120_000);

  it('says so when the connection is lost while it asks', async () => {
    const page = await harness.open('/probe?to=dc1', { expected: /ERR_|Failed to load/ });
    await page.getByRole('button', { name: /^Probe: ask/ }).waitFor();
    await page.route('**/api/v1/jobs', (route) => route.abort());
    await page.getByRole('button', { name: /^Probe: ask/ }).click();
    await page.getByRole('alert').getByText('No connection to the server').first().waitFor();
  });
});

describe.skipIf(!CHROMIUM || !CAN_PROBE)('probes of contoso', () => {
  let network: ProbedNetwork;
  const start = async (): Promise<Harness> => {
    network = await startNetwork({ hierarchy: textOf('contoso'), as: 'mp01' });
    network.filter(['tcp dport 1433 drop']);
    return startProbedHarness('contoso', network);
  };
  const harness = harnessFor(start, () => network?.close());

  it('asks what a management point asks, over two families, and draws it on the chart', async () => {
    const page = await harness.open('/probe?to=sql01', { theme: 'dark' });
    await page.getByRole('button', { name: /^Probe: ask/ }).click();
    await page.getByText(/^Done: \d+ questions? asked\.$/).waitFor();
    const seen = page.getByRole('region', { name: 'Seen of sql01' });
    await seen.getByText('filtered', { exact: true }).first().waitFor();
    await picture(page, 'dark');
    expect(await violations(page)).toEqual([]);
    await seen.getByRole('link', { name: 'On the chart' }).first().click();
    await page.waitForURL(/chart\?.*from=mp01/);
    await page
      .getByRole('complementary', { name: 'Chain of the flow' })
      .getByText('filtered')
      .first()
      .waitFor();
    await picture(page, 'chart');
  });
});

describe.skipIf(!CHROMIUM || !CAN_PROBE)('the lab', () => {
  const harness = harnessFor(() => startHarness('branch'));

  it('proves the rules with packets, phase by phase, and keeps its hosts apart from the real ones', async () => {
    const page = await harness.open('/probe?part=lab');
    await page.getByRole('button', { name: 'Try this hierarchy in the lab' }).click();
    await page.waitForURL(/lab=/);
    await page.getByText('as planned', { exact: true }).waitFor({ timeout: 60_000 });
    const phases = page.getByRole('table', { name: 'Phases of the lab' });
    await phases.getByRole('row').filter({ hasText: 'everything else is blocked' }).waitFor();
    await page.getByRole('heading', { name: 'What breaks without a rule' }).waitFor();
    await picture(page, 'lab');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('tab', { name: 'From this machine' }).click();
    await page.getByRole('heading', { name: 'Nothing was asked yet' }).waitFor();
  });

  it('says which machine nothing of the plan starts on', async () => {
    const page = await harness.open('/probe');
    await page.getByText(/Nothing of the plan starts on this machine/).waitFor();
    await picture(page, 'nobody');
    expect(await violations(page)).toEqual([]);
  });

  it('says why a machine can’t, and what to do about it', async () => {
    const page = await harness.open('/probe?part=lab', { apart: true });
    await page.route('**/api/v1/lab', (route) =>
      route.fulfill({ json: { can: false, reason: 'there is no nft', help: 'Install nftables.' } }),
    );
    await page.reload();
    await page.getByText('There is no nft. Install nftables.').waitFor();
    const start = page.getByRole('button', { name: /^Try this hierarchy/ });
    expect(await start.getAttribute('aria-disabled')).toBe('true');
  });

  it('says whose right is lacking', async () => {
    const page = await harness.open('/probe', { apart: true });
    await page.route('**/api/v1/session', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), role: 'editor' } });
    });
    await page.reload();
    const probe = page.getByRole('button', { name: /^Probe/ }).first();
    await page.getByText('You are an editor here: only operators may send probes.').waitFor();
    expect(await probe.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('tab', { name: 'Lab' }).click();
    await page.getByText('You are an editor here: only operators may start a lab.').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
