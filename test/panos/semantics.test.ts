/** One idea of PAN-OS's rules a test, on configurations of a few lines. */
import { describe, expect, it } from 'vitest';
import { readPanos, rule } from './kit.ts';

const A_TO_B = 'tcp 10.1.0.5 > 10.2.0.1:80';
const ZONES = { trust: '10.1.0.0/16', dmz: '10.2.0.0/16', untrust: '10.3.0.0/16' };

describe('zones', () => {
  it('decide where somebody says what stands in them', () => {
    const text = rule('r', 'from trust to dmz');
    expect(readPanos(text, ZONES).ask(A_TO_B)).toBe('permit');
    expect(readPanos(text, ZONES).ask('tcp 10.2.0.1 > 10.1.0.5:80')).toBe('deny');
    expect(readPanos(text, ZONES).ask('tcp 10.1.0.5 > 10.3.0.1:80')).toBe('deny');
  });

  it('leave open what nobody said', () => {
    const { ask, why, said } = readPanos(rule('r', 'from trust to dmz'));
    expect(ask(A_TO_B)).toBe('depends');
    expect(why(A_TO_B)).toEqual([
      'whether the packet comes from the zone "trust" and goes to the zone "dmz"',
      'whether source and destination stand in one zone (intrazone-default)',
    ]);
    expect(said).toEqual(['PT8005 1', 'PT8005 1']);
  });

  it('leave nothing open where a rule is for all of them', () => {
    expect(readPanos(rule('r', 'source 10.1.0.0/16')).ask(A_TO_B)).toBe('permit');
  });

  it('are not needed where every zone that it may be is one of the rule', () => {
    const overlapping = { trust: '10.1.0.0/16', branch: '10.1.0.0/16', dmz: '10.2.0.0/16' };
    expect(readPanos(rule('r', 'from [ trust branch ] to dmz'), overlapping).ask(A_TO_B)).toBe('permit');
    expect(readPanos(rule('r', 'from trust to dmz'), overlapping).ask(A_TO_B)).toBe('depends');
  });

  it('of an address that stands in none that is known are open', () => {
    const text = rule('r', 'from trust to dmz');
    expect(readPanos(text, { trust: '10.1.0.0/16' }).ask(A_TO_B)).toBe('depends');
    expect(readPanos(text, { trust: '10.9.0.0/16' }).ask(A_TO_B)).toBe('depends');
    expect(
      readPanos(text, { trust: '10.9.0.0/16', dmz: '10.2.0.0/16' }).ask('tcp 10.9.0.1 > 10.2.0.1:80'),
    ).toBe('permit');
  });
});

describe('interfaces', () => {
  const zones = 'set zone trust network layer3 [ e1 e2 ]\nset zone dmz network layer3 e3\n';
  const text = zones + rule('r', 'from trust to dmz');

  it('stand for their zones where somebody speaks of them', () => {
    const all = { e1: '10.1.0.0/16', e2: '10.4.0.0/16', e3: '10.2.0.0/16' };
    expect(readPanos(text, all).ask(A_TO_B)).toBe('permit');
    expect(readPanos(text, all).ask('tcp 10.4.0.5 > 10.2.0.1:80')).toBe('permit');
    expect(readPanos(text, all).ask('tcp 10.2.0.5 > 10.1.0.1:80')).toBe('deny');
    expect(readPanos(text, { e1: '10.1.0.0/16', e3: '10.2.0.0/16' }).ask('tcp 10.5.0.5 > 10.2.0.1:80')).toBe(
      'depends',
    );
  });

  it('say by their addresses and by routes what stands in a zone, unless a routing protocol or several routers do', () => {
    const partial = `${text}set network interface ethernet e1 layer3 ip 10.1.255.1/30
set network interface ethernet e3 layer3 ip 10.2.0.254/24
set network virtual-router v routing-table ip static-route a destination 10.1.0.0/16 nexthop ip-address 10.1.255.2
set network virtual-router v routing-table ip static-route b destination 10.1.9.0/24 nexthop discard
set network virtual-router v routing-table ip static-route c destination 0.0.0.0/0 interface e3 nexthop ip-address 10.2.0.1
`;
    // What stands behind e2, which is in a zone, is nowhere: it may be what only the default route leads to.
    expect(readPanos(partial).ask(A_TO_B)).toBe('permit');
    expect(readPanos(partial).ask('tcp 10.1.0.5 > 8.8.8.8:80')).toBe('depends');
    const routed = `${partial}set network interface ethernet e2 layer3 ip 10.4.0.254/24\n`;
    expect(readPanos(routed).ask(A_TO_B)).toBe('permit');
    expect(readPanos(routed).ask('tcp 10.1.0.5 > 8.8.8.8:80')).toBe('permit');
    expect(readPanos(routed).ask('tcp 10.1.9.5 > 10.2.0.1:80')).toBe('depends');
    const learnt = `${routed}set network virtual-router v protocol bgp enable yes\n`;
    expect(readPanos(learnt).ask(A_TO_B)).toBe('permit');
    expect(readPanos(learnt).ask('tcp 10.1.0.5 > 8.8.8.8:80')).toBe('depends');
    const two = `${routed}set network virtual-router w interface e2\n`;
    expect(readPanos(two).ask(A_TO_B)).toBe('depends');
  });
});

describe('an interface that gets its address from a server', () => {
  const text = (more: string): string => `set network interface ethernet e1 layer3 ip 203.0.113.2/29
set network interface ethernet e2 layer3 dhcp-client enable yes
${more}set network interface ethernet e3 layer3 ip 10.2.0.254/24
set network virtual-router v routing-table ip static-route c destination 0.0.0.0/0 interface e1 metric 5 nexthop ip-address 203.0.113.1
set zone untrust network layer3 e1
set zone lab network layer3 e2
set zone dmz network layer3 e3
${rule('in', 'from lab to dmz')}`;

  it('may stand in any private network that only the default route covers', () => {
    for (const more of [
      '',
      'set network interface ethernet e2 layer3 dhcp-client create-default-route no\n',
    ]) {
      const { ask } = readPanos(text(more));
      expect(ask('tcp 10.55.0.5 > 10.2.0.1:80')).toBe('depends');
      expect(ask('tcp 198.51.100.7 > 10.2.0.1:80')).toBe('deny');
    }
  });
});

describe('a tunnel that clients dial into', () => {
  // The zone of GlobalProtect has an interface and no route: its clients have addresses that only the default route
  // covers, and come from there or from the zone of the default route.
  const text = `set network interface ethernet e1 layer3 ip 203.0.113.2/29
set network interface ethernet e3 layer3 ip 10.2.0.254/24
set network interface tunnel units tunnel.5 comment gp
set network virtual-router v routing-table ip static-route c destination 0.0.0.0/0 interface e1 nexthop ip-address 203.0.113.1
set zone untrust network layer3 e1
set zone dmz network layer3 e3
set zone gp network layer3 tunnel.5
${rule('clients', 'from gp to dmz source 10.99.0.0/24')}${rule('out', 'from dmz to untrust')}`;

  it('may hold private addresses that only the default route covers', () => {
    const { ask } = readPanos(text);
    expect(ask('tcp 10.99.0.7 > 10.2.0.1:80')).toBe('depends');
    expect(ask('tcp 198.51.100.7 > 10.2.0.1:80')).toBe('deny');
    expect(ask('tcp 10.2.0.1 > 198.51.100.7:80')).toBe('permit');
    expect(ask('tcp 10.2.0.1 > 10.99.0.7:80')).toBe('depends');
  });

  it('holds what somebody says', () => {
    const { ask } = readPanos(text, { gp: '10.99.0.0/24' });
    expect(ask('tcp 10.99.0.7 > 10.2.0.1:80')).toBe('permit');
  });
});

describe('the default rules', () => {
  const empty = rule('r', 'from trust to dmz service service-https');
  it('allow within a zone and deny between zones', () => {
    expect(readPanos(empty, ZONES).ask('tcp 10.1.0.5 > 10.1.0.6:80')).toBe('permit');
    expect(readPanos(empty, ZONES).ask(A_TO_B)).toBe('deny');
  });

  it('can be changed', () => {
    const closed = `${empty}set rulebase default-security-rules rules intrazone-default action deny\n`;
    expect(readPanos(closed, ZONES).ask('tcp 10.1.0.5 > 10.1.0.6:80')).toBe('deny');
    const open = `${empty}set rulebase default-security-rules rules interzone-default action allow\n`;
    expect(readPanos(open, ZONES).ask(A_TO_B)).toBe('permit');
    const logged = `${empty}set rulebase default-security-rules rules intrazone-default log-end yes\n`;
    expect(readPanos(logged, ZONES).ask('tcp 10.1.0.5 > 10.1.0.6:80')).toBe('permit');
  });
});

describe('rule types', () => {
  const same = 'tcp 10.1.0.5 > 10.1.0.6:80';
  const deny = '\nset rulebase default-security-rules rules intrazone-default action deny\n';
  it.each([
    ['universal', 'permit', 'permit'],
    ['intrazone', 'permit', 'deny'],
    ['interzone', 'deny', 'permit'],
  ])('%s: %s within, %s between', (type, within, between) => {
    const { ask } = readPanos(
      rule('r', `rule-type ${type} from [ trust dmz ] to [ trust dmz ]`) + deny,
      ZONES,
    );
    expect(ask(same)).toBe(within);
    expect(ask(A_TO_B)).toBe(between);
  });

  it('of any zone', () => {
    expect(readPanos(rule('r', 'rule-type intrazone') + deny, ZONES).ask(same)).toBe('permit');
    expect(readPanos(rule('r', 'rule-type intrazone') + deny, ZONES).ask(A_TO_B)).toBe('deny');
    expect(readPanos(rule('r', 'rule-type interzone') + deny, ZONES).ask(A_TO_B)).toBe('permit');
    expect(readPanos(rule('r', 'rule-type interzone') + deny).ask(A_TO_B)).toBe('depends');
  });
});

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

describe('what else a rule asks for', () => {
  it.each([
    ['source-user contoso\\admins', 'the user "contoso\\\\admins"'],
    ['category [ gambling news ]', 'the URL category "gambling" or "news"'],
    ['source-hip managed', 'the HIP profile of the source, "managed"'],
    ['schedule nights', 'the schedule "nights"'],
    ['target negate yes', 'which firewalls the rule is meant for (target)'],
    ['something new', '"something new" in line 1, which was not understood'],
  ])('%s', (says, why) => {
    const reading = readPanos(rule('r', says) + rule('last', '', 'deny'));
    expect(reading.ask(A_TO_B)).toBe('depends');
    expect(reading.why(A_TO_B)).toContain(why);
  });

  it.each([
    'log-start yes',
    'tag cm',
    'target negate no',
    'hip-profiles any',
    'option disable-server-response-inspection yes',
  ])('nothing: %s', (says) => {
    expect(readPanos(rule('r', says)).ask(A_TO_B)).toBe('permit');
  });

  it.each(['deny', 'drop', 'reset-both', 'reset-client', 'reset-server'])('%s denies', (action) => {
    expect(readPanos(rule('r', '', action)).ask(A_TO_B)).toBe('deny');
  });

  it('leaves open what is missing or unknown', () => {
    expect(readPanos(rule('r', '', 'perhaps')).ask(A_TO_B)).toBe('depends');
    expect(
      readPanos('set rulebase security rules r from any to any source any destination any\n').ask(A_TO_B),
    ).toBe('depends');
    expect(readPanos(rule('r', 'disabled maybe')).ask(A_TO_B)).toBe('depends');
  });
});

describe('translations', () => {
  const nat =
    'set rulebase nat rules web from untrust to untrust source any destination 10.3.0.9 service any';
  it('leave open in which zone a destination stands', () => {
    const text = `${nat} destination-translation translated-address 10.2.0.1\n${rule('r', 'from trust to dmz')}`;
    const reading = readPanos(text, ZONES);
    expect(reading.ask('tcp 10.1.0.5 > 10.3.0.9:80')).toBe('depends');
    expect(reading.ask('tcp 10.1.0.5 > 10.3.0.8:80')).toBe('deny');
    expect(reading.said).toEqual(['PT8009 1']);
  });

  it('of sources are of no matter', () => {
    const text = `${nat} source-translation dynamic-ip-and-port interface-address interface ethernet1/1\n${rule('r', 'from trust to dmz')}`;
    expect(readPanos(text, ZONES).said).toEqual([]);
    expect(readPanos(text, ZONES).ask('tcp 10.1.0.5 > 10.3.0.9:80')).toBe('deny');
  });
});

describe('beside security rules', () => {
  it('who has to sign in first passes perhaps', () => {
    const how = (enforcement: string): string =>
      `set rulebase authentication rules web from any to any source 10.1.0.0/16 destination any service service-http authentication-enforcement ${enforcement}\n${rule('r', '')}`;
    const asked = readPanos(how('default-web-form'));
    expect(asked.ask(A_TO_B)).toBe('depends');
    expect(asked.why(A_TO_B)[0]).toBe('who has signed in (authentication rule "web")');
    expect(asked.ask('tcp 10.1.0.5 > 10.2.0.1:443')).toBe('permit');
    expect(readPanos(how('default-no-captive-portal')).ask(A_TO_B)).toBe('permit');
    expect(asked.said).toEqual([]);
  });

  it('IPv6 is not judged where it is switched off', () => {
    const off = `set deviceconfig setting session ipv6-firewalling no\n${rule('r', '')}`;
    expect(readPanos(off).configuration.families).toEqual([4]);
    expect(readPanos(rule('r', '')).configuration.families).toBeUndefined();
  });

  it('other policies decide nothing', () => {
    const others = ['qos', 'decryption', 'application-override', 'dos', 'tunnel-inspect', 'sdwan'];
    const text = others.map((kind) => `set rulebase ${kind} rules x from any action deny\n`).join('');
    expect(readPanos(text + rule('r', '')).ask(A_TO_B)).toBe('permit');
    expect(readPanos(text + rule('r', '')).said).toEqual([]);
  });

  it('policy-based forwarding leaves open in which zone a destination stands', () => {
    const routed = `set zone trust network layer3 e1
set zone dmz network layer3 e2
set network interface ethernet e1 layer3 ip 10.1.0.1/16
set network interface ethernet e2 layer3 ip 10.2.0.1/16
${rule('r', 'from trust to dmz')}`;
    expect(readPanos(routed).ask(A_TO_B)).toBe('permit');
    const forwarded = `${routed}set rulebase pbf rules f from zone trust action forward egress-interface e3\n`;
    expect(readPanos(forwarded).ask(A_TO_B)).toBe('depends');
    expect(readPanos(`${forwarded}set rulebase pbf rules f disabled yes\n`).ask(A_TO_B)).toBe('permit');
  });
});
