/** Where packets come from and go to: zones, what says what stands in them, and the rules between them. */
import { describe, expect, it } from 'vitest';
import { A_TO_B, readPanos, rule, ZONES } from './kit.ts';

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
