/** Lines that are alike in two texts, as pairs of positions, in order: a longest common subsequence (Myers). */
export function alike(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < head; i++) pairs.push([i, i]);
  for (const [i, j] of middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)))
    pairs.push([i + head, j + head]);
  for (let i = tail; i > 0; i--) pairs.push([a.length - i, b.length - i]);
  return pairs;
}

/** Beyond this many edits two texts are shown as replaced: nobody reads such a difference line by line. */
const MOST_EDITS = 1000;

function middle(a: readonly string[], b: readonly string[]): [number, number][] {
  const traces: Map<number, number>[] = [];
  let ends = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, MOST_EDITS); edits++) {
    traces.push(ends);
    const next = new Map(ends);
    for (let k = -edits; k <= edits; k += 2) {
      let x = isDown(ends, k, edits) ? (ends.get(k + 1) ?? 0) : (ends.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(traces, a.length, b.length);
    }
    ends = next;
  }
  return [];
}

/** Whether the furthest way to a diagonal came by an insertion. */
function isDown(ends: ReadonlyMap<number, number>, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && (ends.get(k - 1) ?? -1) < (ends.get(k + 1) ?? -1));
}

function walkBack(traces: readonly Map<number, number>[], m: number, n: number): [number, number][] {
  const pairs: [number, number][] = [];
  let x = m;
  let y = n;
  for (let edits = traces.length - 1; edits >= 0; edits--) {
    const ends = traces[edits] ?? new Map<number, number>();
    const k = x - y;
    const before = isDown(ends, k, edits) ? k + 1 : k - 1;
    const fromX = ends.get(before) ?? 0;
    const fromY = fromX - before;
    while (x > fromX && y > fromY) pairs.push([--x, --y]);
    x = fromX;
    y = fromY;
  }
  return pairs.reverse();
}

export interface DiffRow {
  readonly kind: 'same' | 'changed';
  /** Line numbers from 1, absent where that side has no such line. */
  readonly left?: { readonly line: number; readonly text: string };
  readonly right?: { readonly line: number; readonly text: string };
}

/** Two texts side by side: what is alike stands beside each other. */
export function sideBySide(left: string, right: string): DiffRow[] {
  const [a, b] = [left.split('\n'), right.split('\n')];
  const rows: DiffRow[] = [];
  let [i, j] = [0, 0];
  const upTo = (x: number, y: number): void => {
    while (i < x || j < y) {
      rows.push({
        kind: 'changed',
        ...(i < x && { left: { line: i + 1, text: a[i] ?? '' } }),
        ...(j < y && { right: { line: j + 1, text: b[j] ?? '' } }),
      });
      if (i < x) i++;
      if (j < y) j++;
    }
  };
  for (const [x, y] of alike(a, b)) {
    upTo(x, y);
    rows.push({
      kind: 'same',
      left: { line: x + 1, text: a[x] ?? '' },
      right: { line: y + 1, text: b[y] ?? '' },
    });
    [i, j] = [x + 1, y + 1];
  }
  upTo(a.length, b.length);
  return rows;
}
