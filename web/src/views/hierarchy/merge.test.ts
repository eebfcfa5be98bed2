import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alike, sideBySide } from './line-diff.ts';
import { MARKERS, mergeTexts } from './merge.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 });

/** Length of a longest common subsequence, the slow way. */
function longest(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    let corner = 0;
    for (const [j, y] of b.entries()) {
      const above = row[j + 1] ?? 0;
      row[j + 1] = x === y ? corner + 1 : Math.max(above, row[j] ?? 0);
      corner = above;
    }
  }
  return row.at(-1) ?? 0;
}

describe('alike', () => {
  it('finds a longest common subsequence', () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const pairs = alike(a, b);
        expect(pairs.length).toBe(longest(a, b));
        for (const [i, [x, y]] of pairs.entries()) {
          expect(a[x]).toBe(b[y]);
          const next = pairs[i + 1];
          if (next) expect(next[0] > x && next[1] > y).toBe(true);
        }
      }),
    );
  });
});

describe('sideBySide', () => {
  it('has every line of both sides once, in order', () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const rows = sideBySide(a.join('\n'), b.join('\n'));
        expect(rows.flatMap((r) => (r.left ? [r.left.text] : [])).join('\n')).toBe(a.join('\n'));
        expect(rows.flatMap((r) => (r.right ? [r.right.text] : [])).join('\n')).toBe(b.join('\n'));
      }),
    );
  });
});

describe('mergeTexts', () => {
  const base = 'a\nb\nc\nd\ne\n';

  it('takes changes of both sides', () => {
    expect(mergeTexts(base, 'a\nB\nc\nd\ne\n', 'a\nb\nc\nd\nE\nf\n')).toEqual({
      text: 'a\nB\nc\nd\nE\nf\n',
      conflicts: 0,
    });
  });

  it('keeps both where they contradict each other', () => {
    const { text, conflicts } = mergeTexts(base, 'a\nB\nc\nd\ne\n', 'a\nX\nc\nd\ne\n');
    expect(conflicts).toBe(1);
    expect(text).toBe(`a\n${MARKERS.mine}\nB\n${MARKERS.between}\nX\n${MARKERS.theirs}\nc\nd\ne\n`);
  });

  it('loses no line that a side has written, whatever both did', () => {
    const written = (prefix: string) =>
      fc.array(
        fc.oneof(
          fc.constantFrom('a', 'b', 'c'),
          fc.nat(9).map((n) => `${prefix}${n}`),
        ),
        { maxLength: 10 },
      );
    fc.assert(
      fc.property(lines, written('m'), written('t'), (old, mine, theirs) => {
        const { text } = mergeTexts(old.join('\n'), mine.join('\n'), theirs.join('\n'));
        const merged = text.split('\n');
        for (const line of [...mine, ...theirs]) if (/\d/.test(line)) expect(merged).toContain(line);
      }),
    );
  });

  it('is the other side where one changed nothing', () => {
    fc.assert(
      fc.property(lines, lines, (old, other) => {
        const [a, b] = [old.join('\n'), other.join('\n')];
        expect(mergeTexts(a, a, b)).toEqual({ text: b, conflicts: 0 });
        expect(mergeTexts(a, b, a)).toEqual({ text: b, conflicts: 0 });
      }),
    );
  });
});
