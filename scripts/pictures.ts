/** `npm run pictures`: the documents' pictures of the web UI, taken in Chromium of the Contoso example. */
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../test/browser/browser.ts';
import { signIn } from '../test/browser/cookies.ts';
import { harnessOn, type OpenOptions } from '../test/browser/harness.ts';
import { startServer } from '../test/browser/server.ts';
import { ROOT } from './process.ts';

interface Picture extends Pick<OpenOptions, 'theme'> {
  /** Of the file in docs/images. */
  readonly name: string;
  readonly path: string;
}

const PICTURES: readonly Picture[] = [
  { name: 'chart', path: '/chart' },
  { name: 'chart-dark', path: '/chart', theme: 'dark' },
  { name: 'matrix', path: '/matrix' },
  { name: 'plan', path: '/plan?role=client' },
  { name: 'rules', path: '/rules' },
  { name: 'verify', path: '/verify?filter=core' },
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
  for (const { name, path: view, theme = 'light' } of PICTURES) {
    const page = await harness.open(view, { theme });
    await page.waitForTimeout(PATIENCE);
    await page.screenshot({ path: path.join(ROOT, `docs/images/${name}.png`) });
    await page.close();
  }
} finally {
  await harness.close();
  await browser.close();
}
