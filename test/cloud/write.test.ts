/** Rules that are written into a text beside others. */
import { describe, expect, it } from 'vitest';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { READERS } from '../../src/dialects/readers.ts';
import { DIALECTS } from '../../src/dialects/registry.ts';
import { icmpRange, type Match, servicesTo } from '../../src/net/match.ts';
import { type Network, parseNetwork } from '../../src/net/network.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { NEW } from '../../src/net/state.ts';
import { hostPolicy } from '../../src/policy/host-policy.ts';
import type { FilterRule } from '../../src/policy/ruleset.ts';
import { applyEdits } from '../../src/verify/text-edit.ts';
import { permitted } from '../dialects/conformance-kit.ts';
import { planExample } from '../rules/examples.ts';
import { fixture } from './kit.ts';

const net = (text: string): Network => {
  const network = parseNetwork(text);
  if ('error' in network) throw new Error(network.error);
  return network;
};

const MATCH: Match = {
  sources: [net('172.16.0.0/16'), net('172.18.0.5')],
  destinations: [net('10.10.0.10')],
  services: [
    ...servicesTo('tcp', [
      { first: 8531, last: 8531 },
      { first: 9000, last: 9010 },
    ]),
    ...servicesTo('udp', [{ first: 69, last: 69 }]),
  ],
};

const { plan, hierarchy } = planExample('contoso');
const policy = { ...hostPolicy(plan, hierarchy, 'dc01') };
const printed = (id: string): string => {
  const dialect = DIALECTS.get(id);
  if (!dialect) throw new Error(id);
  return dialect.print(dialect.lower(policy).model).text;
};

function read(reader: DialectReader, text: string) {
  const { config, diagnostics } = reader.parse(text, 'f');
  const raised = reader.raise(config, { kind: 'host', interfaces: new Map() });
  return { config, ...raised, codes: [...diagnostics, ...raised.diagnostics].map((d) => d.code) };
}

const isLast = (rule: FilterRule): boolean => rule.name?.startsWith('deny-') === true;

describe.each([
  ['azure-nsg', 'azure-nsg', printed('azure-nsg'), isLast],
  ['azure-nsg-arm', 'azure-nsg', printed('azure-nsg-arm'), isLast],
  ['az network nsg show', 'azure-nsg', fixture('azure-nsg/az-show.json'), isLast],
  ['gcp-firewall', 'gcp-firewall', printed('gcp-firewall'), (rule: FilterRule) => rule.action === 'deny'],
  ['aws-security-group', 'aws-security-group', printed('aws-security-group'), () => true],
] as const)('%s', (_, id, text, isAnchor) => {
  const reader = READERS.get(id) as DialectReader;
  const before = read(reader, text);
  const ruleset = before.configuration.rulesets.find((r) => r.hook === 'in');
  const anchor = ruleset?.rules.findLast(isAnchor);
  const say = (action: 'permit' | 'deny', match: Match): readonly string[] | undefined =>
    anchor && reader.write({ action, match, comment: 'why "it" is $' + '{needed}' }, anchor, before.config);

  it('permits exactly what it says besides', () => {
    const lines = say('permit', MATCH);
    expect(lines).toBeDefined();
    if (!lines || !anchor) return;
    const after = read(reader, applyEdits(text, [{ kind: 'insert', before: anchor, lines }]));
    expect(after.codes).toEqual(before.codes);
    const more = permitted(after.configuration, 'in', NEW, 'must').subtract(
      permitted(before.configuration, 'in', NEW, 'must'),
    );
    // The own end of a security group is whoever has it.
    const own = PacketSet.of([MATCH]);
    const universe = PacketSet.of([
      { ...PacketSet.all.matches()[0], destinations: MATCH.destinations } as Match,
    ]);
    expect(more.intersect(universe).equals(own)).toBe(true);
  });

  it('has no words for a type of ICMP that it does not know, nor for source ports', () => {
    const services = [
      { protocol: { first: 1, last: 1 }, source: icmpRange(8), destination: icmpRange(0, 255) },
    ];
    expect(say('permit', { ...MATCH, services }) !== undefined).toBe(id === 'aws-security-group');
    const [first] = MATCH.services;
    const fromPort = first && { ...first, source: { first: 68, last: 68 } };
    expect(say('permit', { ...MATCH, services: fromPort ? [fromPort] : [] })).toBeUndefined();
  });

  it('denies only where there are denies', () => {
    expect(say('deny', MATCH) !== undefined).toBe(id !== 'aws-security-group');
  });
});
