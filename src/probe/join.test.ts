import { describe, expect, it } from 'vitest';
import type { Observation } from '../plan/observation.ts';
import { joinObservations } from './join.ts';

const TOKEN = '0123456789abcdef';

function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
}

function probe(part: Partial<Observation> = {}): Observation {
  return {
    time: at(10),
    kind: 'probe',
    on: 'cm01',
    task: 'task',
    transport: 'udp',
    from: { name: 'cm01', address: '10.0.0.1', port: 40_000 },
    to: { name: 'dp01', address: '10.0.0.9', port: 69 },
    verdict: 'unproven',
    evidence: 'No answer',
    facts: {},
    milliseconds: 100,
    token: TOKEN,
    ...part,
  };
}

function record(part: Partial<Observation> = {}): Observation {
  return {
    time: at(10),
    kind: 'listen',
    on: 'dp01',
    transport: 'udp',
    from: { address: '10.0.0.1', port: 40_001 },
    to: { name: 'dp01', port: 69 },
    verdict: 'listener',
    evidence: 'A datagram came',
    facts: { state: 'came' },
    token: TOKEN,
    ...part,
  };
}

function state(state: string, seconds: number, port = 69): Observation {
  const { token: _, ...rest } = record({ time: at(seconds), from: {}, to: { name: 'dp01', port } });
  return { ...rest, facts: { state } };
}

function only(...observations: readonly Observation[]): Observation | undefined {
  const { observations: joined } = joinObservations(observations);
  expect(joined).toHaveLength(1);
  return joined[0];
}

describe('joining both ends', () => {
  it('knows a datagram whose answer didn’t come back, by the token or by both ends’ ports', () => {
    const found = { verdict: 'filtered', facts: { bothEnds: 'sent and received' } };
    expect(only(probe(), record())).toMatchObject(found);
    const { token: _, ...untold } = record({ from: { address: '10.0.0.1', port: 40_000 } });
    expect(only(probe(), untold)).toMatchObject(found);
  });

  it('leaves a verdict that both ends agree on, and says how the sender was seen', () => {
    const joined = only(probe({ verdict: 'listener' }), record({ from: { address: '172.16.0.1', port: 5 } }));
    expect(joined).toMatchObject({
      verdict: 'listener',
      facts: { seenAs: '172.16.0.1 port 5', translated: '10.0.0.1 to 172.16.0.1' },
    });
  });

  it('proves a drop only where the clocks are known and the port was open', () => {
    const spoke = [
      probe({ task: 'other', token: 'a', verdict: 'listener' }),
      record({ token: 'a', time: at(10) }),
    ];
    const silent = probe({ token: 'b', to: { name: 'dp01', port: 53 } });
    const verdictOf = (...more: readonly Observation[]): string | undefined =>
      joinObservations([silent, ...more]).observations.find(({ task }) => task === 'task')?.verdict;
    expect(verdictOf(...spoke, state('listening', 1, 53), state('closed', 60, 53))).toBe('filtered');
    expect(verdictOf(...spoke, state('listening', 20, 53), state('closed', 60, 53))).toBe('unproven');
    expect(verdictOf(...spoke, state('listening', 1, 53), state('closed', 5, 53))).toBe('unproven');
    expect(verdictOf(...spoke)).toBe('unproven');
    expect(verdictOf(state('listening', 1, 53), state('closed', 60, 53))).toBe('unproven');
  });

  it('reckons with clocks that differ', () => {
    const hour = 3600;
    const spoke = [
      probe({ task: 'other', token: 'a', verdict: 'listener' }),
      record({ token: 'a', time: at(hour + 10) }),
    ];
    const silent = probe({ token: 'b', to: { name: 'dp01', port: 53 } });
    const open = [state('listening', hour + 1, 53), state('closed', hour + 60, 53)];
    expect(joinObservations([silent, ...spoke, ...open]).observations[0]?.verdict).toBe('filtered');
    expect(
      joinObservations([silent, ...spoke, state('listening', 1, 53), state('closed', 60, 53)]).observations[0]
        ?.verdict,
    ).toBe('unproven');
  });

  it('takes the latest of several probes, and names tasks that the plan hasn’t', () => {
    const later = probe({ time: at(20), verdict: 'open' });
    expect(only(later, probe())?.verdict).toBe('open');
    expect(joinObservations([probe()], () => false)).toEqual({ observations: [], unknown: ['task'] });
  });

  it('does not take the record of another host', () => {
    expect(only(probe(), record({ on: 'dp02' }))?.verdict).toBe('unproven');
  });
});
