import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identifier } from './identifier.ts';

it('keeps what nft accepts', () => {
  expect(identifier('dp-01.contoso_com', 40)).toBe('dp-01.contoso_com');
  expect(identifier('10', 40)).toBe('n_10');
});

it('marks what it changed, so that two names stay two', () => {
  expect(identifier('dp 01', 40)).toMatch(/^dp_01_[0-9a-f]{6}$/);
  expect(identifier('dp 01', 40)).not.toBe(identifier('dp/01', 40));
});

it('always fits and starts with a letter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      expect(identifier(name, 40)).toMatch(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/);
    }),
  );
});
