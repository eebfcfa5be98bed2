/** Debian's Chromium, one for all test files of a worker. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { ProbedNetwork } from '../probed/network.ts';

/** Where Chromium is; without it tests are skipped, and the set-up check says so. */
export const CHROMIUM: string | undefined = (process.env.PATH ?? '')
  .split(path.delimiter)
  .map((folder) => path.join(folder, 'chromium'))
  .find(isExecutable);

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A server that isn't called by the loopback's own names. */
export const OWN_NAME = 'portolan.test';

/** Nothing leaves the machine: no updates, no sync, no background requests. */
const FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--host-resolver-rules=MAP ${OWN_NAME} 127.0.0.1`,
];

let shared: Promise<Browser> | undefined;

/** The worker's browser: it ends with the worker. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser();
  return shared;
}

export function launchBrowser(network?: ProbedNetwork): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('there is no chromium on the PATH');
  return chromium.launch({
    executablePath: network?.nearProgram(CHROMIUM) ?? CHROMIUM,
    headless: true,
    args: [...FLAGS],
  });
}
