/** The configuration of a whole device: the same as commands and in braces, with faults, and cut off anywhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junosSrxReader } from '../../src/dialects/junos-srx/reader.ts';
import { formOf } from '../../src/dialects/junos-srx/recognise.ts';
import { networks } from '../dialects/reader-kit.ts';
import { readSrx } from './kit.ts';

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/junos-srx', name), 'utf8');

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
