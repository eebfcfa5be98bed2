/** Which lists judge which packets: interfaces, routes, bindings, security levels. */
import { describe, expect, it } from 'vitest';
import { readAsa } from '../../../test/dialects/asa-kit.ts';
import { networks } from '../../../test/dialects/reader-kit.ts';

const THREE = `interface G0
 nameif outside
 security-level 0
 ip address 192.0.2.1 255.255.255.0
interface G1
 nameif inside
 security-level 100
 ip address 10.0.0.1 255.255.255.0
interface G2
 nameif dmz
 security-level 50
 ip address 10.5.0.1 255.255.255.0
route outside 0.0.0.0 0.0.0.0 192.0.2.254
route inside 10.0.0.0 255.0.0.0 10.0.0.254
route dmz 10.5.0.0 255.255.0.0 10.5.0.254 1
`;

describe('security levels', () => {
  it('permit to lower levels, and deny to higher ones', () => {
    const asa = readAsa(THREE);
    expect(asa.ask('tcp 10.9.9.9 > 10.5.200.1:80')).toBe('permit');
    expect(asa.ask('tcp 10.9.9.9 > 8.8.8.8:80')).toBe('permit');
    expect(asa.ask('tcp 10.5.200.1 > 8.8.8.8:80')).toBe('permit');
    expect(asa.ask('tcp 10.5.200.1 > 10.9.9.9:80')).toBe('deny');
    expect(asa.ask('tcp 8.8.8.8 > 10.5.200.1:80')).toBe('deny');
    const [rule] = asa.configuration.rulesets[1]?.rules ?? [];
    expect(rule).toMatchObject({ text: 'security-level 100', place: { line: 7 } });
  });

  it('deny between equals, unless that is permitted', () => {
    const text = THREE.replace('security-level 50', 'security-level 100');
    expect(readAsa(text).ask('tcp 10.5.0.9 > 10.0.0.9:80')).toBe('deny');
    const same = readAsa(`${text}same-security-traffic permit inter-interface\n`);
    expect(same.ask('tcp 10.5.0.9 > 10.0.0.9:80')).toBe('permit');
    expect(same.ask('tcp 8.8.8.8 > 10.0.0.9:80')).toBe('deny');
  });

  it('permit nothing on an FWSM, which asks for lists', () => {
    const text = `FWSM Version 4.1(6) <context>\n${THREE}access-list mode auto-commit\n`;
    const alone = readAsa(text);
    expect(alone.codes).toEqual([]);
    expect(alone.ask('tcp 10.9.9.9 > 8.8.8.8:80')).toBe('deny');
    const listed = `access-list I extended permit tcp any any eq 80\naccess-group I`;
    expect(readAsa(`${text}${listed} in interface inside\n`).ask('tcp 10.9.9.9 > 8.8.8.8:80')).toBe('permit');
    expect(readAsa(`${text}${listed} out interface outside\n`).ask('tcp 10.9.9.9 > 8.8.8.8:80')).toBe('deny');
  });

  it('and lists permit nothing to a VLAN that an ASA 5505 does not forward to', () => {
    const vlan = THREE.replace('interface G1', 'interface Vlan1').replace(
      ' nameif dmz',
      ' no forward interface Vlan1\n nameif dmz',
    );
    const list = `access-list D extended permit ip any any\naccess-group D in interface dmz\n`;
    const asa = readAsa(vlan + list);
    expect(asa.ask('tcp 10.5.200.1 > 10.9.9.9:80')).toBe('deny');
    expect(asa.ask('tcp 10.5.200.1 > 8.8.8.8:80')).toBe('permit');
    expect(asa.ask('tcp 10.9.9.9 > 10.5.200.1:80')).toBe('permit');
    const open = readAsa(vlan.replace(/route outside.*\n/, '') + list);
    expect(open.ask('tcp 10.5.200.1 > 8.8.8.8:80')).toBe('depends');
  });

  it('are looked up once, however many interfaces have the same', () => {
    const many = Array.from(
      { length: 12_000 },
      (_, i) =>
        `interface V${i}\n no forward interface V${i + 1}\n nameif n${i}\n security-level 50\n ip address 10.${i >> 8}.${i & 255}.1 255.255.255.0\n`,
    );
    const asa = readAsa(many.join(''));
    expect(asa.ask('tcp 10.0.0.9 > 10.0.2.9:80')).toBe('deny');
  }, 10_000);

  it('are 100 for inside and 0 for others where none is written', () => {
    const asa = readAsa(THREE.replaceAll(/ security-level \d+\n/g, ''));
    expect(asa.ask('tcp 10.9.9.9 > 8.8.8.8:80')).toBe('permit');
    expect(asa.ask('tcp 10.5.0.9 > 8.8.8.8:80')).toBe('deny');
  });

  it('leave open what a list permits between equals, unless that is permitted', () => {
    const equal = THREE.replace('security-level 50', 'security-level 100');
    const text = `${equal}access-list I extended permit tcp any any eq 80\naccess-group I in interface inside\n`;
    expect(readAsa(text).ask('tcp 10.9.9.9 > 10.5.200.1:80')).toBe('depends');
    expect(readAsa(text).ask('tcp 10.9.9.9 > 10.5.200.1:81')).toBe('deny');
    expect(readAsa(text).ask('tcp 10.9.9.9 > 8.8.8.8:80')).toBe('permit');
    const same = readAsa(`${text}same-security-traffic permit inter-interface\n`);
    expect(same.ask('tcp 10.9.9.9 > 10.5.200.1:80')).toBe('permit');
  });

  it('leave open whether a list at the exit is enough for a higher level', () => {
    const text = `${THREE}access-list O extended permit tcp any any eq 80\naccess-group O out interface inside\n`;
    expect(readAsa(text).ask('tcp 10.5.200.1 > 10.9.9.9:80')).toBe('depends');
    expect(readAsa(text).ask('tcp 10.5.200.1 > 10.9.9.9:81')).toBe('deny');
  });

  it('have no part where a list is bound', () => {
    const asa = readAsa(
      `${THREE}access-list I extended permit tcp any any eq 80\naccess-group I in interface inside\n`,
    );
    expect(asa.ask('tcp 10.9.9.9 > 8.8.8.8:80')).toBe('permit');
    expect(asa.ask('tcp 10.9.9.9 > 8.8.8.8:81')).toBe('deny');
    expect(asa.ask('tcp 10.5.0.9 > 8.8.8.8:81')).toBe('permit');
  });
});

describe('bindings', () => {
  it('judges at the entrance and at the exit', () => {
    const asa = readAsa(`${THREE}access-list I extended permit ip any any
access-list D extended permit tcp any any eq 443
access-group I in interface outside
access-group D out interface dmz`);
    expect(asa.ask('tcp 8.8.8.8 > 10.5.0.9:443')).toBe('permit');
    expect(asa.ask('tcp 8.8.8.8 > 10.5.0.9:80')).toBe('deny');
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.9:80')).toBe('permit');
    expect(asa.ask('tcp 10.0.0.9 > 10.5.0.9:80')).toBe('deny');
  });

  it('goes on to the global list, and denies only behind that', () => {
    const asa = readAsa(`${THREE}access-list O extended permit tcp any any eq 443
access-list O extended deny tcp any any eq 444
access-list G extended permit tcp any any range 444 445
access-group O in interface outside
access-group G global`);
    expect(asa.ask('tcp 8.8.8.8 > 10.5.0.9:443')).toBe('permit');
    expect(asa.ask('tcp 8.8.8.8 > 10.5.0.9:444')).toBe('deny');
    expect(asa.ask('tcp 8.8.8.8 > 10.5.0.9:445')).toBe('permit');
    expect(asa.ask('tcp 10.0.0.9 > 8.8.8.8:445')).toBe('permit');
    expect(asa.ask('tcp 10.0.0.9 > 8.8.8.8:446')).toBe('deny');
  });

  it('leaves packets out that do not cross', () => {
    const list = 'access-list I extended permit tcp any any eq 80\naccess-group I in interface inside\n';
    const asa = readAsa(THREE + list);
    expect(asa.ask('tcp 10.0.0.9 > 10.9.9.9:445')).toBe('permit');
    const hairpin = readAsa(`${THREE}${list}same-security-traffic permit intra-interface\n`);
    expect(hairpin.ask('tcp 10.0.0.9 > 10.9.9.9:445')).toBe('deny');
    expect(hairpin.ask('tcp 10.0.0.9 > 10.9.9.9:80')).toBe('permit');
  });

  it('keeps lists for the ASA itself apart', () => {
    const asa = readAsa(
      `${THREE}access-list C extended deny ip host 8.8.8.8 any\naccess-group C in interface outside control-plane\n`,
    );
    expect(asa.ask('tcp 8.8.8.8 > 192.0.2.1:22', 'in')).toBe('deny');
    expect(asa.ask('tcp 8.8.4.4 > 192.0.2.1:22', 'in')).toBe('depends');
    expect(asa.ask('tcp 10.0.0.9 > 8.8.8.8:80')).toBe('permit');
  });

  it('says that a list is bound nowhere', () => {
    const asa = readAsa(`${THREE}access-list UNUSED extended permit ip any any\n`);
    expect(asa.diagnostics.filter((d) => d.code === 'PT8004').map((d) => d.message)).toEqual([
      'access-list UNUSED is bound to no interface and left out',
    ]);
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.9:80')).toBe('deny');
  });

  it('depends on a list that is bound and missing', () => {
    const asa = readAsa(`${THREE}access-group GONE in interface outside\n`);
    expect(asa.codes).toContain('PT8003');
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.9:80')).toBe('depends');
  });

  it('depends on an interface that is bound and missing', () => {
    const asa = readAsa(
      `${THREE}access-list I extended permit ip any any\naccess-group I in interface outsid\n`,
    );
    expect(asa.ask('tcp 10.0.0.9 > 8.8.8.8:80')).toBe('depends');
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.9:80')).toBe('depends');
  });

  it('lets nothing through interfaces for management', () => {
    const asa = readAsa(`${THREE}interface M0
 nameif mgmt
 security-level 100
 management-only
 ip address 10.99.0.1 255.255.255.0`);
    expect(asa.ask('tcp 10.99.0.9 > 8.8.8.8:80')).toBe('deny');
    expect(asa.ask('tcp 10.0.0.9 > 10.99.0.9:80')).toBe('deny');
  });
});

describe('what stands behind an interface', () => {
  const LISTS = `access-list O extended permit tcp any any eq 80
access-list I extended permit tcp any any eq 81
access-group O in interface outside
access-group I in interface inside
`;

  it('is what somebody says, before routes', () => {
    const asa = readAsa(`${THREE}${LISTS}`, { inside: networks('10.5.0.0/24') });
    expect(asa.ask('tcp 10.5.0.9 > 8.8.8.8:81')).toBe('permit');
    expect(asa.ask('tcp 10.5.0.9 > 8.8.8.8:80')).toBe('deny');
    expect(asa.ask('tcp 10.5.1.9 > 8.8.8.8:80')).toBe('permit');
  });

  it('is not known where neither the text nor anybody says it', () => {
    const asa = readAsa(LISTS);
    expect(asa.codes.filter((code) => code === 'PT8005')).toHaveLength(2);
    expect(asa.ask('tcp 10.5.0.9 > 8.8.8.8:80')).toBe('depends');
    expect(asa.ask('tcp 10.5.0.9 > 8.8.8.8:9')).toBe('depends');
    expect(asa.why('tcp 10.5.0.9 > 8.8.8.8:80')).toEqual([
      'whether the source stands behind the interface "outside"',
    ]);
    const said = readAsa(LISTS, { outside: networks('8.0.0.0/8'), inside: networks('10.0.0.0/8') });
    expect(said.codes).toEqual([]);
    expect(said.ask('tcp 8.8.8.8 > 10.0.0.1:80')).toBe('permit');
    expect(said.ask('tcp 10.0.0.1 > 8.8.8.8:80')).toBe('deny');
    expect(said.ask('tcp 9.9.9.9 > 8.8.8.8:80')).toBe('depends');
  });

  it('does not matter where there is just one list', () => {
    const asa = readAsa(
      'access-list O extended permit tcp any any eq 80\naccess-group O in interface outside\n',
    );
    expect(asa.codes).toEqual(['PT8005']);
    expect(asa.ask('tcp 10.5.0.9 > 8.8.8.8:80')).toBe('permit');
    expect(asa.ask('tcp 10.5.0.9 > 8.8.8.8:81')).toBe('deny');
  });

  it('cannot be found out for several lists without bindings', () => {
    const asa = readAsa(
      'access-list A extended permit ip any any\naccess-list B extended permit ip any any\n',
    );
    expect(asa.codes).toEqual(['PT8005']);
    expect(asa.configuration.rulesets).toHaveLength(2);
    expect(asa.ask('tcp 10.5.0.9 > 8.8.8.8:80')).toBe('depends');
  });

  it('takes the longest prefix, then the lowest metric', () => {
    const asa = readAsa(`${THREE}${LISTS}route outside 10.77.0.0 255.255.0.0 192.0.2.77
route inside 10.88.0.0 255.255.0.0 10.0.0.88 10
route outside 10.88.0.0 255.255.0.0 192.0.2.88 5
route outside 10.0.0.0 255.255.255.0 192.0.2.99`);
    expect(asa.ask('tcp 10.77.1.1 > 10.1.1.1:80')).toBe('permit');
    expect(asa.ask('tcp 10.88.1.1 > 10.1.1.1:80')).toBe('permit');
    expect(asa.ask('tcp 10.0.0.7 > 8.8.8.8:81')).toBe('permit');
    expect(asa.ask('tcp 10.1.1.1 > 8.8.8.8:81')).toBe('permit');
  });

  it('is open for what a routing protocol may learn', () => {
    const asa = readAsa(`${THREE}${LISTS}router ospf 1\n network 10.0.0.0 255.0.0.0 area 0\n`);
    expect(asa.codes).toContain('PT8005');
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.9:80')).toBe('depends');
    expect(asa.ask('tcp 10.0.0.9 > 8.8.8.8:81')).toBe('permit');
  });

  it('is no certainty for a network with two routes that are equally good', () => {
    const asa = readAsa(`${THREE}${LISTS}route outside 10.88.0.0 255.255.0.0 192.0.2.88 5
route dmz 10.88.0.0 255.255.0.0 10.5.0.88 5`);
    expect(asa.ask('tcp 10.88.0.1 > 10.0.0.9:80')).toBe('depends');
  });

  it('takes the default route from a server', () => {
    const asa = readAsa(
      THREE.replace('ip address 192.0.2.1 255.255.255.0', 'ip address dhcp setroute').replace(
        /route outside.*\n/,
        '',
      ),
    );
    expect(asa.ask('tcp 10.0.0.9 > 8.8.8.8:80')).toBe('permit');
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.9:80')).toBe('deny');
  });

  it('is open for private networks that an interface gets from a server', () => {
    const lists = `access-list O extended deny ip any any\naccess-group O in interface outside\n`;
    const text = THREE.replace('ip address 10.5.0.1 255.255.255.0', 'ip address dhcp').replace(
      /route dmz.*\n/,
      '',
    );
    const asa = readAsa(`${text.replace(/route inside.*\n/, '')}${lists}`);
    expect(asa.ask('tcp 10.0.0.9 > 8.8.8.8:80')).toBe('permit');
    expect(asa.ask('tcp 10.77.0.9 > 8.8.8.8:80')).toBe('depends');
    expect(asa.ask('tcp 9.9.9.9 > 10.0.0.9:80')).toBe('deny');
  });

  it('is no certainty for addresses that no route leads to', () => {
    const asa = readAsa(`${THREE.replace(/route outside.*\n/, '')}${LISTS}`);
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.9:80')).toBe('depends');
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.9:82')).toBe('depends');
    expect(asa.ask('tcp 192.0.2.9 > 10.0.0.9:80')).toBe('permit');
  });

  it('drops IPv6 where no interface has an address of it, and routes it where one has', () => {
    expect(readAsa(THREE).ask('tcp [2001:db8::1] > [fd00::1]:80')).toBe('deny');
    const asa = readAsa(
      `${THREE.replace('dmz\n', 'dmz\n ipv6 address fd00::1/64\n')}ipv6 route outside ::/0 fe80::1\n`,
    );
    expect(asa.ask('tcp [fd00::9] > [2001:db8::1]:80')).toBe('permit');
    expect(asa.ask('tcp [2001:db8::1] > [fd00::9]:80')).toBe('deny');
  });

  it('leaves out interfaces that are shut down', () => {
    const asa = readAsa(THREE.replace(' nameif dmz\n', ' shutdown\n nameif dmz\n'));
    expect(asa.ask('tcp 10.5.0.9 > 10.9.9.9:80')).toBe('permit');
    expect(asa.configuration.rulesets.map((r) => r.name)).not.toContain('security level (in, interface dmz)');
  });

  it('depends on lines of an interface that are not understood', () => {
    const asa = readAsa(THREE.replace('nameif dmz', 'namif dmz'));
    expect(asa.codes).toContain('PT8001');
    expect(asa.ask('tcp 10.0.0.9 > 8.8.8.8:80')).toBe('depends');
  });
});

describe('beside lists', () => {
  const RPC = `access-list L extended permit tcp host 10.0.0.1 host 10.0.0.2 eq 135
access-list L extended permit tcp host 10.0.0.3 host 10.0.0.2 eq 80
`;
  const POLICY = `class-map inspection_default
 match default-inspection-traffic
policy-map global_policy
 class inspection_default
  inspect dcerpc
service-policy global_policy global
`;

  it('the inspection of DCE-RPC opens dynamic ports, also before a denial', () => {
    const asa = readAsa(`access-list L extended deny tcp any any range 49152 65535\n${RPC}${POLICY}`);
    expect(asa.ask('tcp 10.0.0.1 > 10.0.0.2:50000')).toBe('depends');
    expect(asa.why('tcp 10.0.0.1 > 10.0.0.2:50000')).toEqual([
      'the inspection of DCE-RPC, which opens the port that the endpoint mapper names',
    ]);
    expect(asa.ask('tcp 10.0.0.1 > 10.0.0.2:1023')).toBe('deny');
    expect(asa.ask('tcp 10.0.0.3 > 10.0.0.2:50000')).toBe('deny');
    expect(asa.ask('tcp 10.0.0.1 > 10.0.0.2:135')).toBe('permit');
  });

  it.each([
    ['is in no policy', POLICY.replace('inspect dcerpc', 'inspect ftp')],
    ['is in a policy that is not in force', POLICY.replace(/service-policy.*\n/, '')],
    ['sees other ports only', POLICY.replace('default-inspection-traffic', 'port tcp eq 8080')],
  ])('not where it %s', (_, policy) => {
    expect(readAsa(`${RPC}${policy}`).ask('tcp 10.0.0.1 > 10.0.0.2:50000')).toBe('deny');
  });

  it('says that translation makes no difference since 8.3, and that it does before', () => {
    const list = 'access-list L extended permit tcp any any eq 80\n';
    const now = readAsa(`object network S\n host 10.0.0.1\n nat (dmz,outside) static 192.0.2.7\n${list}`);
    expect(now.codes).toContain('PT8010');
    expect(now.ask('tcp 8.8.8.8 > 10.0.0.1:80')).toBe('permit');
    const old = readAsa(`static (dmz,outside) 192.0.2.7 10.0.0.1 netmask 255.255.255.255\n${list}`);
    expect(old.codes).toContain('PT8009');
    expect(old.ask('tcp 8.8.8.8 > 10.0.0.1:81')).toBe('depends');
  });

  it.each([
    'conduit permit tcp host 10.0.0.1 eq 80 any',
    'aaa authentication match AUTH inside RADIUS',
    'frobnicate deny 10.0.0.1',
    'acess-group L in interface outside',
    'same-security-traffic forbid inter-interface',
    'no access-group L in interface outside',
  ])('everything depends on "%s"', (line) => {
    const asa = readAsa(`access-list L extended permit tcp any any eq 80\n${line}\n`);
    expect(asa.codes).toContain('PT8001');
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.1:81')).toBe('depends');
  });

  it('says that it does not know a command, and goes on', () => {
    const asa = readAsa('access-list L extended permit tcp any any eq 80\nfrobnicate 7\n  the widget\n');
    expect(asa.diagnostics.map((d) => d.message)).toContain('"frobnicate 7" was not understood');
    expect(asa.ask('tcp 8.8.8.8 > 10.0.0.1:80')).toBe('permit');
  });

  it('says that there is nothing to judge by', () => {
    expect(readAsa('hostname fw\n').codes).toEqual(['PT8007']);
  });
});
