import { describe, expect, it } from 'vitest';
import { panosReader } from '../../src/dialects/panos/reader.ts';
import { fixture, readPanos, rule } from './kit.ts';

const text = fixture('site.set');
const site = readPanos(text);

describe("a site's firewall, as set commands", () => {
  it('is recognised', () => {
    expect(panosReader.recognises(text, 'x')).toBeGreaterThan(0.95);
  });

  it('is understood', () => {
    expect(site.said).toEqual(['PT8004 54']);
  });

  it.each<[string, string, string]>([
    ['permit', 'tcp 10.20.1.1 > 10.0.10.11:443', 'a client to its management point'],
    ['permit', 'tcp 10.30.0.99 > 10.0.10.12:10123', 'from behind a router, by a range'],
    ['permit', 'tcp 10.20.1.1 > 10.0.10.11:8080', 'service-http has two ports'],
    ['deny', 'tcp 10.30.0.100 > 10.0.10.12:10123', 'no client'],
    ['deny', 'tcp 10.20.1.1 > 10.0.10.11:445', 'no SMB to a management point'],
    ['deny', 'udp 10.20.1.1 > 10.0.10.11:443', 'predefined services are TCP'],
    ['permit', 'tcp 10.20.1.1 > 10.0.50.11:445', 'SMB to the distribution point'],
    ['deny', 'tcp 10.20.15.1 > 10.0.50.11:445', 'guests, by a rule that was moved to the top'],
    ['permit', 'tcp 10.0.10.11 > 10.0.50.11:445', 'a literal network as source'],
    ['depends', 'tcp 10.0.50.11 > 93.184.216.34:8530', 'a name'],
    ['deny', 'tcp 10.0.50.11 > 93.184.216.34:443', 'nothing for it'],
    ['permit', 'tcp 10.0.10.11:2000 > 10.20.1.1:50000', 'source ports'],
    ['deny', 'tcp 10.0.10.11:1000 > 10.20.1.1:50000', 'another source port'],
    ['depends', 'tcp 10.20.1.1 > 93.184.216.34:443', 'by App-ID'],
    ['permit', 'icmp 10.0.50.11 > 10.0.10.11', 'ping shows at once'],
    ['deny', 'icmp 10.0.50.11 > 10.0.10.11 type 13 code 0', 'other ICMP'],
    ['deny', 'icmp 10.0.50.11 > 10.20.0.9', 'ping to servers only'],
    ['permit', 'tcp 10.20.1.1 > 10.30.0.1:3389', 'within a zone, by default'],
  ])('%s %s: %s', (verdict, packet) => {
    expect(site.ask(packet)).toBe(verdict);
  });
});

describe('its twin with what is wrong', () => {
  const text = fixture('site-warn.set');
  const warn = readPanos(text);

  it('names everything', () => {
    expect(warn.diagnostics.map((d) => `${d.code} ${d.place?.line}: ${d.message}`)).toEqual([
      'PT8002 4: "mac-address 00:00:00:00:00:01" was not understood',
      'PT8002 6: "[ A B" was not understood',
      'PT8002 8: "colour green" was not understood',
      'PT8003 9: the address "NOWHERE" is defined nowhere',
    ]);
  });

  it.each(['10.9.0.1', '10.9.0.2', '10.9.0.3', '10.9.0.4', '10.9.0.5'])('%s: depends', (address) => {
    expect(warn.ask(`tcp 10.1.1.1 > ${address}:80`)).toBe('depends');
  });

  it('leaves everything open because of a line that is no command', () => {
    const torn = readPanos(`${text}rule security last action allow\n`);
    expect(torn.said).toContain('PT8001 13');
    expect(torn.ask('tcp 8.8.8.8 > 8.8.4.4:80')).toBe('depends');
  });
});

describe('commands', () => {
  const A_TO_B = 'tcp 10.1.0.5 > 10.2.0.1:80';
  const verdict = (...lines: readonly string[]): string => readPanos(lines.join('\n')).ask(A_TO_B);
  const allow = rule('a', '').trimEnd();
  const deny = rule('d', '', 'deny').trimEnd();

  it('stand behind prompts, between what a terminal shows', () => {
    const shown = [
      'admin@PA-VM> configure',
      'Entering configuration mode',
      '[edit]',
      `admin@PA-VM# ${allow}`,
      '',
      '[edit]',
      'admin@PA-VM# commit',
    ];
    expect(verdict(...shown)).toBe('permit');
    expect(verdict(...shown.map((line) => `${line}\r`))).toBe('permit');
  });

  it('change what was set before', () => {
    expect(
      verdict(
        allow,
        'set rulebase security rules a action deny',
        'set rulebase security rules a action allow',
      ),
    ).toBe('permit');
    expect(verdict(allow, 'set rulebase security rules a action deny')).toBe('deny');
    expect(verdict(allow, deny, 'delete rulebase security rules a')).toBe('deny');
    const two = rule('a', 'source [ 10.1.0.5 10.1.0.6 ]').trimEnd();
    expect(verdict(two, 'delete rulebase security rules a source [ 10.1.0.5 ]', deny)).toBe('deny');
  });

  it('move rules', () => {
    expect(verdict(allow, deny, 'move rulebase security rules d top')).toBe('deny');
    expect(verdict(allow, deny, 'move rulebase security rules d before a')).toBe('deny');
    expect(verdict(allow, deny, 'move rulebase security rules a after d')).toBe('deny');
    expect(verdict(allow, deny, 'move rulebase security rules a bottom')).toBe('deny');
    expect(verdict(allow, deny, 'move rulebase security rules x before a')).toBe('depends');
  });

  it('are relative to where edit went', () => {
    const inner = allow.replace('set rulebase security rules "a"', 'set');
    expect(verdict('edit rulebase security rules a', inner, 'top', deny)).toBe('permit');
    expect(verdict('edit rulebase security rules', 'edit a', 'up', `set a ${inner.slice(4)}`)).toBe('permit');
  });

  it('that are not known are open', () => {
    expect(verdict(allow, 'rename rulebase security rules a to b')).toBe('depends');
    expect(verdict(allow, 'set rulebase securty rules x action deny')).toBe('depends');
    expect(verdict(allow, 'set rulebase security rules')).toBe('permit');
  });

  it('hold quotes, over several lines, and are open where one is missing', () => {
    expect(verdict(`${allow} description "one\nset rulebase security rules a action deny\ntwo"`)).toBe(
      'permit',
    );
    expect(verdict(`${allow} description "it's"`, deny)).toBe('permit');
    expect(verdict(`${allow} description 'say "no"'`, deny)).toBe('permit');
    expect(verdict(`${allow} description "one`, deny)).toBe('depends');
  });

  it('have a rule for several virtual systems, with its UUID', () => {
    const uuid = '12345678-1234-5678-1234-567812345678';
    expect(verdict(allow.replace('set ', 'set vsys vsys1 ').replace('"a"', `"a" ${uuid}`))).toBe('permit');
    expect(verdict(allow.replace('set ', 'set config devices localhost.localdomain vsys vsys1 '))).toBe(
      'permit',
    );
  });
});
