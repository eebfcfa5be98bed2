import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truncateBytes, visible, visibleAscii } from './plain-text.ts';

describe('visible', () => {
  it('shows line ends, controls and direction marks instead of obeying them', () => {
    expect(visible('a\nb\r\u2028c\u202ed\u0000')).toBe('a\\u{a}b\\u{d}\\u{2028}c\\u{202e}d\\u{0}');
  });
  it('keeps letters of every script', () => {
    expect(visible('München 東京')).toBe('München 東京');
  });
  it('replaces half of a surrogate pair', () => {
    expect(visible('a\ud800b')).toBe('a\ufffdb');
  });
  it('leaves printable ASCII only, where asked', () => {
    expect(visibleAscii('Zürich ’x’ 😀')).toBe('Z\\u{fc}rich \\u{2019}x\\u{2019} \\u{1f600}');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[ -~]*$/.test(visibleAscii(text))));
  });
});

describe('truncateBytes', () => {
  it('never cuts a character in two and never exceeds the limit', () => {
    expect(truncateBytes('ääää', 7)).toBe('ää...');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, limit) => {
        const cut = truncateBytes(text, limit);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit);
        if (cut !== text) expect(text.startsWith(cut.slice(0, -3))).toBe(true);
      }),
    );
  });
});
