import { describe, expect, it } from 'vitest';
import { gcpFirewallReader } from '../../src/dialects/gcp-firewall/reader.ts';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { ANY_PACKET, icmpRange } from '../../src/net/match.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { NEW } from '../../src/net/state.ts';
import { CLIENTS, hasCapirca, MPS, writtenByCapirca } from '../dialects/capirca-kit.ts';
import { permitted } from '../dialects/conformance-kit.ts';
import { fixture, readingWith } from './kit.ts';

const read = readingWith(gcpFirewallReader as DialectReader<never>);
const list = fixture('gcp-firewall/list.json');

const rule = (part: object): string =>
  JSON.stringify([
    {
      name: 'r',
      network: 'n',
      direction: 'INGRESS',
      priority: 1000,
      sourceRanges: ['10.0.0.0/8'],
      allowed: [{ IPProtocol: 'tcp', ports: ['80'] }],
      ...part,
    },
  ]);

describe('gcloud compute firewall-rules list', () => {
  it('lets a deny go first among rules of one priority, and leaves out disabled rules', () => {
    const { ask, codes } = read(list);
    expect(codes).toEqual(['PT8004']);
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:443')).toBe('permit');
    expect(ask('icmp 10.20.0.5 > 10.0.0.1')).toBe('permit');
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:10130')).toBe('deny');
    expect(ask('tcp 10.20.0.5 > 10.0.1.1:443')).toBe('deny');
    expect(ask('tcp [fd00::1] > [fd00::2]:443')).toBe('deny');
  });

  it('depends on tags and service accounts unless somebody says who has them', () => {
    const { ask, why } = read(list);
    expect(ask('tcp 10.0.0.1 > 10.0.0.8:1433')).toBe('depends');
    expect(why('tcp 10.0.0.1 > 10.0.0.8:1433')).toEqual([
      'which machines have the network tag "mp"',
      'which machines run as "sql@p.iam.gserviceaccount.com"',
    ]);
    const told = read(list, 'host', { mp: '10.0.0.1', 'sql@p.iam.gserviceaccount.com': '10.0.0.8' });
    expect(told.ask('tcp 10.0.0.1 > 10.0.0.8:1433')).toBe('permit');
    expect(told.ask('tcp 10.0.0.2 > 10.0.0.8:1433')).toBe('deny');
    expect(told.ask('tcp 10.0.0.1 > 10.0.0.9:1433')).toBe('deny');
  });

  it('permits what goes out unless a rule denies it', () => {
    expect(read(list).ask('udp 10.0.0.1 > 8.8.8.8:53', 'out')).toBe('depends');
    const told = read(list, 'host', { closed: '10.0.0.2' });
    expect(told.ask('udp 10.0.0.1 > 8.8.8.8:53', 'out')).toBe('permit');
    expect(told.ask('udp 10.0.0.2 > 8.8.8.8:53', 'out')).toBe('deny');
  });

  it('judges between networks what comes into the network and what leaves it', () => {
    const { ask } = read(list, 'network', { cm: '10.0.0.0/16', closed: '10.0.0.2' });
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:443')).toBe('permit');
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:444')).toBe('deny');
    expect(ask('tcp 10.0.0.1 > 10.20.0.1:444')).toBe('permit');
    expect(ask('tcp 10.0.0.2 > 10.20.0.1:444')).toBe('deny');
    const open = read(list, 'network', { closed: '10.0.0.2' });
    expect(open.codes).toEqual(['PT8004', 'PT8005']);
    expect(open.ask('tcp 10.20.0.5 > 10.0.0.1:444')).toBe('depends');
  });
});

describe('a rule', () => {
  it.each([
    ['a protocol that nobody knows', { allowed: [{ IPProtocol: 'tcpish', ports: ['80'] }] }],
    ['a port that is none', { allowed: [{ IPProtocol: 'tcp', ports: ['80-'] }] }],
    ['ports of a protocol without', { allowed: [{ IPProtocol: 'icmp', ports: ['8'] }] }],
    ['a field that nobody knows', { sourceGeo: ['DE'] }],
    ['a field of an entry that nobody knows', { allowed: [{ IPProtocol: 'tcp', when: 'x' }] }],
    ['host bits', { sourceRanges: ['10.0.0.1/8'] }],
    ['both an allow and a deny', { denied: [{ IPProtocol: 'udp' }] }],
    ['neither', { allowed: [] }],
    ['no such priority', { priority: 70000 }],
    ['no such direction', { direction: 'in' }],
    ['a priority that is no number', { priority: '1e3' }],
  ])('with %s decides nothing', (_, part) => {
    const { ask, codes } = read(rule(part));
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('depends');
    expect(codes).toContain('PT8002');
  });

  it('is for IPv4 alone where it says no source', () => {
    const { ask } = read(rule({ sourceRanges: undefined, priority: undefined, direction: undefined }));
    expect(ask('tcp 11.1.0.1 > 10.0.0.1:80')).toBe('permit');
    expect(ask('tcp [fd00::1] > [fd00::2]:80')).toBe('deny');
  });
});

it('does not know which of several networks is meant', () => {
  const two = JSON.stringify([
    ...JSON.parse(rule({})),
    ...JSON.parse(rule({ network: 'm', allowed: [{ IPProtocol: 'tcp' }] })),
  ]);
  const { ask, codes } = read(two);
  expect(codes).toEqual(['PT8005', 'PT8005']);
  expect(ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('permit');
  expect(ask('tcp 10.1.0.1 > 10.0.0.1:81')).toBe('depends');
  expect(ask('tcp 11.1.0.1 > 10.0.0.1:81')).toBe('depends');
});

describe('Terraform', () => {
  it('leaves to Google what a plan does not configure', () => {
    const plan = (configured: object): string =>
      JSON.stringify({
        format_version: '1.2',
        planned_values: {
          root_module: {
            resources: [
              {
                address: 'google_compute_firewall.r',
                mode: 'managed',
                type: 'google_compute_firewall',
                name: 'r',
                values: {
                  name: 'r',
                  network: 'n',
                  priority: 1000,
                  allow: [{ protocol: 'tcp', ports: ['80'] }],
                  deny: [],
                  disabled: null,
                  source_tags: null,
                },
              },
            ],
          },
        },
        resource_changes: [
          {
            address: 'google_compute_firewall.r',
            change: { after_unknown: { id: true, direction: true, source_ranges: true } },
          },
        ],
        configuration: {
          root_module: { resources: [{ address: 'google_compute_firewall.r', expressions: configured }] },
        },
      });
    const { ask, codes } = read(plan({ name: { constant_value: 'r' } }));
    expect(codes).toEqual([]);
    expect(ask('tcp 11.1.0.1 > 10.0.0.1:80')).toBe('permit');
    const { ask: doubtful } = read(plan({ source_ranges: { references: ['var.clients'] } }));
    expect(doubtful('tcp 11.1.0.1 > 10.0.0.1:80')).toBe('depends');
  });

  it('depends on policies, which are asked before', () => {
    const hcl = `resource "google_compute_firewall" "r" {
  name          = "r"
  network       = "n"
  source_ranges = ["10.0.0.0/8"]
  allow { protocol = "tcp" }
}
`;
    expect(read(hcl).ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('permit');
    const policy = 'resource "google_compute_network_firewall_policy_rule" "p" {\n}\n';
    expect(read(hcl + policy).ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('depends');
  });
});

describe.skipIf(!hasCapirca)(
  "a list that Debian's python3-capirca wrote (skipped where aclgen is not installed)",
  () => {
    const POLICY = `header {
  comment:: "site"
  target:: gce default global/networks/default INGRESS
}
term no-zone-transfers {
  source-address:: CLIENTS
  destination-port:: DNS
  protocol:: tcp
  action:: deny
}
term clients {
  source-address:: CLIENTS
  destination-port:: HTTP DNS DYNAMIC
  protocol:: tcp
  action:: accept
}
term names {
  source-address:: CLIENTS
  destination-port:: DNS
  protocol:: udp
  action:: accept
}
term ping {
  source-address:: MPS
  protocol:: icmp
  action:: accept
}
`;
    it('means what the policy says', () => {
      const { configuration, codes } = read(
        writtenByCapirca(POLICY, 'HTTP = 80/tcp\nDNS = 53/tcp 53/udp\nDYNAMIC = 49152-65535/tcp\n'),
      );
      expect(codes).toEqual([]);
      const ports = (protocol: number, ...ranges: [number, number][]) =>
        ranges.map(([first, last]) => ({
          protocol: { first: protocol, last: protocol },
          source: { first: 0, last: 65535 },
          destination: { first, last },
        }));
      const meant = PacketSet.of([
        { ...ANY_PACKET, sources: CLIENTS, services: ports(6, [80, 80], [49152, 65535]) },
        { ...ANY_PACKET, sources: CLIENTS, services: ports(17, [53, 53]) },
        {
          ...ANY_PACKET,
          sources: MPS,
          services: [
            {
              protocol: { first: 1, last: 1 },
              source: icmpRange(0, 255),
              destination: icmpRange(0, 255),
            },
          ],
        },
      ]);
      const may = permitted(configuration, 'in', NEW, 'may');
      expect(may.equals(meant)).toBe(true);
      expect(permitted(configuration, 'in', NEW, 'must').equals(meant)).toBe(true);
    });
  },
);
