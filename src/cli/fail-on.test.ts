import { describe, expect, it } from 'vitest';
import { exitFor } from './fail-on.ts';

const found = (...severities: ('error' | 'warning' | 'note')[]) =>
  severities.map((severity) => ({ severity }));

describe('exitFor', () => {
  it.each([
    [undefined, ['warning'], 1],
    [undefined, ['note'], 0],
    ['error', ['warning', 'note'], 0],
    ['error', ['note', 'error'], 1],
    ['note', ['note'], 1],
    ['never', ['error', 'warning', 'note'], 0],
    ['note', [], 0],
  ] as const)('--fail-on %s with %j: %i', (from, severities, code) => {
    const options = from === undefined ? {} : { 'fail-on': from };
    expect(exitFor(found(...severities), { positionals: [], options })).toBe(code);
  });
});
