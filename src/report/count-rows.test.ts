import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyPlan } from '../../test/report/sample-plan.ts';
import { flowRows } from '../plan/rows.ts';
import { countRows } from './count-rows.ts';

it('counts as many rows as there are', () => {
  fc.assert(
    fc.property(anyPlan, ({ flows }) => {
      for (const flow of flows) expect(countRows(flow)).toBe([...flowRows(flow)].length);
    }),
  );
});
