/** OPNsense: rules and aliases of its new kind, and where its old kind differs from pfSense. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recogniseDialect } from '../../src/dialects/readers.ts';
import { networks } from '../dialects/reader-kit.ts';
import { pf, readPf, rule } from './kit.ts';

const WEB = 'tcp 10.1.0.7 > 10.0.0.5:80';
const SSH = 'tcp 10.1.0.7 > 10.0.0.5:22';

const DEFAULTS = {
  enabled: '1',
  sequence: '1',
  action: 'pass',
  quick: '1',
  interface: 'lan',
  direction: 'in',
  ipprotocol: 'inet',
  protocol: 'TCP',
  source_net: 'any',
  source_port: '',
  destination_net: 'any',
  destination_port: '',
  description: '',
};
const model = (more: Readonly<Record<string, string>> = {}): string =>
  `<rule uuid="x">${Object.entries({ ...DEFAULTS, ...more })
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('')}</rule>`;
const opn = (rules: readonly string[], old: string = '', aliases: string = ''): string =>
  pf(
    old,
    `<OPNsense><Firewall><Alias><aliases>${aliases}</aliases></Alias><Filter version="1.0.4"><rules>${rules.join('\n')}</rules></Filter></Firewall></OPNsense>`,
    'opnsense',
  );

describe('rules of the new kind', () => {
  it('are asked by their sequence', () => {
    const one = readPf(
      opn([model({ sequence: '20' }), model({ sequence: '3', action: 'block', destination_port: '80' })]),
    );
    expect(one.diagnostics).toEqual([]);
    expect([one.ask(WEB), one.ask(SSH)]).toEqual(['deny', 'permit']);
  });

  it.each([
    [{ enabled: '0' }, 'deny'],
    [{ quick: '0' }, 'permit'],
    [{ direction: 'out' }, 'deny'],
    [{ direction: 'any' }, 'permit'],
    [{ interface: 'opt1' }, 'deny'],
    [{ interface: 'opt1', interfacenot: '1' }, 'permit'],
    [{ interface: 'lan,opt1' }, 'permit'],
    [{ interface: '' }, 'permit'],
    [{ source_net: '10.1.0.7,10.1.0.8' }, 'permit'],
    [{ source_net: '10.1.0.7', source_not: '1' }, 'deny'],
    [{ destination_net: '10.0.0.0/24', destination_port: '80-90' }, 'permit'],
    [{ destination_net: 'SRV' }, 'permit'],
    [{ destination_net: 'NAMES' }, 'depends'],
    [{ destination_port: 'WEB' }, 'permit'],
    [{ destination_net: 'OFF' }, 'depends'],
    [{ protocol: 'any' }, 'permit'],
    [{ protocol: 'TCP/UDP' }, 'permit'],
    [{ protocol: 'any', destination_port: '80' }, 'depends'],
    [{ statetype: 'none' }, 'depends'],
    [{ sched: 'night' }, 'depends'],
    [{ tos: '' }, 'permit'],
    [{ tos: 'ef' }, 'depends'],
    [{ 'made-up': '' }, 'permit'],
    [{ 'made-up': '1' }, 'depends'],
    [{ action: 'allow' }, 'depends'],
  ])('%j: %s', (more, verdict) => {
    const aliases = `<alias><enabled>1</enabled><name>SRV</name><type>networkgroup</type><content>ONE\nTWO</content></alias>
<alias><enabled>1</enabled><name>ONE</name><type>host</type><content>10.0.0.5</content></alias>
<alias><enabled>1</enabled><name>TWO</name><type>network</type><content>10.0.9.0/24\n10.0.8.1-10.0.8.9</content></alias>
<alias><enabled>1</enabled><name>NAMES</name><type>host</type><content>srv.contoso.com</content></alias>
<alias><enabled>0</enabled><name>OFF</name><type>host</type><content>10.0.0.5</content></alias>
<alias><enabled>1</enabled><name>WEB</name><type>port</type><content>80\n443</content></alias>`;
    expect(readPf(opn([model(more)], '', aliases)).ask(WEB)).toBe(verdict);
  });

  it('that are not quick give way to any that are', () => {
    const one = readPf(
      opn([model({ action: 'block', quick: '0' }), model({ sequence: '2', destination_port: '80' })]),
    );
    expect([one.ask(WEB), one.ask(SSH)]).toEqual(['permit', 'deny']);
  });

  it('go before those of the old kind in their class', () => {
    const old = rule({ type: 'block' });
    expect(readPf(opn([model()], old)).ask(WEB)).toBe('permit');
    const floating = rule({
      type: 'block',
      interface: '',
      more: '<protocol>tcp</protocol><floating>yes</floating><direction>in</direction><quick>1</quick>',
    });
    expect(readPf(opn([model()], floating)).ask(WEB)).toBe('deny');
    expect(readPf(opn([model({ interface: '' })], floating)).ask(WEB)).toBe('permit');
  });

  it('translate destinations that are not read', () => {
    const text = opn([model()]).replace(
      '<rules>',
      '<onetoone><rule uuid="y"><enabled>1</enabled><interface>lan</interface></rule></onetoone><rules>',
    );
    expect(readPf(text).ask(WEB)).toBe('depends');
  });
});

describe('rules of the old kind', () => {
  const old = (more: string): string =>
    pf(rule({ type: 'block', more: `<protocol>tcp</protocol>${more}` }) + rule(), '', 'opnsense');

  it('are quick unless they say otherwise', () => {
    expect(readPf(old('')).ask(WEB)).toBe('deny');
    expect(readPf(old('<quick>1</quick>')).ask(WEB)).toBe('deny');
    expect(readPf(old('<quick>0</quick>')).ask(WEB)).toBe('permit');
    expect(readPf(old('<quick>perhaps</quick>')).ask(WEB)).toBe('depends');
    expect(readPf(old('<direction>out</direction>')).ask(WEB)).toBe('permit');
  });
});

describe('a whole configuration', () => {
  const text = readFileSync(join(import.meta.dirname, '../fixtures/pfsense/opnsense.xml'), 'utf8');

  it.each([
    ['tcp 10.20.1.7 > 10.10.2.31:443', 'permit'],
    ['tcp 10.20.1.7 > 10.10.2.31:8531', 'permit'],
    ['tcp 10.20.1.7 > 10.10.2.31:3389', 'deny'],
    ['tcp 10.20.1.7 > 10.10.2.51:445', 'permit'],
    ['tcp 10.20.66.7 > 10.10.2.51:445', 'deny'],
    ['icmp 10.10.2.9 > 10.20.1.7', 'permit'],
    ['tcp 10.10.2.9 > 10.20.1.7:2701', 'depends'],
    ['tcp 10.10.2.31 > 198.51.100.7:443', 'permit'],
    ['tcp 10.20.1.7 > 198.51.100.7:25', 'deny'],
    ['tcp 198.51.100.7 > 10.10.2.31:443', 'deny'],
  ])('%s: %s', (packet, verdict) => {
    expect(readPf(text, {}).ask(packet)).toBe(verdict);
  });

  it('is recognised, and told from pfSense', () => {
    expect(recogniseDialect(text, 'config.xml')?.id).toBe('opnsense');
    expect(recogniseDialect(pf(rule()), 'config.xml')?.id).toBe('pfsense');
    expect(recogniseDialect('<?xml version="1.0"?>\n<!-- x -->\n<filter></filter>', 'a.xml')?.id).toBe(
      'pfsense',
    );
    expect(recogniseDialect('<html></html>', 'a.xml')?.id).not.toBe('pfsense');
  });

  it('says what was left out', () => {
    expect(readPf(text, { lan: networks('10.20.0.0/16') }).codes).toEqual(['PT8004', 'PT8010', 'PT8010']);
  });
});
