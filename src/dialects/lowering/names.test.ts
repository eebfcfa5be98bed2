import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Names } from './names.ts';

const rules = {
  longest: 12,
  illegal: /[^A-Za-z0-9._-]/,
  start: { legal: /^[A-Za-z]/, prefix: 'n-' },
  reserved: new Set(['any']),
  ignoresCase: true,
};

it('keeps what is legal, and marks what had to be changed', () => {
  const names = new Names(rules);
  expect(['mp01', '10.0.0.1', 'Zürich', 'a-very-long-name'].map((wish) => names.take(wish))).toEqual([
    'mp01',
    'n-10.0.0.1',
    expect.stringMatching(/^Z_ric-[0-9a-f]{6}$/),
    expect.stringMatching(/^a-ver-[0-9a-f]{6}$/),
  ]);
});

it('gives no name twice, nor one that is reserved', () => {
  const names = new Names(rules);
  expect(['mp01', 'MP01', 'mp01', 'any'].map((wish) => names.take(wish))).toEqual([
    'mp01',
    'MP01-2',
    'mp01-3',
    'any-2',
  ]);
});

it('gives legal names whatever is wished', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }), (wishes) => {
      const names = new Names(rules);
      const given = wishes.map((wish) => names.take(wish));
      for (const name of given) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9._-]{0,11}$/);
      expect(new Set(given.map((name) => name.toLowerCase())).size).toBe(given.length);
    }),
  );
});

it('marks names with what the vendor takes', () => {
  const names = new Names({ longest: 12, illegal: /[^A-Za-z0-9_]/, separator: '_' });
  expect(['tcp-80', 'mp01', 'mp01'].map((wish) => names.take(wish))).toEqual([
    expect.stringMatching(/^tcp_8_[0-9a-f]{6}$/),
    'mp01',
    'mp01_2',
  ]);
});
