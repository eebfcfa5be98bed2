/** XML and braces, firewalls and Panorama. */
import { describe, expect, it } from 'vitest';
import { panosReader } from '../../src/dialects/panos/reader.ts';
import { fixture, readPanos } from './kit.ts';

describe("a firewall's configuration in XML", () => {
  const text = fixture('device.xml');
  const device = readPanos(text);

  it('is recognised', () => {
    expect(panosReader.recognises(text, 'x')).toBeGreaterThan(0.95);
  });

  it('is understood', () => {
    expect(device.said).toEqual(['PT8004 92']);
  });

  it.each<[string, string, string]>([
    ['permit', 'tcp 10.20.1.1 > 10.0.10.11:443', 'by a group in a group'],
    ['permit', 'tcp 10.20.1.1 > 10.0.10.11:10123', 'by a shared service'],
    ['deny', 'tcp 10.20.1.1 > 10.0.10.11:80', 'not for PCs'],
    ['permit', 'tcp 10.20.0.9 > 10.0.10.11:8080', 'for all that are none'],
    ['deny', 'tcp 10.20.1.1 > 10.20.1.2:80', 'within a zone, because somebody said so'],
    ['deny', 'tcp 8.8.8.8 > 10.0.10.11:443', 'dropped by the list or by default'],
    ['deny', 'tcp 10.20.1.1 > 8.8.8.8:443', 'source translation is of no matter'],
  ])('%s %s: %s', (verdict, packet) => {
    expect(device.ask(packet)).toBe(verdict);
  });

  it('shows where a rule stands', () => {
    const [rule] = device.configuration.rulesets[0]?.rules.filter((r) => r.name === 'PCs to MP') ?? [];
    expect(rule?.place).toMatchObject({ line: 68, column: 17 });
    expect(text.slice(rule?.span.start, rule?.span.end)).toMatch(/^<entry name="PCs to MP"[\s\S]*<\/entry>$/);
    expect(rule?.via?.map((v) => v.place.line)).toEqual([51, 54]);
  });
});

describe('its twin with what is wrong', () => {
  const warn = readPanos(fixture('device-warn.xml'));

  it('names everything', () => {
    expect(warn.diagnostics.map((d) => `${d.code} ${d.place?.line}: ${d.message}`)).toEqual([
      'PT8002 5: "<gre/>" was not understood',
      'PT8002 14: "<weather><member>sunny</member></weather>" was not understood',
      'PT8003 8: the address "nowhere" is defined nowhere',
      'PT8002 18: the rule "no action" has no action that is known',
      'PT8009 39: the translation "in" exchanges destinations: rules see the address before it, and the zone of the address behind it',
      'PT8005 28: what stands in the zone "moon" is not known',
    ]);
  });

  it.each(['10.9.0.1', '10.9.0.2', '10.9.0.3', '10.9.0.4', '10.9.0.5'])('%s: depends', (address) => {
    expect(warn.ask(`tcp 10.1.1.1 > ${address}:80`)).toBe('depends');
  });
});

describe('Panorama', () => {
  const panorama = readPanos(fixture('panorama.xml'));

  it('says what is not in it', () => {
    expect(panorama.said).toEqual(['PT8003 11']);
    expect(panorama.configuration.rulesets.map((r) => r.name)).toEqual([
      'security policy, device-group Zurich',
    ]);
  });

  it('has its rules in the order in which a firewall has them', () => {
    const names = panorama.configuration.rulesets[0]?.rules.map((rule) => rule.name);
    expect(names).toEqual([
      'No telnet',
      'DNS',
      'Kerberos',
      'No web to DC',
      'Web',
      'Deny rest',
      'intrazone-default',
    ]);
  });

  it.each<[string, string, string]>([
    ['permit', 'udp 10.20.1.1 > 10.0.0.53:53', 'shared pre-rule'],
    ['depends', 'tcp 10.20.1.1 > 10.20.0.5:88', 'a name that the site defines anew, in a rule of the region'],
    ['depends', 'tcp 10.20.1.1 > 10.0.0.5:88', 'the same'],
    ['deny', 'tcp 10.20.1.1 > 10.20.0.5:443', "the site's own rule means its own object"],
    ['permit', 'tcp 10.20.1.1 > 10.0.0.5:443', 'post-rule of the region'],
    ['deny', 'tcp 10.20.1.1 > 10.0.0.5:23', 'shared pre-rule that denies'],
    ['deny', 'tcp 10.20.1.1 > 10.0.0.5:22', 'post-rule of all'],
  ])('%s %s: %s', (verdict, packet) => {
    expect(panorama.ask(packet)).toBe(verdict);
  });
});

describe('Panorama, as set commands', () => {
  const zones = { users: '10.40.0.0/16', dc: '10.10.0.0/16' };
  const panorama = readPanos(fixture('panorama.set'), zones);

  it('is understood', () => {
    expect(panosReader.recognises(fixture('panorama.set'), 'x')).toBeGreaterThan(0.95);
    expect(panorama.said).toEqual(['PT8003 15', 'PT8005 21']);
    const names = panorama.configuration.rulesets[0]?.rules.map((r) => r.name);
    expect([...new Set(names)]).toEqual([
      'Block telnet',
      'Clients to site',
      'Pilot',
      'Clean up',
      'intrazone-default',
    ]);
  });

  it.each<[string, string, string]>([
    ['depends', 'tcp 10.40.1.1 > 10.10.2.31:443', 'telnet may be on any port'],
    ['deny', 'udp 10.40.1.1 > 10.10.2.31:443', 'no rule for it'],
    ['depends', 'tcp 10.40.1.1 > 10.10.9.9:443', 'for some firewalls only'],
    ['deny', 'tcp 10.40.1.1 > 10.40.1.2:443', 'cleaned up before the default rules'],
  ])('%s %s: %s', (verdict, packet) => {
    expect(panorama.ask(packet)).toBe(verdict);
  });

  it('permits for certain what no application decides', () => {
    const text = fixture('panorama.set').replace(
      'application telnet service any',
      'application any service TELNET',
    );
    const plain = readPanos(`${text}set shared service TELNET protocol tcp port 23\n`, zones);
    expect(plain.ask('tcp 10.40.1.1 > 10.10.2.31:443')).toBe('permit');
    expect(plain.ask('tcp 10.40.1.1 > 10.10.2.32:10123')).toBe('permit');
    expect(plain.ask('tcp 10.40.1.1 > 10.10.2.32:23')).toBe('deny');
  });
});

describe('what show prints', () => {
  const text = fixture('show.braces');
  const shown = readPanos(text, { trust: '10.20.0.0/16', servers: '10.0.10.0/24' });

  it('is recognised, and understood', () => {
    expect(panosReader.recognises(text, 'x')).toBeGreaterThan(0.8);
    expect(shown.said).toEqual([]);
  });

  it.each<[string, string]>([
    ['permit', 'tcp 10.20.1.1 > 10.0.10.11:443'],
    ['permit', 'tcp 10.20.1.1 > 10.0.10.11:10123'],
    ['deny', 'tcp 10.20.1.1 > 10.0.10.11:80'],
    ['deny', 'tcp 10.0.10.11 > 10.20.1.1:443'],
  ])('%s %s', (verdict, packet) => {
    expect(shown.ask(packet)).toBe(verdict);
  });

  it('is understood as a whole too, whatever stands in parts that decide nothing', () => {
    const whole = readPanos(fixture('whole.braces'));
    expect(whole.said).toEqual([]);
    expect(whole.ask('tcp 10.30.1.1 > 10.0.10.11:443')).toBe('permit');
    expect(whole.ask('tcp 10.30.1.1 > 10.0.10.11:80')).toBe('deny');
    expect(whole.ask('tcp 10.30.1.1 > 10.20.0.11:80')).toBe('permit');
  });

  it('is open where a brace is missing', () => {
    const cut = readPanos(text.slice(0, text.lastIndexOf('Rest {')));
    expect(cut.ask('tcp 10.20.1.1 > 10.0.10.11:443')).toBe('depends');
    expect(cut.said).toContain('PT8001 35');
  });
});

describe('parts that the API gives', () => {
  const entry = `<entry name="r"><from><member>any</member></from><to><member>any</member></to>
<source><member>10.0.0.0/8</member></source><destination><member>any</member></destination>
<application><member>any</member></application><service><member>service-https</member></service><action>allow</action></entry>`;
  it.each([
    ['rules', `<rules>${entry}</rules>`],
    ['a security policy', `<security><rules>${entry}</rules></security>`],
    ['a rule', entry],
    [
      'an answer',
      `<response status="success" code="19"><result total-count="1" count="1"><rules admin="a">${entry}</rules></result></response>`,
    ],
    [
      'a virtual system',
      `<entry name="vsys1"><rulebase><security><rules>${entry}</rules></security></rulebase></entry>`,
    ],
  ])('%s', (_, text) => {
    const { ask, said } = readPanos(text);
    expect(ask('tcp 10.0.0.1 > 10.1.0.1:443')).toBe('permit');
    expect(said).toEqual([]);
  });

  it('that hold two rules of one name are open', () => {
    const { ask } = readPanos(
      `<response><result><rules>${entry}</rules><rules>${entry}</rules></result></response>`,
    );
    expect(ask('tcp 10.0.0.1 > 10.1.0.1:443')).toBe('depends');
  });

  it('are open where the text ends too early', () => {
    const { ask } = readPanos(`<rules>${entry}${entry.slice(0, 60)}`);
    expect(ask('tcp 10.0.0.1 > 10.1.0.1:443')).toBe('depends');
  });
});

describe('several of a kind', () => {
  const say = (where: string, name: string, says: string): string =>
    ['from any', 'to any', 'source any', 'destination any', 'application any', 'service any', says]
      .map((part) => `set ${where} security rules "${name}" ${part}\n`)
      .join('');
  const groups = `${say('device-group A pre-rulebase', 'a', 'action allow')}${say('device-group B pre-rulebase', 'b', 'action deny')}`;

  it('device groups: nobody knows which a packet meets', () => {
    const { ask, said } = readPanos(groups);
    expect(ask('tcp 10.0.0.1 > 10.1.0.1:443')).toBe('depends');
    expect(said).toEqual(['PT8005 1']);
  });

  it('device groups: what all of them permit', () => {
    const https = `${groups}${say('device-group B post-rulebase', 'c', 'action allow')}`
      .replace('rules "a" service any', 'rules "a" service service-http')
      .replace('rules "b" service any', 'rules "b" service service-https');
    expect(readPanos(https).ask('tcp 10.0.0.1 > 10.1.0.1:80')).toBe('permit');
    expect(readPanos(https).ask('tcp 10.0.0.1 > 10.1.0.1:443')).toBe('depends');
  });

  it('device groups: the one whose zones are spoken of', () => {
    const zoned = `${groups}set device-group A pre-rulebase security rules a from trust\ndelete device-group A pre-rulebase security rules a from any\n`;
    const { ask } = readPanos(zoned, { trust: '10.0.0.0/16' });
    expect(ask('tcp 10.0.0.1 > 10.1.0.1:443')).toBe('permit');
  });

  it('device groups and virtual systems: the one after which the file is named', () => {
    expect(readPanos(groups, {}, 'backup/a.xml').ask('tcp 10.0.0.1 > 10.1.0.1:443')).toBe('permit');
    expect(readPanos(groups, {}, 'C:\\B.xml').ask('tcp 10.0.0.1 > 10.1.0.1:443')).toBe('deny');
    expect(readPanos(systems, {}, 'vsys1.set').ask('tcp 10.7.0.1 > 10.8.7.1:443')).toBe('permit');
  });

  it('a shared rule sees what only a device group has, perhaps', () => {
    const text = `${say('shared pre-rulebase', 's', 'action allow')}set shared pre-rulebase security rules s service TELNET
delete shared pre-rulebase security rules s service any
set device-group A service TELNET protocol tcp port 23
set device-group A parent-dg A
`;
    const { ask } = readPanos(text);
    expect(ask('tcp 10.0.0.1 > 10.1.0.1:23')).toBe('depends');
  });

  const systems = `${say('vsys vsys1 rulebase', 'a', 'action allow')}${say('vsys vsys2 rulebase', 'b', 'action deny')}
set vsys vsys1 zone one network layer3 ethernet1/1
set vsys vsys2 zone two network layer3 ethernet1/2
set network interface ethernet ethernet1/1 layer3 ip 10.1.0.1/16
set network interface ethernet ethernet1/2 layer3 ip 10.2.0.1/16
`;
  it('virtual systems: each judges what stands in its zones', () => {
    const { ask } = readPanos(systems);
    expect(ask('tcp 10.1.0.1 > 10.1.7.1:443')).toBe('permit');
    expect(ask('tcp 10.2.0.1 > 10.2.7.1:443')).toBe('deny');
    expect(ask('tcp 10.1.0.1 > 10.2.7.1:443')).toBe('deny');
    expect(ask('tcp 10.7.0.1 > 10.8.7.1:443')).toBe('depends');
  });

  it('virtual systems: what stands in no zone passes by none', () => {
    const given = { one: '10.1.0.0/16', two: '10.2.0.0/16' };
    expect(readPanos(systems, given).ask('tcp 10.7.0.1 > 10.8.7.1:443')).toBe('depends');
    expect(readPanos(systems, given).ask('tcp 10.1.0.1 > 10.8.7.1:443')).toBe('permit');
  });

  it('virtual systems: nobody knows what stands where', () => {
    const { ask, said } = readPanos(systems.replace(/set network.*\n/g, ''));
    expect(ask('tcp 10.1.0.1 > 10.1.7.1:443')).toBe('depends');
    expect(said).toContain('PT8005 1');
  });

  it('routers: a route says nothing about the other ones', () => {
    const route = (router: string): string =>
      `set network virtual-router ${router} routing-table ip static-route r destination 0.0.0.0/0 interface ethernet1/1\n`;
    expect(readPanos(systems + route('a')).ask('tcp 10.2.0.1 > 10.2.7.1:443')).toBe('deny');
    expect(readPanos(systems + route('a') + route('b')).ask('tcp 10.2.0.1 > 10.2.7.1:443')).toBe('depends');
  });
});

describe('what Panorama has put on a firewall', () => {
  it('stands around its own rules', () => {
    const rule = (name: string, port: string, action: string): string =>
      `<entry name="${name}"><from><member>any</member></from><to><member>any</member></to><source><member>any</member></source><destination><member>any</member></destination><application><member>any</member></application><service><member>${port}</member></service><action>${action}</action></entry>`;
    const base = (name: string, ...rules: readonly string[]): string =>
      `<${name}><security><rules>${rules.join('')}</rules></security></${name}>`;
    const text = `<config version="10.1.0">
<devices><entry name="localhost.localdomain"><vsys><entry name="vsys1">${base('rulebase', rule('own', 'P', 'deny'))}</entry></vsys></entry></devices>
<panorama><shared><service><entry name="P"><protocol><tcp><port>99</port></tcp></protocol></entry></service></shared>
<vsys><entry name="vsys1">${base('pre-rulebase', rule('pre', 'service-https', 'allow'))}${base('post-rulebase', rule('post', 'any', 'allow'))}</entry></vsys></panorama></config>`;
    const { ask, configuration, said } = readPanos(text);
    expect(said).toEqual([]);
    expect(configuration.rulesets[0]?.rules.map((r) => r.name)).toEqual(
      ['pre', 'own', 'post', 'intrazone-default', 'intrazone-default'].slice(0, 4),
    );
    expect(ask('tcp 10.1.0.1 > 10.1.7.1:443')).toBe('permit');
    expect(ask('tcp 10.1.0.1 > 10.1.7.1:99')).toBe('deny');
    expect(ask('tcp 10.1.0.1 > 10.1.7.1:98')).toBe('permit');
  });
});

describe('other languages', () => {
  it.each([
    [
      'Junos, set',
      'set security policies from-zone a to-zone b policy P match application any\nset security address-book global address A 10.0.0.1/32\n',
    ],
    [
      'Junos, curly',
      'security {\n  policies {\n    from-zone a to-zone b {\n      policy P {\n        match {\n          source-address any;\n          application any;\n        }\n      }\n    }\n  }\n}\n',
    ],
    [
      'FortiOS',
      'config firewall address\n    edit "A"\n        set subnet 10.0.0.1 255.255.255.255\n    next\nend\n',
    ],
    [
      'pfSense',
      '<?xml version="1.0"?><pfsense><filter><rule><source><any/></source></rule></filter></pfsense>',
    ],
    ['nftables', 'table inet filter {\n  chain forward {\n  }\n}\n'],
    ['ASA', 'access-list A extended permit ip any any\n'],
    ['JSON', '{ "rules": [] }'],
  ])('%s is none', (_, text) => {
    expect(panosReader.recognises(text, 'x')).toBe(0);
  });
});
