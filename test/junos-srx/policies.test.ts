/** Which policy decides: pairs of zones, global policies, the default; and what makes a policy open. */
import { describe, expect, it } from 'vitest';
import { networks } from '../dialects/reader-kit.ts';
import { permit, policy, readSrx, TWO } from './kit.ts';

const MP = '10.0.0.5/32';
const BOOK = `set security address-book global address MP ${MP}
set security address-book global address CLIENT 10.1.0.7/32
`;
const DENY = policy('rest', 'match source-address any destination-address any application any', 'then deny');

describe('policies between two zones', () => {
  it('are asked in their order, and all three parts must match', () => {
    const srx = readSrx(
      BOOK + permit('one', 'junos-http', 'CLIENT', 'MP') + DENY + permit('late', 'junos-https'),
    );
    expect(srx.diagnostics).toEqual([]);
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('permit');
    expect(srx.ask('tcp 10.1.0.8 > 10.0.0.5:80')).toBe('deny');
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.6:80')).toBe('deny');
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:443')).toBe('deny');
  });

  it('hold in their direction only', () => {
    const srx = readSrx(permit('one'));
    expect(srx.ask('udp 10.1.0.7 > 10.0.0.5:53')).toBe('permit');
    expect(srx.ask('udp 10.0.0.5 > 10.1.0.7:53')).toBe('deny');
  });

  it('are needed within a zone, too', () => {
    expect(readSrx(permit('one')).ask('tcp 10.1.0.7 > 10.1.200.5:80')).toBe('deny');
    const same = permit('one').replaceAll('to-zone servers', 'to-zone clients');
    expect(readSrx(same).ask('tcp 10.1.0.7 > 10.1.200.5:80')).toBe('permit');
  });

  it('reject as they deny', () => {
    const reject = policy(
      'no',
      'match source-address any destination-address any application junos-ssh',
      'then reject',
    );
    const srx = readSrx(reject + permit('one'));
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:22')).toBe('deny');
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:23')).toBe('permit');
  });

  it('name the policy, its line and its text', () => {
    const srx = readSrx(BOOK + permit('one', 'junos-http', 'CLIENT', 'MP'));
    expect(srx.configuration.rulesets[0]).toMatchObject({
      name: 'from-zone clients to-zone servers',
      rules: [
        {
          name: 'one',
          place: { line: 3, column: 1 },
          text: 'set security policies from-zone clients to-zone servers policy one match source-address CLIENT',
        },
      ],
      otherwise: { action: 'deny' },
    });
  });
});

describe('global policies and the default', () => {
  const GLOBAL = `set security policies global policy g match source-address any destination-address MP application junos-https
set security policies global policy g then permit
`;

  it('come behind the policies of the two zones', () => {
    const srx = readSrx(
      BOOK +
        GLOBAL +
        policy('no', 'match source-address CLIENT destination-address any application any', 'then deny'),
    );
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:443')).toBe('deny');
    expect(srx.ask('tcp 10.1.0.8 > 10.0.0.5:443')).toBe('permit');
    expect(srx.ask('tcp 10.0.0.9 > 10.0.0.5:443')).toBe('permit');
    expect(srx.ask('tcp 10.0.0.9 > 10.0.0.5:80')).toBe('deny');
  });

  it('may ask for zones', () => {
    const zones = `${BOOK}${GLOBAL}set security policies global policy g match from-zone [ clients other ]
set security policies global policy g match to-zone servers
`;
    const srx = readSrx(zones);
    expect(srx.ask('tcp 10.1.0.8 > 10.0.0.5:443')).toBe('permit');
    expect(srx.ask('tcp 10.0.0.9 > 10.0.0.5:443')).toBe('deny');
  });

  it('know the global address book only', () => {
    const own = `${GLOBAL}set security address-book mine address MP ${MP}\nset security address-book mine attach zone servers\n`;
    const srx = readSrx(own);
    expect(srx.codes).toContain('PT8003');
    expect(srx.ask('tcp 10.1.0.8 > 10.0.0.5:443')).toBe('depends');
  });

  it('the default denies, unless the text says otherwise', () => {
    const srx = readSrx(`${DENY}set security policies default-policy permit-all\n`);
    expect(srx.ask('tcp 10.0.0.9 > 10.1.0.5:443')).toBe('permit');
    expect(srx.ask('tcp 10.1.0.9 > 10.0.0.5:443')).toBe('deny');
  });
});

describe('a policy depends on', () => {
  const BASE = permit('one');
  const why = (more: string, packet: string = 'tcp 10.1.0.7 > 10.0.0.5:80'): readonly string[] => {
    const srx = readSrx(BASE + more);
    expect(srx.ask(packet)).toBe('depends');
    return srx.why(packet);
  };

  it.each([
    ['match source-identity "contoso\\\\admins"', 'the source-identity contoso\\admins'],
    ['match dynamic-application junos:SSH', 'the dynamic-application junos:SSH'],
    ['match dynamic-application any', 'the dynamic-application any'],
    ['match url-category Enhanced_News', 'the url-category Enhanced_News'],
    ['scheduler-name worktime', 'the scheduler "worktime"'],
    ['then permit tunnel ipsec-vpn HQ', 'the VPN tunnel that the policy is about'],
    [
      'then permit firewall-authentication pass-through access-profile P',
      'who has logged in at the firewall',
    ],
    ['then permit destination-address drop-untranslated', 'whether the destination was translated'],
    [
      'then permit application-services application-firewall rule-set R',
      'the application-firewall of the policy',
    ],
    ['then permit application-services uac-policy', 'the uac-policy of the policy'],
    ['match source-vrf 7', '"source-vrf 7", which was not understood'],
    ['then permit application-services teleport', '"teleport", which was not understood'],
    ['matches source-address any', '"matches source-address any", which was not understood'],
  ])('%s', (line, text) => {
    expect(why(policy('one', line))).toContain(text);
  });

  it.each([
    ['match source-identity any'],
    ['match dynamic-application none'],
    ['match url-category any'],
    ['description "what it is for"'],
    ['then count'],
    ['then log session-init'],
    ['then permit tcp-options syn-check-required'],
    ['then permit services-offload'],
  ])('not on %s', (line) => {
    expect(readSrx(BASE + policy('one', line)).ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('permit');
  });

  it('nothing, but says that what it permits is inspected', () => {
    const srx = readSrx(
      BASE +
        policy(
          'one',
          'then permit application-services idp',
          'then permit application-services utm-policy U',
        ),
    );
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('permit');
    expect(srx.diagnostics.map((d) => d.message)).toEqual([
      'what a policy permits is inspected for its content (idp, utm-policy)',
    ]);
  });

  it('parts that are missing, and on its action', () => {
    expect(
      readSrx(policy('one', 'match source-address any', 'match destination-address any', 'then permit')).ask(
        'tcp 10.1.0.7 > 10.0.0.5:80',
      ),
    ).toBe('depends');
    const open = policy('one', 'match source-address any destination-address any application any');
    expect(readSrx(open).ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('depends');
    expect(readSrx(open + policy('one', 'then permit', 'then deny')).ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe(
      'depends',
    );
  });

  it('nothing for packets that another policy decides before', () => {
    const srx = readSrx(
      policy(
        'first',
        'match source-address any destination-address any application junos-http',
        'then deny',
      ) +
        BASE +
        policy('one', 'scheduler-name S'),
    );
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('deny');
  });
});

describe('what comes before policies', () => {
  it('translated destinations are open', () => {
    const srx = readSrx(`${permit('one')}set security nat destination rule-set R from zone clients
set security nat destination rule-set R rule 1 match destination-address 10.0.0.80/32
set security nat destination rule-set R rule 1 then destination-nat pool P
set security nat static rule-set S rule 1 match destination-address 10.0.1.0/24
set security nat static rule-set S rule 1 then static-nat prefix 10.1.1.0/24
set security nat source rule-set T rule 1 match source-address 10.1.0.0/16
`);
    expect(srx.codes).toEqual(['PT8009', 'PT8010']);
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.80:80')).toBe('depends');
    expect(srx.ask('tcp 10.1.0.7 > 10.0.1.9:80')).toBe('depends');
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.81:80')).toBe('permit');
    const open = readSrx(
      `${permit('one')}set security nat static rule-set S rule 1 match source-address 10.1.0.0/16\n`,
    );
    expect(open.ask('tcp 10.1.0.7 > 10.0.0.81:80')).toBe('depends');
  });

  it('IPv6 may be dropped, or go by', () => {
    const six = 'tcp [2001:db8:1::5] > [2001:db8:2::5]:80';
    const mode = 'set security forwarding-options family inet6 mode';
    expect(readSrx(permit('one')).ask(six)).toBe('permit');
    expect(readSrx(`${permit('one')}${mode} flow-based\n`).ask(six)).toBe('permit');
    // A whole configuration that says nothing: what the default is depends on the device.
    expect(readSrx(`${permit('one')}set version 21.4R3\n`).ask(six)).toBe('depends');
    expect(readSrx(`${permit('one')}set version 21.4R3\n${mode} flow-based\n`).ask(six)).toBe('permit');
    expect(readSrx(`${permit('one')}${mode} drop\n`).ask(six)).toBe('deny');
    expect(readSrx(`${permit('one')}${mode} packet-based\n`).ask(six)).toBe('depends');
    const packets = readSrx(`${DENY}set security forwarding-options family mpls mode packet-based\n`);
    expect(packets.ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('depends');
  });

  it('a firewall filter at an interface may drop', () => {
    const srx = readSrx(
      `${permit('one')}set security zones security-zone clients interfaces ge-0/0/1.0
set interfaces ge-0/0/1 unit 0 family inet filter input PROTECT
`,
    );
    expect(srx.codes).toContain('PT8002');
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('depends');
    expect(srx.ask('tcp 10.0.0.7 > 10.1.0.5:80')).toBe('deny');
  });
});

describe('the device itself', () => {
  it('has policies of its own', () => {
    const srx = readSrx(
      permit('ssh', 'junos-ssh').replaceAll('to-zone servers', 'to-zone junos-host') +
        DENY.replaceAll('to-zone servers', 'to-zone junos-host'),
    );
    expect(srx.ask('tcp 10.1.0.7 > 10.1.0.1:22', 'in')).toBe('permit');
    expect(srx.ask('tcp 10.1.0.7 > 10.1.0.1:80', 'in')).toBe('deny');
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.1:22')).toBe('deny');
  });
});

describe('logical systems', () => {
  const inside = (name: string): string =>
    permit('one').replaceAll('set security', `set logical-systems ${name} security`);

  it('the only one with policies is the firewall', () => {
    expect(readSrx(inside('A')).ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('permit');
    expect(
      readSrx(permit('one').replaceAll('set security', 'set tenants T security')).ask(
        'tcp 10.1.0.7 > 10.0.0.5:80',
      ),
    ).toBe('permit');
  });

  it('of several it is not known which a packet passes', () => {
    const srx = readSrx(inside('A') + inside('B'));
    expect(srx.codes).toContain('PT8002');
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('depends');
  });
});

describe('statements that nobody knows', () => {
  it.each([
    'set security polices from-zone clients to-zone servers policy x then deny',
    'set security policies from-zon clients to-zone servers policy x then deny',
    'set security policies from-zone clients to-zone servers polic x then deny',
    'set secutiry policies from-zone clients to-zone servers policy x then deny',
    'set security zones security-zone clients packet-mode',
    'copy security policies from-zone a to-zone b policy x to policy y',
    'wildcard delete security policies from-zone .*',
    'permit all',
  ])('%s', (line) => {
    const srx = readSrx(`${permit('one')}${line}\n`);
    expect(srx.codes).toContain('PT8001');
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('depends');
    expect(srx.ask('tcp 10.0.0.7 > 10.1.0.5:80')).toBe('depends');
  });

  it('elsewhere make no difference', () => {
    const srx = readSrx(
      `${permit('one')}set system host-name fw\nset snmp community x\nset chassis cluster\nset version 21.4R3\n`,
    );
    expect(srx.diagnostics).toEqual([]);
    expect(srx.ask('tcp 10.1.0.7 > 10.0.0.5:80')).toBe('permit');
  });

  it('without policies there is nothing to judge by', () => {
    expect(readSrx('set system host-name fw\n').codes).toEqual(['PT8007']);
    expect(readSrx('', { ...TWO, more: networks('10.9.0.0/16') }).codes).toEqual(['PT8007']);
  });
});
