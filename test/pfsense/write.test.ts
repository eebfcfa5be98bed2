/** Rules that are written into a configuration, and read back from there. */
import { describe, expect, it } from 'vitest';
import { pfsenseReader } from '../../src/dialects/pfsense/reader.ts';
import type { NewRule } from '../../src/dialects/reader.ts';
import { ANY_PACKET, anyOf, type Match, servicesTo } from '../../src/net/match.ts';
import { applyEdits } from '../../src/verify/text-edit.ts';
import { networks } from '../dialects/reader-kit.ts';
import { pf, readPf, rule } from './kit.ts';

const SMB: Match = {
  sources: networks('10.1.0.7', '10.1.4.0-10.1.4.9'),
  destinations: networks('10.0.0.5'),
  services: [
    ...servicesTo('tcp', [{ first: 445, last: 445 }]),
    ...servicesTo('udp', [{ first: 137, last: 138 }]),
  ],
};

function inserted(
  text: string,
  match: Match,
  action: NewRule['action'] = 'permit',
): { text: string; lines: readonly string[] | undefined } {
  const { config, configuration } = readPf(text);
  const anchor = configuration.rulesets.flatMap((r) => r.rules).find((r) => r.name === 'a & b');
  if (!anchor) throw new Error('no anchor');
  const lines = pfsenseReader.write({ action, match, comment: 'flow#1 <x> & "y"' }, anchor, config);
  return { text: lines ? applyEdits(text, [{ kind: 'insert', before: anchor, lines }]) : text, lines };
}

describe('a rule of the old kind', () => {
  const text = pf(rule({ type: 'block', more: '' }));

  it('permits exactly the match', () => {
    const made = inserted(text, SMB);
    expect(made.lines?.slice(0, 17).join('\n')).toMatchInlineSnapshot(`
      "<rule>
        <type>pass</type>
        <interface>lan</interface>
        <ipprotocol>inet</ipprotocol>
        <protocol>tcp</protocol>
        <source>
          <address>10.1.0.7</address>
        </source>
        <destination>
          <address>10.0.0.5</address>
          <port>445</port>
        </destination>
        <descr>flow#1 &lt;x&gt; &amp; &quot;y&quot;</descr>
      </rule>
      <rule>
        <type>pass</type>
        <interface>lan</interface>"
    `);
    const one = readPf(made.text);
    expect(one.diagnostics).toEqual([]);
    for (const packet of [
      'tcp 10.1.0.7 > 10.0.0.5:445',
      'udp 10.1.4.9 > 10.0.0.5:138',
      'tcp 10.1.4.0 > 10.0.0.5:445',
    ])
      expect(one.ask(packet)).toBe('permit');
    for (const packet of [
      'tcp 10.1.0.8 > 10.0.0.5:445',
      'tcp 10.1.0.7 > 10.0.0.6:445',
      'udp 10.1.4.10 > 10.0.0.5:138',
    ])
      expect(one.ask(packet)).toBe('deny');
  });

  it('may be for anything, or for a protocol', () => {
    expect(readPf(inserted(text, ANY_PACKET).text).ask('50 10.1.0.7 > 10.0.0.5')).toBe('permit');
    const esp = readPf(inserted(text, { ...ANY_PACKET, services: [anyOf(50)] }).text);
    expect([esp.ask('50 10.1.0.7 > 10.0.0.5'), esp.ask('51 10.1.0.7 > 10.0.0.5')]).toEqual([
      'permit',
      'deny',
    ]);
    const ping = readPf(
      inserted(text, { ...SMB, services: [{ ...anyOf(1), source: { first: 2048, last: 2303 } }] }).text,
    );
    expect([ping.ask('icmp 10.1.0.7 > 10.0.0.5'), ping.ask('icmp 10.1.0.7 > 10.0.0.5 type 13')]).toEqual([
      'permit',
      'deny',
    ]);
    expect(inserted(text, { ...ANY_PACKET, services: [anyOf(200)] }).lines).toBeUndefined();
  });

  it('is not written beside a floating one', () => {
    const floating = pf(rule({ type: 'block', more: '<floating>yes</floating><quick>yes</quick>' }));
    expect(inserted(floating, SMB).lines).toBeUndefined();
  });
});

describe('a rule of the new kind', () => {
  const text = pf(
    '',
    `<OPNsense><Firewall><Filter><rules>
    <rule uuid="x"><enabled>1</enabled><sequence>7</sequence><action>block</action><quick>1</quick><interface>lan</interface><description>a &amp; b</description></rule>
    </rules></Filter></Firewall></OPNsense>`,
    'opnsense',
  );

  it('stands before its anchor, with the same sequence', () => {
    const made = inserted(text, SMB);
    expect(made.lines?.[2]).toBe('      <sequence>7</sequence>');
    const one = readPf(made.text);
    expect(one.diagnostics).toEqual([]);
    expect([one.ask('tcp 10.1.0.7 > 10.0.0.5:445'), one.ask('tcp 10.1.0.8 > 10.0.0.5:445')]).toEqual([
      'permit',
      'deny',
    ]);
  });
});
