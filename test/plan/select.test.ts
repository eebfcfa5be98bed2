import { describe, expect, it } from 'vitest';
import type { FlowRow } from '../../src/plan/model.ts';
import { planRows } from '../../src/plan/rows.ts';
import { type Selection, selectFlows } from '../../src/plan/select.ts';
import { fixture, planOf } from './plan-of.ts';

const { plan } = planOf(fixture('everything.yaml'));
const key = (r: FlowRow): string =>
  [
    r.flow.conversation.id,
    r.flow.reverse,
    r.from.name,
    r.source?.text,
    r.to.name,
    r.destination?.text,
    r.service.service.id,
  ].join(' ');

/** Selecting flows gives exactly the rows that trying every row gives. */
function expectRows(selection: Selection, fits: (row: FlowRow) => boolean): void {
  const selected = [...planRows(selectFlows(plan, selection))].map(key).sort();
  const expected = [...planRows(plan)].filter(fits).map(key).sort();
  expect(expected.length).toBeGreaterThan(0);
  expect(selected).toEqual(expected);
}

describe('selectFlows keeps exactly the rows', () => {
  it.each(['mp', 'clients', 'dc', 'sql', 'many'])('of %s', (end) => {
    expectRows({ end }, (r) => r.from.name === end || r.to.name === end);
  });

  it('of a phase', () => {
    expectRows({ phases: ['on-demand'] }, (r) => r.service.phase === 'on-demand');
  });

  it('of a zone', () => {
    expectRows({ zone: 'internet' }, (r) => r.from.zone === 'internet' || r.to.zone === 'internet');
  });

  it('of a role', () => {
    const { initiator, responder } = { initiator: 'sms-provider', responder: 'sms-provider' };
    expectRows(
      { role: initiator },
      (r) => r.flow.conversation.initiator === initiator || r.flow.conversation.responder === responder,
    );
  });

  it('of all that is asked at once', () => {
    expectRows(
      { end: 'mp', role: 'management-point', phases: ['always'] },
      (r) =>
        [r.from.name, r.to.name].includes('mp') &&
        [r.flow.conversation.initiator, r.flow.conversation.responder].includes('management-point') &&
        r.service.phase === 'always',
    );
  });
});
