/** The reader as a whole, on a data centre's configuration, and on what is none. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAsa } from '../../../test/dialects/asa-kit.ts';
import { ciscoAsaReader } from './reader.ts';

const text = readFileSync(
  new URL('../../../test/fixtures/cisco-asa/datacenter.cfg', import.meta.url),
  'utf8',
);
const asa = readAsa(text);

describe("a data centre's firewall", () => {
  it('is recognised', () => {
    expect(ciscoAsaReader.recognises(text, 'fw.cfg')).toBeGreaterThan(0.95);
    expect(ciscoAsaReader.recognises('access-list A extended permit ip any any\n', 'x')).toBeGreaterThan(0.7);
    const ios = 'ip access-list extended A\n permit tcp any any eq 80\naccess-list 101 permit ip any any\n';
    expect(ciscoAsaReader.recognises(ios, 'x')).toBe(0);
    expect(ciscoAsaReader.recognises('table inet filter {\n}\n', 'x')).toBe(0);
  });

  it('is understood without a warning', () => {
    expect(asa.diagnostics.map((d) => `${d.code} ${d.place?.line}`)).toEqual([
      'PT8004 127',
      'PT8004 128',
      'PT8004 112',
      'PT8010 135',
    ]);
  });

  it('has a rule set for each way in and out', () => {
    expect(asa.configuration.rulesets.map((r) => `${r.name}: ${r.otherwise.action}`)).toEqual([
      'access-list WAN-IN (in, interface wan): deny',
      'security level (in, interface servers): deny',
      'access-list DMZ-IN (in, interface dmz): deny',
      'security level (in, interface admins): deny',
      'management-only (in, interface management): deny',
      'access-list DMZ-OUT (out, interface dmz): deny',
      'management-only (out, interface management): deny',
      'IPv6: deny',
    ]);
  });

  it.each<[string, string, string]>([
    ['permit', 'tcp 10.20.1.1 > 10.0.10.11:443', 'clients to a management point'],
    ['permit', 'tcp 10.30.0.99 > 10.0.10.12:10123', 'client notification'],
    ['deny', 'tcp 10.30.0.100 > 10.0.10.12:10123', 'not a client'],
    ['permit', 'icmp 10.40.3.255 > 10.0.10.12', 'ping'],
    ['deny', 'tcp 10.20.1.1 > 10.0.10.11:445', 'no SMB to a management point'],
    ['permit', 'tcp 10.20.1.1 > 10.0.50.11:445', 'SMB to a distribution point, in and out'],
    ['deny', 'tcp 10.30.0.10 > 10.0.50.12:8530', 'WSUS for the branches only'],
    ['deny', 'tcp 10.20.1.1 > 10.0.50.13:8531', 'one update server only'],
    ['depends', 'tcp 10.20.1.1 > 10.0.50.12:8530', 'not on the way out, unless an endpoint mapper names it'],
    ['depends', 'tcp 10.20.1.1 > 10.0.50.12:8531', 'WSUS at night'],
    ['deny', 'udp 10.20.1.1 > 10.0.50.11:67', 'DHCP is inactive'],
    ['permit', 'tcp 10.20.1.1 > 10.0.10.5:53', 'DNS over TCP'],
    ['permit', 'tcp 10.20.7.7 > 10.0.10.10:135', 'the endpoint mapper'],
    ['depends', 'tcp 10.20.7.7 > 10.0.10.10:49160', 'dynamic RPC by inspection'],
    ['deny', 'tcp 10.20.7.8 > 10.0.10.10:49160', 'dynamic RPC without the endpoint mapper'],
    ['deny', 'udp 10.20.1.1 > 10.0.10.21:1434', 'the database is closed'],
    ['permit', 'tcp 10.0.50.11 > 10.0.10.21:1433', 'a site system to the database'],
    ['depends', 'tcp 10.0.50.11 > 93.184.216.34:443', 'to a host that only has a name'],
    ['deny', 'tcp 10.0.50.11 > 10.0.10.10:135', 'the rest of the DMZ'],
    ['permit', 'tcp 10.0.10.10 > 10.20.1.1:2701', 'remote control, by security level'],
    ['permit', 'tcp 10.0.3.3 > 10.20.1.1:2701', 'from behind a router'],
    ['permit', 'tcp 10.0.90.2 > 10.0.10.10:445', 'between equal levels'],
    ['deny', 'tcp 192.168.255.9 > 10.0.10.10:445', 'from the management network'],
    ['deny', 'tcp [2001:db8::1] > [2001:db8::2]:443', 'IPv6'],
  ])('%s %s: %s', (verdict, packet) => {
    expect(asa.ask(packet)).toBe(verdict);
  });
});

describe('what is no configuration', () => {
  const words = [
    ...[
      'access-list',
      'access-group',
      'object',
      'object-group',
      'network',
      'service',
      'interface',
      'nameif',
      'L',
    ],
    ...[
      'extended',
      'permit',
      'deny',
      'tcp',
      'udp',
      'ip',
      'icmp',
      'any',
      'host',
      '10.0.0.1',
      '255.0.0.0',
      'eq',
      'range',
    ],
    ...[
      '80',
      'line',
      '1',
      'in',
      'out',
      'global',
      'remark',
      'log',
      'inactive',
      'time-range',
      'name',
      'route',
      'group-object',
    ],
    ...[
      'network-object',
      'port-object',
      'service-object',
      '::/0',
      'fd00::1',
      '__proto__',
      'constructor',
      'no',
      '!',
      '(a,b)',
    ],
  ];
  const line = fc
    .tuple(
      fc.nat(2),
      fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 })), { maxLength: 12 }),
    )
    .map(([indent, parts]) => ' '.repeat(indent) + parts.join(' '));

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const reading = readAsa(lines.join('\n'));
        for (const ruleset of reading.configuration.rulesets)
          for (const rule of ruleset.rules) expect(rule.span.end).toBeGreaterThan(rule.span.start);
        reading.ask('tcp 10.0.0.1 > 10.0.0.2:80');
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (garbage) => {
        expect(ciscoAsaReader.recognises(garbage, 'x')).toBeLessThan(0.9);
        readAsa(garbage);
      }),
    );
  });

  /** Words that name something: with another one the text means something else, and is understood. */
  const isName = (parts: readonly string[], at: number): boolean =>
    /^(access-list|object|object-group|nameif|hostname|class-map|policy-map|class|interface|name|:|!)$/.test(
      parts[at - 1] ?? '',
    ) || /^(object|object-group)$/.test(parts[at - 2] ?? '');
  const spots = text.split('\n').flatMap((content, row) => {
    const parts = content.trim().split(/\s+/);
    return parts.flatMap((_, at) => (isName(parts, at) || /^[:!]/.test(parts[0] ?? '') ? [] : [{ row, at }]));
  });
  const packets = [
    'tcp 10.20.1.1 > 10.0.10.11:443',
    'tcp 10.20.1.1 > 10.0.50.11:445',
    'tcp 10.20.1.1 > 10.0.10.21:1433',
    'udp 10.50.1.1 > 10.0.10.5:123',
    'tcp 10.0.50.11 > 10.0.10.10:445',
    'tcp 10.0.50.11 > 10.0.10.10:446',
    'tcp 10.0.10.10 > 10.20.1.1:2701',
    'tcp 10.0.10.10 > 10.0.50.11:445',
    'tcp 10.0.3.3 > 10.0.50.11:443',
    'tcp 192.168.255.9 > 10.0.10.10:445',
  ];

  it('makes nothing certain: with any one word spoilt, verdicts stay or depend', () => {
    const before = packets.map((packet) => asa.ask(packet));
    const changed: string[] = [];
    for (const { row, at } of spots) {
      const lines = text.split('\n');
      let count = -1;
      lines[row] = (lines[row] ?? '').replace(/\S+/g, (word) => (++count === at ? 'zq.9' : word));
      const spoilt = readAsa(lines.join('\n'));
      packets.forEach((packet, i) => {
        const after = spoilt.ask(packet);
        if (after !== before[i] && after !== 'depends' && before[i] !== 'depends')
          changed.push(`${lines[row]}: ${packet} was ${before[i]}, is ${after}`);
      });
    }
    expect(changed).toEqual([]);
    expect(spots.length).toBeGreaterThan(400);
  });
});
