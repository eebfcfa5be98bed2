import { expect, it } from 'vitest';
import { didYouMean } from './didYouMean.ts';

it.each([
  ['managment-point', 'management-point'],
  ['clinets', 'clients'],
  ['CLIENTS', 'clients'],
  ['p10', 'p01'],
  ['hsots', 'hosts'],
])('%s → %s', (word, meant) => {
  expect(didYouMean(word, ['management-point', 'clients', 'p01', 'hosts'])).toBe(meant);
});

it('gives nothing where nothing is near', () => {
  expect(didYouMean('zones', ['hosts', 'sites', 'clients'])).toBeUndefined();
  expect(didYouMean('', ['hosts'])).toBeUndefined();
  expect(didYouMean('x', [])).toBeUndefined();
});

it('takes the first of equally near ones', () => {
  expect(didYouMean('dp0', ['dp1', 'dp2'])).toBe('dp1');
});

it('gives up on a list that is too long to search, instead of taking forever', () => {
  function* many(): Generator<string> {
    for (let i = 0; i < 5_000_000; i++) yield `another-long-host-name-${i}`;
    yield 'another-long-host-nameX';
  }
  expect(() => didYouMean('another-long-host-nbme-x-x-x', many())).not.toThrow();
});
