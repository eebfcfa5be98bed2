import { alike } from './line-diff.ts';

export interface Merged {
  readonly text: string;
  /** How many places both sides changed in different ways: both versions stand there, between markers. */
  readonly conflicts: number;
}

/** Markers as git's: no YAML parser takes them, so that none is forgotten. */
export const MARKERS = { mine: '<<<<<<< yours', between: '=======', theirs: '>>>>>>> saved' } as const;

/** Changes of both sides to one text; where they contradict each other, both are kept. */
export function mergeTexts(base: string, mine: string, theirs: string): Merged {
  const [old, left, right] = [base.split('\n'), mine.split('\n'), theirs.split('\n')];
  const inLeft = new Map(alike(old, left));
  const inRight = new Map(alike(old, right));
  const lines: string[] = [];
  let conflicts = 0;
  let [o, l, r] = [0, 0, 0];
  const upTo = (toOld: number, toLeft: number, toRight: number): void => {
    const [was, ours, other] = [old.slice(o, toOld), left.slice(l, toLeft), right.slice(r, toRight)];
    if (same(ours, was)) lines.push(...other);
    else if (same(other, was) || same(ours, other)) lines.push(...ours);
    else {
      conflicts++;
      lines.push(MARKERS.mine, ...ours, MARKERS.between, ...other, MARKERS.theirs);
    }
    [o, l, r] = [toOld, toLeft, toRight];
  };
  for (let i = 0; i < old.length; i++) {
    const [x, y] = [inLeft.get(i), inRight.get(i)];
    if (x === undefined || y === undefined) continue;
    upTo(i, x, y);
    lines.push(old[i] ?? '');
    [o, l, r] = [i + 1, x + 1, y + 1];
  }
  upTo(old.length, left.length, right.length);
  return { text: lines.join('\n'), conflicts };
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}
