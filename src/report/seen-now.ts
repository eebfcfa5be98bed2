import { type KeptObservation, newestOf } from '../plan/kept-observation.ts';
import { joinObservations } from '../probe/join.ts';

const known = new WeakMap<readonly KeptObservation[], readonly KeptObservation[]>();

/**
 * The newest look at each question from each place, joined with what listeners at the other ends wrote down. Records of
 * listeners by themselves tell nothing of a task and are left out.
 */
export function seenNow(kept: readonly KeptObservation[]): readonly KeptObservation[] {
  const found = known.get(kept);
  if (found) return found;
  const records = kept.filter(({ kind }) => kind === 'listen');
  const byPlace = new Map<string, KeptObservation[]>();
  for (const one of newestOf(kept.filter(({ kind }) => kind === 'probe'))) {
    const own = byPlace.get(one.on);
    if (own) own.push(one);
    else byPlace.set(one.on, [one]);
  }
  // A joined observation is its probe's with another verdict: what else the probe's had is still there.
  const seen = [...byPlace.values()].flatMap(
    (own) => joinObservations([...own, ...records]).observations as readonly KeptObservation[],
  );
  known.set(kept, seen);
  return seen;
}
