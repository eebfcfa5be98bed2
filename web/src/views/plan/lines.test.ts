import { describe, expect, it } from 'vitest';
import { linesOf, REACHABLE } from './lines.ts';

const GROUPS = [
  { value: 'a', label: 'a', count: 2, first: 0 },
  { value: 'b', label: 'b', count: 1, first: 2 },
  { value: 'c', label: 'c', count: 3, first: 3 },
];

function told(folded: readonly string[]): string[] {
  const lines = linesOf(6, GROUPS, new Set(folded));
  return Array.from({ length: lines.count }, (_, index) => {
    const line = lines.at(index);
    return line.kind === 'group' ? `${line.group.value}${line.folded ? ' folded' : ''}` : String(line.row);
  });
}

describe('linesOf', () => {
  it('is one line a row without groups', () => {
    const lines = linesOf(500_000, undefined, new Set());
    expect(lines.count).toBe(500_000);
    expect(lines.at(499_999)).toEqual({ kind: 'row', row: 499_999 });
  });

  it('puts a heading before the rows of each group', () => {
    expect(told([])).toEqual(['a', '0', '1', 'b', '2', 'c', '3', '4', '5']);
  });

  it('leaves out the rows of folded groups', () => {
    expect(told(['a', 'c'])).toEqual(['a folded', 'b', '2', 'c folded']);
  });

  it('has no more lines than a browser can scroll to', () => {
    expect(linesOf(5_862_793, undefined, new Set()).count).toBe(REACHABLE);
    const groups = [{ value: 'tcp', label: 'tcp', count: 5_000_000, first: 0 }];
    expect(linesOf(5_000_000, groups, new Set()).count).toBe(REACHABLE);
    expect(linesOf(5_000_000, groups, new Set(['tcp'])).count).toBe(1);
  });
});
