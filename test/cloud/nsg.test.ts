/** A network security group as it is, the way Azure's own tools show it. */
import { describe, expect, it } from 'vitest';
import { azureNsgReader } from '../../src/dialects/azure-nsg/reader.ts';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { recogniseDialect } from '../../src/dialects/readers.ts';
import { fixture, readingWith } from './kit.ts';

const read = readingWith(azureNsgReader as DialectReader<never>);
const show = fixture('azure-nsg/az-show.json');

/** One rule of a group, with what most rules have. */
const group = (...rules: readonly object[]): string =>
  JSON.stringify({
    name: 'g',
    securityRules: rules.map((rule, i) => ({
      name: `r${i}`,
      priority: 100 + i,
      direction: 'Inbound',
      access: 'Allow',
      protocol: 'Tcp',
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '80',
      ...rule,
    })),
  });
const DENY = { priority: 4000, access: 'Deny', protocol: '*', destinationPortRange: '*' };

// As `az network nic list-effective-nsg` writes it: the groups of the card and of its subnet, with tags worked out.
describe('effective rules of a network card', () => {
  const text = fixture('azure-nsg/effective.json');

  it('are met by every packet, with the addresses that tags hold there', () => {
    expect(recogniseDialect(text, 'x.json')?.id).toBe('azure-nsg');
    const { ask, codes } = read(text);
    expect(codes).toEqual([]);
    // Both groups allow it; the one of the card alone would take it from everywhere in 10.0.0.0/8.
    expect(ask('tcp 10.1.0.5 > 10.10.0.1:443')).toBe('permit');
    expect(ask('tcp 10.10.3.5 > 10.10.0.1:443')).toBe('permit');
    expect(ask('tcp 10.11.3.5 > 10.10.0.1:443')).toBe('deny');
    expect(ask('tcp 10.10.3.5 > 10.10.0.1:445')).toBe('deny');
    expect(ask('tcp 10.10.0.1 > 8.8.8.8:443', 'out')).toBe('permit');
    expect(ask('tcp 10.10.0.1 > 10.99.0.1:443', 'out')).toBe('deny');
  });

  it('depend on what is not understood', () => {
    const strange = text.replace('"priority": 100,', '"priority": 100, "moon": "full",');
    expect(read(strange).codes).toEqual(['PT8002']);
    expect(read(strange).ask('tcp 10.1.0.5 > 10.10.0.1:443')).toBe('depends');
  });
});

describe('az network nsg show, of a group on a subnet', () => {
  it('asks the lowest number first', () => {
    const { ask, codes } = read(show);
    expect(codes).toEqual([]);
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:443')).toBe('permit');
    expect(ask('tcp 10.30.4.5 > 10.0.0.1:10125')).toBe('permit');
    expect(ask('tcp 10.20.0.5 > 10.0.0.2:443')).toBe('deny');
    expect(ask('udp 10.20.0.5 > 10.0.0.1:443')).toBe('deny');
    expect(ask('tcp 10.20.1.5 > 10.0.0.1:10130')).toBe('deny');
    expect(ask('tcp 10.20.2.5 > 10.0.0.1:10130')).toBe('permit');
  });

  it('knows what VirtualNetwork and Internet are only as far as somebody says', () => {
    expect(read(show).ask('tcp 10.0.0.1 > 10.0.0.9:443', 'out')).toBe('depends');
    expect(read(show).why('tcp 10.0.0.1 > 10.0.0.9:443', 'out')).toContain(
      'what the service tag "VirtualNetwork" holds',
    );
    const { ask } = read(show, 'host', { VirtualNetwork: '10.0.0.0/16' });
    expect(ask('tcp 10.0.0.1 > 10.0.0.9:443', 'out')).toBe('permit');
    expect(ask('tcp 10.0.0.1 > 20.1.2.3:443', 'out')).toBe('permit');
    expect(ask('tcp 10.0.0.1 > 192.168.1.1:443', 'out')).toBe('depends');
  });

  it('judges between networks what goes into the subnet by one list and what leaves it by the other', () => {
    const { ask, codes } = read(show, 'network', { 'snet-servers': '10.0.0.0/24' });
    expect(codes).toEqual([]);
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:443')).toBe('permit');
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:444')).toBe('deny');
    expect(ask('tcp 10.20.0.5 > 10.99.0.1:444')).toBe('permit');
  });

  it('does not know what it judges where nobody says what stands behind it', () => {
    const { ask, codes } = read(show, 'network');
    expect(codes).toEqual(['PT8005']);
    expect(ask('tcp 10.20.0.5 > 10.0.0.2:443')).toBe('depends');
  });
});

describe('a rule', () => {
  it('with any protocol and a port is certain for TCP and UDP only', () => {
    const { ask } = read(group({ protocol: '*' }, DENY));
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('permit');
    expect(ask('udp 10.1.0.1 > 10.0.0.1:80')).toBe('permit');
    expect(ask('icmp 10.1.0.1 > 10.0.0.1 type 8 code 0')).toBe('depends');
  });

  it('for ICMP is of IPv4', () => {
    const { ask } = read(group({ protocol: 'Icmp', destinationPortRange: '*' }, DENY));
    expect(ask('icmp 10.1.0.1 > 10.0.0.1 type 8 code 0')).toBe('permit');
    expect(ask('icmpv6 fd00::1 > fd00::2 type 128 code 0')).toBe('deny');
  });

  it.each([
    ['no priority', { priority: undefined }],
    ['a priority that does not exist', { priority: 7 }],
    ['no access', { access: 'Maybe' }],
    ['no direction', { direction: undefined }],
    ['no source', { sourceAddressPrefix: '' }],
    ['a protocol that nobody knows', { protocol: 'Sctp' }],
    ['a port that is none', { destinationPortRange: '80-' }],
    ['a field that nobody knows', { onlyOnSundays: true }],
    ['an address that is none', { sourceAddressPrefix: '10.0.0.0/8;10.1.0.0/8' }],
  ])('with %s decides nothing', (_, part) => {
    const { ask, codes } = read(group(part, DENY));
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('depends');
    expect(codes.filter((c) => c !== 'PT8002')).toEqual([]);
  });

  it('whose priority another one has decides nothing', () => {
    const { ask, codes } = read(group({}, { priority: 100, access: 'Deny' }, DENY));
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('depends');
    expect(codes).toEqual(['PT8002', 'PT8002']);
  });

  it('for health probes knows their address', () => {
    const probes = { sourceAddressPrefix: 'AzureLoadBalancer', destinationPortRange: '*' };
    const { ask } = read(group(probes, DENY));
    expect(ask('tcp 168.63.129.16 > 10.0.0.1:80')).toBe('permit');
    expect(ask('tcp 168.63.129.17 > 10.0.0.1:80')).toBe('deny');
  });
});

it('reads what PowerShell makes of a group', () => {
  const text = JSON.stringify({
    Name: 'g',
    ResourceGroupName: 'rg',
    SecurityRules: [
      {
        Name: 'r',
        Protocol: 'Tcp',
        SourcePortRange: ['*'],
        DestinationPortRange: ['80', '443'],
        SourceAddressPrefix: ['10.1.0.0/16'],
        DestinationAddressPrefix: ['*'],
        SourceApplicationSecurityGroups: [],
        SourceApplicationSecurityGroupsText: '[]',
        Access: 'Allow',
        Priority: 100,
        Direction: 'Inbound',
      },
    ],
    DefaultSecurityRules: [],
    SecurityRulesText: '[…]',
    Subnets: [{ Id: '/x/subnets/s' }],
  });
  const { ask, codes } = read(text, 'host', { VirtualNetwork: '10.0.0.0/24' });
  expect(codes).toEqual([]);
  expect(ask('tcp 10.1.0.1 > 10.0.0.1:443')).toBe('permit');
  expect(ask('tcp 10.1.0.1 > 10.0.0.1:444')).toBe('deny');
  expect(ask('tcp 10.0.0.9 > 10.0.0.1:444')).toBe('permit');
});

it('does not take a zone for a service tag of another case', () => {
  const text = group({ sourceAddressPrefix: 'Internet' }, DENY);
  expect(read(text, 'host', { internet: '10.1.0.0/16' }).ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('depends');
});

describe('several groups', () => {
  const two = JSON.stringify([JSON.parse(group({}, DENY)), { ...JSON.parse(group({})), name: 'h' }]);

  it('are all asked, and deny only where they hang', () => {
    const { ask, codes } = read(two);
    expect(codes).toEqual(['PT8005', 'PT8005']);
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('permit');
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:81')).toBe('depends');
  });
});

describe('rules alone', () => {
  it('are a whole group as a list, and a part of one alone', () => {
    const { securityRules } = JSON.parse(group({}, DENY));
    const id = '/x/networkSecurityGroups/mine/securityRules/r';
    const rules = securityRules.map((rule: object) => ({ ...rule, id }));
    expect(read(JSON.stringify(rules)).ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('permit');
    expect(read(JSON.stringify(rules[0])).ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('depends');
  });
});
