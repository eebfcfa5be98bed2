/** Runs a lab set up in some ways, and hands on what its probes say. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { TOOL_PATH, unshareArguments } from '../../src/lab/start.ts';
import type { Base, Filtering, Judged } from './confusion-truth.ts';

export interface ConfusionJob {
  readonly file: string;
  readonly text: string;
  readonly base: Base;
  readonly filterings: readonly Filtering[];
  readonly cache: string;
  /** Milliseconds for each answer. */
  readonly timeout: number;
  readonly concurrency: number;
}

/** One probe. */
export interface Line extends Judged {
  readonly base: Base;
  readonly filtering: Filtering;
  readonly service: string;
  readonly conversation: string;
  readonly evidence: string;
  readonly on: string;
  readonly to?: string;
}

/** Runs one lab with one kind of servers. */
export function confuse(job: ConfusionJob, progress: (text: string) => void): Promise<Line[]> {
  const main = fileURLToPath(new URL('confusion-inside.ts', import.meta.url));
  const child = spawn('unshare', [...unshareArguments(), process.execPath, main, JSON.stringify(job)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PATH: TOOL_PATH },
  });
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line | { readonly up: number } | { readonly seconds: number };
    if ('verdict' in line) lines.push(line);
    else progress(`${job.base}: ${text}`);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(lines) : reject(new Error(`ended with code ${code}`))));
  });
}
