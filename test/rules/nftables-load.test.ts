/** Every nftables file is loaded into a kernel, read back, and compared packet by packet with the plan's rows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printPolicy } from '../../src/dialects/print-policy.ts';
import type { Hierarchy } from '../../src/hierarchy/model.ts';
import type { Plan } from '../../src/plan/model.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import { EXAMPLES, planExample } from './examples.ts';
import { filterBoxes, hostBoxes } from './expected.ts';
import { generatedPlan } from './generated-plan.ts';
import { load, unavailable } from './nft-engine.ts';
import { readChain } from './nft-reader.ts';
import { type Box, witness } from './packets.ts';
import { clientsEnd, flow, hierarchyOf, hostEnd, internetEnd, planOf, service } from './plan-kit.ts';

if (unavailable !== undefined && process.env.CI) throw new Error(unavailable);
if (unavailable !== undefined) console.warn(`NOT RUN: nftables-load.test.ts: ${unavailable}`);

function expectSame(got: readonly Box[], wanted: readonly Box[]): void {
  expect({ missing: witness(wanted, got), excess: witness(got, wanted) }).toEqual({});
}

function textOf(printed: ReturnType<typeof printPolicy>): string {
  if (!printed.printed) throw new Error('nothing was printed');
  return printed.printed.text;
}

/** Whatever language the filter speaks, its policy is tried in this one. */
function checkFilter(plan: Plan, hierarchy: Hierarchy, filter = 'core'): string {
  const text = textOf(printPolicy({ ...networkPolicy(plan, hierarchy, filter), dialect: 'nftables' }));
  const ruleset = load(text);
  const { rules } = readChain(ruleset, 'plan');
  expectSame(
    rules.flatMap((r) => r.boxes),
    filterBoxes(plan, hierarchy, filter),
  );
  return ruleset;
}

function checkHost(plan: Plan, hierarchy: Hierarchy, host: string): void {
  const ruleset = load(textOf(printPolicy(hostPolicy(plan, hierarchy, host))));
  for (const direction of ['in', 'out'] as const) {
    const { rules } = readChain(ruleset, `plan_${direction}put`);
    expectSame(
      rules.flatMap((r) => r.boxes),
      hostBoxes(plan, hierarchy, host, direction),
    );
  }
}

describe.skipIf(unavailable !== undefined)('nftables files in a kernel', () => {
  it('permit exactly the rows of a small plan, both families, hosts in both lists', () => {
    const a = hostEnd('a', '10.0.0.1', 'fd00::1');
    const b = hostEnd('b', '10.0.0.2');
    const clients = clientsEnd('hq', '10.20.0.0/20', '10.21.0.0/24', 'fd20::/64');
    const plan = planOf([
      flow('replication', [a, b], [a, b], [service('smb', 'tcp/445')]),
      flow('policy', [clients], [a, b], [service('http', 'tcp/80'), service('https', 'tcp/443')]),
      flow('notification', [clients], [a, b], [service('notification', 'tcp/10123')]),
      flow('ping', [clients], [a, b], [service('icmp-echo', 'icmp')]),
      flow('elsewhere', [clients], [b], [service('sql', 'tcp/1433')], { filters: ['other'] }),
    ]);
    const hierarchy = hierarchyOf({ hosts: { a: { os: 'linux' }, b: { os: 'linux' } } });
    checkFilter(plan, hierarchy);
    checkHost(plan, hierarchy, 'a');
    checkHost(plan, hierarchy, 'b');
  });

  it('open what is known by name only to all addresses outside of the zones, where asked', () => {
    const plan = planOf([
      flow(
        'updates',
        [hostEnd('sup', '10.0.0.9', 'fd00::9')],
        [internetEnd('mu', '*.microsoft.com')],
        [service('https', 'tcp/443')],
      ),
    ]);
    for (const internetDestinations of ['refuse', 'any-address'] as const) {
      const hierarchy = hierarchyOf({
        zones: ['10.0.0.0/8', 'fd00::/16'],
        filters: { core: { internetDestinations } },
        hosts: { sup: { os: 'linux' } },
      });
      checkFilter(plan, hierarchy);
      checkHost(plan, hierarchy, 'sup');
    }
  });

  it('follow TFTP with the helper of the kernel instead of opening the range', () => {
    const plan = planOf([
      flow(
        'pxe',
        [clientsEnd('hq', '10.20.0.0/20')],
        [hostEnd('dp', '10.0.0.5')],
        [
          service('dhcp', 'udp/67'),
          service('dhcp-client', 'udp/68'),
          service('tftp', 'udp/69'),
          service('tftp-data', 'udp/49152-65535'),
        ],
      ),
    ]);
    const ruleset = checkFilter(plan, hierarchyOf());
    expect(readChain(ruleset, 'plan').helpers).toBe(1);
    expect(ruleset).toContain('"type": "tftp"');
  });

  it('open the range of a TFTP transfer where no request is permitted that the helper could follow', () => {
    const plan = planOf([
      flow(
        'pxe',
        [clientsEnd('hq', '10.20.0.0/20')],
        [hostEnd('dp', '10.0.0.5')],
        [service('tftp-data', 'udp/49152-65535')],
      ),
    ]);
    const { rules } = readChain(
      load(textOf(printPolicy(networkPolicy(plan, hierarchyOf(), 'core')))),
      'plan',
    );
    expect(rules.flatMap((r) => r.boxes.map((b) => b.port))).toEqual([[49152n, 65535n]]);
  });

  it('hold a chain that permits nothing where nothing crosses', () => {
    checkFilter(planOf([]), hierarchyOf());
  });

  it.each(EXAMPLES)('permit exactly what crosses each filter of the example %s', (name) => {
    const { plan, hierarchy } = planExample(name);
    for (const filter of hierarchy.filters) checkFilter(plan, hierarchy, filter.name);
    for (const host of hierarchy.hosts) if (host.os === 'linux') checkHost(plan, hierarchy, host.name);
  });

  it('load one beside the other', () => {
    const { plan, hierarchy } = planExample('contoso');
    const texts = hierarchy.filters.map((filter) =>
      textOf(printPolicy({ ...networkPolicy(plan, hierarchy, filter.name), dialect: 'nftables' })),
    );
    const tables = [...load(...texts).matchAll(/"table": \{/g)];
    expect(tables.length).toBe(hierarchy.filters.length);
  });

  it('stay exact whatever the plan and its names look like', () => {
    fc.assert(
      fc.property(generatedPlan, ({ plan, hierarchy, hosts }) => {
        checkFilter(plan, hierarchy);
        const linux = { ...hierarchy, hosts: hierarchy.hosts.map((h) => ({ ...h, os: 'linux' as const })) };
        for (const host of hosts.slice(1)) checkHost(plan, linux, host);
      }),
      { numRuns: 40 },
    );
  });
});
