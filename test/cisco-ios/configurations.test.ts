/** Whole configurations, as the devices print them. */
import { describe, expect, it } from 'vitest';
import { ESTABLISHED } from '../../src/net/state.ts';
import { fixture, readIos, readNxos } from './kit.ts';

describe('a branch router', () => {
  const router = readIos(fixture('cisco-ios/branch-router.cfg'));

  it('is understood but for the list of its terminal lines', () => {
    expect(router.diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual([
      'PT8004 access-list 23 filters at no interface (something else uses it) and left out',
    ]);
  });

  it('judges packets by the list where they come in', () => {
    expect(router.ask('tcp 10.20.1.7 > 10.0.10.11:80')).toBe('permit');
    expect(router.ask('tcp 10.20.1.7 > 10.0.10.13:10123')).toBe('permit');
    expect(router.ask('udp 10.20.1.7:2000 > 10.0.10.13:9')).toBe('permit');
    expect(router.ask('udp 10.20.1.7:1000 > 10.0.10.13:9')).toBe('deny');
    expect(router.ask('tcp 10.20.1.7 > 10.0.20.10:80')).toBe('deny');
    expect(router.ask('icmp 10.20.1.7 > 10.0.10.11')).toBe('permit');
  });

  it('judges answers by the list at the other interface, each packet by itself', () => {
    expect(router.ask('tcp 10.0.10.11:80 > 10.20.1.7:50000', ESTABLISHED)).toBe('permit');
    expect(router.ask('tcp 10.0.10.11:80 > 10.20.1.7:50000')).toBe('deny');
    expect(router.ask('udp 10.0.10.11:9 > 10.20.1.7:50000', ESTABLISHED)).toBe('deny');
    expect(router.ask('udp 10.0.10.11:53 > 10.20.1.7:50000')).toBe('permit');
    // The outbound list wants a source in 10.0.0.0/8.
    expect(router.ask('udp 192.0.2.1:53 > 10.20.1.7:50000')).toBe('deny');
  });

  it('depends on the schedule', () => {
    expect(router.ask('tcp 10.20.1.7 > 10.0.20.10:445')).toBe('depends');
    expect(router.why('tcp 10.20.1.7 > 10.0.20.10:445')).toEqual([
      'the time-range "NIGHT" (periodic daily 22:00 to 6:00)',
    ]);
  });

  it('follows routes behind an interface', () => {
    expect(router.ask('tcp 10.20.9.7 > 10.0.10.11:80')).toBe('permit');
    expect(router.ask('tcp 10.20.9.7 > 10.0.10.11:81')).toBe('deny');
  });

  it('does not judge packets within one subnet, and leaves those between subnets of one side open', () => {
    expect(router.ask('tcp 10.20.1.7 > 10.20.1.8:81')).toBe('permit');
    expect(router.ask('tcp 10.20.1.7 > 10.20.2.8:81')).toBe('depends');
    expect(router.ask('udp 10.20.1.7 > 10.20.2.8:53')).toBe('permit');
  });

  it('reads lists of IPv6 beside those of IPv4', () => {
    expect(router.ask('tcp [2001:db8:20::7] > [2001:db8:10::11]:443')).toBe('permit');
    expect(router.ask('tcp [2001:db8:20::7] > [2001:db8:10::12]:443')).toBe('deny');
  });

  it('knows rules by their remarks', () => {
    const name = 'access-list CLIENTS-IN (in, interface GigabitEthernet0/0/1)';
    const rules = router.configuration.rulesets.find((r) => r.name === name)?.rules ?? [];
    expect(rules.map((r) => r.name)).toEqual([
      'clients to management points',
      'package downloads by night',
      undefined,
      undefined,
    ]);
  });
});

describe('what is not read', () => {
  const router = readIos(fixture('cisco-ios/firewall-router-warn.cfg'));

  it('is said', () => {
    expect(router.diagnostics.map((d) => `${d.code} ${d.message}`)).toMatchInlineSnapshot(`
      [
        "PT8001 "zone security INSIDE" was not understood",
        "PT8001 "wiggle tcp any any" was not understood",
        "PT8003 the object-group "MISSING" is defined nowhere",
        "PT8004 access-list 7 filters at no interface (something else uses it) and left out",
        "PT8003 access-list NOWHERE, which is bound to an interface, is defined nowhere",
        "PT8009 lists of the interface "GigabitEthernet0/0" see translated addresses",
        "PT8002 the inspection "CBAC" opens lists for what it follows, which is not read",
        "PT8001 the zone-based firewall is not read",
        "PT8001 the policy "BLOCK", which drops, is not read",
      ]
    `);
  });

  it('leaves permits open, and answers that an inspection may let in', () => {
    expect(router.ask('tcp 10.20.1.7 > 198.51.100.1:443')).toBe('depends');
    expect(router.ask('tcp 198.51.100.1:443 > 10.20.1.7:50000', ESTABLISHED)).toBe('depends');
    expect(router.ask('tcp 198.51.100.1 > 203.0.113.2:443')).toBe('depends');
    expect(router.ask('tcp 10.30.1.7 > 198.51.100.1:443')).toBe('depends');
    expect(router.ask('50 10.20.1.7 > 198.51.100.1')).toBe('depends');
  });
});

describe('reflexive lists', () => {
  const router = readIos(fixture('cisco-ios/reflexive.cfg'));

  it('let answers back in, and nothing new', () => {
    expect(router.codes).toEqual([]);
    expect(router.ask('tcp 10.20.1.7 > 198.51.100.1:443')).toBe('permit');
    expect(router.ask('tcp 198.51.100.1:443 > 10.20.1.7:50000', ESTABLISHED)).toBe('permit');
    expect(router.ask('tcp 198.51.100.1:443 > 10.20.1.7:50000')).toBe('deny');
    expect(router.ask('tcp 198.51.100.1:444 > 10.20.1.7:50000', ESTABLISHED)).toBe('deny');
    expect(router.ask('udp 198.51.100.1:53 > 10.20.1.7:50000', ESTABLISHED)).toBe('permit');
    expect(router.ask('icmp 198.51.100.1 > 10.20.1.7 type 0', ESTABLISHED)).toBe('permit');
    expect(router.ask('icmp 198.51.100.1 > 10.20.1.7 type 8', ESTABLISHED)).toBe('deny');
  });

  it('remember connections, unlike flags of TCP', () => {
    const [inward] = router.configuration.rulesets.filter((r) => r.name.startsWith('access-list IN'));
    expect(inward?.flagsOnly).toBeUndefined();
  });

  it('are open where an entry before takes the packets', () => {
    const text = fixture('cisco-ios/reflexive.cfg').replace(
      ' permit tcp any any eq 443 reflect',
      ' permit tcp any host 198.51.100.1\n permit tcp any any eq 443 reflect',
    );
    expect(readIos(text).ask('tcp 198.51.100.1:443 > 10.20.1.7:50000', ESTABLISHED)).toBe('depends');
  });
});

describe('a data-centre switch', () => {
  const nexus = readNxos(fixture('cisco-nxos/datacenter.cfg'));

  it('is understood', () => {
    expect(nexus.diagnostics.map((d) => `${d.code} ${d.message}`)).toEqual([]);
  });

  it('reads groups of addresses and ports', () => {
    expect(nexus.ask('tcp 10.20.1.7 > 10.0.10.13:10124')).toBe('permit');
    expect(nexus.ask('tcp 10.30.1.7 > 10.0.10.11:443')).toBe('permit');
    expect(nexus.ask('tcp 10.30.1.7 > 10.0.10.14:443')).toBe('deny');
    expect(nexus.ask('tcp 10.30.1.7 > 10.0.10.11:444')).toBe('deny');
    expect(nexus.ask('udp 10.20.1.7 > 10.0.10.13:69')).toBe('permit');
    expect(nexus.ask('tcp 10.0.10.11:443 > 10.30.1.7:50000', ESTABLISHED)).toBe('permit');
    expect(nexus.ask('udp 10.0.10.13:69 > 10.20.1.7:50000', ESTABLISHED)).toBe('deny');
    expect(nexus.ask('tcp [2001:db8:20::7] > [2001:db8:10::1]:80')).toBe('permit');
  });

  it('judges what a default route of its VRF brings', () => {
    expect(nexus.ask('tcp 192.0.2.7 > 10.20.1.7:80')).toBe('deny');
  });
});

describe('what is not read of a switch', () => {
  const nexus = readNxos(fixture('cisco-nxos/switch-warn.cfg'));

  it('is said, and leaves everything open', () => {
    expect(nexus.diagnostics.map((d) => `${d.code} ${d.message}`)).toMatchInlineSnapshot(`
      [
        "PT8001 "object-group ip fancy THINGS" was not understood",
        "PT8002 "10 permit tcp any any ack rst" was not understood",
        "PT8001 "vlan filter BLOCK vlan-list 10" was not understood",
        "PT8005 everything is judged by access-list PORT-IN, because it is the only one and the text does not say what stands behind which interface",
      ]
    `);
    expect(nexus.ask('tcp 10.20.1.7 > 10.0.0.1:80')).toBe('depends');
  });
});

describe('interfaces', () => {
  const text = fixture('cisco-ios/branch-router.cfg');

  it('that the text does not have leave open what passes them', () => {
    const router = readIos(text, { inside: ['10.20.0.0/16'], outside: ['10.0.0.0/16'] });
    expect(router.codes).toContain('PT8003');
    expect(router.ask('tcp 10.20.1.7 > 10.0.10.11:80')).toBe('depends');
    expect(router.ask('tcp 10.20.1.7 > 10.0.10.11:81')).toBe('depends');
  });

  it('may be named by a person, in short too', () => {
    const router = readIos(text, { 'gi0/0/1': ['10.77.0.0/16'] });
    expect(router.ask('udp 10.77.1.7 > 10.0.10.11:53')).toBe('permit');
    expect(router.ask('udp 10.77.1.7 > 10.0.10.11:54')).toBe('deny');
  });

  it('lose a list that a script takes back', () => {
    const router = readIos(
      `${text.replace('end\n', '')}interface gi0/0/1\nno ip access-group CLIENTS-IN in\n`,
    );
    expect(router.ask('tcp 10.20.1.7 > 10.0.10.11:81')).toBe('permit');
  });

  it('that are configured together or by a template are not followed', () => {
    for (const start of [
      'interface range GigabitEthernet0/1 - 4',
      'template CLIENTS',
      'port-profile CLIENTS',
    ]) {
      const router = readIos(`${text.replace('end\n', '')}${start}\n ip access-group OTHER in\n`);
      expect(router.ask('udp 10.20.1.7 > 10.0.10.11:53')).toBe('depends');
    }
  });

  it('in other routing tables do not stand where those with lists do', () => {
    const router = readIos(
      `${text}interface GigabitEthernet0\n vrf forwarding Mgmt-intf\n ip address 10.20.1.1 255.255.255.0\nip route vrf Mgmt-intf 0.0.0.0 0.0.0.0 10.20.1.254\n`,
    );
    expect(router.ask('tcp 10.20.1.7 > 10.0.10.11:80')).toBe('permit');
    expect(router.ask('tcp 10.20.1.7 > 10.0.10.11:81')).toBe('deny');
  });

  it('that get an address from a server may stand in any private network that only the default route covers', () => {
    const router = readIos(`hostname r
interface Vlan1
 ip address 10.2.0.1 255.255.0.0
interface Vlan2
 ip address dhcp
 ip access-group LAN in
interface Vlan3
 ip address 192.0.2.2 255.255.255.0
 ip access-group OUT in
ip route 0.0.0.0 0.0.0.0 192.0.2.1
ip access-list extended OUT
 deny ip any any
ip access-list extended LAN
 permit ip any any
`);
    expect(router.ask('tcp 10.55.0.5 > 10.2.0.5:80')).toBe('depends');
    expect(router.ask('tcp 198.51.100.7 > 10.2.0.5:80')).toBe('deny');
  });

  it('that learn their routes leave the default route open', () => {
    const router = readIos(
      text.replace('ip forward-protocol nd', 'router ospf 1\n network 0.0.0.0 0.0.0.0 area 0'),
    );
    expect(router.codes).toContain('PT8005');
    expect(router.ask('tcp 10.0.10.11:80 > 10.20.1.7:50000')).toBe('depends');
    expect(router.ask('tcp 10.20.1.7 > 10.0.10.11:81')).toBe('deny');
  });
});

describe('what judges beside the lists', () => {
  const text = fixture('cisco-ios/branch-router.cfg').replace('end\n', '');
  const packet = 'udp 10.20.1.7 > 10.0.10.11:53';

  it.each(['vlan filter BLOCK vlan-list 10', 'cts role-based enforcement'])(
    '%s leaves permits open',
    (line) => {
      const router = readIos(`${text}${line}\n`);
      expect(router.ask(packet)).toBe('depends');
      expect(router.ask('udp 10.20.1.7 > 10.0.10.11:54')).toBe('deny');
      expect(router.codes).toContain('PT8001');
    },
  );

  it('a policy that only polices lets packets pass', () => {
    const polices = `${text}policy-map P\n class class-default\n  police 1000000 conform-action transmit exceed-action drop\n`;
    const bound = polices.replace(' description clients', ' service-policy input P');
    expect(readIos(bound).ask(packet)).toBe('permit');
    expect(readIos(bound.replace('conform-action transmit', 'conform-action drop')).ask(packet)).toBe(
      'depends',
    );
  });

  it('a crypto map hides what lists of its interface see', () => {
    const router = readIos(text.replace(' description to the data centre', ' crypto map VPN'));
    expect(router.ask('tcp 10.0.10.11:80 > 10.20.1.7:50000', ESTABLISHED)).toBe('depends');
    expect(router.ask(packet)).toBe('permit');
    expect(router.codes).toContain('PT8009');
  });
});
