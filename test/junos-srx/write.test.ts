/** Policies that are written into a configuration, and read back from there. */
import { describe, expect, it } from 'vitest';
import { junosSrxReader } from '../../src/dialects/junos-srx/reader.ts';
import type { NewRule } from '../../src/dialects/reader.ts';
import { ANY_PACKET, anyOf, type Match, servicesTo } from '../../src/net/match.ts';
import { applyEdits } from '../../src/verify/text-edit.ts';
import { networks } from '../dialects/reader-kit.ts';
import { permit, policy, readSrx } from './kit.ts';

const DENY = policy('last', 'match source-address any destination-address any application any', 'then deny');
const SMB: Match = {
  sources: networks('10.1.0.7', '10.1.4.0-10.1.4.9'),
  destinations: networks('10.0.0.5'),
  services: [
    ...servicesTo('tcp', [{ first: 445, last: 445 }]),
    ...servicesTo('udp', [{ first: 137, last: 138 }]),
  ],
};
const rule = (match: Match, action: NewRule['action'] = 'permit'): NewRule => ({
  action,
  match,
  comment: 'flow#1 "x" <y>',
});

/** The text with a rule before the policy of a name. */
function inserted(
  text: string,
  anchor: string,
  made: NewRule,
): { text: string; lines: readonly string[] | undefined } {
  const { config, configuration } = readSrx(text);
  const found = configuration.rulesets.flatMap((r) => r.rules).find((r) => r.name === anchor);
  if (!found) throw new Error(`no policy ${anchor}`);
  const lines = junosSrxReader.write(made, found, config);
  return { text: lines ? applyEdits(text, [{ kind: 'insert', before: found, lines }]) : text, lines };
}

describe('a policy among commands', () => {
  it('brings its objects, and permits exactly the match', () => {
    const { text, lines } = inserted(permit('web', 'junos-http') + DENY, 'last', rule(SMB));
    expect(lines).toMatchInlineSnapshot(`
      [
        "set security address-book global address net-10.1.0.7-32 10.1.0.7/32",
        "set security address-book global address range-10.1.4.0-10.1.4.9 range-address 10.1.4.0 to 10.1.4.9",
        "set security address-book global address net-10.0.0.5-32 10.0.0.5/32",
        "set applications application udp-137-138 protocol udp",
        "set applications application udp-137-138 destination-port 137-138",
        "set security policies from-zone clients to-zone servers policy portolan-87a9bb5f15 description "flow#1 'x' _y_"",
        "set security policies from-zone clients to-zone servers policy portolan-87a9bb5f15 match source-address net-10.1.0.7-32",
        "set security policies from-zone clients to-zone servers policy portolan-87a9bb5f15 match source-address range-10.1.4.0-10.1.4.9",
        "set security policies from-zone clients to-zone servers policy portolan-87a9bb5f15 match destination-address net-10.0.0.5-32",
        "set security policies from-zone clients to-zone servers policy portolan-87a9bb5f15 match application junos-smb-session",
        "set security policies from-zone clients to-zone servers policy portolan-87a9bb5f15 match application udp-137-138",
        "set security policies from-zone clients to-zone servers policy portolan-87a9bb5f15 then permit",
      ]
    `);
    const srx = readSrx(text);
    expect(srx.diagnostics).toEqual([]);
    expect(srx.config.system.contexts[0]?.policies.map((p) => p.name)[0]).toBe('web');
    for (const packet of [
      'tcp 10.1.0.7 > 10.0.0.5:445',
      'udp 10.1.4.9 > 10.0.0.5:138',
      'tcp 10.1.9.9 > 10.0.0.5:80',
    ])
      expect(srx.ask(packet)).toBe('permit');
    for (const packet of [
      'tcp 10.1.0.8 > 10.0.0.5:445',
      'tcp 10.1.0.7 > 10.0.0.6:445',
      'udp 10.1.4.10 > 10.0.0.5:138',
    ])
      expect(srx.ask(packet)).toBe('deny');
  });

  it('uses objects that are there', () => {
    const objects = `set security address-book global address PC 10.1.0.7/32
set security address-book global address SRV 10.0.0.5/32
set applications application smb protocol tcp destination-port 445
`;
    const match = {
      ...SMB,
      sources: networks('10.1.0.7'),
      services: servicesTo('tcp', [{ first: 445, last: 445 }]),
    };
    const { lines } = inserted(objects + DENY, 'last', rule(match, 'deny'));
    expect(lines?.filter((line) => !line.includes('policies'))).toEqual([]);
    expect(lines?.at(-1)).toMatch(/then deny$/);
    expect(lines?.some((line) => line.endsWith('match application smb'))).toBe(true);
  });

  it('may be for anything', () => {
    const { text } = inserted(DENY, 'last', rule(ANY_PACKET));
    expect(readSrx(text).ask('50 10.1.0.8 > 10.0.0.5')).toBe('permit');
    const esp = inserted(DENY, 'last', rule({ ...ANY_PACKET, services: [anyOf(50)] }));
    expect(readSrx(esp.text).ask('50 10.1.0.8 > 10.0.0.5')).toBe('permit');
    expect(readSrx(esp.text).ask('51 10.1.0.8 > 10.0.0.5')).toBe('deny');
  });

  it('puts objects into the book of the zone where zones have such', () => {
    const zone = 'set security zones security-zone clients address-book address X 10.1.200.0/24\n';
    const { text, lines } = inserted(zone + DENY, 'last', rule(SMB));
    expect(lines?.[0]).toBe(
      'set security zones security-zone clients address-book address net-10.1.0.7-32 10.1.0.7/32',
    );
    expect(readSrx(text).ask('tcp 10.1.0.7 > 10.0.0.5:445')).toBe('permit');
  });

  it('is not written where its place is not sure', () => {
    expect(
      inserted(
        `${permit('a')}${DENY}insert security policies from-zone clients to-zone servers policy last before policy a\n`,
        'last',
        rule(SMB),
      ).lines,
    ).toBeUndefined();
    expect(
      inserted(
        `edit security policies from-zone clients to-zone servers\n${DENY.replaceAll('security policies from-zone clients to-zone servers ', '')}`,
        'last',
        rule(SMB),
      ).lines,
    ).toBeUndefined();
    const taken = `set security address-book global address net-10.0.0.5-32 10.9.9.9/32\n${DENY}`;
    expect(inserted(taken, 'last', rule(SMB)).lines).toBeUndefined();
    const group = `${DENY.replaceAll('set security', 'set groups g security')}set apply-groups g\n`;
    expect(inserted(group, 'last', rule(SMB)).lines).toBeUndefined();
  });
});

describe('a policy in braces', () => {
  const text = `security {
    address-book {
        global {
            address PC 10.1.0.7/32;
            address "THE SERVER" 10.0.0.5/32;
        }
    }
    policies {
        from-zone clients to-zone servers {
            policy last {
                match {
                    source-address any;
                    destination-address any;
                    application any;
                }
                then {
                    deny;
                }
            }
        }
    }
}
`;
  const web: Match = {
    sources: networks('10.1.0.7'),
    destinations: networks('10.0.0.5'),
    services: servicesTo('tcp', [
      { first: 443, last: 443 },
      { first: 80, last: 80 },
    ]),
  };

  it('names objects that are there', () => {
    const made = inserted(text, 'last', rule(web));
    expect(made.lines?.join('\n')).toMatchInlineSnapshot(`
      "            policy portolan-2103e58a5c {
                      description "flow#1 'x' _y_";
                      match {
                          source-address PC;
                          destination-address "THE SERVER";
                          application [ junos-https junos-http ];
                      }
                      then {
                          permit;
                      }
                  }"
    `);
    const srx = readSrx(made.text);
    expect(srx.diagnostics).toEqual([]);
    expect([srx.ask('tcp 10.1.0.7 > 10.0.0.5:443'), srx.ask('tcp 10.1.0.8 > 10.0.0.5:443')]).toEqual([
      'permit',
      'deny',
    ]);
  });

  it('is not written where there are none', () => {
    expect(inserted(text, 'last', rule(SMB)).lines).toBeUndefined();
  });
});
