import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LONGEST_PLAN, readPlan } from './read-plan.ts';

it('PT6011: a text that is too large is not parsed', () => {
  const reading = readPlan('x'.repeat(LONGEST_PLAN + 1), 'f.json');
  expect('diagnostics' in reading && reading.diagnostics.map(({ code }) => code)).toEqual(['PT6011']);
});

it('says what is wrong, whatever the document is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(readPlan(text, 'f.json')).toHaveProperty('diagnostics');
    }),
  );
});
