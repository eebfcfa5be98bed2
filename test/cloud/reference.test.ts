/** Random filters of each cloud, judged by a few lines that follow the vendors' words, and by what was read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { READERS } from '../../src/dialects/readers.ts';
import { readingWith } from './kit.ts';

const NETS = ['10.0.0.0/24', '10.0.0.1/32', '10.0.1.0/24', '10.0.0.0/16', '0.0.0.0/0'] as const;
const ADDRESSES = ['10.0.0.1', '10.0.0.2', '10.0.1.1', '10.0.2.1', '10.1.0.1'] as const;
const PORTS = [
  [80, 80],
  [80, 90],
  [443, 443],
  [0, 65535],
] as const;
const PROTOCOLS = ['tcp', 'udp'] as const;

interface Rule {
  readonly priority: number;
  readonly permits: boolean;
  readonly isIn: boolean;
  readonly protocol: (typeof PROTOCOLS)[number];
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly ports: readonly (readonly [number, number])[];
}
interface Packet {
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
  readonly port: number;
}

const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.subarray([...values], { minLength: 1, maxLength: 2 });
const rule: fc.Arbitrary<Rule> = fc.record({
  priority: fc.integer({ min: 100, max: 110 }),
  permits: fc.boolean(),
  isIn: fc.boolean(),
  protocol: fc.constantFrom(...PROTOCOLS),
  sources: some(NETS),
  destinations: some(NETS),
  ports: some(PORTS),
});
const packet: fc.Arbitrary<Packet> = fc.record({
  protocol: fc.constantFrom(...PROTOCOLS),
  source: fc.constantFrom(...ADDRESSES),
  destination: fc.constantFrom(...ADDRESSES),
  port: fc.constantFrom(79, 80, 85, 91, 443),
});

const numberOf = (address: string): number =>
  address.split('.').reduce((n, part) => n * 256 + Number(part), 0);
const within = (address: string, nets: readonly string[]): boolean =>
  nets.some((net) => {
    const [base = '', length = '32'] = net.split('/');
    const size = 2 ** (32 - Number(length));
    return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size);
  });
const matches = (r: Rule, p: Packet): boolean =>
  r.protocol === p.protocol &&
  within(p.source, r.sources) &&
  within(p.destination, r.destinations) &&
  r.ports.some(([first, last]) => first <= p.port && p.port <= last);
const text = ({ protocol, source, destination, port }: Packet): string =>
  `${protocol} ${source} > ${destination}:${port}`;
const portTexts = (ports: Rule['ports'], all = '0-65535'): string[] =>
  ports.map(([first, last]) => (first === 0 ? all : first === last ? `${first}` : `${first}-${last}`));

/** Of one priority and direction, one rule. */
const unique = (rules: readonly Rule[]): Rule[] => [
  ...new Map(rules.map((r) => [`${r.priority} ${r.isIn}`, r])).values(),
];
const check = (
  id: string,
  kind: 'host' | 'network',
  write: (rules: readonly Rule[]) => unknown,
  meant: (rules: readonly Rule[], p: Packet, isIn: boolean) => boolean,
  given: Record<string, string> = {},
): void => {
  const read = readingWith(READERS.get(id) as DialectReader as DialectReader<never>);
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 8 }),
      fc.array(packet, { minLength: 8, maxLength: 8 }),
      (rules, packets) => {
        const { ask } = read(JSON.stringify(write(rules)), kind, given);
        for (const p of packets)
          for (const isIn of kind === 'network' ? [true] : [true, false]) {
            const hook = kind === 'network' ? 'forward' : isIn ? 'in' : 'out';
            expect(`${text(p)} ${hook} ${ask(text(p), hook)}`).toBe(
              `${text(p)} ${hook} ${meant(rules, p, isIn) ? 'permit' : 'deny'}`,
            );
          }
      },
    ),
    { numRuns: 300 },
  );
};

const first = (rules: readonly Rule[], p: Packet): Rule | undefined => rules.find((r) => matches(r, p));
const byPriority = (rules: readonly Rule[]): Rule[] => [...rules].sort((a, b) => a.priority - b.priority);

describe('what a random filter means', () => {
  it('of Azure’s network security groups', () => {
    check(
      'azure-nsg',
      'host',
      (rules) => ({
        name: 'g',
        securityRules: unique(rules).map((r, i) => ({
          name: `r${i}`,
          priority: r.priority,
          direction: r.isIn ? 'Inbound' : 'Outbound',
          access: r.permits ? 'Allow' : 'Deny',
          protocol: r.protocol,
          sourceAddressPrefixes: r.sources,
          sourcePortRange: '*',
          destinationAddressPrefixes: r.destinations,
          destinationPortRanges: portTexts(r.ports, '*'),
        })),
      }),
      (rules, p, isIn) => {
        const own = byPriority(unique(rules).filter((r) => r.isIn === isIn));
        const net = ['10.0.0.0/16'];
        // The Internet is what is public and not the virtual network: nothing of these addresses.
        return first(own, p)?.permits ?? (within(p.source, net) && within(p.destination, net));
      },
      { VirtualNetwork: '10.0.0.0/16', Internet: '20.0.0.0/8' },
    );
  });

  it('of Google’s firewall rules', () => {
    check(
      'gcp-firewall',
      'host',
      (rules) =>
        rules.map((r, i) => ({
          name: `r${i}`,
          network: 'n',
          priority: r.priority,
          direction: r.isIn ? 'INGRESS' : 'EGRESS',
          sourceRanges: r.sources,
          destinationRanges: r.destinations,
          [r.permits ? 'allowed' : 'denied']: [{ IPProtocol: r.protocol, ports: portTexts(r.ports) }],
        })),
      (rules, p, isIn) => {
        const denyFirst = [...rules].sort((a, b) => Number(a.permits) - Number(b.permits));
        return first(byPriority(denyFirst.filter((r) => r.isIn === isIn)), p)?.permits ?? (!isIn || false);
      },
    );
  });

  it('of AWS’ security groups', () => {
    check(
      'aws-security-group',
      'host',
      (rules) => {
        const permission = (r: Rule, peers: readonly string[]): object[] =>
          r.ports.map(([from, to]) => ({
            IpProtocol: r.protocol,
            FromPort: from,
            ToPort: to,
            IpRanges: peers.map((CidrIp) => ({ CidrIp })),
          }));
        return {
          SecurityGroups: [
            {
              GroupId: 'sg-1',
              IpPermissions: rules.filter((r) => r.isIn).flatMap((r) => permission(r, r.sources)),
              IpPermissionsEgress: rules.filter((r) => !r.isIn).flatMap((r) => permission(r, r.destinations)),
            },
          ],
        };
      },
      (rules, p, isIn) =>
        rules.some((r) => {
          const any = ['0.0.0.0/0'];
          return r.isIn === isIn && matches({ ...r, [isIn ? 'destinations' : 'sources']: any }, p);
        }),
    );
  });

  it('of Azure Firewall', () => {
    const id = '/x/firewallPolicies/p/ruleCollectionGroups/g';
    check(
      'azure-firewall',
      'network',
      (rules) =>
        // Each rule in a group of its own, or in one of two collections of the same.
        unique(rules.map((r) => ({ ...r, isIn: true }))).map((r, i) => ({
          id: `${id}${i}`,
          name: `g${i}`,
          priority: r.priority,
          ruleCollections: [
            {
              ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
              name: 'c',
              priority: 60000 - r.priority,
              action: { type: r.permits ? 'Allow' : 'Deny' },
              rules: [
                {
                  ruleType: 'NetworkRule',
                  name: 'r',
                  ipProtocols: [r.protocol.toUpperCase()],
                  sourceAddresses: r.sources,
                  destinationAddresses: r.destinations,
                  destinationPorts: portTexts(r.ports, '*'),
                },
              ],
            },
          ],
        })),
      (rules, p) => first(byPriority(unique(rules.map((r) => ({ ...r, isIn: true })))), p)?.permits ?? false,
    );
  });
});
