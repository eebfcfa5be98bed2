/** Sets, maps and chains of nftables, in tiny rule sets, and what they do to packets. */
import { describe, expect, it } from 'vitest';
import { ask, chain, expectVerdicts, INTERFACES, read } from '../../../test/nftables/kit.ts';

describe('sets and maps', () => {
  it('are named, defined, written in several lines, and used by many', () => {
    expectVerdicts(
      `define servers = { 10.0.0.1, 10.0.0.2 }
define web = 80
define all = { $servers, 10.0.0.9 }
table ip t {
  set clients {
    type ipv4_addr; flags interval
    auto-merge
    elements = { 10.1.0.0/16, # the first floor
                 10.2.0.1-10.2.0.9 comment "x", 10.3.0.0/24 counter packets 1 bytes 2 }
  }
  set pairs { typeof ip daddr . tcp dport
    elements = { 10.0.0.7 . 25 } }
  chain f { type filter hook forward priority 0; policy drop
    ip saddr @clients ip daddr $all tcp dport { $web, 443 } accept
    ip daddr . tcp dport @pairs accept
  }
}`,
      {
        'tcp 10.1.2.3 > 10.0.0.9:80': 'permit',
        'tcp 10.3.0.3 > 10.0.0.2:443': 'permit',
        'tcp 10.2.0.10 > 10.0.0.2:443': 'deny',
        'tcp 10.2.0.9 > 10.0.0.3:443': 'deny',
        'tcp 1.1.1.1 > 10.0.0.7:25': 'permit',
      },
    );
  });

  it('map verdicts, inline and named, with a rest', () => {
    expectVerdicts(
      `table inet t {
  map ways {
    type ipv4_addr . inet_service : verdict
    elements = { 10.0.0.1 . 22 : jump admin, 10.0.0.1 . 23 : drop }
  }
  chain admin { ip saddr 10.9.0.0/16 accept }
  chain web { ip saddr 10.8.0.1 return; accept }
  chain f {
    type filter hook forward priority filter; policy drop;
    ct state vmap { invalid : drop, established : accept, related : accept }
    ip daddr . tcp dport vmap @ways
    tcp dport vmap { 80:goto web, 8000-8100 : jump web, 7:continue, * : drop }
    meta l4proto vmap { udp : accept }
    accept
  }
}`,
      {
        'tcp 10.9.0.1 > 10.0.0.1:22': 'permit',
        'tcp 10.8.0.2 > 10.0.0.1:22': 'deny',
        'tcp 10.8.0.2 > 10.0.0.1:23': 'deny',
        'tcp 10.8.0.2 > 10.0.0.1:80': 'permit',
        'tcp 10.8.0.1 > 10.0.0.1:80': 'deny',
        'tcp 10.8.0.1 > 10.0.0.1:8000': 'permit',
        'tcp 10.8.0.1 > 10.0.0.1:7': 'permit',
        'tcp 10.8.0.1 > 10.0.0.1:6': 'deny',
        'udp 10.8.0.1 > 10.0.0.1:6': 'permit',
      },
    );
  });

  it('that the kernel changes by itself, or that are missing, decide nothing for certain', () => {
    const text = (flags: string): string =>
      `table ip t {\n set s { type ipv4_addr; ${flags}; elements = { 10.0.0.1 } }\n chain f {\n type filter hook forward priority 0; policy drop;\n ip saddr @s accept\n }\n}`;
    expect(ask(read(text('flags dynamic,timeout')), 'tcp 10.0.0.2 > 1.1.1.1:1')).toBe('depends');
    expect(ask(read(text('flags constant')), 'tcp 10.0.0.2 > 1.1.1.1:1')).toBe('deny');
    const missing = read(chain('ip saddr @nobody accept', 'ip daddr $nowhere accept', 'jump elsewhere'));
    expect(missing.codes).toEqual(['PT8003', 'PT8003', 'PT8003']);
    expect(ask(missing, 'tcp 10.0.0.2 > 1.1.1.1:1')).toBe('depends');
  });

  it('that grow without end by names in names are given up', () => {
    const names = Array.from({ length: 40 }, (_, i) => `define a${i + 1} = { $a${i}, $a${i} }`);
    const found = read(`define a0 = 10.0.0.1\n${names.join('\n')}\n${chain('ip saddr $a40 accept')}`);
    expect(found.codes).toEqual(['PT8006']);
    expect(ask(found, 'tcp 10.0.0.2 > 1.1.1.1:1')).toBe('depends');
  });
});

describe('chains', () => {
  it('are entered by jump and goto, and left by return', () => {
    expectVerdicts(
      `table inet t {
  chain inner { tcp dport 1 return; tcp dport 2 accept; tcp dport 3 drop }
  chain last { tcp dport 5 return
    accept }
  chain f {
    type filter hook forward priority filter; policy drop;
    ip saddr 10.0.0.0/8 jump inner
    ip saddr 10.0.0.0/8 tcp dport 1-3 accept
    ip saddr 11.0.0.0/8 goto last
    tcp dport 5 accept
    ip saddr 12.0.0.1 return
    accept
  }
}`,
      {
        'tcp 10.0.0.1 > 1.1.1.1:1': 'permit',
        'tcp 10.0.0.1 > 1.1.1.1:2': 'permit',
        'tcp 10.0.0.1 > 1.1.1.1:3': 'deny',
        'tcp 11.0.0.1 > 1.1.1.1:5': 'deny',
        'tcp 11.0.0.1 > 1.1.1.1:6': 'permit',
        'tcp 12.0.0.1 > 1.1.1.1:5': 'permit',
        'tcp 12.0.0.1 > 1.1.1.1:6': 'deny',
        'tcp 12.0.0.2 > 1.1.1.1:6': 'permit',
      },
    );
  });

  it('name the way to each rule', () => {
    const found = read(`table inet t {
  chain b { tcp dport 1 accept comment "mail"; }
  chain a { jump b; }
  chain f { type filter hook forward priority 0; jump   a; tcp dport 9 drop; }
}`);
    const rule = found.configuration.rulesets[0]?.rules[0];
    expect(rule?.via?.map((v) => [v.place.line, v.text])).toEqual([
      [4, 'jump a'],
      [3, 'jump b'],
    ]);
    expect(rule).toMatchObject({ name: 'mail', place: { line: 2, column: 13, length: 33 } });
  });

  it('that lead back to themselves, or are missing, are unknown', () => {
    const found = read(`table inet t {
  chain a { tcp dport 1 jump b; }
  chain b { jump a; }
  chain f { type filter hook forward priority 0; policy drop; jump a; }
}`);
    expect(found.codes).toEqual(['PT8001']);
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:1')).toBe('depends');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:2')).toBe('deny');
  });

  it('must all permit, in the order of their priorities', () => {
    const found =
      read(`table ip a { chain f { type filter hook forward priority filter + 10; policy accept; tcp dport 1 drop; } }
table inet b { chain f { type filter hook forward priority mangle - 5; policy accept; tcp dport 2 drop; }
  chain p { type filter hook prerouting priority -300; tcp dport 3 drop; } }
table ip6 c { chain f { type filter hook forward priority 0; policy drop; } }`);
    expect(found.codes).toEqual([]);
    expect(found.configuration.rulesets.map((r) => `${r.hook} ${r.name}`)).toEqual([
      'forward chain inet b p',
      'forward chain inet b f',
      'forward chain ip6 c f',
      'forward chain ip a f',
      'in chain inet b p',
    ]);
    const verdicts = [1, 2, 3, 4].map((port) => ask(found, `tcp 1.1.1.1 > 2.2.2.2:${port}`));
    expect(verdicts).toEqual(['deny', 'deny', 'deny', 'permit']);
    expect(ask(found, 'tcp [::1] > [::2]:4')).toBe('deny');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:3', { hook: 'in' })).toBe('deny');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:3', { hook: 'out' })).toBe('permit');
  });

  it('refuse with an answer only what can get that answer', () => {
    const text = (answer: string): string =>
      `table inet t { chain f { type filter hook forward priority 0; reject with ${answer}; } }`;
    const packets = [
      'tcp 1.1.1.1 > 2.2.2.2:1',
      'udp 1.1.1.1 > 2.2.2.2:1',
      'tcp [::1] > [::2]:1',
      'udp [::1] > [::2]:1',
    ];
    const denied = (answer: string): number[] =>
      packets.flatMap((packet, i) => (ask(read(text(answer)), packet) === 'deny' ? [i] : []));
    expect(denied('icmp host-unreachable')).toEqual([0, 1]);
    expect(denied('icmpv6 type port-unreachable')).toEqual([2, 3]);
    expect(denied('tcp reset')).toEqual([0, 2]);
    expect(denied('icmpx admin-prohibited')).toEqual([0, 1, 2, 3]);
  });

  it('judge input and output, where the loopback counts for nothing', () => {
    const found = read(`table inet h {
  chain i { type filter hook input priority 0; policy drop; iifname "lo" accept; tcp dport 22 accept; reject with icmpx admin-prohibited; }
  chain o { type filter hook output priority 0; policy accept; oif "lo" accept; tcp dport 25 reject with tcp reset; iifname "eth0" drop; }
}`);
    expect(found.codes).toEqual([]);
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:22', { hook: 'in' })).toBe('permit');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:23', { hook: 'in' })).toBe('deny');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:25', { hook: 'out' })).toBe('deny');
    expect(ask(found, 'tcp 1.1.1.1 > 2.2.2.2:26', { hook: 'out' })).toBe('permit');
    // Not even as a rule that never matches: it is no mistake.
    const texts = found.configuration.rulesets.flatMap(({ rules }) => rules.map(({ text }) => text));
    expect(texts.filter((text) => text.includes('"lo"'))).toEqual([]);
    expect(texts.length).toBeGreaterThan(3);
  });

  it('that nothing leads to, tables that are switched off and other layers are named', () => {
    const found = read(`table inet t { chain unused { tcp dport 1 accept; } 
  chain f { type filter hook forward priority 0; policy drop; } }
table inet off { flags dormant; chain f { type filter hook forward priority 0; policy drop; } }
table arp a { chain i { type filter hook input priority 0; policy drop; } }
table bridge b { chain f { type filter hook forward priority 0; policy drop; } }`);
    expect(found.codes.toSorted()).toEqual(['PT8004', 'PT8004', 'PT8010', 'PT8010']);
    expect(found.configuration.rulesets.length).toBe(1);
  });

  it('of a device concern the packets from behind it', () => {
    const text = `table netdev n { chain i { type filter hook ingress device "lan" priority 0; policy accept; tcp dport 1 drop; } }`;
    expectVerdicts(
      text,
      {
        'tcp 10.0.0.1 > 1.1.1.1:1': 'deny',
        'tcp 10.0.0.1 > 1.1.1.1:2': 'permit',
        'tcp 9.0.0.1 > 1.1.1.1:1': 'permit',
      },
      INTERFACES,
    );
    expect(ask(read(text), 'tcp 10.0.0.1 > 1.1.1.1:1')).toBe('depends');
  });
});

describe('address translation', () => {
  it('of destinations leaves open what later chains decide about them', () => {
    const found = read(`table ip nat {
  chain pre { type nat hook prerouting priority dstnat; ip daddr 192.0.2.1 tcp dport 443 dnat to 10.0.0.5:8443; tcp dport 81 redirect to :3128 }
  chain post { type nat hook postrouting priority srcnat; oifname "wan" masquerade; ip saddr 10.0.0.0/8 snat to 192.0.2.1 }
}
${chain('accept')}`);
    expect(found.codes).toEqual(['PT8009', 'PT8009', 'PT8005']);
    expect(ask(found, 'tcp 1.1.1.1 > 192.0.2.1:443')).toBe('depends');
    expect(ask(found, 'tcp 1.1.1.1 > 192.0.2.1:80')).toBe('permit');
    expect(found.configuration.rulesets.map((r) => r.name)).toEqual(['chain inet t f']);
  });

  it('and connections that are not tracked', () => {
    const found =
      read(`table ip raw { chain pre { type filter hook prerouting priority raw; udp dport 53 notrack } }
${chain('ct state new accept')}`);
    expect(found.codes).toEqual(['PT8009']);
    expect(ask(found, 'udp 1.1.1.1 > 192.0.2.1:53')).toBe('depends');
    expect(ask(found, 'udp 1.1.1.1 > 192.0.2.1:54')).toBe('permit');
  });
});
