import { describe, expect, it } from 'vitest';
import { ESTABLISHED } from '../../src/net/state.ts';
import { iosList, iosList6, nxosList, readIos, readNxos } from './kit.ts';

describe('addresses', () => {
  it('reads wildcards as the bits that do not count', () => {
    const list = iosList('permit ip 10.1.0.0 0.0.255.255 host 10.9.0.1');
    expect(list.ask('tcp 10.1.255.7 > 10.9.0.1:80')).toBe('permit');
    expect(list.ask('tcp 10.2.0.0 > 10.9.0.1:80')).toBe('deny');
    expect(list.ask('tcp 10.1.0.1 > 10.9.0.2:80')).toBe('deny');
  });

  it('reads wildcards with gaps exactly', () => {
    // Every even third byte, hosts 1 and 3.
    const list = iosList('permit ip 10.1.0.1 0.0.254.2 any');
    expect(list.codes).toEqual(['PT8005']);
    for (const [address, verdict] of [
      ['10.1.0.1', 'permit'],
      ['10.1.4.3', 'permit'],
      ['10.1.254.1', 'permit'],
      ['10.1.1.1', 'deny'],
      ['10.1.4.2', 'deny'],
      ['10.1.4.5', 'deny'],
    ])
      expect([address, list.ask(`tcp ${address} > 10.9.0.1:80`)]).toEqual([address, verdict]);
  });

  it('leaves wildcards open that stand for too many ranges: a netmask by mistake', () => {
    const list = iosList('permit ip 10.1.0.0 255.255.0.0 any');
    expect(list.ask('tcp 10.1.0.1 > 10.9.0.1:80')).toBe('depends');
    expect(list.ask('tcp 10.1.0.0 > 10.9.0.1:80')).toBe('depends');
  });

  it('ignores bits of the address behind the wildcard', () => {
    expect(iosList('permit ip 10.1.2.3 0.0.0.255 any').ask('tcp 10.1.2.200 > 10.9.0.1:80')).toBe('permit');
  });

  it('reads prefixes of IPv6', () => {
    const list = iosList6('permit tcp 2001:DB8::/32 host 2001:db8:9::1 eq 443');
    expect(list.ask('tcp [2001:db8:1::7] > [2001:db8:9::1]:443')).toBe('permit');
    expect(list.ask('tcp [2001:db9::7] > [2001:db8:9::1]:443')).toBe('deny');
    expect(list.configuration.families).toEqual([6]);
  });

  it('reads prefixes and wildcards of NX-OS', () => {
    const list = nxosList('10 permit tcp 10.1.0.0/16 10.9.0.0 0.0.0.3 eq www');
    expect(list.ask('tcp 10.1.7.7 > 10.9.0.3:80')).toBe('permit');
    expect(list.ask('tcp 10.1.7.7 > 10.9.0.4:80')).toBe('deny');
  });
});

describe('ports', () => {
  it('takes up to ten of them behind eq', () => {
    const list = iosList('permit tcp any any eq www 443 10123 8530 8531 135 139 445 389 636');
    for (const port of [80, 443, 10123, 8530, 636])
      expect(list.ask(`tcp 10.0.0.1 > 10.9.0.1:${port}`)).toBe('permit');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:81')).toBe('deny');
  });

  it('knows names by their protocol', () => {
    const list = iosList('permit udp any any eq syslog', 'permit tcp any any eq cmd msrpc');
    expect(list.ask('udp 10.0.0.1 > 10.9.0.1:514')).toBe('permit');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:135')).toBe('permit');
    expect(list.ask('udp 10.0.0.1 > 10.9.0.1:135')).toBe('deny');
  });

  it.each([
    ['neq 80 90', [79, 81, 89, 91, 65535], [80, 90]],
    ['lt 1024', [0, 1023], [1024]],
    ['gt 1023', [1024, 65535], [1023]],
    ['range 20 ftp', [20, 21], [19, 22]],
    ['range 443 80', [80, 443], [79, 444]],
  ])('reads %s', (words, inside, outside) => {
    const list = iosList(`permit tcp any any ${words}`);
    for (const port of inside) expect(list.ask(`tcp 10.0.0.1 > 10.9.0.1:${port}`)).toBe('permit');
    for (const port of outside) expect(list.ask(`tcp 10.0.0.1 > 10.9.0.1:${port}`)).toBe('deny');
  });

  it('reads source ports before the destination', () => {
    const list = iosList('permit tcp host 10.9.0.1 eq 80 any gt 1023');
    expect(list.ask('tcp 10.9.0.1:80 > 10.0.0.1:50000')).toBe('permit');
    expect(list.ask('tcp 10.9.0.1:81 > 10.0.0.1:50000')).toBe('deny');
    expect(list.ask('tcp 10.9.0.1:80 > 10.0.0.1:80')).toBe('deny');
  });

  it('leaves a port with an unknown name open', () => {
    const list = iosList('permit tcp any any eq sccm');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('depends');
    expect(list.ask('udp 10.0.0.1 > 10.9.0.1:80')).toBe('deny');
    expect(list.codes).toContain('PT8002');
  });
});

describe('established and other flags', () => {
  it('takes established for packets of a connection that stands', () => {
    const list = iosList('permit tcp any any established');
    expect(list.ask('tcp 10.9.0.1:80 > 10.0.0.1:50000')).toBe('deny');
    expect(list.ask('tcp 10.9.0.1:80 > 10.0.0.1:50000', ESTABLISHED)).toBe('permit');
    expect(list.ask('udp 10.9.0.1:80 > 10.0.0.1:50000', ESTABLISHED)).toBe('deny');
  });

  it.each([
    ['match-any +ack +rst', 'deny', 'permit'],
    ['match-all +syn -ack', 'permit', 'depends'],
    ['match-all +syn -ack -rst', 'permit', 'deny'],
    ['match-all +ack', 'deny', 'depends'],
    ['syn', 'permit', 'depends'],
    ['ack rst', 'deny', 'permit'],
  ])('%s: %s for the first packet, %s for the next', (flags, first, next) => {
    const list = iosList(`permit tcp any any ${flags}`);
    expect(list.ask('tcp 10.9.0.1:80 > 10.0.0.1:50000')).toBe(first);
    expect(list.ask('tcp 10.9.0.1:80 > 10.0.0.1:50000', ESTABLISHED)).toBe(next);
  });

  it('denies with flags, too', () => {
    const list = iosList('deny tcp any any match-all +syn -ack -rst', 'permit ip any any');
    expect(list.ask('tcp 10.9.0.1:80 > 10.0.0.1:50000')).toBe('deny');
    expect(list.ask('tcp 10.9.0.1:80 > 10.0.0.1:50000', ESTABLISHED)).toBe('permit');
  });
});

describe('ICMP', () => {
  it('knows messages by name and by number', () => {
    const list = iosList(
      'permit icmp any any echo',
      'permit icmp any any 3 4',
      'permit icmp any any ttl-exceeded',
    );
    expect(list.ask('icmp 10.0.0.1 > 10.9.0.1 type 8 code 0')).toBe('permit');
    expect(list.ask('icmp 10.0.0.1 > 10.9.0.1 type 0 code 0')).toBe('deny');
    expect(list.ask('icmp 10.0.0.1 > 10.9.0.1 type 3 code 4')).toBe('permit');
    expect(list.ask('icmp 10.0.0.1 > 10.9.0.1 type 3 code 3')).toBe('deny');
    expect(list.ask('icmp 10.0.0.1 > 10.9.0.1 type 11 code 0')).toBe('permit');
    expect(list.ask('icmp 10.0.0.1 > 10.9.0.1 type 11 code 1')).toBe('deny');
  });

  it('permits finding neighbours at the end of IPv6 lists of IOS', () => {
    const list = iosList6('permit icmp any any echo-request');
    expect(list.ask('icmp6 fd00::1 > fd00::2 type 128')).toBe('permit');
    expect(list.ask('icmp6 fd00::1 > fd00::2 type 135')).toBe('permit');
    expect(list.ask('icmp6 fd00::1 > fd00::2 type 136')).toBe('permit');
    expect(list.ask('icmp6 fd00::1 > fd00::2 type 134')).toBe('deny');
    expect(iosList6('deny ipv6 any any').ask('icmp6 fd00::1 > fd00::2 type 135')).toBe('deny');
  });

  it('leaves them open in NX-OS, whose releases differ', () => {
    const list = readNxos('ipv6 access-list L\n  10 permit tcp any any eq 443');
    expect(list.ask('icmp6 fd00::1 > fd00::2 type 135')).toBe('depends');
    expect(list.ask('icmp6 fd00::1 > fd00::2 type 128')).toBe('deny');
  });
});

describe('options', () => {
  it('matches no whole packet with fragments', () => {
    const list = iosList('deny ip any any fragments', 'permit tcp any any eq 80');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('permit');
    expect(iosList('permit ip any any fragments').ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('deny');
  });

  it.each([
    'dscp af21',
    'precedence critical',
    'tos 12',
    'ttl lt 5',
    'ttl range 2 5',
    'option any-options',
    'log dscp ef',
  ])('depends on %s', (option) => {
    const list = iosList(`permit tcp any any eq 80 ${option}`);
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('depends');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:81')).toBe('deny');
    expect(list.codes).toEqual(['PT8005']);
  });

  it.each(['log', 'log-input', 'log COOKIE', '(12 matches)', '(1 match)', 'log (3 matches)'])(
    'does not depend on %s',
    (option) => {
      const list = iosList(`permit tcp any any eq 80 ${option}`);
      expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('permit');
      expect(list.codes).toEqual(['PT8005']);
    },
  );

  it('depends on a time range, and says when it is', () => {
    const list = readIos(
      'time-range WORK\n periodic weekdays 8:00 to 18:00\nip access-list extended L\n permit tcp any any eq 80 time-range WORK',
    );
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('depends');
    expect(list.why('tcp 10.0.0.1 > 10.9.0.1:80')).toEqual([
      'the time-range "WORK" (periodic weekdays 8:00 to 18:00)',
    ]);
  });

  it('depends on an option that nobody knows, and denies no other packet', () => {
    const list = iosList('permit tcp any any eq 80 quantum entangled', 'permit tcp any any eq 81');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('depends');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:81')).toBe('permit');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:82')).toBe('deny');
  });

  it('depends on users of dynamic entries', () => {
    const list = readIos('access-list 101 dynamic LOCK timeout 60 permit ip any host 10.9.0.1');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('depends');
    expect(list.why('tcp 10.0.0.1 > 10.9.0.1:80')[0]).toContain('signed in');
  });
});

describe('lists', () => {
  it('reads numbered and standard lists', () => {
    const list = readIos(
      'access-list 10 remark servers\naccess-list 10 permit 10.9.0.1\naccess-list 10 deny   10.9.0.0 0.0.0.255\naccess-list 10 permit any log',
    );
    expect(list.ask('tcp 10.9.0.1 > 10.0.0.1:80')).toBe('permit');
    expect(list.ask('tcp 10.9.0.2 > 10.0.0.1:80')).toBe('deny');
    expect(list.ask('udp 10.8.0.2 > 10.0.0.1:80')).toBe('permit');
    expect(list.configuration.rulesets[0]?.rules[0]?.name).toBe('servers');
  });

  it('sorts entries by their numbers', () => {
    const list = iosList(
      '20 permit tcp any any eq 80',
      '10 deny tcp any host 10.9.0.1',
      'permit udp any any',
    );
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('deny');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.2:80')).toBe('permit');
    expect(list.configuration.rulesets[0]?.rules.map((r) => r.name)).toEqual(['10', '20', '30']);
  });

  it('takes entries away by their numbers', () => {
    const list = iosList('10 permit tcp any any eq 80', '20 permit tcp any any eq 81', 'no 10');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('deny');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:81')).toBe('permit');
  });

  it('leaves two entries with one number open', () => {
    const list = iosList('10 permit tcp any any eq 80', '10 permit tcp any any eq 81');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('depends');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:81')).toBe('depends');
  });

  it('starts anew where a script does', () => {
    const text =
      'ip access-list extended L\n permit ip any any\nno ip access-list extended L\nip access-list extended L\n permit tcp any any eq 80';
    expect(readIos(text).ask('tcp 10.0.0.1 > 10.9.0.1:81')).toBe('deny');
  });

  it('reads what show access-lists shows, also of IPv6', () => {
    const list = readIos(`R1#show access-lists
Standard IP access list 10
    10 permit 10.9.0.0, wildcard bits 0.0.0.255 (4 matches)
    20 permit 10.8.0.1
IPv6 access list V6
    permit tcp any host 2001:DB8::1 eq www (5 matches) sequence 20
    deny ipv6 any 2001:DB8::/64 log sequence 10
`);
    expect(list.ask('tcp 10.9.0.7 > 10.0.0.1:80')).toBe('permit');
    expect(list.ask('tcp 10.8.0.1 > 10.0.0.1:80')).toBe('permit');
    expect(list.ask('tcp 10.8.0.2 > 10.0.0.1:80')).toBe('deny');
    expect(list.ask('tcp [fd00::1] > [2001:db8::1]:80')).toBe('deny');
    expect(list.codes).toEqual(['PT8005', 'PT8005']);
  });

  it('reads entries without an indentation, as in a script', () => {
    const list = readIos(
      'ip access-list extended L\npermit tcp any any eq 80\nremark next\npermit udp any any\nexit\n',
    );
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('permit');
    expect(list.ask('udp 10.0.0.1 > 10.9.0.1:80')).toBe('permit');
  });

  it('leaves a list without entries open: IOS lets everything pass', () => {
    expect(iosList('remark nothing yet').ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('depends');
  });

  it('keeps a line that it does not understand at its place', () => {
    const list = iosList('permit tcp any any eq 80', 'frobnicate everything', 'permit tcp any any eq 81');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:80')).toBe('permit');
    expect(list.ask('tcp 10.0.0.1 > 10.9.0.1:81')).toBe('depends');
    expect(list.codes).toContain('PT8001');
  });
});
