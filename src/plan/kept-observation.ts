import type { Observation } from './observation.ts';

/** An observation as a workspace keeps it. */
export interface KeptObservation extends Observation {
  /** Revision of the hierarchy that was asked about; absent where that isn't known, as of files from elsewhere. */
  readonly revision?: string;
}

/** What is asked again and again: the same task seen from the same host, or the same arrival there. */
export function questionOf({ kind, on, task, transport, from, to }: Observation): string {
  if (task !== undefined) return JSON.stringify([kind, on, task, to.address ?? '']);
  return JSON.stringify([kind, on, transport, from.address ?? '', to.address ?? '', to.port ?? 0]);
}

/** The newest look at each question, in the order in which they come first. */
export function newestOf<T extends Observation>(observations: Iterable<T>): T[] {
  const newest = new Map<string, T>();
  for (const one of observations) {
    const key = questionOf(one);
    const known = newest.get(key);
    if (!known || known.time <= one.time) newest.set(key, one);
  }
  return [...newest.values()];
}
