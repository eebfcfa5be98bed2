/**
 * Runs properties with a fixed seed each: a few thousand cases in all by `npm test`, many more by
 * `npm run test:long`, which also has every property's count written down.
 */
import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

/** How many times more cases than usual; see scripts/test-long.ts. */
const TIMES: number = Number(process.env.PORTOLAN_LONG ?? 1);
/** Where counts are written to, one JSON object a line. */
const COUNTS: string | undefined = process.env.PORTOLAN_CASES;
const SEED: number = Number(process.env.PORTOLAN_SEED ?? 0);

/** Cases between two rests, in which the runner's own messages get through. */
const CHUNK = 2000;

/** A property's count, as `npm run test:long` reads it. */
export interface CaseCount {
  readonly property: string;
  readonly cases: number;
}

/**
 * Makes sure that a property holds for `runs` cases (times the environment's factor); the failure is a small one.
 * @param share of the factor, less than 1 where a case takes long; there are never less cases than `runs`.
 */
export async function holds<T>(
  name: string,
  runs: number,
  property: fc.IRawProperty<T>,
  share = 1,
): Promise<void> {
  const wanted = Math.ceil(runs * Math.max(TIMES * share, Math.min(1, TIMES)));
  let done = 0;
  for (let chunk = 0; done < wanted; chunk++) {
    const numRuns = Math.min(CHUNK, wanted - done);
    const outcome = fc.check(property as fc.IProperty<T>, { seed: seedOf(name) + chunk, numRuns });
    if (outcome.failed)
      throw new Error(`${name}\n${fc.defaultReportMessage(outcome)}`, { cause: outcome.errorInstance });
    done += outcome.numRuns;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (COUNTS)
    appendFileSync(COUNTS, `${JSON.stringify({ property: name, cases: done } satisfies CaseCount)}\n`);
}

function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 1) + SEED;
}
