/** Rules that are left out because others permit their packets anyway. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Match } from '../../src/net/match.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { absorbRules } from '../../src/policy/absorb.ts';
import type { Rule } from '../../src/policy/model.ts';
import { holds } from '../algebra/cases.ts';
import { net } from '../rules/plan-kit.ts';

const NETWORKS = ['10.0.0.0/24', '10.0.0.0/25', '10.0.0.128/25', '10.0.0.7', 'fd00::/64', 'fd00::1'];
const PORTS = [
  [80, 80],
  [80, 443],
  [443, 443],
  [0, 65535],
  [81, 65535],
] as const;

const party = fc
  .subarray(NETWORKS, { minLength: 1, maxLength: 2 })
  .map((texts) => ({ name: texts.join('+'), networks: texts.map(net), fqdns: [] }));

const rule: fc.Arbitrary<Rule> = fc
  .record({
    from: fc.tuple(party),
    to: fc.tuple(party),
    transport: fc.constantFrom('tcp', 'tcp', 'tcp', 'tcp', 'tcp', 'udp', 'icmp'),
    ports: fc.subarray([...PORTS], { minLength: 1, maxLength: 2 }),
    phase: fc.constantFrom('always', 'always', 'install', 'on-demand'),
    window: fc.constantFrom(undefined, undefined, { until: '2027-01-31' }),
    direction: fc.constantFrom('in', 'in', 'in', 'in', 'out'),
    special: fc.oneof(
      { weight: 6, arbitrary: fc.constant('none') },
      { weight: 1, arbitrary: fc.constantFrom('program', 'service', 'cast', 'follows', 'tftp', 'rpc') },
    ),
  })
  .map(
    ({ window, ports, special, ...rest }): Rule => ({
      ...rest,
      id: '',
      action: 'permit',
      ports: rest.transport === 'icmp' ? [] : ports.map(([first, last]) => ({ first, last })),
      serviceNames: [],
      services: [special === 'tftp' ? 'tftp' : 'http'],
      origins: [],
      title: '',
      ...(window && { window }),
      ...(special === 'program' && { program: 'System' }),
      ...(special === 'service' && { windowsService: 'RpcSs' }),
      ...(special === 'cast' && { cast: 'multicast' as const }),
      ...(special === 'follows' && { follows: 'tftp' as const }),
      ...(special === 'rpc' && { rpc: 'dynamic' as const }),
    }),
  );

const rules = fc.array(rule, { maxLength: 8, size: 'max' }).map((list) =>
  list.map(
    (one, n): Rule => ({
      ...one,
      id: `r${n}`,
      origins: [{ flow: `flow ${n}`, conversation: `c${n}`, reverse: false }],
    }),
  ),
);

const matchOf = ({ from, to, transport, ports }: Rule): Match => ({
  sources: from.flatMap((p) => p.networks),
  destinations: to.flatMap((p) => p.networks),
  services:
    transport === 'icmp'
      ? [1, 58].map((n) => ({
          protocol: { first: n, last: n },
          source: { first: 0, last: 65535 },
          destination: { first: 0, last: 65535 },
        }))
      : ports.map((destination) => ({
          protocol: { first: transport === 'tcp' ? 6 : 17, last: transport === 'tcp' ? 6 : 17 },
          source: { first: 0, last: 65535 },
          destination,
        })),
});

const setOf = (list: readonly Rule[]): PacketSet => PacketSet.of(list.map(matchOf));
const timeOf = ({ phase, window }: Rule): string => JSON.stringify([phase, window]);
const ALWAYS = JSON.stringify(['always', undefined]);

/** Rules that hold at a time: those for it, and those for always. */
const at = (list: readonly Rule[], time: string): Rule[] =>
  list.filter((one) => timeOf(one) === time || timeOf(one) === ALWAYS);

const kindOf = ({ direction, transport, program, windowsService, cast, follows, rpc }: Rule): string =>
  JSON.stringify([direction, transport, program, windowsService, cast, follows, rpc]);

describe('absorbRules', () => {
  it('permits the same at every time, for every program, and loses no origin', async () => {
    let absorbed = 0;
    let together = 0;
    await holds(
      'absorbRules',
      600,
      fc.property(rules, (list) => {
        const kept = absorbRules(list);
        absorbed += list.length - kept.length;
        for (const kind of new Set(list.map(kindOf))) {
          const [own, left] = [list, kept].map((some) => some.filter((one) => kindOf(one) === kind)) as [
            Rule[],
            Rule[],
          ];
          for (const time of [...new Set(own.map(timeOf)), ALWAYS])
            expect(setOf(at(left, time)).equals(setOf(at(own, time)))).toBe(true);
        }
        for (const one of list) {
          const flow = one.origins[0]?.flow as string;
          const by = kept.filter(({ origins }) => origins.some((origin) => origin.flow === flow));
          // Whoever closes every rule that does not name the flow leaves it open.
          expect(
            setOf(at(by, timeOf(one)).filter((r) => kindOf(r) === kindOf(one))).contains(setOf([one])),
          ).toBe(true);
          if (by.length > 1) together++;
        }
        expect(absorbRules(kept).map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
        for (const one of list) if (one.cast || one.follows) expect(kept).toContain(one);
      }),
      0.3,
    );
    expect(absorbed).toBeGreaterThan(50);
    expect(together).toBeGreaterThan(0);
  });

  it('names what the rules that stand in serve, too', () => {
    const [wide, narrow] = [80, 443].map(
      (port, n): Rule => ({
        id: `r${n}`,
        action: 'permit',
        direction: 'forward',
        from: [{ name: 'campus', networks: [net(n === 0 ? '10.1.0.0/16' : '10.1.0.0/24')], fqdns: [] }],
        to: [{ name: 'mp01', networks: [net('10.0.0.1')], fqdns: [] }],
        transport: 'tcp',
        ports: [{ first: n === 0 ? 0 : port, last: n === 0 ? 65535 : port }],
        serviceNames: [],
        services: [n === 0 ? 'all' : 'https'],
        phase: 'always',
        origins: [{ flow: `f${n}`, conversation: 'c', reverse: false }],
        title: '',
      }),
    ) as [Rule, Rule];
    expect(absorbRules([narrow, wide])).toEqual([
      { ...wide, services: ['all', 'https'], origins: [...wide.origins, ...narrow.origins] },
    ]);
  });
});
