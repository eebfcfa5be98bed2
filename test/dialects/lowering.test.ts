/** The shared lowering: whatever a language can do, the terms together are the policy. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../src/dialects/dialect.ts';
import { Names } from '../../src/dialects/lowering/names.ts';
import { objectsOf } from '../../src/dialects/lowering/objects.ts';
import type { Side, Term } from '../../src/dialects/lowering/term.ts';
import { termsOf } from '../../src/dialects/lowering/terms.ts';
import {
  ANY_ADDRESS,
  anyOf,
  ICMP,
  ICMPV6,
  type Match,
  servicesOver,
  servicesTo,
} from '../../src/net/match.ts';
import type { AddressRange } from '../../src/net/network.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import type { Policy } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { planExample } from '../rules/examples.ts';
import { generatedPlan } from '../rules/generated-plan.ts';
import {
  clientsEnd,
  flow,
  hierarchyOf,
  hostEnd,
  internetEnd,
  net,
  planOf,
  service,
} from '../rules/plan-kit.ts';

const BASE: Capabilities = {
  stateful: true,
  kinds: ['network', 'host'],
  families: [4, 6],
  mixedFamilies: true,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  mixedTransports: true,
  fqdns: 'none',
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'none',
  objects: 'named',
  commentBytes: 200,
  nameLength: 63,
};

const capabilities: fc.Arbitrary<Capabilities> = fc
  .record({
    stateful: fc.boolean(),
    families: fc.constantFrom<Capabilities['families']>([4, 6], [4, 6], [4]),
    mixedFamilies: fc.boolean(),
    addresses: fc.constantFrom<Capabilities['addresses']>('ranges', 'prefixes'),
    portLists: fc.boolean(),
    mixedTransports: fc.boolean(),
    dynamicRpc: fc.constantFrom<Capabilities['dynamicRpc']>('range', 'helper'),
    binding: fc.constantFrom<Capabilities['binding']>('none', 'interface', 'zones'),
    networksPerSide: fc.constantFrom(1, 2, 1000),
    portsPerRule: fc.constantFrom(1, 3, 1000),
  })
  .map(({ networksPerSide, portsPerRule, ...some }) => ({
    ...BASE,
    ...some,
    limits: { networksPerSide, portsPerRule },
  }));

const behind = (policy: Policy, name: string | undefined): readonly AddressRange[] =>
  policy.interfaces.find((i) => i.name === name)?.networks ?? ANY_ADDRESS;

function matchOf(policy: Policy, term: Term, { binding, stateful }: Capabilities): Match[] {
  const isScoped = binding === 'zones' || (binding === 'interface' && stateful);
  const addresses = (side: Side, scope: string | undefined): readonly AddressRange[] =>
    side.kind === 'any' ? behind(policy, scope) : side.kind === 'networks' ? side.networks : [];
  const own = (ranges: readonly AddressRange[]): AddressRange[] =>
    ranges.filter((r) => term.families.includes(r.family));
  return [
    {
      sources: own(addresses(term.from, isScoped ? term.fromInterface : undefined)),
      destinations: own(addresses(term.to, binding === 'zones' ? term.toInterface : undefined)),
      services: term.services.flatMap((s) =>
        s.transport === 'tcp' || s.transport === 'udp'
          ? servicesTo(s.transport, s.ports)
          : [anyOf(s.transport === 'icmp' ? ICMP : ICMPV6)],
      ),
    },
  ];
}

function meant(policy: Policy, { families, binding }: Capabilities): PacketSet {
  const own = (ranges: readonly AddressRange[]): AddressRange[] =>
    ranges.filter((r) => families.includes(r.family));
  const rules = PacketSet.of(
    policy.rules.flatMap((rule) =>
      families.map((family): Match => {
        const of = (parties: typeof rule.from): AddressRange[] =>
          own(parties.flatMap((p) => p.networks)).filter((r) => r.family === family);
        const services =
          rule.transport === 'icmp'
            ? [anyOf(family === 4 ? ICMP : ICMPV6)]
            : servicesOver(rule.transport, rule.ports);
        return { sources: of(rule.from), destinations: of(rule.to), services };
      }),
    ),
  );
  if (binding === 'none') return rules;
  const pairs = policy.interfaces.flatMap((a) =>
    policy.interfaces
      .filter((b) => b !== a)
      .map(
        (b): Match => ({
          ...(PacketSet.all.matches()[0] as Match),
          sources: a.networks,
          destinations: b.networks,
        }),
      ),
  );
  return rules.intersect(PacketSet.of(pairs));
}

function expectSame(policy: Policy, able: Capabilities): readonly Term[] {
  const { terms } = termsOf(policy, able);
  const said = PacketSet.of(terms.filter((t) => !t.reply).flatMap((t) => matchOf(policy, t, able)));
  const wanted = meant(policy, able);
  // ICMP of one family between addresses of the other is no packet that anybody sends.
  expect(wanted.subtract(said).isEmpty()).toBe(true);
  expect(said.subtract(wanted).subtract(strangeIcmp).isEmpty()).toBe(true);
  expect(new Set(terms.map((t) => t.id)).size).toBe(terms.length);
  return terms;
}

const strangeIcmp = PacketSet.of(
  ([4, 6] as const).map((family): Match => {
    const ends = ANY_ADDRESS.filter((a) => a.family === family);
    return { sources: ends, destinations: ends, services: [anyOf(family === 4 ? ICMPV6 : ICMP)] };
  }),
);

const zoned = (policy: Policy, parts: number): Policy => ({
  ...policy,
  interfaces: [
    { name: 'a', networks: [net('10.0.0.0/25'), net('fd00::/65')] },
    { name: 'b', networks: [net('10.0.0.128-10.0.2.6'), net('fd00:0:0:0:8000::/65')] },
    { name: 'c', networks: [net('0.0.0.0-9.255.255.255'), net('10.0.2.7-255.255.255.255')] },
  ].slice(0, parts),
});

describe('termsOf', () => {
  it('says exactly the policy, whatever the language can do', () => {
    fc.assert(
      fc.property(
        generatedPlan,
        capabilities,
        fc.integer({ min: 2, max: 3 }),
        ({ plan, hierarchy }, able, parts) => {
          const policy = networkPolicy(plan, hierarchy, 'core');
          const terms = expectSame(able.binding === 'none' ? policy : zoned(policy, parts), able);
          for (const term of terms) {
            if (!able.mixedTransports) expect(term.services).toHaveLength(1);
            if (!able.mixedFamilies) expect(term.families).toHaveLength(1);
            const ports = term.services.reduce((sum, s) => sum + Math.max(1, s.ports.length), 0);
            expect(ports).toBeLessThanOrEqual(able.portLists ? (able.limits?.portsPerRule ?? 0) : 1);
            for (const side of [term.from, term.to])
              if (side.kind === 'networks')
                expect(side.networks.length).toBeLessThanOrEqual(able.limits?.networksPerSide ?? 0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(planExample('contoso').hierarchy.filters)('says exactly what passes $name', ({ name }) => {
    const { plan, hierarchy } = planExample('contoso');
    const policy = networkPolicy(plan, hierarchy, name);
    for (const binding of ['none', 'interface', 'zones'] as const) {
      const { terms, diagnostics } = termsOf(policy, { ...BASE, binding });
      expect(diagnostics).toEqual([]);
      expect(terms.length).toBeLessThan(policy.rules.length + 1);
      expectSame(policy, { ...BASE, binding });
    }
  });

  const hq = clientsEnd('hq', '10.1.0.0/16');
  const mps = ['mp01', 'mp02'].map((name, i) => hostEnd(name, `10.0.0.${i + 1}`));
  const policyOf = (...flows: Parameters<typeof planOf>[0]): Policy =>
    networkPolicy(planOf(flows), hierarchyOf(), 'core');

  it('joins what differs in one thing only, and remembers every flow', () => {
    const policy = policyOf(
      flow('a', [hq], mps.slice(0, 1), [service('http', 'tcp/80')], { id: 'a#1' }),
      flow('b', [hq], mps.slice(0, 1), [service('dns-udp', 'udp/53')], { id: 'b#2' }),
      flow('c', [hq], mps.slice(1), [service('http', 'tcp/80'), service('dns-udp', 'udp/53')], { id: 'c#3' }),
      flow('d', [hq], mps.slice(1), [service('smb', 'tcp/445', { phase: 'install' })], { id: 'd#4' }),
    );
    const { terms } = termsOf(policy, BASE);
    expect(
      terms.map((t) => [t.title, t.phase, t.rules.flatMap((r) => r.origins.map((o) => o.flow))]),
    ).toEqual([
      ['hq to mp01, mp02: HTTP, DNS-UDP', 'always', ['a#1', 'b#2', 'c#3', 'c#3']],
      ['hq to mp02: SMB', 'install', ['d#4']],
    ]);
  });

  it('adds the way back for a filter that judges every packet by itself', () => {
    const policy = policyOf(flow('a', [hq], mps, [service('http', 'tcp/80')], { id: 'a#1' }));
    const { terms } = termsOf(policy, { ...BASE, stateful: false });
    expect(
      terms.map((t) => [t.reply, t.from.kind === 'networks' && t.from.parties.map((p) => p.name)]),
    ).toEqual([
      [false, ['hq']],
      [true, ['mp01', 'mp02']],
    ]);
  });

  it('keeps dynamic RPC apart where the language has a word for it', () => {
    const policy = policyOf(
      flow('a', [hq], mps, [
        service('rpc-endpoint-mapper', 'tcp/135'),
        service('rpc-dynamic', 'tcp/49152-65535'),
        service('smb', 'tcp/445'),
      ]),
    );
    expect(termsOf(policy, BASE).terms).toHaveLength(1);
    const rpc = termsOf(policy, { ...BASE, dynamicRpc: 'helper' }).terms.map((t) =>
      t.services.map((s) => s.rpc),
    );
    expect(rpc).toEqual([['endpoint-mapper'], ['dynamic'], [undefined]]);
  });

  it('names destinations on the internet where the language can, and says which it can not', () => {
    const policy = policyOf(
      flow('u', [hq], [internetEnd('mu', '*.update.example', 'go.example')], [service('https', 'tcp/443')], {
        id: 'u#1',
      }),
    );
    const names = (fqdns: Capabilities['fqdns']): unknown => {
      const { terms, diagnostics } = termsOf(policy, { ...BASE, fqdns });
      return [
        terms.map((t) => t.to.kind === 'names' && t.to.parties[0]?.fqdns),
        diagnostics.map((d) => d.code),
      ];
    };
    expect(names('wildcards')).toEqual([[['*.update.example', 'go.example']], []]);
    expect(names('exact')).toEqual([[['go.example']], ['PT7001']]);
    expect(names('none')).toEqual([[], []]);
  });

  it('says what stands behind no interface, and never loses it silently', () => {
    const policy = policyOf(flow('a', [hq], mps, [service('http', 'tcp/80')], { id: 'a#1' }));
    const half = {
      ...policy,
      interfaces: [
        { name: 'in', networks: [net('10.0.0.0/24')] },
        { name: 'out', networks: [net('10.1.0.0/17')] },
      ],
    };
    const { terms, diagnostics } = termsOf(half, { ...BASE, binding: 'zones' });
    expect(terms.map((t) => [t.fromInterface, t.toInterface, t.from.kind])).toEqual([['out', 'in', 'any']]);
    expect(diagnostics.map((d) => [d.code, d.message])).toEqual([
      [
        'PT7003',
        '10.1.0.0/16 of hq is behind no interface of the filter core, so that "hq to mp01, mp02: HTTP" has no rule for it',
      ],
    ]);
  });
});

describe('objectsOf', () => {
  it('makes what an engineer would have made by hand', () => {
    const policy = networkPolicy(
      planOf([
        flow(
          'a',
          [clientsEnd('hq', '10.1.0.0/16', '10.2.0.0/16')],
          ['mp01', 'mp02', 'mp03'].map((name, i) => hostEnd(name, `10.0.0.${i + 1}`)),
          [service('http', 'tcp/80'), service('client-notification', 'tcp/10123'), service('ping', 'icmp')],
        ),
      ]),
      hierarchyOf(),
      'core',
    );
    const { terms } = termsOf(policy, BASE);
    const names = (): Names => new Names({ longest: 63, illegal: /[^\w.-]/ });
    const objects = objectsOf(terms, { addressNames: names(), serviceNames: names(), mostInline: 2 });
    expect(objects.addresses.map((o) => `${o.name} ${o.network.text}`)).toEqual([
      'hq-10.1.0.0-16 10.1.0.0/16',
      'hq-10.2.0.0-16 10.2.0.0/16',
      'mp01 10.0.0.1',
      'mp02 10.0.0.2',
      'mp03 10.0.0.3',
    ]);
    expect(objects.addressGroups.map((g) => [g.name, g.members])).toEqual([
      ['hq', ['hq-10.1.0.0-16', 'hq-10.2.0.0-16']],
      ['mp01-mp02-mp03', ['mp01', 'mp02', 'mp03']],
    ]);
    expect(objects.services.map((s) => s.name)).toEqual(['tcp-80', 'tcp-10123', 'icmp-echo-request']);
    const [term] = terms as [Term];
    expect(objects.side(term.from)).toEqual(['hq']);
    expect(objects.side(term.to)).toEqual(['mp01-mp02-mp03']);
    expect(objects.servicesOf(term)).toEqual(['tcp-80_tcp-10123_icmp-echo-request']);
  });
});
