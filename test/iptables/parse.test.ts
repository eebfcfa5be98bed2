/** Files as they come: what is a line of iptables-save, and what is not. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { iptablesReader } from '../../src/dialects/iptables/reader.ts';
import { filterTable, forwardRules, readFile, rulesetNamed, verdictOf } from './kit.ts';

const GATEWAY = readFileSync(path.join(import.meta.dirname, '../fixtures/iptables/gateway.v4'), 'utf8');
const packet = (to: number): string => `tcp 10.1.0.1 > 10.9.0.1:${to}`;
const ports = (...lines: string[]): string[] =>
  forwardRules(readFile(filterTable(...lines))).map(({ text }) => text.replace(/.*--dport (\d+).*/, '$1'));
const rule = (port: number): string => `FORWARD -p tcp --dport ${port} -j ACCEPT`;

describe('the commands of a file', () => {
  it('apply in the order in which they stand', () => {
    expect(ports(`-A ${rule(1)}`, `-I ${rule(2)}`, `-I ${rule(3)}`, `-A ${rule(4)}`)).toEqual([
      '3',
      '2',
      '1',
      '4',
    ]);
    const numbered = ports(`-A ${rule(1)}`, `-A ${rule(2)}`, `-I FORWARD 2${rule(3).slice(7)}`);
    expect(numbered).toEqual(['1', '3', '2']);
    expect(ports(`-A ${rule(1)}`, `-A ${rule(2)}`, '-D FORWARD 1')).toEqual(['2']);
    expect(ports(`-A ${rule(1)}`, `-A ${rule(2)}`, `-D ${rule(2)}`)).toEqual(['1']);
    expect(ports(`-A ${rule(1)}`, `-A ${rule(2)}`, `-R FORWARD 1${rule(9).slice(7)}`)).toEqual(['9', '2']);
    expect(ports(`-A ${rule(1)}`, '-F FORWARD', `-A ${rule(2)}`)).toEqual(['2']);
    expect(ports(`-A ${rule(1)}`, '-F', '-N U', '-X', '-Z', `--append ${rule(2)}`)).toEqual(['2']);
  });

  it('may name the table themselves, and carry counters', () => {
    const file = readFile(
      `-P FORWARD DROP\n-t mangle -A FORWARD -p udp -j DROP\n[12:345] -A ${rule(7)}\r\n-P INPUT ACCEPT\n-P OUTPUT ACCEPT\n`,
    );
    expect(file.codes).toEqual([]);
    expect(rulesetNamed(file, 'iptables mangle FORWARD').rules).toHaveLength(1);
    expect(verdictOf(file, packet(7))).toBe('permit');
  });

  it('keep quotes and what is escaped in them', () => {
    const file = readFile(
      filterTable(
        '-A FORWARD -m comment --comment "a \\"b\\" \\\\ it\\\'s -j DROP" -p tcp -j ACCEPT',
        '-A FORWARD -m comment --comment plain -j DROP',
      ),
    );
    expect(file.codes).toEqual([]);
    expect(forwardRules(file).map(({ name }) => name)).toEqual(['a "b" \\ it\'s -j DROP', 'plain']);
    expect(verdictOf(file, packet(1))).toBe('permit');
  });

  it('have places: of the line, and of the statement in the text', () => {
    const text = filterTable('', '# why', `  -A  FORWARD\t-p tcp --dport 5   -j ACCEPT  `);
    const [found] = forwardRules(readFile(text));
    expect(found?.place).toEqual({ file: 'rules', line: 7, column: 3, length: 40 });
    expect(text.slice(found?.span.start, found?.span.end)).toBe('-A  FORWARD\t-p tcp --dport 5   -j ACCEPT');
    expect(found?.text).toBe('-A FORWARD -p tcp --dport 5 -j ACCEPT');
  });
});

describe('a file', () => {
  it('that was cut off says so', () => {
    expect(readFile(filterTable().replace('COMMIT\n', '')).codes).toEqual(['PT8001:1']);
  });

  it('that begins a table twice means the second one', () => {
    const file = readFile(filterTable(`-A ${rule(1)}`) + filterTable(`-A ${rule(2)}`));
    expect(file.codes).toEqual(['PT8004:7']);
    expect(verdictOf(file, packet(1))).toBe('deny');
    expect(verdictOf(file, packet(2))).toBe('permit');
  });

  it('with a line that is no command leaves everything open', () => {
    const file = readFile(filterTable(`-A ${rule(1)}`, 'iptables --enable', '-Q FORWARD', '-A'));
    expect(file.codes).toEqual(['PT8001:6', 'PT8001:7', 'PT8001:8']);
    expect(verdictOf(file, packet(1))).toBe('depends');
    expect(verdictOf(file, packet(2))).toBe('depends');
  });

  it('without a policy leaves open what no rule decides', () => {
    const file = readFile(`*filter\n-A ${rule(1)}\nCOMMIT\n`);
    expect(verdictOf(file, packet(1))).toBe('permit');
    expect(verdictOf(file, packet(2))).toBe('depends');
  });

  it('that is empty has no rules', () => {
    expect(readFile('').codes).toEqual(['PT8007:1']);
    expect(readFile('# nothing\n\n').configuration.rulesets).toEqual([]);
  });

  it('that is a listing for people is refused with what to do instead', () => {
    const text = [
      'Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)',
      ' pkts bytes target     prot opt in     out     source               destination',
      '    0     0 ACCEPT     tcp  --  *      *       0.0.0.0/0            0.0.0.0/0            tcp dpt:80',
    ].join('\n');
    const { diagnostics } = iptablesReader.parse(text, 'rules');
    expect(diagnostics.at(-1)?.message).toContain('listing');
    expect(diagnostics.at(-1)?.help).toContain('iptables-save');
    expect(verdictOf(readFile(text), packet(80))).toBe('depends');
  });

  it.each([
    [GATEWAY, 1],
    ['*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n', 0.9],
    ['-A FORWARD -p tcp -j ACCEPT\n', 0.6],
    ['Chain INPUT (policy ACCEPT)\n', 0.5],
  ])('is recognised: %#', (text, least) => {
    expect(iptablesReader.recognises(text, 'rules')).toBeGreaterThanOrEqual(least);
  });

  it.each(['', 'table inet filter { }', 'access-list OUT extended permit tcp any any eq 80', '\u0000\u0001'])(
    'is not recognised: %j',
    (text) => {
      expect(iptablesReader.recognises(text, 'rules')).toBe(0);
    },
  );
});

describe("an administrator's file", () => {
  const file = readFile(GATEWAY);

  it('is understood: what is reported needs an answer, or is switched off', () => {
    expect(file.codes).toEqual(['PT8005:5', 'PT8009:24', 'PT8003:49', 'PT8004:33']);
    expect(file.configuration.rulesets.map(({ name, hook }) => `${hook}: ${name}`)).toEqual([
      'forward: iptables raw PREROUTING',
      'forward: iptables filter FORWARD',
      'in: iptables raw PREROUTING',
      'in: iptables filter INPUT',
      'out: iptables filter OUTPUT',
    ]);
  });

  it.each([
    ['tcp 10.20.0.9 > 10.10.1.10:445', 'permit'],
    ['tcp 10.20.0.10 > 10.10.1.10:445', 'deny'],
    ['tcp 10.99.0.1 > 10.10.1.10:445', 'deny'],
    ['tcp 10.20.0.9 > 10.10.1.11:10123', 'permit'],
    ['tcp 10.20.0.9 > 10.10.1.12:8531', 'permit'],
    ['tcp 10.20.0.9 > 10.10.1.12:8532', 'deny'],
    ['udp 10.20.0.9 > 10.10.1.3:53', 'permit'],
    ['icmp 10.20.0.9 > 10.10.1.99', 'permit'],
    ['tcp 10.10.1.10 > 10.21.0.5:135', 'permit'],
    ['tcp 10.10.1.10 > 10.21.0.5:2701', 'permit'],
    ['tcp 10.10.1.11 > 10.21.0.5:2701', 'deny'],
    // Only at work, and not for what the set blocks.
    ['tcp 10.20.0.9 > 192.0.2.1:443', 'depends'],
    // Translated before it is judged.
    ['tcp 198.51.100.1 > 203.0.113.10:443', 'depends'],
    ['tcp 10.30.0.9 > 192.0.2.1:443', 'deny'],
    ['tcp 127.0.0.1 > 10.10.1.11:443', 'deny'],
  ])('%s: %s', (asked, verdict) => {
    expect(verdictOf(file, asked)).toBe(verdict);
  });
});

describe('hostile files', () => {
  const within = (milliseconds: number, text: string): void => {
    const start = performance.now();
    readFile(text);
    expect(performance.now() - start).toBeLessThan(milliseconds);
  };
  const MB = 1_000_000;

  it.each([
    ['one character', 'x'.repeat(MB)],
    ['quotes', '"'.repeat(MB)],
    ['backslashes in quotes', `-A FORWARD "${'\\'.repeat(MB)}`],
    ['negations', `-A FORWARD ${'! '.repeat(MB / 2)}`],
    ['short lines', '-A\n'.repeat(MB / 3)],
    ['rules of nothing', '-A X\n'.repeat(MB / 5)],
    ['insertions in the middle', '-A F -j DROP\n'.repeat(9) + '-I F 9 -j DROP\n'.repeat(MB / 15)],
    ['deletions', '-D F -j DROP\n'.repeat(MB / 13)],
    ['tables', '*a\n*b\n'.repeat(MB / 6)],
    ['chains', Array.from({ length: MB / 20 }, (_, i) => `:c${i} - [0:0]`).join('\n')],
    ['addresses in one rule', `-A FORWARD -s ${'10.0.0.1,'.repeat(MB / 9)}10.0.0.2 -j DROP`],
    ['ports in one rule', `-A FORWARD -p tcp -m multiport --ports ${'1,3,'.repeat(MB / 4)}5 -j DROP`],
    ['options of one kind', `-A FORWARD ${'-m limit '.repeat(MB / 9)} -j ACCEPT`],
    ['interfaces', Array.from({ length: MB / 40 }, (_, i) => `-A FORWARD -i e${i} -j ACCEPT`).join('\n')],
    ['prototypes', '*__proto__\n:constructor DROP [0:0]\n-A constructor -j __proto__\nCOMMIT\n'],
    [
      'returns',
      `*filter\n-A FORWARD -j U\n${Array.from({ length: 20_000 }, (_, i) => `-A U -s 10.${i % 250}.${i >> 8}.1 -d 10.0.${i % 251}.${i >> 8} -j RETURN`).join('\n')}`,
    ],
    ['bytes', String.fromCharCode(...Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 65_536))],
  ])('are read in bounded time: %s', (_, text) => {
    within(3000, text);
  });
});
