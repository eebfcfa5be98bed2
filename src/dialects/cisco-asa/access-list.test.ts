/** Entries of extended lists, one feature a test. */
import { describe, expect, it } from 'vitest';
import { readAsa, readList } from '../../../test/dialects/asa-kit.ts';

describe('addresses', () => {
  it('takes "any" for both families, any4 and any6 for one', () => {
    const any = readList('permit tcp any any eq 80');
    expect(any.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('permit');
    expect(any.ask('tcp [fd00::1] > [fd00::2]:80')).toBe('permit');
    const four = readList('permit tcp any4 any4 eq 80');
    expect(four.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('permit');
    expect(four.ask('tcp [fd00::1] > [fd00::2]:80')).toBe('deny');
    const six = readList('permit tcp any6 any6 eq 80');
    expect(six.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('deny');
    expect(six.ask('tcp [fd00::1] > [fd00::2]:80')).toBe('permit');
  });

  it('takes "any" for IPv4 only before 9.0', () => {
    const old = readAsa('ASA Version 8.4(7)\naccess-list L extended permit tcp any any eq 80');
    expect(old.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('permit');
    expect(old.ask('tcp [fd00::1] > [fd00::2]:80')).toBe('deny');
  });

  it('reads hosts, netmasks and prefixes', () => {
    const list = readList(
      'permit tcp 10.1.0.0 255.255.0.0 host 10.0.0.2 eq 80',
      'permit tcp 2001:db8:1::/48 host 2001:db8::2 eq 80',
      'permit udp 0.0.0.0 0.0.0.0 10.9.0.0 255.255.255.254',
    );
    expect(list.ask('tcp 10.1.255.255 > 10.0.0.2:80')).toBe('permit');
    expect(list.ask('tcp 10.2.0.0 > 10.0.0.2:80')).toBe('deny');
    expect(list.ask('tcp 10.1.0.1 > 10.0.0.3:80')).toBe('deny');
    expect(list.ask('tcp [2001:db8:1:ffff::1] > [2001:db8::2]:80')).toBe('permit');
    expect(list.ask('tcp [2001:db8:2::1] > [2001:db8::2]:80')).toBe('deny');
    expect(list.ask('udp 1.2.3.4 > 10.9.0.1:9')).toBe('permit');
    expect(list.ask('udp 1.2.3.4 > 10.9.0.2:9')).toBe('deny');
  });

  it.each([
    ['a wildcard mask', 'permit tcp 10.1.0.0 0.0.255.255 any'],
    ['a mask with a hole', 'permit tcp 10.1.0.0 255.0.255.0 any'],
    ['an address with bits beyond the mask', 'permit tcp 10.1.0.1 255.255.0.0 any'],
    ['zeros in front', 'permit tcp host 010.1.0.1 any'],
    ['a number too large', 'permit tcp host 10.1.0.256 any'],
    ['an unknown protocol', 'permit quic any any'],
    ['an unknown port', 'permit tcp any any eq msrpc'],
    ['a port of UDP', 'permit tcp any any eq tftp'],
    ['ports without ports', 'permit ip any any eq 80'],
    ['words at the end', 'permit tcp any any eq 80 reflect'],
    ['an end that comes too early', 'permit tcp any'],
  ])('does not understand %s', (_, entry) => {
    const list = readList(entry);
    expect(list.codes).toContain('PT8002');
    expect(list.ask('tcp 10.1.0.1 > 10.0.0.2:80')).toBe('depends');
    expect(list.why('tcp 10.1.0.1 > 10.0.0.2:80')[0]).toMatch(/which (was not understood|is missing)/);
  });

  it('keeps what it understood of a line that it does not understand wholly', () => {
    const list = readList('permit tcp host 10.1.0.1 any eq 80 reflect');
    expect(list.ask('tcp 10.1.0.1 > 10.0.0.2:80')).toBe('depends');
    expect(list.ask('tcp 10.1.0.2 > 10.0.0.2:80')).toBe('deny');
    expect(list.ask('tcp 10.1.0.1 > 10.0.0.2:81')).toBe('deny');
  });

  it('knows the addresses of its own interfaces', () => {
    const text = `interface G1
 nameif outside
 ip address 192.0.2.1 255.255.255.0
interface G2
 nameif dmz
 ip address 10.0.0.1 255.255.255.0 standby 10.0.0.2
access-list L extended permit tcp any interface dmz eq 443
access-group L in interface outside`;
    const known = readAsa(text);
    expect(known.ask('tcp 192.0.2.9 > 10.0.0.1:443')).toBe('permit');
    expect(known.ask('tcp 192.0.2.9 > 10.0.0.3:443')).toBe('deny');
    const unknown = readList('permit tcp any interface dmz eq 443');
    expect(unknown.why('tcp 192.0.2.9 > 10.0.0.1:443')).toEqual(['the address of the interface "dmz"']);
  });

  it('uses names given with "name"', () => {
    const text = `names\nname 10.0.0.5 MP01\nname 10.8.0.0 WEST description all of it
access-list L extended permit tcp WEST 255.255.0.0 host MP01 eq https`;
    const list = readAsa(text);
    expect(list.ask('tcp 10.8.200.1 > 10.0.0.5:443')).toBe('permit');
    expect(list.ask('tcp 10.9.0.1 > 10.0.0.5:443')).toBe('deny');
    const without = readAsa('access-list L extended permit tcp any host MP01 eq https');
    expect(without.codes).toContain('PT8003');
    expect(without.ask('tcp 10.8.0.1 > 10.0.0.5:443')).toBe('depends');
  });
});

it('reads ranges of addresses, which expanded objects have', () => {
  const list = readList(
    'permit tcp range 10.0.0.1 10.0.0.3 range 1024 65535 range 10.1.0.1 10.1.0.2 range 80 81',
  );
  expect(list.ask('tcp 10.0.0.3 > 10.1.0.2:81')).toBe('permit');
  expect(list.ask('tcp 10.0.0.4 > 10.1.0.2:81')).toBe('deny');
  expect(list.ask('tcp 10.0.0.3 > 10.1.0.3:81')).toBe('deny');
  expect(list.ask('tcp 10.0.0.3:80 > 10.1.0.2:81')).toBe('deny');
});

describe('services', () => {
  it('reads every operator on both ends', () => {
    const list = readList(
      'permit tcp any range 1024 2000 host 10.0.0.1 eq www',
      'permit tcp any host 10.0.0.2 gt 65000',
      'permit tcp any host 10.0.0.3 lt 10',
      'permit udp any eq 53 host 10.0.0.4 neq 53',
      'permit tcp any host 10.0.0.5 range 20 10',
    );
    expect(list.ask('tcp 1.1.1.1:1024 > 10.0.0.1:80')).toBe('permit');
    expect(list.ask('tcp 1.1.1.1:2001 > 10.0.0.1:80')).toBe('deny');
    expect(list.ask('tcp 1.1.1.1 > 10.0.0.2:65000')).toBe('deny');
    expect(list.ask('tcp 1.1.1.1 > 10.0.0.2:65001')).toBe('permit');
    expect(list.ask('tcp 1.1.1.1 > 10.0.0.3:9')).toBe('permit');
    expect(list.ask('tcp 1.1.1.1 > 10.0.0.3:10')).toBe('deny');
    expect(list.ask('udp 1.1.1.1:53 > 10.0.0.4:54')).toBe('permit');
    expect(list.ask('udp 1.1.1.1:53 > 10.0.0.4:53')).toBe('deny');
    expect(list.ask('udp 1.1.1.1:54 > 10.0.0.4:54')).toBe('deny');
    expect(list.ask('tcp 1.1.1.1 > 10.0.0.5:15')).toBe('permit');
  });

  it('knows that cifs is not 445', () => {
    const list = readList('permit tcp any any eq cifs');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:445')).toBe('deny');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:3020')).toBe('permit');
  });

  it('reads protocols by name and number; "ip" is all of them', () => {
    const list = readList(
      'permit esp any any',
      'permit 47 any any',
      'deny udp any any',
      'permit ip any host 10.0.0.9',
    );
    expect(list.ask('50 10.0.0.1 > 10.0.0.2')).toBe('permit');
    expect(list.ask('47 10.0.0.1 > 10.0.0.2')).toBe('permit');
    expect(list.ask('51 10.0.0.1 > 10.0.0.2')).toBe('deny');
    expect(list.ask('udp 10.0.0.1 > 10.0.0.9:1')).toBe('deny');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.9:1')).toBe('permit');
  });

  it('reads types and codes of ICMP', () => {
    const list = readList(
      'permit icmp any any echo',
      'permit icmp any any unreachable 4',
      'permit icmp6 any6 any6 echo',
      'permit icmp host 10.0.0.7 any',
    );
    expect(list.ask('icmp 10.0.0.1 > 10.0.0.2 type 8 code 0')).toBe('permit');
    expect(list.ask('icmp 10.0.0.1 > 10.0.0.2 type 0 code 0')).toBe('deny');
    expect(list.ask('icmp 10.0.0.1 > 10.0.0.2 type 3 code 4')).toBe('permit');
    expect(list.ask('icmp 10.0.0.1 > 10.0.0.2 type 3 code 3')).toBe('deny');
    expect(list.ask('icmpv6 fd00::1 > fd00::2 type 128 code 0')).toBe('permit');
    expect(list.ask('icmpv6 fd00::1 > fd00::2 type 8 code 0')).toBe('deny');
    expect(list.ask('icmp 10.0.0.7 > 10.0.0.2 type 13 code 0')).toBe('permit');
  });
});

describe('options', () => {
  it('accepts logging, leaves out inactive entries', () => {
    const list = readList(
      'permit tcp any any eq 80 log',
      'permit tcp any any eq 81 log 7 interval 30',
      'permit tcp any any eq 82 log disable',
      'permit tcp any any eq 83 inactive',
      'permit tcp any any eq 84 log warnings inactive',
    );
    expect([80, 81, 82, 83, 84].map((port) => list.ask(`tcp 10.0.0.1 > 10.0.0.2:${port}`))).toEqual([
      'permit',
      'permit',
      'permit',
      'deny',
      'deny',
    ]);
    expect(list.codes.filter((code) => code === 'PT8004')).toHaveLength(1);
  });

  it('depends on time ranges, users and security groups', () => {
    const list = readAsa(`time-range WORK
 periodic weekdays 8:00 to 18:00
access-list L extended permit tcp any any eq 80 time-range WORK
access-list L extended permit tcp user CONTOSO\\ada any any eq 81
access-list L extended permit tcp security-group name SERVERS any security-group tag 7 host 10.0.0.2 eq 82
access-list L extended permit tcp object-group-user ADMINS any any eq 83`);
    expect(list.why('tcp 10.0.0.1 > 10.0.0.2:80')).toEqual([
      'the time-range "WORK" (periodic weekdays 8:00 to 18:00)',
    ]);
    expect(list.why('tcp 10.0.0.1 > 10.0.0.2:81')).toEqual(['user CONTOSO\\ada']);
    expect(list.why('tcp 10.0.0.1 > 10.0.0.2:82')).toEqual([
      'security-group name SERVERS',
      'security-group tag 7',
    ]);
    expect(list.why('tcp 10.0.0.1 > 10.0.0.2:83')).toEqual(['object-group-user ADMINS']);
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.3:82')).toBe('deny');
  });

  it('names rules by the remark above them, with their place', () => {
    const list = readAsa('access-list L remark web\n  access-list  L extended permit tcp any any eq 80\n');
    const [rule] = list.configuration.rulesets[0]?.rules ?? [];
    expect(rule).toMatchObject({
      name: 'web',
      text: 'access-list L extended permit tcp any any eq 80',
      place: { file: 'fw.cfg', line: 2, column: 3, length: 48 },
      span: { start: 27, end: 75 },
    });
  });
});

describe('order', () => {
  it('takes the first entry that matches', () => {
    const list = readList('deny tcp host 10.0.0.1 any eq 80', 'permit tcp any any eq 80');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('deny');
    expect(list.ask('tcp 10.0.0.3 > 10.0.0.2:80')).toBe('permit');
  });

  it('inserts a line with a number, remarks counted', () => {
    const list = readAsa(`access-list L remark first
access-list L extended permit tcp any any eq 80
access-list L line 2 extended deny tcp host 10.0.0.1 any eq 80`);
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('deny');
    expect(list.ask('tcp 10.0.0.3 > 10.0.0.2:80')).toBe('permit');
  });

  it('forgets what a script clears before it writes a list anew', () => {
    const list = readAsa(`access-list L extended permit tcp any any eq 80
clear configure access-list L
access-list L extended permit tcp any any eq 81`);
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('deny');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:81')).toBe('permit');
  });

  it('reads entries without "extended" and does not take routes for filters', () => {
    const list = readAsa(
      'access-list L permit tcp any any eq 80\naccess-list R standard permit 10.0.0.0 255.0.0.0',
    );
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('permit');
    expect(list.configuration.rulesets).toHaveLength(1);
  });

  it('never takes what it does not understand for a permission or a denial', () => {
    const list = readList('allow tcp any any eq 80', 'permit tcp any any eq 81');
    expect(list.codes).toContain('PT8001');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('depends');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:81')).toBe('depends');
  });
});

describe('show access-list', () => {
  const text = `fw01# show access-list
access-list cached ACL log flows: total 0, denied 0 (deny-flow-max 4096)
            alert-interval 300
access-list OUTSIDE; 4 elements; name hash: 0x6892a938
access-list OUTSIDE line 1 remark web servers
access-list OUTSIDE line 2 extended deny tcp host 10.0.0.1 host 10.1.0.2 eq www log informational interval 300 (hitcnt=0) 0x1a2b3c4d
access-list OUTSIDE line 3 extended permit tcp any object-group WEB eq www (hitcnt=17) 0x9f8e7d6c
  access-list OUTSIDE line 3 extended permit tcp any host 10.1.0.2 eq www (hitcnt=9) 0x0a0b0c0d
  access-list OUTSIDE line 3 extended permit tcp any host 10.1.0.3 eq www (hitcnt=8) 0x0a0b0c0e
<--- More --->\r              \raccess-list OUTSIDE line 4 extended permit udp any any eq snmp inactive (hitcnt=0) (inactive) 0xdeadbeef
fw01#`;

  it('drops headings, counters and the expansion of groups', () => {
    const list = readAsa(`${text}\nobject-group network WEB\n network-object 10.1.0.2 255.255.255.254\n`);
    expect(list.configuration.rulesets[0]?.rules).toHaveLength(2);
    expect(list.ask('tcp 10.0.0.1 > 10.1.0.2:80')).toBe('deny');
    expect(list.ask('tcp 10.0.0.9 > 10.1.0.3:80')).toBe('permit');
    expect(list.ask('udp 10.0.0.9 > 10.1.0.3:161')).toBe('deny');
    expect(list.codes).toEqual(['PT8004', 'PT8005']);
  });

  it('takes the expansion where the groups are not in the text', () => {
    const list = readAsa(text);
    expect(list.codes).toEqual(['PT8004', 'PT8005']);
    expect(list.ask('tcp 10.0.0.9 > 10.1.0.3:80')).toBe('permit');
    expect(list.ask('tcp 10.0.0.9 > 10.1.0.4:80')).toBe('deny');
    expect(list.configuration.rulesets[0]?.rules[2]?.place.line).toBe(9);
  });
});
