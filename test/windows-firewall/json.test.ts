/** Rules as JSON: exports of PowerShell, policies of Intune, and the older form of Graph. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsFirewallReader } from '../../src/dialects/windows-firewall/reader.ts';
import { readWindows } from '../rules/windows-kit.ts';
import { asked, fixture, web } from './kit.ts';

describe('exports of Get-NetFirewallRule', () => {
  const text = fixture('joined.json');

  it('are read where each rule is joined with its filters', () => {
    expect(windowsFirewallReader.recognises(text, 'x.json')).toBe(0.9);
    const read = readWindows(text);
    expect(read.codes).toEqual([]);
    const http = read.rules.find((r) => r.name === 'CM MP HTTP');
    expect(http?.depends.map((d) => [d.kind, d.value])).toEqual([['program', 'system']]);
    expect(http?.place.line).toBe(2);
    expect(asked(text, 'icmp 10.9.0.1 > 10.0.0.1 type 8', 'icmp 10.9.0.1 > 10.0.0.1 type 9')).toEqual([
      'permit',
      'deny',
    ]);
    expect(
      asked(
        text.replace('"System"', '"Any"'),
        web('10.20.0.5'),
        web('10.21.0.5'),
        'tcp [fd20::1]:1 > [fd00::1]:443',
      ),
    ).toEqual(['permit', 'deny', 'permit']);
    expect(asked(text, web('10.2.0.6', 1434))).toEqual(['deny']);
  });

  it.each([
    ['an object instead of a list, with numbers for words', fixture('enumerations.json')],
    ['the list in an object of PowerShell 5.1', `{"value": [${fixture('enumerations.json')}], "Count": 1}`],
    ['with a byte order mark', `\ufeff${fixture('enumerations.json')}`],
    ['for any profile', fixture('enumerations.json').replaceAll('": 3,', '": 2147483647,')],
  ])('are read: %s', (_, one) => {
    expect(readWindows(one).codes).toEqual([]);
    expect(asked(one, web('10.20.0.5'), web('10.21.0.5'))).toEqual(['permit', 'deny']);
  });

  it('depend on what the filters would say without them', () => {
    const read = readWindows(fixture('bare-warn.json'));
    expect(read.codes).toEqual(['PT8002', 'PT8002']);
    expect(read.diagnostics.some((d) => d.help?.includes('Get-NetFirewallPortFilter'))).toBe(true);
    expect(read.ask('in', web('10.20.0.5'))).toBe('depends');
  });

  it.each([
    ['a property', '"Enabled": 1,', '"Enabled": 1, "Moon": "full",'],
    ['an action', '"Action": 2', '"Action": 9'],
    ['a direction', '"Direction": 1', '"Direction": 7'],
    ['a profile', '"Profile": 3', '"Profile": 99'],
    ['whether it is on', '"Enabled": 1', '"Enabled": 5'],
    ['two values for one thing', '"Profiles": 3', '"Profiles": 1'],
    ['no program', '"Program": "Any"', '"Program": null'],
    ['a program that is left out', '"Program": "Any",', ''],
    ['a port', '"LocalPort": "80"', '"LocalPort": {"x": 1}'],
    ['an app package', '"Package": null', '"Package": "S-1-15-2-1"'],
    ['an interface type', '"LocalOnlyMapping": false', '"InterfaceType": 2'],
    ['an owner', '"Owner": null', '"Owner": "S-1-5-21-1"'],
    ['authentication', '"LocalOnlyMapping": false', '"Authentication": 1'],
  ])('what is not understood, or asks for more, is no certain permit: %s', (_, from, to) => {
    const changed = fixture('enumerations.json').replace(from, to);
    expect(changed).not.toBe(fixture('enumerations.json'));
    expect(asked(changed, web('10.20.0.5'))).toEqual(['depends']);
  });

  it('do not open every port where an app package may be meant', () => {
    const open = fixture('enumerations.json')
      .replace('"LocalPort": "80"', '"LocalPort": "Any"')
      .replace(', "Package": null', '');
    const read = readWindows(open);
    expect(read.codes).toEqual(['PT8002']);
    expect(read.ask('in', web('10.20.0.5'))).toBe('depends');
  });
});

describe('Intune', () => {
  it('is read as a settings-catalog policy, beside other settings', () => {
    const text = fixture('intune.json');
    expect(windowsFirewallReader.recognises(text, 'x.json')).toBe(1);
    const read = readWindows(text);
    expect(read.codes).toEqual(['PT8004']);
    expect(
      asked(text, web('10.20.0.5'), web('10.20.0.5', 50000), web('10.21.0.5'), web('10.20.0.5', 1433)),
    ).toEqual(['permit', 'permit', 'deny', 'deny']);
    expect(read.rules.find((r) => r.name === 'agent')?.depends.map((d) => d.kind)).toEqual([
      'program',
      'interface',
    ]);
    // The profile blocks what goes out.
    expect(read.ask('out', 'tcp 10.0.0.1:1 > 10.9.0.1:80')).toBe('deny');
    expect(asked(`[${text}, ${text}]`, web('10.20.0.5'))).toEqual(['permit']);
  });

  it('has the defaults of the Firewall CSP', () => {
    const children = ['name', 'protocol'].map(
      (n) =>
        `{"settingDefinitionId": "vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_${n}", "simpleSettingValue": {"value": ${n === 'name' ? '"x"' : 6}}}`,
    );
    const text = `{"settings": [{"settingInstance": {"settingDefinitionId": "vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}", "groupSettingCollectionValue": [{"children": [${children.join()}]}]}}]}`;
    const read = readWindows(text);
    expect(read.codes).toEqual([]);
    expect(read.configuration.rulesets.map((r) => r.rules.length)).toEqual([0, 1]);
    const strange = text.replace('_protocol', '_moon');
    expect(readWindows(strange).codes).toEqual(['PT8002']);
    expect(readWindows(strange).rules[0]?.depends[0]?.kind).toBe('not-understood');
  });

  it('is read in the older form of Graph', () => {
    const text = fixture('graph.json');
    expect(readWindows(text).codes).toEqual([]);
    expect(asked(text, web('10.20.0.5'), web('10.20.0.5', 81), web('10.2.0.5'))).toEqual([
      'permit',
      'deny',
      'deny',
    ]);
    const strange = text.replace('"filePath": null', '"moon": 1');
    expect(readWindows(strange).codes).toEqual(['PT8002']);
    expect(asked(strange, web('10.20.0.5'))).toEqual(['depends']);
  });
});

it.each(['joined.json', 'enumerations.json', 'intune.json', 'graph.json'])(
  '%s never throws, however it is cut',
  (name) => {
    const text = fixture(name);
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(30),
        fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '0', 'null'),
        (at, away, more) => {
          readWindows(text.slice(0, at) + more + text.slice(at + away));
        },
      ),
      { numRuns: 300 },
    );
  },
);

it('other JSON is not taken for it', () => {
  for (const text of [
    '{"direction": "INGRESS", "protocol": "tcp"}',
    '[{"name": "x", "protocol": "*", "direction": "Inbound"}]',
    '{"nftables": []}',
  ])
    expect(windowsFirewallReader.recognises(text, 'x.json')).toBe(0);
});
