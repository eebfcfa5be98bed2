/** What policies name: addresses, services, conditions. */
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../test/dialects/reader-kit.ts';
import { addresses, policies, policy, read } from '../../../test/fortios/kit.ts';
import type { FortiConfig } from './model.ts';

describe('addresses', () => {
  const to = (...entries: string[]): Reading<FortiConfig> =>
    read(addresses(...entries) + policies(policy(1, 'set dstaddr x')));

  it('match where a wildcard has ones', () => {
    const fw = to('edit x\nset type wildcard\nset wildcard 172.12.0.5 255.255.0.255');
    expect(fw.ask('tcp 10.0.0.1:1 > 172.12.200.5:1')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.1:1 > 172.12.200.6:1')).toBe('deny');
  });

  it('do not count the bits of the host', () => {
    const fw = to('edit x\nset subnet 10.1.2.3 255.255.255.0');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('permit');
  });

  it('are everything without a prefix, and nothing in `none`', () => {
    expect(to('edit x').ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('permit');
    expect(read(policies(policy(1, 'set dstaddr none'))).ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('deny');
  });

  it.each([
    ['set type mac\nset macaddr 00:11:22:33:44:55', 'the MAC address "x"'],
    ['set type dynamic\nset sdn azure', 'the addresses that "x" learns'],
    ['set type wildcard-fqdn\nset wildcard-fqdn "*.x.y"', 'the addresses of "*.x.y"'],
    ['set type interface-subnet\nset interface lan', 'the network of the interface "lan"'],
    ['set type teapot', 'the address "x", whose type is not understood'],
    ['set subnet 10.0.0.300 255.0.0.0', 'the address "x", which was not understood'],
    ['set subnet 10.0.0.0 255.0.255.0', 'the address "x", which was not understood'],
  ])('leave open what they do not say: %s', (lines, why) => {
    const fw = to(`edit x\n${lines}`);
    expect(fw.ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('depends');
    expect(fw.why('tcp 10.0.0.1:1 > 10.1.2.9:1')).toEqual([why]);
  });

  it('are certain as far as a group is known', () => {
    const fw = read(
      `${addresses('edit a\nset subnet 10.1.0.0/16', 'edit b\nset type fqdn\nset fqdn x.y')}config firewall addrgrp\nedit x\nset member a b\nnext\nend\n${policies(policy(1, 'set dstaddr x'))}`,
    );
    expect(fw.ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('depends');
  });

  it('can be negated, certain or not', () => {
    const negated = (...entries: string[]): Reading<FortiConfig> =>
      read(addresses(...entries) + policies(policy(1, 'set dstaddr x', 'set dstaddr-negate enable')));
    const fw = negated('edit x\nset subnet 10.1.0.0/16');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('deny');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('permit');
    expect(negated('edit x\nset type fqdn\nset fqdn x.y').ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('depends');
  });

  it('of IPv6 are not negated for certain by the negation of old versions', () => {
    const lines = ['set srcaddr6 all', 'set dstaddr6 none', 'set dstaddr none', 'set dstaddr-negate enable'];
    const old = read(policies(policy(1, ...lines)));
    expect(old.ask('tcp [fd00::99]:50000 > [fd00::1]:443')).toBe('depends');
    const now = read(`#config-version=FGT-7.4.1-FW-build1\n${policies(policy(1, ...lines))}`);
    expect(now.ask('tcp [fd00::99]:50000 > [fd00::1]:443')).toBe('deny');
    expect(now.ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('permit');
  });
});

describe('services', () => {
  const of = (service: string): Reading<FortiConfig> =>
    read(
      `config firewall service custom\nedit x\n${service}\nnext\nend\n${policies(policy(1, 'set service x'))}`,
    );

  it.each([
    ['set tcp-portrange 12:11', 'tcp 1.1.1.1:11 > 2.2.2.2:12', 'tcp 1.1.1.1:12 > 2.2.2.2:11'],
    ['set udp-portrange 10-20:1024-65535', 'udp 1.1.1.1:1024 > 2.2.2.2:20', 'udp 1.1.1.1:1023 > 2.2.2.2:20'],
    ['set protocol ICMP6\nunset icmptype', 'icmpv6 [fd00::1] > [fd00::2]', 'tcp 1.1.1.1:1 > 2.2.2.2:1'],
    ['set protocol IP\nset protocol-number 50', '50 1.1.1.1 > 2.2.2.2', '51 1.1.1.1 > 2.2.2.2'],
  ])('hold what they say: %s', (service, inside, outside) => {
    const six = `config firewall service custom\nedit x\n${service}\nnext\nend\n${policies(
      policy(1, 'set service x', 'set srcaddr6 all', 'set dstaddr6 all'),
    )}`;
    expect(read(six).ask(inside)).toBe('permit');
    expect(read(six).ask(outside)).toBe('deny');
  });

  it.each([
    'set iprange 10.0.0.1-10.0.0.9\nset tcp-portrange 1-65535',
    'set tcp-portrange x',
    '',
    'set protocol ALL',
    'set fqdn a.b\nset tcp-portrange 1-65535',
    'set teapot 1\nset tcp-portrange 1-65535',
  ])('leave open what they do not say: %s', (service) => {
    expect(of(service).ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('depends');
  });

  it('can be negated', () => {
    const fw = read(policies(policy(1, 'set service HTTP HTTPS', 'set service-negate enable')));
    expect(fw.ask('tcp 10.0.0.1:1 > 10.2.2.9:80')).toBe('deny');
    expect(fw.ask('udp 10.0.0.1:1 > 10.2.2.9:80')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.2.2.9:81')).toBe('permit');
  });

  it('are predefined where the text does not define them, and only then', () => {
    const fw = read(policies(policy(1, 'set service "Windows AD"')));
    for (const port of [88, 464, 389, 445, 139, 135])
      expect(fw.ask(`tcp 1.1.1.1:1 > 2.2.2.2:${port}`)).toBe('permit');
    expect(fw.ask('tcp 1.1.1.1:1 > 2.2.2.2:636')).toBe('deny');
    const redefined = `config firewall service custom\nedit HTTP\nset tcp-portrange 8080\nnext\nend\n`;
    expect(read(redefined + policies(policy(1, 'set service HTTP'))).ask('tcp 1.1.1.1:1 > 2.2.2.2:80')).toBe(
      'deny',
    );
  });
});

describe('conditions', () => {
  it.each([
    ['set users anna', 'the users "anna"'],
    ['set fsso-groups "CN=x"', 'the user groups "CN=x"'],
    ['set action ipsec', 'the IPsec tunnel ""'],
    ['set ztna-status enable', 'zero trust access'],
    ['set application-list strict', 'the applications that the list "strict" blocks'],
    ['set policy-expiry enable', "the policy's expiry"],
    [
      'set internet-service enable\nset internet-service-name "Microsoft-Intune"',
      'the addresses and ports of the internet service "Microsoft-Intune"',
    ],
    ['set nonsense 1', '"set nonsense 1" in line 10, which was not understood'],
    ['set schedule soon', 'the schedule "soon", which is defined nowhere'],
    ['set action perhaps', 'the action "perhaps"'],
  ])('make a policy depend: %s', (line, why) => {
    const fw = read(policies(policy(1, line)));
    expect(fw.ask('tcp 1.1.1.1:1 > 2.2.2.2:1')).toBe('depends');
    expect(fw.why('tcp 1.1.1.1:1 > 2.2.2.2:1')).toContain(why);
  });

  it('hold for the way back through a tunnel, too', () => {
    const fw = read(
      addresses('edit far\nset subnet 10.9.0.0/16') +
        policies(policy(1, 'set action ipsec', 'set dstaddr far')),
    );
    expect(fw.ask('tcp 10.9.0.1:1 > 10.1.0.1:1')).toBe('depends');
    expect(fw.ask('tcp 10.8.0.1:1 > 10.1.0.1:1')).toBe('deny');
  });

  it('are none where a list of applications only watches', () => {
    const list = `config application list\nedit watch\nset other-application-log enable\nconfig entries\nedit 1\nset action pass\nnext\nend\nnext\nend\n`;
    const text = policies(
      policy(1, 'set utm-status enable', 'set application-list watch', 'set av-profile default'),
    );
    expect(read(list + text).ask('tcp 1.1.1.1:1 > 2.2.2.2:1')).toBe('permit');
    expect(read(list.replace('set action pass\n', '') + text).ask('tcp 1.1.1.1:1 > 2.2.2.2:1')).toBe(
      'depends',
    );
  });
});

describe('a policy that blocks a country', () => {
  // As many have it on top, between any interfaces: hosts with private addresses are of no country.
  const blocking = (country: string, more = ''): Reading<FortiConfig> =>
    read(`${more}config firewall address
    edit "geo"
        set type geography
        set country "${country}"
    next
end
config firewall policy
    edit 1
        set srcintf "any"
        set dstintf "any"
        set srcaddr "geo"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
    next
    edit 2
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "HTTPS"
    next
end
`);

  it('may block private addresses where somebody says the countries of addresses', () => {
    const own = `config system geoip-override
    edit "office"
        set country-id "RU"
        config ip-range
            edit 1
                set start-ip 10.2.0.0
                set end-ip 10.2.255.255
            next
        end
    next
end
`;
    const packet = 'tcp 10.2.0.5:50000 > 10.0.0.1:443';
    expect([blocking('RU').ask(packet), blocking('RU', own).ask(packet)]).toEqual(['permit', 'depends']);
  });

  it('leaves private addresses alone', () => {
    const fw = blocking('RU');
    expect(fw.ask('tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('permit');
    expect(fw.ask('tcp 198.51.100.7:50000 > 10.10.1.10:443')).toBe('depends');
  });

  it('does not, where its code stands for them or for ranges that somebody says', () => {
    for (const code of ['ZZ', 'A0', ''])
      expect(blocking(code).ask('tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('depends');
  });
});
