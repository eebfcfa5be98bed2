/**
 * What was seen on the network: `results/observations.jsonl` of a workspace. It is a journal as `portolan probe` writes
 * it, an observation a line, sorted by question and then by time, so that differences of two states can be read.
 */
import path from 'node:path';
import { type KeptObservation, questionOf } from '../plan/kept-observation.ts';
import { OBSERVATIONS_FORMAT, type Observation, VERDICTS } from '../plan/observation.ts';
import { beginFile, makeOwnFolder, readOwnFile, revisionOf } from './own-files.ts';

const FOLDER = 'results';
const FILE = 'observations.jsonl';
const MOST_BYTES = 128 * 1024 * 1024;

/** Looks at the same question that are kept: the newest, and those before it. */
const KEPT_LOOKS = 5;
/** Observations that are kept in all. Beyond, the oldest that aren't the newest of their question go first. */
const MOST_OBSERVATIONS = 50_000;

export interface KeptObservations {
  readonly revision: string;
  /** By question, the oldest of each first. */
  readonly observations: readonly KeptObservation[];
}

/** Nothing was seen yet. */
export const NO_OBSERVATIONS: KeptObservations = Object.freeze({ revision: 'none', observations: [] });

/** Where a workspace keeps them. */
export function observationsFile(folder: string): string {
  return path.join(folder, FOLDER, FILE);
}

/** All that is kept; lines that are none of ours are left out. */
export function readKeptObservations(folder: string): KeptObservations {
  const bytes = readOwnFile(observationsFile(folder), MOST_BYTES);
  if (!bytes) return NO_OBSERVATIONS;
  return { revision: revisionOf(bytes), observations: observationsIn(bytes.toString('utf8')) };
}

/** What was seen, and of which hierarchy. */
export interface FreshObservations {
  /** The hierarchy's name. */
  readonly hierarchy: string;
  /** Its revision, where that is known. */
  readonly revision?: string;
  readonly observations: readonly Observation[];
}

/** Adds to what is kept. The same look twice is kept once. */
export function storeObservations(
  folder: string,
  { hierarchy, revision, observations: fresh }: FreshObservations,
): void {
  if (fresh.length === 0) return;
  const before = readKeptObservations(folder).observations;
  const now = fresh.map((one) => ({ ...one, ...(revision !== undefined && { revision }) }));
  const all = bounded([...before, ...now]);
  const own = path.join(folder, FOLDER);
  makeOwnFolder(own);
  const file = beginFile(own, MOST_BYTES);
  try {
    file.write(Buffer.from(`${JSON.stringify({ format: OBSERVATIONS_FORMAT, hierarchy })}\n`));
    for (const one of all) file.write(Buffer.from(`${JSON.stringify(one)}\n`));
    file.commit(observationsFile(folder));
  } finally {
    file.discard();
  }
}

/** The newest of each question, and of the older ones as many as there is room for; in the order of the file. */
function bounded(all: readonly KeptObservation[]): KeptObservation[] {
  const byQuestion = new Map<string, Map<string, KeptObservation>>();
  for (const one of all) {
    const looks = byQuestion.get(questionOf(one)) ?? new Map<string, KeptObservation>();
    looks.set(`${one.time} ${one.from.port ?? ''}`, one);
    byQuestion.set(questionOf(one), looks);
  }
  const sorted = [...byQuestion]
    .sort(([a], [b]) => compare(a, b))
    .map(([, looks]) => [...looks.values()].sort((a, b) => compare(a.time, b.time)).slice(-KEPT_LOOKS));
  let over = sorted.reduce((sum, looks) => sum + looks.length, 0) - MOST_OBSERVATIONS;
  if (over <= 0) return sorted.flat();
  const dropped = new Set<KeptObservation>();
  const older = sorted.flatMap((looks) => looks.slice(0, -1));
  const newest = sorted.flatMap((looks) => looks.slice(-1));
  for (const part of [older, newest]) {
    for (const one of part.sort((a, b) => compare(a.time, b.time)).slice(0, Math.max(0, over))) {
      dropped.add(one);
      over--;
    }
  }
  return sorted.flat().filter((one) => !dropped.has(one));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function observationsIn(text: string): KeptObservation[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isObservation(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

const TEXTS = ['time', 'on', 'transport', 'evidence'] as const;
const OPTIONAL_TEXTS = ['task', 'flow', 'conversation', 'service', 'next', 'token', 'revision'] as const;

function isObservation(value: unknown): value is KeptObservation {
  const { kind, verdict, from, to, facts, hop, ...rest } = (value ?? {}) as Record<string, unknown>;
  return (
    (kind === 'probe' || kind === 'listen') &&
    VERDICTS.some((known) => known === verdict) &&
    TEXTS.every((key) => typeof rest[key] === 'string') &&
    OPTIONAL_TEXTS.every((key) => rest[key] === undefined || typeof rest[key] === 'string') &&
    [from, to, facts].every((part) => typeof part === 'object' && part !== null) &&
    (hop === undefined || (typeof hop === 'object' && hop !== null))
  );
}
