/** What the names in a rule stand for: addresses, services and applications. */
import { describe, expect, it } from 'vitest';
import { A_TO_B, readPanos, rule } from './kit.ts';

describe('addresses', () => {
  const verdicts = (objects: string, says: string, ...packets: readonly string[]): string[] => {
    const { ask } = readPanos(`${objects}\n${rule('r', says)}${rule('last', '', 'deny')}`);
    return packets.map((packet) => ask(packet));
  };

  it.each([
    ['ip-netmask 10.1.0.0/16', 'permit'],
    ['ip-netmask 10.1.0.5', 'permit'],
    ['ip-netmask 10.1.7.7/16', 'permit'],
    ['ip-netmask 10.1.0.6/32', 'deny'],
    ['ip-range 10.1.0.1-10.1.0.5', 'permit'],
    ['ip-range 10.1.0.6-10.1.0.9', 'deny'],
    ['fqdn pc.contoso.com', 'depends'],
    ['ip-netmask 10.1.0.0/33', 'depends'],
    ['ip-netmask 10.1.0', 'depends'],
    ['ip-wildcard 10.1.0.0/0.0.255.255', 'depends'],
    ['ip-wildcard 10.7.0.4/0.0.255.1', 'deny'],
    ['something 10.1.0.5', 'depends'],
  ])('%s: %s', (says, verdict) => {
    expect(verdicts(`set address A ${says}`, 'source A', A_TO_B)).toEqual([verdict]);
  });

  it('of a wildcard mask are exact where rules are asked in their order', () => {
    const mode = 'set deviceconfig setting management wildcard-topdown-match-mode yes\n';
    const object = `${mode}set address A ip-wildcard 10.1.0.5/0.0.248.0`;
    expect(verdicts(object, 'source A', A_TO_B, 'tcp 10.1.8.5 > 10.2.0.1:80')).toEqual(['permit', 'permit']);
    expect(verdicts(object, 'source A', 'tcp 10.1.4.5 > 10.2.0.1:80')).toEqual(['deny']);
  });

  it('stand in groups of groups', () => {
    const groups = `set address A ip-netmask 10.1.0.5
set address-group inner static [ A 10.7.0.0/24 ]
set address-group outer static inner`;
    expect(verdicts(groups, 'source outer', A_TO_B, 'tcp 10.7.0.9 > 10.2.0.1:80')).toEqual([
      'permit',
      'permit',
    ]);
    expect(verdicts(groups, 'source outer', 'tcp 10.1.0.6 > 10.2.0.1:80')).toEqual(['deny']);
  });

  it('of groups that hold themselves, or nothing, are open', () => {
    expect(verdicts('set address-group g static [ g 10.9.0.1 ]', 'source g', A_TO_B)).toEqual(['depends']);
    expect(verdicts('set address-group g', 'source g', A_TO_B)).toEqual(['depends']);
    const members = Array.from({ length: 60 }, (_, i) => `set address-group g${i} static g${i + 1}`);
    expect(verdicts(members.join('\n'), 'source g0', A_TO_B)).toEqual(['depends']);
  });

  it('that tags, lists and regions hold are open, for what they may hold', () => {
    const dynamic = `set address-group g dynamic filter "'cm' and 'site'"`;
    expect(verdicts(dynamic, 'source g', A_TO_B)).toEqual(['depends']);
    expect(verdicts('set external-list E type ip url x', 'source E', A_TO_B)).toEqual(['depends']);
    expect(verdicts('', 'source panw-known-ip-list', A_TO_B)).toEqual(['deny']);
    expect(verdicts('', 'source panw-known-ip-list', 'tcp 8.8.8.8 > 10.2.0.1:80')).toEqual(['depends']);
    expect(verdicts('', 'source DE', A_TO_B, 'tcp 8.8.8.8 > 10.2.0.1:80')).toEqual(['deny', 'depends']);
    const region = (address: string): readonly string[] =>
      verdicts(`set region HQ address ${address}`, 'source HQ', A_TO_B);
    expect(region('10.1.0.5')).toEqual(['depends']);
    expect(region('[ 10.1.0.6 10.1.9.0/24 ]')).toEqual(['deny']);
    expect(region('[ 10.1.0.6 somewhere ]')).toEqual(['depends']);
    expect(verdicts('set region DE address 10.1.0.6', 'source DE', 'tcp 8.8.8.8 > 10.2.0.1:80')).toEqual([
      'depends',
    ]);
  });

  it('hold the objects with the tags of a dynamic group, and perhaps others', () => {
    const tagged = 'set address h ip-netmask 10.1.0.5\nset address h tag [ cm site ]\n';
    const ask = (filter: string): readonly string[] =>
      verdicts(`${tagged}set address-group g dynamic filter "${filter}"`, 'source g', A_TO_B);
    for (const filter of ["'cm' and 'site'", 'cm or other', "'cm' and ('x' or ('site'))", "'site'"])
      expect(ask(filter)).toEqual(['permit']);
    // What isn't met, or isn't understood, leaves everything open.
    for (const filter of ["'cm' and 'x'", "'cm' or 'x' and 'y'", "not 'x'", "'cm' and", "('cm'", 'CM'])
      expect(ask(filter)).toEqual(['depends']);
  });

  it('that are missing are said once, and open', () => {
    const { ask, said } = readPanos(rule('a', 'source X') + rule('b', 'destination X', 'deny'));
    expect(ask(A_TO_B)).toBe('depends');
    expect(said).toEqual(['PT8003 1']);
  });

  it('can be negated', () => {
    const says = 'source 10.1.0.0/16 negate-source yes';
    expect(verdicts('', says, A_TO_B, 'tcp 10.7.0.1 > 10.2.0.1:80')).toEqual(['deny', 'permit']);
    expect(verdicts('', 'destination DE negate-destination yes', A_TO_B)).toEqual(['permit']);
    expect(verdicts('', 'destination DE negate-destination yes', 'tcp 10.1.0.5 > 8.8.8.8:80')).toEqual([
      'depends',
    ]);
    expect(verdicts('', says, 'tcp [2001:db8::1] > [2001:db8::2]:80')).toEqual(['permit']);
  });

  it('of IPv4 are those of IPv6 that start with 96 zero bits', () => {
    expect(verdicts('', 'source ::/0 destination ::/0', A_TO_B)).toEqual(['permit']);
    expect(verdicts('', 'source 0.0.0.0/0', A_TO_B, 'tcp [2001:db8::1] > [2001:db8::2]:80')).toEqual([
      'permit',
      'deny',
    ]);
    expect(verdicts('', 'source 2000::/3', A_TO_B)).toEqual(['deny']);
  });
});

describe('services and applications', () => {
  const verdict = (objects: string, says: string, packet: string = A_TO_B): string =>
    readPanos(`${objects}\n${rule('r', says)}${rule('last', '', 'deny')}`).ask(packet);

  it.each([
    ['service any', 'permit'],
    ['service service-http', 'permit'],
    ['service service-https', 'deny'],
    ['service application-default', 'depends'],
    ['application web-browsing service service-http', 'depends'],
    ['application web-browsing service service-https', 'deny'],
    ['application web-browsing service any', 'depends'],
    ['application [ web-browsing any ] service any', 'depends'],
    ['application ping service any', 'deny'],
    ['service missing', 'depends'],
  ])('%s: %s', (says, expected) => {
    expect(verdict('', says)).toBe(expected);
  });

  it.each([
    ['application [ ms-ds-smb dns ] service application-default', 'deny'],
    ['application ssl service any', 'deny'],
    ['application [ ssl own-icmp ] service any', 'depends'],
    ['application some-new-app service application-default', 'depends'],
    ['application any service application-default', 'depends'],
  ])('for a ping, %s: %s', (says, expected) => {
    const ping = 'icmp 10.1.0.5 > 10.2.0.1';
    expect(verdict('set application own-icmp default ident-by-ip-protocol 1', says, ping)).toBe(expected);
  });

  it.each([
    ['set service S protocol tcp port 79-81', 'permit'],
    ['set service S protocol tcp port 443,80', 'permit'],
    ['set service S protocol tcp port 80 source-port 1-1023', 'deny'],
    ['set service S protocol tcp source-port 49152 port 80', 'permit'],
    ['set service S protocol udp port 80', 'deny'],
    ['set service S protocol tcp port 80 override no', 'permit'],
    ['set service S protocol tcp port http', 'depends'],
    ['set service S protocol gre', 'depends'],
    ['set service S', 'depends'],
    ['set service-group S members [ service-http S2 ]\nset service S2 protocol udp port 1', 'permit'],
    ['set service-group S members S', 'depends'],
  ])('%s: %s', (object, expected) => {
    expect(verdict(object, 'service S')).toBe(expected);
  });

  it('of the names of predefined ones can be made anew', () => {
    expect(verdict('set service service-http protocol tcp port 8000', 'service service-http')).toBe('deny');
  });

  it('have default ports where somebody defined the application', () => {
    const app = 'set application cm-bgb default port [ tcp/10123 udp/9 ]';
    const says = 'application cm-bgb service application-default';
    expect(verdict(app, says, 'tcp 10.1.0.5 > 10.2.0.1:10123')).toBe('depends');
    expect(verdict(app, says)).toBe('deny');
    expect(
      verdict(`set application-group g members [ cm-bgb dns ]\n${app}`, says.replace('cm-bgb', 'g')),
    ).toBe('depends');
  });

  it('know a protocol at once', () => {
    const esp = '50 10.1.0.5 > 10.2.0.1';
    const says = 'application ipsec-esp service application-default';
    expect(verdict('', says, esp)).toBe('permit');
    expect(verdict('', says)).toBe('deny');
    expect(verdict('', says, '51 10.1.0.5 > 10.2.0.1')).toBe('deny');
    const own = 'set application mine default ident-by-ip-protocol';
    expect(verdict(`${own} 47`, 'application mine', '47 10.1.0.5 > 10.2.0.1')).toBe('depends');
    expect(verdict(`${own} 47`, 'application mine', esp)).toBe('deny');
    expect(verdict(`${own} 50\n${rule('first', 'application mine', 'deny')}`, says, esp)).toBe('depends');
    const all = `${own} 1\n${rule('first', 'application mine', 'deny')}`;
    expect(verdict(all, 'application ping', 'icmp 10.1.0.5 > 10.2.0.1')).toBe('depends');
  });

  it('know a type of ICMP at once', () => {
    const echo = 'icmp 10.1.0.5 > 10.2.0.1';
    const ping = 'application ping service application-default';
    expect(verdict('', ping, echo)).toBe('permit');
    expect(verdict('', ping, 'icmpv6 [fd00::1] > [fd00::2]')).toBe('permit');
    expect(verdict('', ping, `${echo} type 0 code 0`)).toBe('deny');
    expect(verdict('', 'application icmp', echo)).toBe('depends');
    expect(verdict('', 'application icmp')).toBe('deny');
    expect(verdict('', 'service service-http', echo)).toBe('deny');
    const own = 'set application echo default ident-by-icmp-type type 8';
    expect(verdict(own, 'application echo', echo)).toBe('permit');
    expect(verdict(own, 'application echo', `${echo} type 8 code 3`)).toBe('permit');
    expect(verdict(`${own}\nset application echo signature s x`, 'application echo', echo)).toBe('depends');
    const two = `${own}\n${rule('first', 'application ping', 'deny')}`;
    expect(verdict(two, 'application echo', echo)).toBe('depends');
  });
});
