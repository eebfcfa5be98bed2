import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, visible } from '../diagnostics/visible.ts';
import { pad, truncate, wrap } from './display-width.ts';

const text = fc.string({ unit: 'binary', maxLength: 60 }).map(visible);

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['サーバー', 8],
    ['e\u0301', 1],
    ['Ü', 1],
    ['👍', 2],
    ['한글', 4],
    ['', 0],
  ] as const)('%s takes %i cells', (of, cells) => {
    expect(displayWidth(of)).toBe(cells);
  });
});

describe('visible', () => {
  it.each([
    ['a\nb', 'a␊b'],
    ['\u001b[31m', '␛[31m'],
    ['\u007f', '␡'],
    ['\u0085', '\\u{85}'],
    ['a\u202eb', 'a\\u{202e}b'],
    ['\ud800', '\ufffd'],
    ['サーバー', 'サーバー'],
  ])('%j becomes %j', (of, shown) => {
    expect(visible(of)).toBe(shown);
  });
});

describe('truncate, wrap and pad', () => {
  it('stay inside of their width', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (of, width) => {
        expect(displayWidth(truncate(of, width))).toBeLessThanOrEqual(width);
        for (const line of wrap(of, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(displayWidth(pad(truncate(of, width), width))).toBe(width);
      }),
    );
  });

  it('lose no character that is no blank', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (of, width) => {
        const bare = (s: string): string => s.replace(/ /g, '');
        expect(bare(wrap(of, width).join(''))).toBe(bare(of));
      }),
    );
  });

  it('break at blanks and behind commas', () => {
    expect(wrap('80,443,10123', 7)).toEqual(['80,443,', '10123']);
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  });
});
