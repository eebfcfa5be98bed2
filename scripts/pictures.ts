/** `npm run pictures`: the documents' pictures of the web UI, taken in Chromium of the Contoso example. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../test/browser/browser.ts';
import { signIn } from '../test/browser/cookies.ts';
import { harnessOn, type OpenOptions } from '../test/browser/harness.ts';
import { startServer } from '../test/browser/server.ts';
import { startProbedHarness } from '../test/probed/harness.ts';
import { startNetwork } from '../test/probed/network.ts';
import { ROOT } from './process.ts';

interface Picture extends Pick<OpenOptions, 'theme'> {
  /** Of the file in docs/images. */
  readonly name: string;
  readonly path: string;
  /** A text that the view ends with, where it takes its time. */
  readonly ready?: string;
}

const PICTURES: readonly Picture[] = [
  { name: 'chart', path: '/chart' },
  { name: 'chart-dark', path: '/chart', theme: 'dark' },
  { name: 'matrix', path: '/matrix' },
  { name: 'plan', path: '/plan?role=client' },
  { name: 'rules', path: '/rules' },
  { name: 'verify', path: '/verify?filter=core', ready: 'Excess' },
  { name: 'ask', path: '/ask?from=hq&to=mp01&service=tcp/10123' },
  { name: 'catalog', path: '/catalog' },
  { name: 'hierarchy', path: '/hierarchy' },
];
/** Milliseconds until a view has been laid out and drawn. */
const PATIENCE = 3000;

const [server, browser] = await Promise.all([startServer('contoso'), launchBrowser()]);
const harness = await harnessOn({
  server,
  browser,
  cookies: await signIn(server),
  stop: () => server.remove(),
});
try {
  // A configuration with mistakes, for there to be findings.
  const [from, to] = ['examples/contoso/configurations/core-mistakes.cfg', 'filters/core.cfg'];
  mkdirSync(path.join(harness.server.folder, 'filters'), { recursive: true });
  cpSync(path.join(ROOT, from), path.join(harness.server.folder, to));
  for (const { name, path: view, theme = 'light', ready } of PICTURES) {
    const page = await harness.open(view, { theme });
    if (ready !== undefined) await page.getByText(ready).first().waitFor();
    await page.waitForTimeout(PATIENCE);
    await page.screenshot({ path: path.join(ROOT, `docs/images/${name}.png`) });
    await page.close();
  }
} finally {
  await harness.close();
  await browser.close();
}

/** Real probes of the Branch example's server over a wire, and its lab. Both need root. */
const network = await startNetwork({
  hierarchy: readFileSync(path.join(ROOT, 'examples/branch/hierarchy.yaml'), 'utf8'),
  as: 'cm1',
  closed: ['tcp/135'],
});
const probed = await startProbedHarness('branch', network);
try {
  network.filter(['tcp dport 636 drop', 'tcp dport 88 reject with icmpx admin-prohibited']);
  const page = await probed.open('/probe?to=dc1');
  const shoot = (name: string): Promise<Buffer> =>
    page.screenshot({ path: path.join(ROOT, `docs/images/${name}.png`) });
  await page.getByRole('button', { name: /^Probe: ask/ }).click();
  await page.getByText(/^Done:/).waitFor();
  await page.waitForTimeout(PATIENCE);
  await shoot('probe');
  await page.getByRole('tab', { name: 'Lab' }).click();
  await page.getByRole('button', { name: 'Try this hierarchy in the lab' }).click();
  await page.getByRole('heading', { name: 'What breaks without a rule' }).waitFor({ timeout: 60_000 });
  await shoot('lab');
} finally {
  await probed.close();
  await network.close();
}
