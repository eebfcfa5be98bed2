/** The same configuration as commands and in braces; commands that change what stands before; groups. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junosSrxReader } from '../../src/dialects/junos-srx/reader.ts';
import { formOf } from '../../src/dialects/junos-srx/recognise.ts';
import { networks } from '../dialects/reader-kit.ts';
import { permit, policy, readSrx } from './kit.ts';

const HTTP = 'tcp 10.1.0.7 > 10.0.0.5:80';
const SSH = 'tcp 10.1.0.7 > 10.0.0.5:22';
const PAIR = 'security policies from-zone clients to-zone servers';
const DENY = policy('no', 'match source-address any destination-address any application any', 'then deny');

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/junos-srx', name), 'utf8');

describe('commands', () => {
  it('may say several things of one level on one line', () => {
    const line = policy(
      'one',
      'match source-address any destination-address [ any ] application [ junos-http junos-https ]',
      'then permit',
    );
    const srx = readSrx(line);
    expect([srx.ask(HTTP), srx.ask('tcp 10.1.0.7 > 10.0.0.5:443'), srx.ask(SSH)]).toEqual([
      'permit',
      'permit',
      'deny',
    ]);
  });

  it('may say a VLAN and the addresses of a unit on one line', () => {
    const srx = readSrx(
      `set interfaces ge-0/0/1 vlan-tagging unit 10 vlan-id 10 family inet address 10.1.0.1/16
set interfaces ge-0/0/2 unit 0 description servers family inet address 10.0.0.1/24
set security zones security-zone clients interfaces ge-0/0/1.10
set security zones security-zone servers interfaces ge-0/0/2.0
${permit('one')}`,
      {},
    );
    expect([srx.ask(HTTP), srx.ask('tcp 10.0.0.5 > 10.1.0.7:80')]).toEqual(['permit', 'deny']);
    expect(srx.diagnostics).toEqual([]);
  });

  it('that deactivate what comes later, as sorted lines do, leave it open', () => {
    const sorted = readSrx(`deactivate ${PAIR} policy one\n${permit('one')}`);
    expect(sorted.ask(HTTP)).toBe('depends');
    expect(sorted.diagnostics.map((d) => [d.code, d.place?.line])).toEqual([['PT8001', 1]]);
    const other = readSrx(`deactivate ${PAIR} policy two\n${permit('one')}`);
    expect(other.ask(HTTP)).toBe('permit');
    expect(other.diagnostics.map((d) => [d.code, d.place?.line])).toEqual([['PT8001', 1]]);
  });

  it('deactivate and activate', () => {
    const off = readSrx(`${permit('one')}deactivate ${PAIR} policy one\n`);
    expect(off.ask(HTTP)).toBe('deny');
    expect(off.diagnostics.map((d) => [d.code, d.message])).toEqual([
      ['PT8004', 'the policy "one" is inactive and left out'],
    ]);
    expect(
      readSrx(`${permit('one')}deactivate ${PAIR} policy one\nactivate ${PAIR} policy one\n`).ask(HTTP),
    ).toBe('permit');
    expect(readSrx(`${permit('one')}deactivate ${PAIR}\n`).ask(HTTP)).toBe('deny');
    expect(readSrx(`${permit('one')}deactivate security policies from-zone\n`).ask(HTTP)).toBe('deny');
    expect(readSrx(`${permit('one')}deactivate ${PAIR} policy one match application any\n`).ask(HTTP)).toBe(
      'depends',
    );
    const book = `${permit('one', 'any', 'A')}set security address-book global address A 10.1.0.7/32\n`;
    expect(readSrx(`${book}deactivate security address-book global address A\n`).ask(HTTP)).toBe('depends');
    expect(readSrx(`${permit('one')}deactivate security polices\n`).ask(HTTP)).toBe('permit');
  });

  it('delete', () => {
    expect(readSrx(`${DENY}${permit('one')}delete ${PAIR} policy no\n`).ask(HTTP)).toBe('permit');
    expect(readSrx(`${permit('one')}delete ${PAIR} policy one then\n`).ask(HTTP)).toBe('depends');
    const srx = readSrx(`${permit('one')}delete ${PAIR} policy two\n`);
    expect([srx.ask(HTTP), ...srx.codes]).toEqual(['permit', 'PT8001']);
    expect(readSrx(`${permit('one')}delete system host-name\n`).codes).toEqual([]);
  });

  it('insert, and rename', () => {
    const text = DENY + permit('one');
    expect(readSrx(text).ask(HTTP)).toBe('deny');
    expect(readSrx(`${text}insert ${PAIR} policy one before policy no\n`).ask(HTTP)).toBe('permit');
    expect(readSrx(`${text}insert ${PAIR} policy no after policy one\n`).ask(HTTP)).toBe('permit');
    expect(readSrx(`${text}insert ${PAIR} policy one before policy gone\n`).ask(HTTP)).toBe('depends');
    expect(
      readSrx(
        `${text}rename ${PAIR} policy no to policy no2\ninsert ${PAIR} policy one before policy no2\n`,
      ).ask(HTTP),
    ).toBe('permit');
    expect(readSrx(`${text}rename ${PAIR} policy one to policy no\n`).ask(HTTP)).toBe('depends');
  });

  it('edit a level', () => {
    const lines = `edit ${PAIR}
set policy one match source-address any destination-address any
edit policy one
set match application junos-http
set then permit
up
set policy two match source-address any destination-address any application junos-ssh
top set security policies from-zone clients to-zone servers policy two then permit
exit
exit
set ${PAIR} policy three match source-address any
`;
    const srx = readSrx(lines);
    expect(srx.ask(HTTP)).toBe('permit');
    expect(srx.ask(SSH)).toBe('permit');
    expect(srx.config.system.contexts[0]?.policies.map((p) => p.name)).toEqual(['one', 'two', 'three']);
  });

  it('stand among prompts and comments', () => {
    const srx = readSrx(
      `{primary:node0}[edit]\n{primary:node0}\nadmin@fw-01> show configuration | display set\n# a comment\n\n${permit('one')}\n{primary:node0}\nadmin@fw-01> \n`.replace(
        '{primary:node0}[edit]\n',
        '',
      ),
    );
    expect(srx.codes).toEqual([]);
    expect(srx.ask(HTTP)).toBe('permit');
  });

  it('may be typed behind a prompt', () => {
    const typed = (text: string): string => text.replaceAll(/^set/gm, '[edit]\nroot@srx# set');
    const srx = readSrx(typed(DENY + permit('one')));
    expect(srx.codes).toEqual([]);
    expect(srx.ask(HTTP)).toBe('deny');
    const level = `[edit ${PAIR}]\nroot@srx# ${permit('one').replaceAll(`set ${PAIR} `, 'set ').replaceAll('\nset', '\nroot@srx# set')}`;
    expect(readSrx(level).ask(HTTP)).toBe('permit');
    expect(readSrx(`${permit('one')}root@srx# copy a to b\n`).ask(HTTP)).toBe('depends');
  });

  it('may end in a comment', () => {
    const srx = readSrx(permit('one').replaceAll('\n', ' ## why\n'));
    expect([srx.ask(HTTP), ...srx.codes]).toEqual(['permit']);
  });

  it('take names in quotes', () => {
    const srx = readSrx(
      `${permit('"the first; policy"', 'any', '"A B"')}set security address-book global address "A B" 10.1.0.7/32\n`,
    );
    expect(srx.config.system.contexts[0]?.policies[0]?.name).toBe('the first; policy');
    expect([srx.ask(HTTP), srx.ask(HTTP.replace('.7', '.8'))]).toEqual(['permit', 'deny']);
  });

  it('a later value of one takes the place of the earlier', () => {
    const base = `${permit('one', 'any', 'A')}set security address-book global address A 10.1.0.7/32\n`;
    expect(readSrx(`${base}set security address-book global address A 10.1.0.8/32\n`).ask(HTTP)).toBe('deny');
  });
});

describe('statements in braces', () => {
  const inside = (body: string): string =>
    `security {\n policies {\n  from-zone clients to-zone servers {\n${body}\n  }\n }\n}\n`;
  const one = (then: string = 'permit;', tag: string = ''): string =>
    `${tag}policy one { match { source-address any; destination-address any; application junos-http; } then { ${then} } }`;

  it('are read with comments and tags', () => {
    expect(readSrx(inside(`/* web; } */ ${one()} ## SECRET-DATA`)).ask(HTTP)).toBe('permit');
    expect(readSrx(inside(one('permit;', 'inactive: '))).ask(HTTP)).toBe('deny');
    expect(readSrx(inside(one('permit;', 'protect: '))).ask(HTTP)).toBe('permit');
    expect(readSrx(inside(one('inactive: permit; deny;'))).ask(HTTP)).toBe('deny');
    expect(readSrx(inside(one()).replace('security {', 'inactive: security {')).codes).toEqual([
      'PT8004',
      'PT8007',
    ]);
    expect(readSrx(inside(`${one('deny;')} replace: ${one()}`)).ask(HTTP)).toBe('permit');
    expect(readSrx(inside(`${one()} delete: policy one;`)).ask(HTTP)).toBe('deny');
    expect(
      readSrx(inside(one().replace('source-address any', 'inactive: source-address any'))).ask(HTTP),
    ).toBe('depends');
  });

  it('may be shown without the levels above', () => {
    expect(readSrx(`from-zone clients to-zone servers { ${one()} }`).ask(HTTP)).toBe('permit');
    expect(readSrx(`policies { from-zone clients to-zone servers { ${one()} } }`).ask(HTTP)).toBe('permit');
    expect(
      readSrx(`[edit security policies from-zone clients to-zone servers]\nroot@fw# show \n${one()}\n`).ask(
        HTTP,
      ),
    ).toBe('permit');
  });

  it.each([
    ['a brace too few', inside(one()).slice(0, -3)],
    ['a brace too many', `${inside(one())}}`],
    ['a comment that does not end', `${inside(one())}/* ${'x'.repeat(50)}`],
    ['a name that does not end', `${inside(one())}system { host-name "fw;\n}`],
    ['a statement that does not end', `${inside(one())}system`],
    ['nothing in front of a brace', `${inside(one())}{ }`],
  ])('%s makes everything open', (_, text) => {
    const srx = readSrx(text);
    expect(srx.codes).toContain('PT8001');
    expect(srx.ask(HTTP)).toBe('depends');
    expect(srx.ask(SSH)).toBe('depends');
  });

  it.each([
    [
      'policy one { match { source-address any; destination-address any; application junos-http } then { permit; } }',
      'permit',
    ],
    [
      'policy one { match { source-address { any; } destination-address [ any ]; application { junos-http; junos-ssh; } } then permit; }',
      'permit',
    ],
    [
      'policy one { match { source-address [ ]; destination-address any; application any; } then permit; }',
      'depends',
    ],
    [
      'policy one { match { source-address any { x; } destination-address any; application any; } then permit; }',
      'depends',
    ],
    [
      'policy one { match { source-address any; destination-address any; application any; } then { permit { x { y; } } } }',
      'depends',
    ],
    [
      'policy one { match { source-address any; destination-address any; application any; } then { permit; } } policy { x; }',
      'permit',
    ],
  ])('%s', (text, verdict) => {
    expect(readSrx(inside(text)).ask(HTTP)).toBe(verdict);
  });
});

describe('groups', () => {
  const LOG = `set groups log ${PAIR.replace('clients', '<*>').replace('servers', '<*>')} policy <*> then log session-init\n`;
  const LAST = ['match source-address any destination-address any application any', 'then deny']
    .map((line) => `set groups last security policies from-zone <*> to-zone <*> policy last ${line}\n`)
    .join('');

  it('add to what is there, and come last', () => {
    const srx = readSrx(
      `${permit('one', 'junos-http')}${LOG}${LAST}set apply-groups [ log last ]\nset security policies default-policy permit-all\n`,
    );
    expect(srx.diagnostics).toEqual([]);
    expect([srx.ask(HTTP), srx.ask(SSH)]).toEqual(['permit', 'deny']);
    expect(srx.ask('tcp 10.0.0.5 > 10.1.0.7:22')).toBe('permit');
    expect(srx.configuration.rulesets[0]?.rules.at(-1)?.name).toBe('last');
  });

  it('are applied below the top, and not where they are excepted', () => {
    expect(
      readSrx(
        `${permit('one', 'junos-http')}${LAST}set security policies apply-groups last\nset security policies default-policy permit-all\n`,
      ).ask(SSH),
    ).toBe('deny');
    expect(
      readSrx(
        `${permit('one', 'junos-http')}${LAST}set apply-groups last\nset ${PAIR} apply-groups-except last\nset security policies default-policy permit-all\n`,
      ).ask(SSH),
    ).toBe('permit');
  });

  it('do nothing unless they are applied', () => {
    expect(
      readSrx(`${DENY}${permit('one').replaceAll('set security', 'set groups g security')}`).ask(HTTP),
    ).toBe('deny');
    expect(
      readSrx(`${permit('one').replaceAll('set security', 'set groups g security')}set apply-groups g\n`).ask(
        HTTP,
      ),
    ).toBe('permit');
    expect(
      readSrx(
        `${permit('one').replaceAll('set security', 'set groups g security')}set apply-groups g\ndeactivate groups g\n`,
      ).ask(HTTP),
    ).toBe('deny');
  });

  it('give way to own values, and add to lists of names', () => {
    const app = 'applications application X';
    const text = (own: string): string =>
      `${permit('one', 'X')}set groups g ${app} protocol tcp destination-port 22\nset ${app} ${own}\nset apply-groups g\n`;
    expect([
      readSrx(text('destination-port 80')).ask(HTTP),
      readSrx(text('destination-port 80')).ask(SSH),
    ]).toEqual(['permit', 'deny']);
    const match = `${permit('one', 'junos-http')}set groups g ${PAIR} policy <*> match application junos-ssh\nset apply-groups g\n`;
    expect(readSrx(match).ask(HTTP)).toBe('depends');
  });

  it('that are not known, or not carried out, make everything open', () => {
    for (const more of [
      'set apply-groups gone',
      `set groups g apply-groups h\nset groups h system host-name x\nset apply-groups g`,
      `set groups g security zones security-zone <[a-c]*> tcp-rst\nset apply-groups g`,
    ]) {
      const srx = readSrx(`${permit('one')}${more}\n`);
      expect(srx.codes).toContain('PT8002');
      expect(srx.ask(HTTP)).toBe('depends');
    }
  });

  it('of the nodes of a cluster make no difference, unless they decide', () => {
    const node =
      'set groups node0 system host-name fw0\nset groups node0 interfaces fxp0 unit 0 family inet address 192.0.2.1/24\nset apply-groups "$' +
      '{node}"\n';
    expect(readSrx(permit('one') + node).ask(HTTP)).toBe('permit');
    expect(
      readSrx(`${permit('one')}${node}set groups node0 security policies default-policy permit-all\n`).ask(
        HTTP,
      ),
    ).toBe('depends');
  });
});

const WARNINGS: readonly string[] = [
  'PT8002 13 "set security policies from-zone lan to-zone servers policy smb match source-moo…" was not understood',
  'PT8001 18 "set applications application odd-port destination-port 444x" was not understood',
  'PT8004 15 the policy "old" is inactive and left out',
  'PT8003 10 the address "old-clients" in the address book of the zone "lan" is defined nowhere',
  'PT8003 10 the application "smb" is defined nowhere',
];

describe('a whole device', () => {
  const ZONES = {};
  const curly = readSrx(fixture('branch.conf'), ZONES);
  const commands = readSrx(fixture('branch.set'), ZONES);

  it.each([
    ['tcp 10.20.1.7 > 10.10.2.31:443', 'permit'],
    ['tcp 10.20.1.7 > 10.10.2.31:10123', 'permit'],
    ['tcp 10.20.1.7 > 10.10.2.31:8531', 'permit'],
    ['tcp 10.20.1.7 > 10.10.2.51:445', 'permit'],
    ['tcp 10.20.1.7 > 10.10.2.31:445', 'deny'],
    ['tcp 10.20.1.7 > 10.10.2.31:3389', 'deny'],
    ['tcp 10.20.66.7 > 10.10.2.31:443', 'deny'],
    ['tcp 10.10.2.31 > 10.20.1.7:2701', 'depends'],
    ['tcp 10.10.2.9 > 10.20.1.7:135', 'permit'],
    ['tcp 10.10.2.9 > 10.20.1.7:50000', 'permit'],
    ['icmp 10.10.2.9 > 10.20.1.7', 'permit'],
    ['tcp 10.10.2.9 > 198.51.100.7:443', 'permit'],
    ['tcp 10.20.1.7 > 198.51.100.7:443', 'deny'],
    ['tcp 198.51.100.7 > 203.0.113.10:443', 'depends'],
    ['tcp 198.51.100.7 > 10.10.2.31:443', 'permit'],
    ['tcp 10.10.2.9 > 203.0.113.10:443', 'permit'],
    ['tcp 198.51.100.7 > 10.10.2.9:443', 'deny'],
  ])('%s: %s in both forms', (packet, verdict) => {
    expect([curly.ask(packet), commands.ask(packet)]).toEqual([verdict, verdict]);
  });

  it('says the same about both', () => {
    expect(curly.codes).toEqual(['PT8004', 'PT8009', 'PT8010', 'PT8010']);
    expect([...commands.codes].sort()).toEqual([...curly.codes].sort());
  });

  it('is recognised', () => {
    for (const name of ['branch.conf', 'branch.set'])
      expect(junosSrxReader.recognises(fixture(name), name)).toBeGreaterThan(0.9);
    expect([formOf(fixture('branch.conf')), formOf(fixture('branch.set'))]).toEqual(['curly', 'set']);
    expect(junosSrxReader.recognises('access-list A extended permit ip any any\n', 'x')).toBe(0);
    expect(junosSrxReader.recognises('table inet filter {\n chain forward {\n }\n}\n', 'x')).toBe(0);
  });

  it('with faults says where, and proves nothing that they touch', () => {
    const srx = readSrx(fixture('branch-warn.set'), {
      lan: networks('10.20.0.0/16'),
      servers: networks('10.10.0.0/16'),
    });
    expect(srx.diagnostics.map((d) => `${d.code} ${d.place?.line} ${d.message}`)).toEqual(WARNINGS);
    expect(srx.ask('tcp 10.20.1.7 > 10.10.2.31:443')).toBe('permit');
    expect(srx.ask('tcp 10.20.1.7 > 10.10.2.31:444')).toBe('depends');
    expect(srx.ask('tcp 10.20.1.7 > 10.10.2.31:445')).toBe('depends');
    expect(srx.ask('udp 10.20.1.7 > 10.10.2.31:444')).toBe('depends');
    expect(srx.ask('udp 10.10.2.31 > 10.20.1.7:444')).toBe('deny');
  });
});

describe('whatever is cut off or broken', () => {
  const text = fixture('branch.conf');
  it('is never a certain permit that the whole text does not give', () => {
    const whole = readSrx(text, {});
    const packets = [
      'tcp 10.20.66.7 > 10.10.2.31:443',
      'tcp 10.20.1.7 > 10.10.2.31:3389',
      'tcp 198.51.100.7 > 10.10.2.9:443',
    ];
    for (const packet of packets) expect(whole.ask(packet)).toBe('deny');
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(40),
        fc.constantFrom('', '{', '}', ';', 'x', '"', '[', '/*'),
        (at, length, put) => {
          const broken = readSrx(text.slice(0, at) + put + text.slice(at + length), {});
          // A policy that is gone denies nothing more; these are denied by the default alone.
          if (/default-policy|permit-all/.test(text.slice(at - 20, at + length + 20))) return;
          for (const packet of packets.slice(2)) expect(broken.ask(packet)).not.toBe('permit');
        },
      ),
      { numRuns: 150 },
    );
  });
});
