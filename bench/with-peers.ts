import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BoxRule, formatRules } from './box-rule.ts';
import { type Peer, type PeerAnswer, type Peers, setUpPeers } from './peers.ts';

/** Peers, and a folder to hand them rules in. */
export interface Workplace extends Peers {
  /** Writes rules to a file and gives its path. */
  write(name: string, rules: readonly BoxRule[]): string;
}

/** Sets the peers up, lets work be done with them, and tidies up. */
export async function withPeers<T>(work: (place: Workplace) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-bench-'));
  try {
    const peers = await setUpPeers(folder);
    const write = (name: string, rules: readonly BoxRule[]): string => {
      const file = path.join(folder, name);
      writeFileSync(file, formatRules(rules));
      return file;
    };
    return await work({ ...peers, write });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks a peer; what is quick is asked again, and of those answers the one in the middle taken by one of its times. */
export async function askOften(
  runs: number,
  peer: Peer,
  by: string,
  seconds: number,
  task: string,
  ...files: readonly string[]
): Promise<PeerAnswer> {
  const QUICK = 3000;
  const answers: PeerAnswer[] = [];
  while (answers.length < runs) {
    const start = performance.now();
    answers.push(await peer(seconds, task, ...files));
    if (performance.now() - start > QUICK) break;
  }
  answers.sort((a, b) => Number(a[by] ?? Number.NaN) - Number(b[by] ?? Number.NaN));
  return answers[answers.length >> 1] ?? {};
}
