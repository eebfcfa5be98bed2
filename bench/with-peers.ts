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

/** What takes a peer longer isn't asked again. */
const QUICK = 3000;

/** Asks a peer; what is quick is asked again, and of those answers the one in the middle taken by one of its times. */
export async function askOften(
  runs: number,
  peer: Peer,
  by: string,
  seconds: number,
  task: string,
  ...files: readonly string[]
): Promise<PeerAnswer> {
  const { theirs } = await takeTurns(runs, undefined, () => peer(seconds, task, ...files));
  return middleOf(theirs, by);
}

/**
 * Ours and a peer's one after the other, again and again, so that both meet the same weather; ours the first time
 * and as often as asked, the peer only once where it isn't quick.
 */
export async function takeTurns<T>(
  runs: number,
  mine: (() => Promise<T>) | undefined,
  peer: () => Promise<PeerAnswer>,
): Promise<{ readonly ours: T[]; readonly theirs: PeerAnswer[] }> {
  const ours: T[] = [];
  const theirs: PeerAnswer[] = [];
  let isQuick = true;
  for (let i = 0; i < runs && (mine !== undefined || isQuick); i++) {
    if (mine) ours.push(await mine());
    if (!isQuick) continue;
    const start = performance.now();
    theirs.push(await peer());
    isQuick = performance.now() - start <= QUICK;
  }
  return { ours, theirs };
}

/** The answer in the middle by one of its times; an empty one of none. */
export function middleOf(answers: readonly PeerAnswer[], by: string): PeerAnswer {
  const sorted = [...answers].sort((a, b) => Number(a[by] ?? Number.NaN) - Number(b[by] ?? Number.NaN));
  return sorted[sorted.length >> 1] ?? {};
}
