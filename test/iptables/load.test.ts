/** What is printed for iptables is loaded into a kernel, read back, and permits exactly what the policy means. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iptablesReader } from '../../src/dialects/iptables/reader.ts';
import { printPolicy } from '../../src/dialects/print-policy.ts';
import { parsePacket } from '../../src/net/packet.ts';
import { ESTABLISHED, INVALID, NEW } from '../../src/net/state.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import type { Policy, Rule } from '../../src/policy/model.ts';
import { networkPolicy } from '../../src/policy/network-policy.ts';
import type { Configuration, FilterRule } from '../../src/policy/ruleset.ts';
import { judgeAll } from '../../src/verify/judge.ts';
import { expectExactly, meantPackets } from '../dialects/meant-packets.ts';
import { EXAMPLES, planExample } from '../rules/examples.ts';
import { generatedPlan } from '../rules/generated-plan.ts';
import { clientsEnd, flow, hierarchyOf, hostEnd, planOf, service } from '../rules/plan-kit.ts';
import { load, unavailable, VARIANTS } from './engine.ts';

if (unavailable !== undefined && process.env.CI) throw new Error(unavailable);
if (unavailable !== undefined) console.warn(`NOT RUN: load.test.ts: ${unavailable}`);

function textOf(policy: Policy): string {
  const { printed } = printPolicy({ ...policy, dialect: 'iptables' });
  if (!printed) throw new Error('nothing was printed');
  return printed.text;
}

function read(text: string, file = 'rules'): Configuration {
  const { config, diagnostics } = iptablesReader.parse(text, file);
  const raised = iptablesReader.raise(config, { interfaces: new Map() });
  const all = [...diagnostics, ...raised.diagnostics];
  expect(all.filter(({ code }) => code !== 'PT8004' && code !== 'PT8005')).toEqual([]);
  return raised.configuration;
}

const CHAINS = { forward: 'FORWARD', in: 'INPUT', out: 'OUTPUT' } as const;
const planned = (configurations: readonly Configuration[], hook: Rule['direction']): FilterRule[] =>
  configurations
    .flatMap(({ rulesets }) => rulesets.filter((r) => r.hook === hook).flatMap((r) => r.rules))
    .filter(
      (rule) => rule.via?.at(-1)?.text.endsWith(`-j PORTOLAN-${CHAINS[hook]}`) && rule.matches.length > 0,
    );

function check(policy: Policy): void {
  const text = textOf(policy);
  const hooks: Rule['direction'][] = policy.kind === 'network' ? ['forward'] : ['in', 'out'];
  const loaded = VARIANTS.map((variant) => load(text, variant));
  for (const hook of hooks) {
    const meant = meantPackets(policy, hook);
    expectExactly(planned([read(text)], hook), meant);
    for (const { four, six } of loaded) expectExactly(planned([read(four), read(six)], hook), meant);
  }
}

describe('what is printed for iptables', () => {
  const clients = clientsEnd('hq', '10.20.0.0/20', '10.21.0.9-10.21.0.17', 'fd20::/64');
  const servers = [hostEnd('a', '10.0.0.1', 'fd00::1'), hostEnd('b', '10.0.0.2')];
  const many = Array.from({ length: 30 }, (_, i) => `${i * 10 + 1}${i % 3 === 0 ? `-${i * 10 + 5}` : ''}`);
  const plan = planOf([
    flow('web', [clients], servers, [service('http', 'tcp/80'), service('many', `tcp/${many.join(',')}`)]),
    flow('ping', [clients], servers, [service('icmp-echo', 'icmp')]),
  ]);
  const policy = networkPolicy(plan, hierarchyOf(), 'core');

  it('keeps within what one line can hold, and asks for the state', () => {
    const text = textOf(policy);
    const lists = [...text.matchAll(/--dports (\S+)/g)].map(([, list = '']) => list.split(/[,:]/).length);
    expect(lists.length).toBeGreaterThan(1);
    expect(Math.max(...lists)).toBeLessThanOrEqual(15);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(10_000);
    const configuration = read(text);
    const http = parsePacket('tcp 10.20.0.5:50000 > 10.0.0.1:80');
    const other = parsePacket('tcp 10.20.0.5:50000 > 10.9.0.1:80');
    if ('error' in http || 'error' in other) throw new Error('no packet');
    expect(
      [NEW, ESTABLISHED, INVALID].map((state) => judgeAll(configuration, 'forward', http, state).verdict),
    ).toEqual(['permit', 'permit', 'deny']);
    expect(judgeAll(configuration, 'forward', other, NEW).verdict).toBe('deny');
  });

  it.skipIf(unavailable !== undefined)('is loaded and read back by both forms of iptables', () => {
    check(policy);
    check(hostPolicy(plan, hierarchyOf({ hosts: { a: { os: 'linux' } } }), 'a'));
    check(networkPolicy(planOf([]), hierarchyOf(), 'core'));
  });

  it.skipIf(unavailable !== undefined).each(EXAMPLES)(
    'permits exactly what crosses each filter and host of the example %s',
    (name) => {
      const { plan: example, hierarchy } = planExample(name);
      for (const filter of hierarchy.filters) check(networkPolicy(example, hierarchy, filter.name));
      for (const host of hierarchy.hosts.slice(0, 4)) check(hostPolicy(example, hierarchy, host.name));
    },
    120_000,
  );

  it.skipIf(unavailable !== undefined)(
    'stays exact whatever the plan and its names look like',
    () => {
      fc.assert(
        fc.property(generatedPlan, ({ plan: generated, hierarchy, hosts }) => {
          check(networkPolicy(generated, hierarchy, 'core'));
          for (const host of hosts.slice(0, 1)) check(hostPolicy(generated, hierarchy, host));
        }),
        { numRuns: 25 },
      );
    },
    120_000,
  );
});
