import { describe, expect, it } from 'vitest';
import { Memo } from './memo.ts';
import { type Resolved, surely } from './resolved.ts';

const ALL = [0, 1, 2];

/** Groups of numbers and of other groups. */
function ask(groups: Readonly<Record<string, readonly (number | string)[]>>, name: string): Resolved<number> {
  const memo = new Memo(100, () => undefined);
  const named = (key: string, depth: number): Resolved<number> =>
    memo.once(key, `the group "${key}"`, ALL, depth, () => {
      const parts = (groups[key] ?? []).map((item) =>
        typeof item === 'number' ? surely([item]) : named(item, depth + 1),
      );
      return {
        sure: parts.flatMap((part) => part.sure),
        unsure: parts.flatMap((part) => part.unsure),
        depends: parts.flatMap((part) => part.depends),
      };
    });
  return named(name, 0);
}

describe('names in names', () => {
  it('are certain where nothing is unknown', () => {
    expect(ask({ a: [0, 'b'], b: [1] }, 'a')).toEqual({ sure: [0, 1], unsure: [], depends: [] });
  });

  it('are not certain where one holds itself', () => {
    const { sure, unsure, depends } = ask({ a: [0, 'b'], b: [1, 'a'] }, 'a');
    expect([sure, unsure]).toEqual([[0, 1], ALL]);
    expect(depends.map((reason) => reason.text)).toEqual(['the group "a", which holds itself']);
  });

  it('are not followed for ever', () => {
    const chain = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`g${i}`, [`g${i + 1}`]]));
    const { sure, depends } = ask(chain, 'g0');
    expect(sure).toEqual([]);
    expect(depends.map((reason) => reason.text)).toEqual([
      'the group "g33", which stands too deep in others',
    ]);
  });

  it('hold no more members than a bound, and that is said once', () => {
    let said = 0;
    const memo = new Memo(10, () => said++);
    expect([4, 6, 1, 1].map((count) => memo.afford(count))).toEqual([true, true, false, false]);
    expect(said).toBe(1);
  });
});
