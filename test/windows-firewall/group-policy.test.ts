/** `Registry.pol` of a group policy, as Samba writes it and as the command line hands it over. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { processIo } from '../../src/cli/io.ts';
import { readConfiguration } from '../../src/cli/read-configuration.ts';
import { readWindows } from '../rules/windows-kit.ts';
import { web } from './kit.ts';
import { type PolEntry, unavailable, writePol } from './samba.ts';

if (unavailable !== undefined && process.env.CI) throw new Error(unavailable);
if (unavailable !== undefined) console.warn(`NOT RUN: group-policy.test.ts: ${unavailable}`);

const KEY = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
const RULE =
  'v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|RA4=10.20.0.0/255.255.0.0|Name=Zürich|';
const text = (name: string, data: string, key = `${KEY}\\FirewallRules`): PolEntry => ({
  key,
  name,
  type: 1,
  data,
});
const number = (key: string, name: string, data: number): PolEntry => ({
  key: `${KEY}${key}`,
  name,
  type: 4,
  data,
});

/** The same without Samba, for machines that don't have it. */
function pol(entries: readonly PolEntry[]): Buffer {
  const parts: Buffer[] = [Buffer.from('PReg\u0001\0\0\0', 'latin1')];
  const units = (s: string): Buffer => Buffer.from(s, 'utf16le');
  const four = (n: number): Buffer => {
    const b = Buffer.alloc(4);
    b.writeUInt32LE(n);
    return b;
  };
  for (const { key, name, type, data } of entries) {
    const bytes = typeof data === 'number' ? four(data) : units(`${data}\0`);
    parts.push(
      units(`[${key}\0;${name}\0;`),
      four(type),
      units(';'),
      four(bytes.length),
      units(';'),
      bytes,
      units(']'),
    );
  }
  return Buffer.concat(parts);
}

const ENTRIES: readonly PolEntry[] = [
  number('', 'PolicyVersion', 0x21e),
  text('CM-MP-HTTP', RULE),
  text('off', RULE.replace('Active=TRUE', 'Active=FALSE')),
  number('\\DomainProfile', 'EnableFirewall', 1),
  number('\\DomainProfile', 'DefaultOutboundAction', 1),
  text('LogFilePath', '%systemroot%\\x.log', `${KEY}\\DomainProfile\\Logging`),
  text('Wallpaper', 'x.bmp', 'SOFTWARE\\Policies\\Other'),
];

describe('Registry.pol', () => {
  const bytes = pol(ENTRIES);
  it.each([
    ['as bytes', bytes.toString('latin1')],
    ['as units', bytes.toString('utf16le')],
  ])('is read %s, with rules and the settings of profiles', (_, content) => {
    const read = readWindows(content);
    expect(read.codes).toEqual(['PT8004']);
    expect([read.ask('in', web('10.20.0.5')), read.ask('in', web('10.21.0.5'))]).toEqual(['permit', 'deny']);
    expect(read.ask('out', 'tcp 10.0.0.1:1 > 10.9.0.1:80')).toBe('deny');
    expect(read.rules[0]).toMatchObject({ name: 'Zürich', text: RULE });
  });

  it.skipIf(unavailable !== undefined)('is written alike by Samba', () => {
    expect(writePol(ENTRIES)).toEqual(bytes);
  });

  it('says places in bytes', () => {
    const [rule] = readWindows(bytes.toString('latin1')).rules;
    const at = (rule?.place.column ?? 0) - 1;
    expect(bytes.subarray(at, at + 2).toString('utf16le')).toBe('[');
    expect(rule?.span.start).toBe(at);
    expect(bytes.subarray(rule?.span.start, rule?.span.end).toString('utf16le')).toMatch(
      /^\[SOFTWARE.*CM-MP-HTTP.*\]$/s,
    );
  });

  it.each([
    ['a value of all rules that is taken away', [text('**DelVals.', ' ')], 'deny'],
    ['one that is taken away', [text('**del.cm-mp-http', ' ')], 'deny'],
    ['another that is taken away', [text('**del.other', ' ')], 'permit'],
    ['a command that is not known', [text('**moon', ' ')], 'depends'],
    ['a value that is no rule', [text('x', 'hello')], 'depends'],
    ['a number among the rules', [number('\\FirewallRules', 'x', 1)], 'depends'],
    [
      'an old list of ports',
      [text('80:TCP', '80:TCP:*:Enabled:web', `${KEY}\\DomainProfile\\GloballyOpenPorts\\List`)],
      'depends',
    ],
    ['the profile that is off', [number('\\DomainProfile', 'EnableFirewall', 0)], 'permit'],
  ] as const)('%s', (_, more, verdict) => {
    expect(readWindows(pol([...ENTRIES, ...more]).toString('latin1')).ask('in', web('10.20.0.5'))).toBe(
      verdict,
    );
  });

  it.each([
    ['ends early', bytes.subarray(0, bytes.length - 4)],
    ['has an odd byte', Buffer.concat([bytes, Buffer.of(0)])],
    ['is of another version', Buffer.concat([Buffer.from('PReg\u0002\0\0\0', 'latin1'), bytes.subarray(8)])],
    ['is a header alone', Buffer.from('PReg')],
  ])('decides nothing for certain where it %s', (_, broken) => {
    const read = readWindows(broken.toString('latin1'));
    expect(read.codes).toContain('PT8001');
    expect(read.ask('in', web('10.21.0.5'))).toBe('depends');
  });

  it('never throws, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.uint8Array({ maxLength: 8 }), fc.nat(8), (at, more, away) => {
        const changed = Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at + away)]);
        readWindows(changed.toString('latin1'));
        readWindows(changed.toString('utf16le'));
      }),
      { numRuns: 500 },
    );
  });

  it('of megabytes is read in time', () => {
    const start = performance.now();
    readWindows(`PReg\u0001\0\0\0${'[\0'.repeat(1_000_000)}`);
    readWindows(pol(Array.from({ length: 5000 }, () => text('x', RULE))).toString('latin1'));
    readWindows(pol(Array.from({ length: 5000 }, () => text('**DelVals.', ''))).toString('latin1'));
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  describe('on the command line', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'portolan-pol-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    it('is taken as it is, though it is no text', async () => {
      const file = path.join(folder, 'Registry.pol');
      writeFileSync(file, bytes);
      const result = await readConfiguration(file, processIo(process, true), { interfaces: new Map() });
      if (!('configuration' in result)) throw new Error(JSON.stringify(result.diagnostics));
      expect(result.reader.id).toBe('windows-firewall');
      expect(result.configuration.rulesets[0]?.rules).toHaveLength(1);
    });

    it('is told from an export of netsh, which is refused with what to give instead', async () => {
      const file = path.join(folder, 'x.wfw');
      writeFileSync(file, Buffer.from([0x72, 0x65, 0x67, 0x66, 1, 0, 0xff, 0xfe]));
      const result = await readConfiguration(file, processIo(process, true), { interfaces: new Map() });
      expect(result.diagnostics.map((d) => d.code)).toEqual(['PT8008']);
      expect(result.diagnostics[0]?.help).toContain('reg export');
    });
  });
});
