import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName, uniqueFileNames } from './safe-file-name.ts';

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(
    '..',
    '.',
    '',
    '/etc/passwd',
    '..\\..\\x',
    'CON',
    'nul.nft',
    '-rf',
    '$(reboot)',
    'A',
    'a',
    'ä',
    'a.',
  ),
);

describe('safeFileName', () => {
  it.each([
    ['core', 'core'],
    ['../../etc/passwd', '__.._etc_passwd'],
    ['..', '_'],
    ['', '_'],
    ['NUL', '_NUL'],
    ['com1.x', '_com1.x'],
    ['-rf', '_rf'],
    ['a b', 'a_b'],
  ])('%j becomes %j', (from, to) => {
    expect(safeFileName(from)).toBe(to);
  });

  it('gives a plain name for anything', () => {
    fc.assert(
      fc.property(name, (any) => {
        expect(safeFileName(any)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,80}$/);
        expect(safeFileName(any)).not.toMatch(/\.$|^(con|nul)(\.|$)/i);
      }),
    );
  });
});

describe('uniqueFileNames', () => {
  it('tells names apart that look the same', () => {
    expect(uniqueFileNames(['a/b', 'a_b', 'A_B', 'c'])).toEqual(['a_b', 'a_b-2', 'A_B-3', 'c']);
  });

  it('never gives a name twice', () => {
    fc.assert(
      fc.property(fc.array(name), (names) => {
        const files = uniqueFileNames(names).map((file) => file.toLowerCase());
        expect(new Set(files).size).toBe(names.length);
      }),
    );
  });
});
