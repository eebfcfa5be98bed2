/** Chains, and tables other than `filter`: what they come to as one list. */
import { describe, expect, it } from 'vitest';
import { parseNetwork } from '../../src/net/network.ts';
import { ESTABLISHED } from '../../src/net/state.ts';
import { filterTable, forwardRules, readFile, rulesetNamed, verdictOf } from './kit.ts';

const packet = (to: number, protocol = 'tcp'): string => `${protocol} 10.1.0.1 > 10.9.0.1:${to}`;

describe('chains', () => {
  it('narrow their rules by the jump, and say how one gets there', () => {
    const file = readFile(
      filterTable(
        ':web - [0:0]',
        ':tls - [0:0]',
        '-A FORWARD -d 10.9.0.0/16 -p tcp -j web',
        '-A web -s 10.1.0.0/24 -j ACCEPT',
        '-A web -j tls',
        '-A tls -p tcp -m tcp --dport 443 -j ACCEPT',
      ),
    );
    expect(file.codes).toEqual([]);
    expect(verdictOf(file, 'tcp 10.1.0.1 > 10.9.0.1:7')).toBe('permit');
    expect(verdictOf(file, 'tcp 10.1.0.1 > 10.8.0.1:7')).toBe('deny');
    expect(verdictOf(file, 'tcp 10.2.0.1 > 10.9.0.1:443')).toBe('permit');
    const last = forwardRules(file).at(-1);
    expect(last?.place).toEqual({ file: 'rules', line: 10, column: 1, length: 42 });
    expect(last?.via?.map(({ place }) => place.line)).toEqual([7, 9]);
  });

  it('are left by RETURN for the rule after the jump', () => {
    const file = readFile(
      filterTable(
        ':U - [0:0]',
        '-A FORWARD -p tcp -j U',
        '-A FORWARD -p tcp -m tcp --dport 22:23 -j ACCEPT',
        '-A U -p tcp -m tcp --dport 20:22 -j RETURN',
        '-A U -p tcp -m tcp --dport 1:1023 -j DROP',
        '-A U -p tcp -m tcp --dport 1024: -j ACCEPT',
      ),
    );
    expect([20, 22, 23, 1024].map((to) => verdictOf(file, packet(to)))).toEqual([
      'deny',
      'permit',
      'deny',
      'permit',
    ]);
  });

  it('are left by a RETURN for some states in these states only', () => {
    const file = readFile(
      filterTable(
        ':U - [0:0]',
        '-A FORWARD -j U',
        '-A U -m conntrack --ctstate ESTABLISHED -j RETURN',
        '-A U -j ACCEPT',
      ),
    );
    expect(verdictOf(file, packet(1))).toBe('permit');
    expect(verdictOf(file, packet(1), { state: ESTABLISHED })).toBe('deny');
  });

  it('that are gone to return to where the chain before them was called from', () => {
    const file = readFile(
      filterTable(
        ':A - [0:0]',
        ':B - [0:0]',
        '-A FORWARD -j A',
        '-A FORWARD -p tcp -m tcp --dport 80 -j ACCEPT',
        '-A A -p tcp -m tcp --dport 80:81 -g B',
        '-A A -p tcp -m tcp --dport 80:82 -j DROP',
        '-A B -p tcp -m tcp --dport 81 -j ACCEPT',
      ),
    );
    expect([80, 81, 82].map((to) => verdictOf(file, packet(to)))).toEqual(['permit', 'permit', 'deny']);
  });

  it('are left by RETURN in a built-in chain for its policy', () => {
    const file = readFile(
      filterTable('-P FORWARD ACCEPT', '-A FORWARD -p tcp -j RETURN', '-A FORWARD -j DROP'),
    );
    expect(verdictOf(file, packet(1))).toBe('permit');
    expect(verdictOf(file, packet(1, 'udp'))).toBe('deny');
    expect(rulesetNamed(file, 'iptables filter FORWARD').otherwise.place?.line).toBe(5);
  });

  it('leave open what a RETURN under a proviso may or may not return', () => {
    const file = readFile(
      filterTable(
        ':U - [0:0]',
        '-A FORWARD -j U',
        '-A U -p tcp -m time --timestart 06:00 -j RETURN',
        '-A U -j ACCEPT',
      ),
    );
    expect(verdictOf(file, packet(1))).toBe('depends');
    expect(verdictOf(file, packet(1, 'udp'))).toBe('permit');
  });

  it('that nothing leads to are named and left out', () => {
    const file = readFile(filterTable(':U - [0:0]', ':empty - [0:0]', '-A U -j ACCEPT'));
    expect(file.codes).toEqual(['PT8004:5']);
    expect(forwardRules(file)).toEqual([]);
  });

  it('that lead back to themselves, or to nowhere, decide nothing for certain', () => {
    const loop = readFile(filterTable(':U - [0:0]', '-A FORWARD -p tcp -j U', '-A U -p tcp -j U'));
    expect(loop.codes).toEqual(['PT8002:7']);
    expect(verdictOf(loop, packet(1))).toBe('depends');
    expect(verdictOf(loop, packet(1, 'udp'))).toBe('deny');
    const missing = readFile(filterTable('-A FORWARD -p tcp -j NOWHERE'));
    expect(missing.codes).toEqual(['PT8003:5']);
    expect(verdictOf(missing, packet(1))).toBe('depends');
  });

  it('keep rules that can never match', () => {
    const file = readFile(
      filterTable(':U - [0:0]', '-A FORWARD -p udp -j U', '-A U -p tcp -j ACCEPT', '-A U -i lo -j DROP'),
    );
    // What a host sends to itself is no matter of the network.
    expect(forwardRules(file).map(({ matches, place }) => [place.line, matches])).toEqual([[7, []]]);
  });

  it('too many to multiply end in one rule that is open', () => {
    // Each chain calls the next one twice: 2^40 ways.
    const names = Array.from({ length: 40 }, (_, i) => `c${i}`);
    const lines = names.flatMap((name, i) =>
      [0, 1].map(() => `-A ${name} -j ${names[i + 1] ?? 'DROP -s 10.5.0.0/16'}`),
    );
    const file = readFile(
      filterTable(
        ...names.map((name) => `:${name} - [0:0]`),
        '-A FORWARD -p udp -j ACCEPT',
        '-A FORWARD -j c0',
        ...lines,
      ),
    );
    expect(file.codes.map((code) => code.split(':')[0])).toEqual(['PT8006']);
    expect(verdictOf(file, packet(1, 'udp'))).toBe('permit');
    expect(verdictOf(file, packet(1))).toBe('depends');
  });

  it('that are declared nowhere are named, once', () => {
    const file = readFile(filterTable('-A FRWARD -j ACCEPT', '-A FRWARD -j DROP', '-A FORWARD -j ACCEPT'));
    expect(file.codes.filter((code) => code.startsWith('PT8003'))).toEqual(['PT8003:5']);
    expect(verdictOf(file, packet(1))).toBe('permit');
  });

  it('nested deeper than any stack end in a rule that is open', () => {
    const count = 20_000;
    const lines = Array.from({ length: count }, (_, i) => `-A c${i} -j c${i + 1}`);
    const chains = Array.from({ length: count + 1 }, (_, i) => `:c${i} - [0:0]`);
    const file = readFile(
      filterTable(...chains, '-A FORWARD -p tcp -j c0', ...lines, `-A c${count} -j ACCEPT`),
    );
    expect(file.codes).toEqual([`PT8006:${205 + chains.length}`]);
    expect(verdictOf(file, packet(1))).toBe('depends');
  });
});

describe('targets', () => {
  it.each([
    'LOG --log-prefix "a -j DROP "',
    'NFLOG --nflog-group 3',
    'MARK --set-xmark 0x1/0x1',
    'CT --helper ftp',
  ])('%s decides nothing', (target) => {
    const file = readFile(filterTable(`-A FORWARD -j ${target}`, '-A FORWARD -j ACCEPT'));
    expect(file.codes).toEqual([]);
    expect(forwardRules(file)).toHaveLength(1);
    expect(verdictOf(file, packet(1))).toBe('permit');
  });

  it.each([
    ['ACCEPT', 'permit'],
    ['DROP', 'deny'],
    ['REJECT --reject-with tcp-reset', 'deny'],
    ['NFQUEUE --queue-num 1', 'depends'],
  ])('%s: %s', (target, verdict) => {
    const text = filterTable(`-A FORWARD -j ${target}`).replace(
      'FORWARD DROP',
      `FORWARD ${verdict === 'permit' ? 'DROP' : 'ACCEPT'}`,
    );
    const file = readFile(text);
    expect(file.codes).toEqual([]);
    expect(verdictOf(file, packet(1))).toBe(verdict);
  });
});

describe('other tables', () => {
  const table = (name: string, ...lines: string[]): string => [`*${name}`, ...lines, 'COMMIT', ''].join('\n');
  const open = table('filter', ':INPUT ACCEPT [0:0]', ':FORWARD ACCEPT [0:0]', ':OUTPUT ACCEPT [0:0]');

  it('judge too, in the order in which packets meet them', () => {
    const file = readFile(
      open +
        table('mangle', ':POSTROUTING DROP [0:0]', '-A POSTROUTING -p tcp -j ACCEPT') +
        table('raw', ':PREROUTING ACCEPT [0:0]', '-A PREROUTING -s 10.1.0.0/16 -p udp -j DROP'),
    );
    expect(file.configuration.rulesets.map(({ name, hook }) => `${hook} ${name}`)).toEqual([
      'forward iptables raw PREROUTING',
      'forward iptables filter FORWARD',
      'forward iptables mangle POSTROUTING',
      'in iptables raw PREROUTING',
      'in iptables filter INPUT',
      'out iptables filter OUTPUT',
      'out iptables mangle POSTROUTING',
    ]);
    expect(verdictOf(file, packet(1))).toBe('permit');
    expect(verdictOf(file, packet(1, 'udp'))).toBe('deny');
    expect(verdictOf(file, '50 10.3.0.1 > 10.9.0.1')).toBe('deny');
    expect(verdictOf(file, packet(1, 'udp'), { hook: 'out' })).toBe('deny');
  });

  it('that let everything pass are no rule sets', () => {
    const file = readFile(
      open + table('mangle', ':FORWARD ACCEPT [0:0]', '-A FORWARD -p tcp -j MARK --set-mark 1'),
    );
    expect(file.configuration.rulesets.map(({ name }) => name)).toEqual([
      'iptables filter FORWARD',
      'iptables filter INPUT',
      'iptables filter OUTPUT',
    ]);
  });

  it('translate destinations: those packets are open in what comes after', () => {
    const nat = table(
      'nat',
      ':PREROUTING ACCEPT [0:0]',
      ':POSTROUTING ACCEPT [0:0]',
      '-A PREROUTING -s 10.7.0.0/16 -j ACCEPT',
      '-A PREROUTING -d 203.0.113.1/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.9.0.1',
      '-A POSTROUTING -s 10.0.0.0/8 -j MASQUERADE',
    );
    const file = readFile(
      open + nat + table('raw', ':PREROUTING ACCEPT [0:0]', '-A PREROUTING -p udp -j DROP'),
    );
    expect(file.codes).toEqual(['PT8009:10']);
    expect(verdictOf(file, 'tcp 10.1.0.1 > 203.0.113.1:81')).toBe('permit');
    expect(forwardRules(file)[0]?.depends[0]?.kind).toBe('translation');
    // Permitted either way here; with a rule that drops it would not be.
    const closed = readFile((open + nat).replace('FORWARD ACCEPT', 'FORWARD DROP'));
    expect(verdictOf(closed, 'tcp 10.1.0.1 > 203.0.113.1:80')).toBe('depends');
    expect(verdictOf(closed, 'tcp 10.7.0.1 > 203.0.113.1:80')).toBe('deny');
    expect(rulesetNamed(file, 'iptables raw PREROUTING').rules).toHaveLength(1);
  });

  it('take packets out of connection tracking, which matters where states are asked for', () => {
    const raw = table('raw', ':PREROUTING ACCEPT [0:0]', '-A PREROUTING -p udp -j CT --notrack');
    const asking = filterTable('-A FORWARD -m conntrack --ctstate NEW -j ACCEPT');
    const file = readFile(asking + raw);
    expect(file.codes).toEqual(['PT8009:9']);
    expect(verdictOf(file, packet(1))).toBe('permit');
    expect(verdictOf(file, packet(1, 'udp'))).toBe('depends');
    expect(readFile(filterTable('-A FORWARD -j ACCEPT') + raw).codes).toEqual([]);
  });

  it('that nobody knows leave everything open', () => {
    const file = readFile(open + table('rescue', ':FORWARD DROP [0:0]'));
    expect(file.codes).toEqual(['PT8001:6']);
    expect(verdictOf(file, packet(1))).toBe('depends');
  });
});

describe('the scope', () => {
  it('is the family of the file', () => {
    const file = readFile(
      `# Generated by ip6tables-save v1.8.9\n${filterTable('-A FORWARD -p icmpv6 -j ACCEPT')}`,
    );
    expect(verdictOf(file, 'icmpv6 fd00::1 > fd00::2')).toBe('permit');
    expect(verdictOf(file, 'tcp [fd00::1] > [fd00::2]:1')).toBe('deny');
    // IPv4 passes by: another configuration judges it.
    expect(verdictOf(file, packet(1))).toBe('permit');
    expect(rulesetNamed(file, 'ip6tables filter FORWARD').scope).toHaveLength(1);
  });

  it.each([
    ['-A FORWARD -s fd00::/8 -j ACCEPT', 'rules', 'ip6tables'],
    ['-A FORWARD -p ipv6-icmp -j ACCEPT', 'rules', 'ip6tables'],
    ['-A FORWARD -s 10.0.0.0/8 -j ACCEPT', 'rules.v6', 'iptables'],
    ['-A FORWARD -j ACCEPT', '/etc/iptables/rules.v6', 'ip6tables'],
    ['-A FORWARD -j ACCEPT', '/etc6/iptables/rules', 'iptables'],
  ])('%s in %s: %s', (line, name, command) => {
    const { configuration } = readFile(filterTable(line), new Map(), name);
    expect(configuration.rulesets[0]?.name).toBe(`${command} filter FORWARD`);
  });

  it('has no room for networks of the other family behind an interface', () => {
    const network = parseNetwork('fd00::/16');
    const file = readFile(
      filterTable('-A FORWARD -i eth0 -j ACCEPT'),
      new Map([['eth0', 'error' in network ? [] : [network]]]),
    );
    expect(verdictOf(file, packet(1))).toBe('deny');
  });
});
