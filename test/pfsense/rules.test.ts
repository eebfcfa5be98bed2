/** Which rule decides, and what makes a rule open. */
import { describe, expect, it } from 'vitest';
import { networks } from '../dialects/reader-kit.ts';
import { pf, readPf, rule } from './kit.ts';

const WEB = 'tcp 10.1.0.7 > 10.0.0.5:80';
const SSH = 'tcp 10.1.0.7 > 10.0.0.5:22';
const TCP = '<protocol>tcp</protocol>';
const floating = (type: string, more: string, port: string = '80', key: string = ''): string =>
  rule({
    type,
    interface: key,
    more: `${TCP}<floating>yes</floating>${more}`,
    destination: `<any/><port>${port}</port>`,
  });

describe('rules of an interface', () => {
  it('are asked in their order, and what none lets in is blocked', () => {
    const one = readPf(
      pf(
        rule({ type: 'block', destination: '<any/><port>22</port>' }) +
          rule({ destination: '<any/><port>1-100</port>' }),
      ),
    );
    expect(one.diagnostics).toEqual([]);
    expect([one.ask(WEB), one.ask(SSH), one.ask('tcp 10.1.0.7 > 10.0.0.5:101')]).toEqual([
      'permit',
      'deny',
      'deny',
    ]);
    expect(one.ask('tcp 10.0.0.5 > 10.1.0.7:80')).toBe('deny');
    expect(one.ask('udp 10.1.0.7 > 10.0.0.5:80')).toBe('deny');
    expect(one.configuration.rulesets[0]).toMatchObject({
      name: 'rules (in, interface lan)',
      rules: [{ name: 'a & b' }, {}],
    });
  });

  it('reject as they block', () => {
    expect(readPf(pf(rule({ type: 'reject' }) + rule())).ask(WEB)).toBe('deny');
  });

  it.each([
    ['<protocol>udp</protocol>', 'deny', 'permit'],
    ['<protocol>tcp/udp</protocol>', 'permit', 'permit'],
    ['', 'permit', 'permit'],
    ['<protocol>any</protocol>', 'permit', 'permit'],
    ['<protocol>gre</protocol>', 'deny', 'deny'],
    ['<protocol>frob</protocol>', 'depends', 'depends'],
    [`${TCP}<disabled/>`, 'deny', 'deny'],
    [`${TCP}<disabled>0</disabled>`, 'depends', 'deny'],
    [`${TCP}<sched>night</sched>`, 'depends', 'deny'],
    [`${TCP}<os>Linux</os>`, 'depends', 'deny'],
    [`${TCP}<tagged>x</tagged>`, 'depends', 'deny'],
    [`${TCP}<statetype>none</statetype>`, 'depends', 'deny'],
    [`${TCP}<statetype>keep state</statetype>`, 'permit', 'deny'],
    [`${TCP}<max-src-conn-rate>5</max-src-conn-rate>`, 'depends', 'deny'],
    [`${TCP}<max-src-conn-rate></max-src-conn-rate>`, 'permit', 'deny'],
    [`${TCP}<gateway>WAN2</gateway><tag>x</tag><log/>`, 'permit', 'deny'],
    [`${TCP}<tcpflags_any/>`, 'permit', 'deny'],
    [`${TCP}<tcpflags1>syn</tcpflags1><tcpflags2>syn,ack</tcpflags2>`, 'permit', 'deny'],
    [`${TCP}<tcpflags1>ack</tcpflags1><tcpflags2>syn,ack</tcpflags2>`, 'depends', 'deny'],
    [`${TCP}<mood>good</mood>`, 'depends', 'deny'],
  ])('%s', (more, tcp, udp) => {
    const one = readPf(pf(rule({ more, destination: '<any/>' })));
    expect([one.ask(WEB), one.ask('udp 10.1.0.7 > 10.0.0.5:53')]).toEqual([tcp, udp]);
  });

  it('without an action, a source or an interface are open', () => {
    expect(readPf(pf(rule({ type: 'allow' }))).ask(WEB)).toBe('depends');
    expect(readPf(pf(rule({ source: '' }))).ask(WEB)).toBe('depends');
    expect(readPf(pf(rule({ interface: '' }))).ask(WEB)).toBe('depends');
    expect(readPf(pf(rule().replace(/<source>.*<\/source>/, ''))).ask(WEB)).toBe('depends');
  });

  it('are for IPv4, IPv6 or both', () => {
    const six = 'tcp [2001:db8:1::7] > [2001:db8:2::5]:80';
    const of = (family: string): string[] => {
      const one = readPf(pf(rule().replace('<ipprotocol>inet</ipprotocol>', family)));
      return [one.ask(WEB), one.ask(six)];
    };
    expect(of('')).toEqual(['permit', 'deny']);
    expect(of('<ipprotocol>inet6</ipprotocol>')).toEqual(['deny', 'permit']);
    expect(of('<ipprotocol>inet46</ipprotocol>')).toEqual(['permit', 'permit']);
    expect(of('<ipprotocol>ipx</ipprotocol>')).toEqual(['depends', 'depends']);
  });

  it('have types of ICMP', () => {
    const of = (more: string): string[] => {
      const one = readPf(
        pf(rule({ more: `<protocol>icmp</protocol>${more}` }).replace('>inet<', '>inet46<')),
      );
      return [
        'icmp 10.1.0.7 > 10.0.0.5',
        'icmp 10.1.0.7 > 10.0.0.5 type 13',
        'icmpv6 2001:db8:1::7 > 2001:db8:2::5',
        WEB,
      ].map((p) => one.ask(p));
    };
    expect(of('')).toEqual(['permit', 'permit', 'permit', 'deny']);
    expect(of('<icmptype>any</icmptype>')).toEqual(['permit', 'permit', 'permit', 'deny']);
    expect(of('<icmptype>echoreq,unreach</icmptype>')).toEqual(['permit', 'deny', 'permit', 'deny']);
    expect(of('<icmptype>echoes</icmptype>')).toEqual(['depends', 'depends', 'depends', 'deny']);
  });
});

describe('floating rules', () => {
  it('decide before the others where they are quick', () => {
    expect(readPf(pf(rule() + floating('block', '<quick>yes</quick>'))).ask(WEB)).toBe('deny');
    expect(
      readPf(
        pf(rule() + floating('block', '<quick>yes</quick><direction>in</direction>', '80', 'lan,wan')),
      ).ask(WEB),
    ).toBe('deny');
    expect(readPf(pf(rule() + floating('block', '<quick>yes</quick>', '80', 'wan'), '')).ask(WEB)).toBe(
      'permit',
    );
  });

  it('decide where nothing else does, the last first, where they are not', () => {
    expect(readPf(pf(rule() + floating('block', '<direction>in</direction>'))).ask(WEB)).toBe('permit');
    expect(readPf(pf(floating('pass', '<direction>in</direction>'))).ask(WEB)).toBe('permit');
    expect(
      readPf(
        pf(floating('pass', '<direction>in</direction>') + floating('block', '<direction>in</direction>')),
      ).ask(WEB),
    ).toBe('deny');
    expect(
      readPf(
        pf(floating('block', '<direction>in</direction>') + floating('pass', '<direction>in</direction>')),
      ).ask(WEB),
    ).toBe('permit');
  });

  it('judge where packets go out', () => {
    const out = floating('block', '<quick>yes</quick><direction>out</direction>', '80', 'opt1');
    expect([readPf(pf(rule() + out)).ask(WEB), readPf(pf(rule() + out)).ask(SSH)]).toEqual([
      'deny',
      'permit',
    ]);
    const lan = floating('block', '<quick>yes</quick><direction>out</direction>', '80', 'lan');
    expect(readPf(pf(rule() + lan)).ask(WEB)).toBe('permit');
    const any = floating('block', '<quick>yes</quick><direction>any</direction>');
    expect(readPf(pf(rule() + any)).ask(WEB)).toBe('deny');
  });

  it('that only mark packets decide nothing', () => {
    expect(readPf(pf(floating('match', '<direction>any</direction>') + rule())).ask(WEB)).toBe('permit');
  });

  it('for interfaces that are gone are for all of them', () => {
    const interfaces = '<interfaces><lan><enable/><if>em1</if><descr>LAN</descr></lan></interfaces>';
    const one = readPf(pf(rule() + floating('block', '<quick>yes</quick>', '80', 'opt9'), interfaces), {
      lan: networks('10.1.0.0/16'),
    });
    expect(one.ask(WEB)).toBe('depends');
  });
});

describe('groups of interfaces', () => {
  const GROUPS =
    '<ifgroups><ifgroupentry><ifname>INSIDE</ifname><members>lan opt2</members></ifgroupentry></ifgroups>';

  it('have rules for their members, before those of the members', () => {
    const one = readPf(
      pf(rule() + rule({ type: 'block', interface: 'INSIDE', destination: '<any/><port>80</port>' }), GROUPS),
    );
    expect([one.ask(WEB), one.ask(SSH)]).toEqual(['deny', 'permit']);
    expect(one.ask('tcp 10.0.0.5 > 10.1.0.7:22')).toBe('deny');
  });

  it('of which an interface is in several are asked in an order that is not known', () => {
    const two = GROUPS.replace(
      '</ifgroups>',
      '<ifgroupentry><ifname>MORE</ifname><members>lan</members></ifgroupentry></ifgroups>',
    );
    const one = readPf(pf(rule({ interface: 'MORE' }) + rule({ type: 'block', interface: 'INSIDE' }), two));
    expect(one.ask(WEB)).toBe('depends');
  });
});

describe('a whole configuration', () => {
  const system = (more: string = '<ipv6allow/>'): string => `<system>${more}</system>`;
  const INTERFACES = `<interfaces>
<wan><enable/><if>em0</if><descr>WAN</descr><ipaddr>dhcp</ipaddr><blockpriv/><blockbogons/></wan>
<lan><enable/><if>em1</if><descr>Clients</descr><ipaddr>10.1.0.1</ipaddr><subnet>24</subnet></lan>
<opt1><enable/><if>em2</if><descr>SERVERS</descr><ipaddr>10.0.0.1</ipaddr><subnet>24</subnet><ipaddrv6>2001:db8:2::1</ipaddrv6><subnetv6>64</subnetv6></opt1>
<opt2><if>em3</if><descr>OFF</descr><ipaddr>10.9.0.1</ipaddr><subnet>24</subnet></opt2>
</interfaces>`;

  it('says by its interfaces and routes what stands behind them', () => {
    const one = readPf(pf(rule(), system() + INTERFACES), {});
    expect(one.ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('permit');
    expect(one.ask('tcp 10.0.0.5 > 10.1.0.7:80')).toBe('deny');
    expect(one.ask('tcp 10.1.9.7 > 10.0.0.5:80')).toBe('deny');
    const routes = `<gateways><gateway_item><interface>lan</interface><gateway>10.1.0.254</gateway><name>CORE</name></gateway_item></gateways>
<staticroutes><route><network>10.1.0.0/16</network><gateway>CORE</gateway></route></staticroutes>`;
    expect(readPf(pf(rule(), system() + INTERFACES + routes), {}).ask('tcp 10.1.9.7 > 10.0.0.5:80')).toBe(
      'permit',
    );
  });

  it('knows an interface by its key, its description and its device', () => {
    for (const name of ['lan', 'CLIENTS', 'em1'])
      expect(
        readPf(pf(rule(), system() + INTERFACES), { [name]: networks('172.20.0.0/16') }).ask(
          'tcp 172.20.0.7 > 10.0.0.5:80',
        ),
      ).toBe('permit');
    expect(readPf(pf(rule(), system() + INTERFACES), { dmz: networks('172.20.0.0/16') }).codes).toContain(
      'PT8005',
    );
  });

  it('adds rules of its own', () => {
    const one = readPf(pf(rule({ interface: 'wan' }) + rule(), system() + INTERFACES), {
      wan: networks('192.168.0.0/16', '198.51.100.0/24'),
      lan: networks('10.1.0.0/16'),
      opt1: networks('10.0.0.0/16', '2001:db8:2::/48'),
    });
    expect(one.ask('tcp 192.168.0.7 > 10.0.0.5:80')).toBe('deny');
    expect(one.why('tcp 198.51.100.7 > 10.0.0.5:80')).toContain('the list of bogon networks');
    expect(one.ask('tcp 10.1.0.7:0 > 10.0.0.5:80')).toBe('deny');
    expect(one.ask('icmpv6 2001:db8:2::5 > 2001:db8:1::7 type 2')).toBe('permit');
  });

  it('drops IPv6 where it is not allowed', () => {
    const rules = rule().replace('>inet<', '>inet46<');
    const six = 'tcp [2001:db8:1::7] > [2001:db8:2::5]:80';
    expect(readPf(pf(rules, system() + INTERFACES)).ask(six)).toBe('permit');
    expect(readPf(pf(rules, system('') + INTERFACES)).ask(six)).toBe('deny');
    expect(readPf(pf(rules)).ask(six)).toBe('permit');
  });

  it('may have the filter switched off', () => {
    expect(readPf(pf(rule({ type: 'block' }), system('<disablefilter/>'))).ask(WEB)).toBe('depends');
  });

  it('has rules only for interfaces that are there', () => {
    const one = readPf(pf(rule({ interface: 'opt2' }) + rule({ interface: 'opt7' }), system() + INTERFACES), {
      lan: networks('10.9.0.0/16'),
    });
    expect(one.ask('tcp 10.9.0.7 > 10.0.0.5:80')).toBe('deny');
    expect(one.diagnostics.map((d) => d.message)).toContain(
      '2 rules are for interfaces that are not in use (opt2, opt7), and left out',
    );
  });

  it('translates destinations before the rules', () => {
    const nat = (destination: string): string =>
      `<nat><outbound><mode>automatic</mode></outbound><rule><interface>lan</interface><protocol>tcp</protocol><source><any/></source><destination>${destination}</destination><target>10.0.0.9</target></rule></nat>`;
    const one = readPf(pf(rule(), nat('<address>10.0.0.80</address>')));
    expect(one.codes).toEqual(['PT8009', 'PT8010']);
    expect([one.ask('tcp 10.1.0.7 > 10.0.0.80:80'), one.ask(WEB)]).toEqual(['depends', 'permit']);
    expect(readPf(pf(rule(), nat('<network>wanip</network>') + system() + INTERFACES)).ask(WEB)).toBe(
      'depends',
    );
    expect(
      readPf(pf(rule(), nat('<address>10.0.0.80</address>').replace('<target>', '<disabled/><target>'))).ask(
        'tcp 10.1.0.7 > 10.0.0.80:80',
      ),
    ).toBe('permit');
  });
});

describe('without a word about interfaces', () => {
  it('a packet that some rule lets in depends on them, all others are blocked', () => {
    const one = readPf(pf(rule({ destination: '<any/><port>80</port>' })), {});
    expect([one.ask(WEB), one.ask(SSH)]).toEqual(['depends', 'deny']);
    expect(one.diagnostics.map((d) => d.message)).toEqual([
      'what stands behind the interface "lan" is not known',
    ]);
  });
});

describe('broken files', () => {
  it('make everything open', () => {
    for (const text of [
      pf(rule()).replace('</pfsense>', ''),
      pf(rule()).replace('</type>', '<type>'),
      pf(rule(), '', 'opnsense').replaceAll('opnsense', 'firewall'),
      pf(`${rule()}<rulez/>`),
    ]) {
      const one = readPf(text);
      expect(one.codes).toContain('PT8001');
      expect(one.ask(WEB)).not.toBe('permit');
      expect(one.ask('udp 10.0.0.5 > 10.1.0.7:53')).not.toBe('permit');
    }
  });

  it('parts that were saved by themselves are read', () => {
    expect(readPf(`<filter>${rule()}<separator><lan/></separator></filter>`).ask(WEB)).toBe('permit');
    expect(readPf(`<aliases><alias><name>a</name></alias></aliases>`).codes).toEqual(['PT8007']);
  });
});
