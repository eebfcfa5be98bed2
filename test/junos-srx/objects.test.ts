/** What names in policies stand for: address books, applications, and those that every SRX knows. */
import { describe, expect, it } from 'vitest';
import { permit, policy, readSrx } from './kit.ts';

const BOOK = 'set security address-book global';
const ask = (lines: readonly string[], text: string, packets: readonly string[]): string[] => {
  const srx = readSrx(`${text}${lines.map((line) => `${line}\n`).join('')}`);
  return packets.map((packet) => srx.ask(packet));
};
/** Whether 10.1.0.7 and its neighbours reach a server, with an address `A` as source. */
const from = (...lines: readonly string[]): string[] =>
  ask(lines, permit('one', 'any', 'A'), [
    'tcp 10.1.0.6 > 10.0.0.5:80',
    'tcp 10.1.0.7 > 10.0.0.5:80',
    'tcp 10.1.0.8 > 10.0.0.5:80',
  ]);

describe('addresses', () => {
  it.each([
    [`${BOOK} address A 10.1.0.7/32`, 'deny permit deny'],
    [`${BOOK} address A 10.1.0.7`, 'deny permit deny'],
    [`${BOOK} address A 10.1.0.6/31`, 'permit permit deny'],
    [`${BOOK} address A ip-prefix 10.1.0.6/31`, 'permit permit deny'],
    [`${BOOK} address A range-address 10.1.0.7 to 10.1.0.8`, 'deny permit permit'],
    [`${BOOK} address A wildcard-address 10.1.0.7/255.255.0.255`, 'deny permit deny'],
    [`${BOOK} address A wildcard-address 10.1.0.6/255.255.255.254`, 'permit permit deny'],
    [`${BOOK} address A dns-name pc7.contoso.com`, 'depends depends depends'],
    [`${BOOK} address A dns-name pc7.contoso.com ipv6-only`, 'deny deny deny'],
    // Host bits are an error to Junos; what it would make of them is not known.
    [`${BOOK} address A 10.1.0.7/31`, 'depends depends deny'],
    [`${BOOK} address A 10.1.0.300/32`, 'depends depends depends'],
    [`${BOOK} address A range-address 10.1.0.8 to 10.1.0.7`, 'depends depends depends'],
    [`${BOOK} address A wildcard-address 10.0.0.7/255.0.170.85`, 'depends depends depends'],
    [`${BOOK} address A geo-ip SE`, 'depends depends depends'],
    [`${BOOK} address A description nothing`, 'depends depends depends'],
    ['set security dynamic-address address-name A profile feed-name F', 'depends depends depends'],
    ['set system host-name nothing', 'depends depends depends'],
  ])('%s', (line, verdicts) => {
    expect(from(line).join(' ')).toBe(verdicts);
  });

  it('are any of IPv4 or of IPv6', () => {
    const four = 'tcp 10.1.0.7 > 10.0.0.5:80';
    const six = 'tcp [2001:db8:1::7] > [2001:db8:2::5]:80';
    expect(ask([], permit('one', 'any', 'any-ipv4'), [four, six])).toEqual(['permit', 'deny']);
    expect(ask([], permit('one', 'any', 'any', 'any-ipv6'), [four, six])).toEqual(['deny', 'permit']);
    expect(ask([], permit('one'), [four, six])).toEqual(['permit', 'permit']);
  });

  it('are in sets, and sets in sets', () => {
    const set = (...more: readonly string[]): string[] =>
      from(
        `${BOOK} address-set A address one`,
        `${BOOK} address-set A address-set B`,
        `${BOOK} address one 10.1.0.6/32`,
        ...more,
      );
    expect(set(`${BOOK} address-set B address two`, `${BOOK} address two 10.1.0.8/32`)).toEqual([
      'permit',
      'deny',
      'permit',
    ]);
    expect(set(`${BOOK} address-set B address two`)).toEqual(['permit', 'depends', 'depends']);
    expect(set(`${BOOK} address-set B address-set A`)).toEqual(['permit', 'depends', 'depends']);
    expect(set(`${BOOK} address-set B description none`)).toEqual(['permit', 'depends', 'depends']);
    expect(set(`${BOOK} address-set B members two`)).toEqual(['permit', 'depends', 'depends']);
  });

  it('are excluded', () => {
    const without = policy('one', 'match source-address-excluded');
    const text = (address: string): string =>
      `${permit('one', 'any', 'A')}${without}${BOOK} address A ${address}\n`;
    const packets = ['tcp 10.1.0.6 > 10.0.0.5:80', 'tcp 10.1.0.7 > 10.0.0.5:80'];
    expect(ask([], text('10.1.0.7/32'), packets)).toEqual(['permit', 'deny']);
    expect(ask([], text('dns-name pc7'), packets)).toEqual(['depends', 'depends']);
    const both = ask(
      [
        `${BOOK} address-set S address A`,
        `${BOOK} address-set S address N`,
        `${BOOK} address N dns-name pc6`,
      ],
      text('10.1.0.7/32').replace('source-address A', 'source-address S'),
      packets,
    );
    expect(both).toEqual(['depends', 'deny']);
  });

  it('are those of the zone: in the zone itself, or in a book that is attached', () => {
    expect(from('set security zones security-zone clients address-book address A 10.1.0.7/32')).toEqual([
      'deny',
      'permit',
      'deny',
    ]);
    expect(
      from(
        'set security address-book C address A 10.1.0.7/32',
        'set security address-book C attach zone clients',
      ),
    ).toEqual(['deny', 'permit', 'deny']);
    expect(
      from(
        'set security address-book C address A 10.1.0.7/32',
        'set security address-book C attach zone servers',
      ),
    ).toEqual(['depends', 'depends', 'depends']);
  });

  it('are those of the book that is attached where the global one says others', () => {
    const attached = [
      'set security address-book C address A 10.1.0.7/32',
      'set security address-book C attach zone clients',
    ];
    expect(from(...attached, `${BOOK} address A 10.1.0.7/32`)).toEqual(['deny', 'permit', 'deny']);
    expect(from(...attached, `${BOOK} address A 10.1.0.6/31`)).toEqual(['deny', 'permit', 'deny']);
  });

  it('are open where a zone has a book of its own beside the global one, which no device accepts', () => {
    const own = 'set security zones security-zone clients address-book address A 10.1.0.7/32';
    expect(from(own, `${BOOK} address A 10.1.0.7/32`)).toEqual(['deny', 'permit', 'deny']);
    expect(from(own, `${BOOK} address A 10.1.0.6/31`)).toEqual(['depends', 'depends', 'deny']);
  });
});

describe('applications', () => {
  const app = 'set applications application X';
  const to = (lines: readonly string[], ...packets: readonly string[]): string[] =>
    ask(
      lines,
      permit('one', 'X'),
      packets.map((packet) => packet.replace('>', '10.1.0.7 > 10.0.0.5')),
    );

  it.each([
    [['protocol tcp', 'destination-port 445'], 'permit deny deny deny'],
    [['protocol tcp', 'destination-port 440-450'], 'permit permit deny deny'],
    [['protocol 6 destination-port 445'], 'permit deny deny deny'],
    [['protocol udp'], 'deny deny permit deny'],
    [['protocol tcp', 'protocol udp'], 'deny deny permit deny'],
    [
      ['term a protocol tcp destination-port 445', 'term b protocol udp', 'term b destination-port 445-445'],
      'permit deny permit deny',
    ],
    [['term a alg ms-rpc', 'term a protocol tcp', 'term a destination-port 445'], 'permit deny deny deny'],
    [['protocol tcp', 'source-port 1-1023'], 'deny deny deny deny'],
    [['protocol icmp', 'icmp-type 8'], 'deny deny deny permit'],
    [['protocol icmp', 'icmp-type echo-request', 'icmp-code 0'], 'deny deny deny permit'],
    [['protocol icmp', 'icmp-type 0'], 'deny deny deny deny'],
    [['protocol tcp', 'uuid e1af8308-5d1f-11c9-91a4-08002b14a0fa'], 'depends depends deny deny'],
    [['protocol udp', 'rpc-program-number 100003'], 'deny deny depends deny'],
    [['application-protocol ms-rpc', 'protocol tcp'], 'depends depends deny deny'],
    [['protocol tcp', 'destination-port smtps-ish'], 'depends depends deny deny'],
    [['protocol tcp', 'destination-port 450-440'], 'depends depends deny deny'],
    [['protocol gre', 'destination-port 445'], 'deny deny deny deny'],
    [['protocol 0'], 'depends depends depends depends'],
    [['destination-port 445'], 'depends depends depends depends'],
    [['protocol tcp', 'destination-port 445', 'dscp 3'], 'permit depends depends depends'],
    [['protocol tcp', 'destination-port 445', 'ether-type 0x800'], 'depends depends deny deny'],
    [['inactivity-timeout never', 'protocol tcp'], 'permit permit deny deny'],
  ])('%j', (lines, verdicts) => {
    expect(
      to(
        lines.map((line) => `${app} ${line}`),
        'tcp >:445',
        'tcp >:446',
        'udp >:445',
        'icmp >',
      ).join(' '),
    ).toBe(verdicts);
  });

  it('are in sets, and sets in sets', () => {
    const set = 'set applications application-set';
    const lines = [
      `${set} X application junos-https`,
      `${set} X application-set Y`,
      `${set} Y application Z`,
    ];
    const z = 'set applications application Z protocol tcp destination-port 8530';
    expect(to([...lines, z], 'tcp >:443', 'tcp >:8530', 'tcp >:8531')).toEqual(['permit', 'permit', 'deny']);
    expect(to(lines, 'tcp >:443', 'tcp >:8530')).toEqual(['permit', 'depends']);
    expect(to([...lines, `${set} Y application-set X`, z], 'tcp >:443', 'tcp >:8531')).toEqual([
      'permit',
      'depends',
    ]);
  });

  it.each([
    ['junos-http', 'tcp >:80', 'permit'],
    ['junos-https', 'tcp >:443', 'permit'],
    ['junos-smb', 'tcp >:139', 'permit'],
    ['junos-smb', 'tcp >:445', 'permit'],
    ['junos-smb', 'udp >:445', 'deny'],
    ['junos-cifs', 'tcp >:445', 'permit'],
    ['junos-ms-rpc-tcp', 'tcp >:135', 'permit'],
    ['junos-ms-rpc', 'udp >:135', 'permit'],
    ['junos-ms-rpc-any', 'tcp >:135', 'permit'],
    ['junos-ms-rpc-any', 'tcp >:50000', 'depends'],
    ['junos-ms-rpc-uuid-any-tcp', 'tcp >:50000', 'depends'],
    ['junos-tftp', 'udp >:69', 'permit'],
    ['junos-dns-udp', 'udp >:53', 'permit'],
    ['junos-dns-udp', 'tcp >:53', 'deny'],
    ['junos-ms-sql', 'tcp >:1433', 'permit'],
    ['junos-tcp-any', 'tcp >:1', 'permit'],
    ['junos-tcp-any', 'udp >:1', 'deny'],
    ['junos-icmp-ping', 'icmp >', 'permit'],
    ['junos-ping', 'icmp >', 'permit'],
    ['junos-ping', 'icmp > type 13', 'depends'],
    ['junos-icmp-all', 'icmp > type 13', 'permit'],
    ['junos-vnc', 'tcp >:5800', 'permit'],
    ['junos-vnc', 'tcp >:5900', 'depends'],
    ['junos-gre', '47 >', 'permit'],
    ['junos-defaults', 'tcp >:80', 'depends'],
    ['junos-space-age', 'tcp >:80', 'depends'],
    ['any', 'tcp >:80', 'permit'],
    ['[ any junos-space-age ]', 'tcp >:80', 'permit'],
  ])('%s on %s: %s', (name, packet, verdict) => {
    expect(ask([], permit('one', name), [packet.replace('>', '10.1.0.7 > 10.0.0.5')])).toEqual([verdict]);
  });

  it('of the configuration go before those that every SRX knows', () => {
    expect(
      ask(
        ['set applications application junos-http protocol tcp destination-port 8080'],
        permit('one', 'junos-http'),
        ['tcp 10.1.0.7 > 10.0.0.5:80', 'tcp 10.1.0.7 > 10.0.0.5:8080'],
      ),
    ).toEqual(['deny', 'permit']);
    expect(
      ask(
        ['set groups junos-defaults applications application junos-new protocol udp destination-port 1'],
        permit('one', 'junos-new'),
        ['udp 10.1.0.7 > 10.0.0.5:1'],
      ),
    ).toEqual(['permit']);
  });
});
