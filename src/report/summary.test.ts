import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlan, SAMPLE } from '../../test/report/sample-plan.ts';
import { displayWidth } from '../diagnostics/visible.ts';
import { planSummary } from './summary.ts';
import { NARROWEST } from './table.ts';

describe('planSummary', () => {
  it('tells how much, between whom, through what, when, and what to look at', () => {
    const next = [{ command: 'portolan plan', gives: 'every flow' }];
    expect(planSummary(SAMPLE, { width: 100, next })).toMatchInlineSnapshot(`
      "Contoso: the ports that Configuration Manager 2509 needs
      3 flows, or 9 rows of one network to another on one service

      Who starts talking to whom
        site-server → distribution-point  3 flows  tcp 80,443,445,49152-65535  ping

      Through which filters
        core                  2 flows  8 rows
        edge                  1 flow   2 rows
        none (inside a zone)  1 flow   1 row

      When
        always            2 services
        while installing  1 service
        on demand         1 service

      Look twice at
        - 1 flow with more than 256 ports through core: a narrower RPC range (rpc: on a host) makes it
          less

      Next
        portolan plan  every flow
      "
    `);
  });

  it('stays inside of the width, whatever the names hold', () => {
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: 1, max: 200 }), (plan, width) => {
        for (const line of planSummary(plan, { width }).split('\n')) {
          expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, NARROWEST));
        }
      }),
    );
  });
});
