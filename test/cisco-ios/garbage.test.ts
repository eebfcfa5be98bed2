/** Whatever the text: nothing throws, nothing hangs, and what isn't understood permits nothing for certain. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciscoIosReader, ciscoNxosReader } from '../../src/dialects/cisco-ios/reader.ts';
import { ESTABLISHED } from '../../src/net/state.ts';
import { readIos, readNxos } from './kit.ts';

const PACKETS = [
  'tcp 10.20.1.7 > 10.0.10.11:80',
  'udp 10.0.0.1 > 10.0.0.2:53',
  'tcp [fd00::1] > [fd00::2]:443',
];
const word = fc.constantFrom(
  ...`ip ipv6 access-list extended standard access-group object-group network service address port interface host any
  permit deny remark evaluate reflect tcp udp icmp esp eq neq range lt gt established match-all +ack -syn 80 443 10 20
  0.0.0.255 10.0.0.0 10.0.0.0/8 fd00::/8 255.255.0.0 L M in out traffic-filter Vlan10 log time-range fragments dscp
  addrgroup portgroup route vrf no sequence any ( matches) , wildcard bits nat inside source ! end dynamic`.split(
    /\s+/,
  ),
);
const line = fc
  .tuple(fc.constantFrom('', ' ', '  '), fc.array(word, { maxLength: 12 }))
  .map(([indent, words]) => indent + words.join(' '));
const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'));

describe.each([
  ['IOS', readIos],
  ['NX-OS', readNxos],
])('%s', (_, read) => {
  it('never throws, and judges any packet', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 200 })), (input) => {
        const reading = read(input);
        for (const packet of PACKETS) for (const state of [1, ESTABLISHED]) reading.ask(packet, state);
      }),
      { numRuns: 1500 },
    );
  });

  it('never permits for certain because of an entry with a part that nobody knows', () => {
    const part = fc.constantFrom(
      'permit tcp any any',
      'permit ip any',
      'permit udp host 10.0.0.1 any eq',
      'permit',
    );
    const strange = fc.stringMatching(/^[a-z]{3,9}-[a-z?]{2,5}$/);
    fc.assert(
      fc.property(part, strange, fc.boolean(), (start, rest, isNew) => {
        const head = read === readIos ? 'ip access-list extended L' : 'ip access-list L';
        const reading = read(`${head}\n ${isNew ? '10 ' : ''}${start} ${rest}`);
        for (const packet of PACKETS.slice(0, 2)) expect(reading.ask(packet)).not.toBe('permit');
      }),
      { numRuns: 300 },
    );
  });
});

const million = (unit: string): string => unit.repeat(Math.ceil(1_000_000 / unit.length));
const repeated = (times: number, unit: (i: number) => string): string =>
  Array.from({ length: times }, (_, i) => unit(i)).join('');
const TO_G0 = 'ip access-list extended L\n permit ip object-group G0 any\n';
/** A hundred times what it takes on a slow machine, and little against anything quadratic. */
const BOUND = 20_000;

it.each([
  ['entries', million('permit tcp any any eq 80\n')],
  ['headings', million('ip access-list extended L\n')],
  ['one long line', `ip access-list extended L\n permit tcp ${million('eq 80 ')}`],
  ['blanks', million(' ')],
  ['brackets', million('(')],
  ['banners', million('banner motd ^C\n')],
  [
    'groups in groups',
    repeated(20_000, (i) => `object-group network G${i}\n group-object G${i + 1}\n`) + TO_G0,
  ],
  [
    'groups that double',
    `${repeated(60, (i) => `object-group network G${i}\n group-object G${i + 1}\n group-object G${i + 1}\n`)}object-group network G60\n 10.0.0.0 255.255.255.254\n${TO_G0}`,
  ],
  ['routes', repeated(25_000, (i) => `ip route 10.${i >> 8}.${i & 255}.0 255.255.255.0 10.0.0.1\n`)],
  [
    'interfaces',
    repeated(
      8000,
      (i) =>
        `interface Vlan${i}\n ip address 10.${i >> 8}.${i & 255}.1 255.255.255.0\n ip access-group L in\n`,
    ),
  ],
  [
    'wildcards',
    `ip access-list extended L\n${' permit ip 10.0.0.0 0.170.170.2 10.0.0.0 0.170.170.2\n'.repeat(5000)}`,
  ],
  [
    'reflexive entries',
    `ip access-list extended L\n${' permit tcp any any reflect R\n'.repeat(10_000)}ip access-list extended M\n${' evaluate R\n'.repeat(200)}`,
  ],
])(
  'a megabyte of %s takes bounded time',
  (_, input) => {
    for (const reader of [ciscoIosReader, ciscoNxosReader]) {
      const start = performance.now();
      reader.recognises(input, 'x.cfg');
      const { config } = reader.parse(input, 'x.cfg');
      reader.raise(config, { interfaces: new Map() });
      expect(performance.now() - start).toBeLessThan(BOUND);
    }
  },
  60_000,
);
