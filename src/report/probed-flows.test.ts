import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/load.ts';
import { readHierarchy } from '../hierarchy/read.ts';
import type { KeptObservation } from '../plan/kept-observation.ts';
import type { Verdict } from '../plan/observation.ts';
import { planFlows } from '../plan/plan.ts';
import { probesOf } from '../probe/tasks.ts';
import { flowStates } from './flow-states.ts';
import { observationsPage } from './observations-page.ts';
import { probedFlows } from './probed-flows.ts';

const catalog = loadCatalog();
const text = readFileSync(new URL('../../examples/branch/hierarchy.yaml', import.meta.url), 'utf8');
const { hierarchy, place } = readHierarchy(text, 'hierarchy.yaml', catalog);
if (!hierarchy) throw new Error('the example has errors');
const plan = planFlows({ hierarchy, place }, catalog);

/** A flow from cm1 to dc1 with several tasks. */
const flow = plan.flows.find(
  ({ id }) => [...probesOf(plan, hierarchy, { flows: [id], from: 'cm1' })].length > 2,
)?.id;
if (flow === undefined) throw new Error('there is none');
const tasks = [...probesOf(plan, hierarchy, { flows: [flow] })];

const seen = (i: number, verdict: Verdict, more: Partial<KeptObservation> = {}): KeptObservation => ({
  time: '2026-11-28T20:00:00.000Z',
  kind: 'probe',
  on: 'cm1',
  task: tasks[i]?.id ?? '',
  flow,
  service: tasks[i]?.service ?? '',
  transport: tasks[i]?.transport ?? 'tcp',
  from: { name: 'cm1', address: '192.168.10.20', port: 40_000 + i },
  to: { name: 'dc1', address: '192.168.10.10', port: tasks[i]?.port ?? 0 },
  verdict,
  evidence: `it is ${verdict}`,
  facts: {},
  revision: 'now',
  ...more,
});
const all = (verdict: Verdict): KeptObservation[] => tasks.map((_, i) => seen(i, verdict));
const stateOf = (observations: readonly KeptObservation[]) =>
  probedFlows(plan, hierarchy, observations, 'now').get(flow);

describe('probedFlows', () => {
  it('is open where all of it is, and partly where not all was asked', () => {
    expect(stateOf(all('open'))).toEqual({ state: 'open', findings: [] });
    expect(stateOf(all('listener'))?.state).toBe('open');
    expect(stateOf(all('open').slice(1))).toMatchObject({ state: 'open', partly: true });
  });

  it.each(['filtered', 'rejected', 'intercepted'] as const)('is blocked by one that is %s', (verdict) => {
    const found = stateOf([...all('open').slice(1), seen(0, verdict)]);
    expect(found).toMatchObject({ state: 'blocked', findings: [{ code: verdict }] });
  });

  it('is unproven where nothing speaks against it, and no state where no firewall does', () => {
    expect(stateOf([...all('open').slice(1), seen(0, 'unproven')])?.state).toBe('unproven');
    for (const verdict of ['refused', 'other', 'unresolved', 'failed'] as const) {
      const found = stateOf([...all('open').slice(1), seen(0, verdict)]);
      expect(found?.state).toBeUndefined();
      expect(found?.findings).toHaveLength(1);
    }
  });

  it('goes by the newest look, and knows when it is of another hierarchy', () => {
    const later = seen(0, 'open', { time: '2026-11-28T21:00:00.000Z' });
    expect(stateOf([later, seen(0, 'filtered')])?.state).toBe('open');
    expect(stateOf([seen(0, 'open', { revision: 'before' })])).toMatchObject({ stale: true });
  });

  it('comes before what a configuration seems to say, but not before what it lacks', () => {
    const of = (observations: readonly KeptObservation[]) =>
      flowStates(plan, hierarchy, [], () => true, probedFlows(plan, hierarchy, observations, 'now'));
    expect(of(all('open')).flows[flow]).toEqual({ state: 'open', probed: true });
    expect(of([seen(0, 'filtered')]).counts.blocked).toBe(1);
    expect(of([seen(0, 'refused')]).flows[flow]).toMatchObject({ state: 'planned', probed: true });
  });
});

describe('observationsPage', () => {
  const page = (observations: readonly KeptObservation[], filter = {}) =>
    observationsPage(observations, 'now', filter, { offset: 0, limit: 10 });

  it('tells the worst first, with the verdict before', () => {
    const later = { time: '2026-11-28T21:00:00.000Z' };
    const found = page([seen(0, 'open'), seen(0, 'filtered', later), seen(1, 'open'), seen(2, 'refused')]);
    expect(found.observations.map(({ verdict }) => verdict)).toEqual(['filtered', 'refused', 'open']);
    expect(found.observations[0]?.before?.verdict).toBe('open');
    expect(found.targets).toMatchObject([{ name: 'dc1', total: 3, fine: 1 }]);
    expect(page([seen(0, 'open'), seen(1, 'filtered')], { fine: false }).total).toBe(1);
  });

  it('tells an answer that several flows need once', () => {
    const found = page([seen(0, 'open'), seen(0, 'open', { task: 'other', flow: 'another' })]);
    expect(found.total).toBe(1);
    expect(found.observations[0]?.also).toEqual([{ flow: 'another' }]);
    expect(found.targets[0]?.total).toBe(2);
  });
});
