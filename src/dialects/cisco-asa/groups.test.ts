/** Objects and groups, one feature a test. */
import { describe, expect, it } from 'vitest';
import { type AsaReading, readAsa } from '../../../test/dialects/asa-kit.ts';

const withRule = (definitions: string, rule: string): AsaReading =>
  readAsa(`${definitions}\naccess-list L extended ${rule}\n`);

describe('network objects and groups', () => {
  it('reads hosts, subnets, ranges and nested groups', () => {
    const list = withRule(
      `object network A
 host 10.0.0.1
object network B
 subnet 10.1.0.0 255.255.0.0
object network C
 range 10.2.0.5 10.2.0.9
object network D
 subnet 2001:db8::/32
object-group network INNER
 description three
 network-object object A
 network-object object B
 network-object host 2001:db9::1
object-group network OUTER
 group-object INNER
 network-object object C
 network-object object D
 network-object 10.3.0.0 255.255.255.0`,
      'permit ip object-group OUTER any',
    );
    for (const inside of ['10.0.0.1', '10.1.255.255', '10.2.0.5', '10.2.0.9', '10.3.0.77'])
      expect(list.ask(`tcp ${inside} > 1.1.1.1:1`), inside).toBe('permit');
    for (const outside of ['10.0.0.2', '10.2.0.4', '10.2.0.10', '10.3.1.0'])
      expect(list.ask(`tcp ${outside} > 1.1.1.1:1`), outside).toBe('deny');
    expect(list.ask('tcp [2001:db8:ffff::1] > [fd00::1]:1')).toBe('permit');
    expect(list.ask('tcp [2001:db9::1] > [fd00::1]:1')).toBe('permit');
    expect(list.ask('tcp [2001:db9::2] > [fd00::1]:1')).toBe('deny');
  });

  it('is sure of the members that it knows beside one that it does not', () => {
    const list = withRule(
      `object network CLOUD
 fqdn v4 example.com
object-group network G
 network-object host 10.0.0.1
 network-object object CLOUD`,
      'permit ip any object-group G',
    );
    expect(list.ask('tcp 10.9.9.9 > 10.0.0.1:1')).toBe('permit');
    expect(list.ask('tcp 10.9.9.9 > 10.0.0.2:1')).toBe('depends');
    expect(list.why('tcp 10.9.9.9 > 10.0.0.2:1')).toEqual(['the addresses of "example.com"']);
    expect(list.ask('tcp [fd00::1] > [fd00::2]:1')).toBe('deny');
  });

  it.each([
    [
      'a member that it does not understand',
      'object-group network G\n network-object host 10.0.0.1\n network-object zone 4',
    ],
    ['a group that is missing', ''],
    [
      'a group that holds itself',
      'object-group network G\n group-object H\nobject-group network H\n group-object G',
    ],
    ['a group of another kind', 'object-group service G tcp\n port-object eq 80'],
    ['an unknown kind of group', 'object-group weather G\n sunny 10.0.0.1'],
    ['an object without a definition', 'object-group network G\n network-object object NOBODY'],
  ])('depends on %s', (_, definitions) => {
    const list = withRule(definitions, 'permit ip any4 object-group G');
    expect(list.ask('tcp 10.9.9.9 > 10.0.0.2:1')).toBe('depends');
    expect(list.codes).not.toHaveLength(0);
  });

  it('stops in groups that are nested too deep', () => {
    const groups = Array.from(
      { length: 50_000 },
      (_, i) => `object-group network G${i}\n group-object G${i + 1}`,
    );
    const list = withRule(groups.join('\n'), 'permit ip any object-group G0');
    expect(list.ask('tcp 10.9.9.9 > 10.0.0.2:1')).toBe('depends');
  });

  it('stops where groups multiply', () => {
    const groups = Array.from(
      { length: 30 },
      (_, i) => `object-group network G${i}\n${` group-object G${i + 1}\n`.repeat(50)}`,
    );
    const list = withRule(
      `${groups.join('')}object-group network G30\n network-object host 10.0.0.1`,
      'permit ip any object-group G0',
    );
    expect(list.ask('tcp 10.9.9.9 > 10.0.0.1:1')).toBe('permit');
    expect(list.ask('tcp 10.9.9.9 > 10.0.0.2:1')).toBe('deny');
  });

  it('reads a script without indentation, and a prompt before it', () => {
    const list = withRule(
      `fw(config)# object network A
fw(config-network-object)# host 10.0.0.1
fw(config)# object-group network G
network-object object A`,
      'permit ip any object-group G',
    );
    expect(list.codes).toEqual(['PT8005']);
    expect(list.ask('tcp 10.9.9.9 > 10.0.0.1:1')).toBe('permit');
    expect(list.ask('tcp 10.9.9.9 > 10.0.0.2:1')).toBe('deny');
  });
});

describe('services and their groups', () => {
  it('reads ports of TCP, UDP and both, as sources and as destinations', () => {
    const list = withRule(
      `object-group service WEB tcp
 port-object eq https
 port-object range 8530 8531
object-group service HIGH tcp
 port-object range 49152 65535
object-group service DNS tcp-udp
 port-object eq domain
object-group protocol BOTH
 protocol-object tcp
 protocol-object udp
object-group network SERVERS
 network-object host 10.0.0.1`,
      `permit tcp any object-group HIGH object-group SERVERS object-group WEB
access-list L extended permit object-group BOTH any object-group SERVERS object-group DNS`,
    );
    expect(list.ask('tcp 1.1.1.1:50000 > 10.0.0.1:8531')).toBe('permit');
    expect(list.ask('tcp 1.1.1.1:1024 > 10.0.0.1:8531')).toBe('deny');
    expect(list.ask('tcp 1.1.1.1:50000 > 10.0.0.1:8532')).toBe('deny');
    expect(list.ask('udp 1.1.1.1:50000 > 10.0.0.1:443')).toBe('deny');
    expect(list.ask('udp 1.1.1.1 > 10.0.0.1:53')).toBe('permit');
    expect(list.ask('tcp 1.1.1.1 > 10.0.0.1:53')).toBe('permit');
    expect(list.ask('sctp 1.1.1.1 > 10.0.0.1:53')).toBe('deny');
  });

  it('takes ports of both for those of the one that the entry is about', () => {
    const group = 'object-group service DNS tcp-udp\n port-object eq domain';
    const udp = withRule(group, 'permit udp any any object-group DNS');
    expect(udp.ask('udp 1.1.1.1 > 10.0.0.1:53')).toBe('permit');
    expect(udp.ask('udp 1.1.1.1 > 10.0.0.1:54')).toBe('deny');
    expect(udp.ask('tcp 1.1.1.1 > 10.0.0.1:53')).toBe('deny');
    const one = withRule(
      'object-group service WEB tcp\n port-object eq https',
      'permit udp any any object-group WEB',
    );
    expect(one.ask('udp 1.1.1.1 > 10.0.0.1:443')).toBe('depends');
  });

  it('reads groups of whole services', () => {
    const list = withRule(
      `object service BGB
 service tcp destination eq 10123
object-group service MP
 service-object object BGB
 service-object tcp eq www
 service-object tcp-udp source eq 53 destination gt 1023
 service-object icmp echo
 service-object 47
object-group service ALL
 group-object MP
 service-object udp destination eq tftp`,
      'permit object-group ALL any host 10.0.0.1',
    );
    expect(list.ask('tcp 1.1.1.1 > 10.0.0.1:10123')).toBe('permit');
    expect(list.ask('tcp 1.1.1.1 > 10.0.0.1:80')).toBe('permit');
    expect(list.ask('udp 1.1.1.1:53 > 10.0.0.1:1024')).toBe('permit');
    expect(list.ask('udp 1.1.1.1:53 > 10.0.0.1:1023')).toBe('deny');
    expect(list.ask('icmp 1.1.1.1 > 10.0.0.1 type 8 code 0')).toBe('permit');
    expect(list.ask('icmp 1.1.1.1 > 10.0.0.1 type 0 code 0')).toBe('deny');
    expect(list.ask('47 1.1.1.1 > 10.0.0.1')).toBe('permit');
    expect(list.ask('udp 1.1.1.1 > 10.0.0.1:69')).toBe('permit');
    expect(list.ask('udp 1.1.1.1 > 10.0.0.1:80')).toBe('deny');
  });

  it('reads groups of ICMP types', () => {
    const list = withRule(
      'object-group icmp-type PING\n icmp-object echo\n icmp-object 11',
      'permit icmp any any object-group PING',
    );
    expect(list.ask('icmp 1.1.1.1 > 10.0.0.1 type 8 code 0')).toBe('permit');
    expect(list.ask('icmp 1.1.1.1 > 10.0.0.1 type 11 code 1')).toBe('permit');
    expect(list.ask('icmp 1.1.1.1 > 10.0.0.1 type 12 code 0')).toBe('deny');
  });

  it('tells source ports from a destination also where a group is missing', () => {
    const list = withRule('', 'permit tcp host 10.0.0.1 object-group X host 10.0.0.2 eq 80');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:80')).toBe('depends');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.3:80')).toBe('deny');
    expect(list.ask('tcp 10.0.0.1 > 10.0.0.2:81')).toBe('deny');
  });

  it('does not use a group of TCP ports for UDP', () => {
    const list = withRule(
      'object-group service W tcp\n port-object eq 80',
      'permit udp any any object-group W',
    );
    expect(list.ask('udp 1.1.1.1 > 10.0.0.1:80')).toBe('depends');
  });
});
