import { expect, it } from 'vitest';
import { ICMP_TYPES, ICMP6_TYPES, PROTOCOLS, TCP_PORTS, TCP_UDP_PORTS, UDP_PORTS } from './names.ts';

/** Names as an ASA lists them behind `eq ?`, with the number it takes each for. */
it('knows the ports that differ from IANA, and the usual ones', () => {
  const tcp = ['cifs', 'kerberos', 'sqlnet', 'lotusnotes', 'ldaps', 'rsh', 'www', 'https', 'h323', 'ctiqbe'];
  expect(tcp.map((name) => TCP_PORTS.get(name))).toEqual([
    3020, 750, 1521, 1352, 636, 514, 80, 443, 1720, 2748,
  ]);
  const udp = [
    'radius',
    'radius-acct',
    'isakmp',
    'syslog',
    'netbios-ns',
    'dnsix',
    'secureid-udp',
    'tftp',
    'www',
  ];
  expect(udp.map((name) => UDP_PORTS.get(name))).toEqual([1645, 1646, 500, 514, 137, 195, 5510, 69, 80]);
});

it('keeps the names of TCP and UDP apart', () => {
  expect(TCP_PORTS.get('syslog')).toBeUndefined();
  expect(UDP_PORTS.get('ssh')).toBeUndefined();
});

it('has no name with two meanings', () => {
  for (const [name, port] of TCP_UDP_PORTS) {
    expect([TCP_PORTS.get(name) ?? port, UDP_PORTS.get(name) ?? port], name).toEqual([port, port]);
  }
  expect(TCP_UDP_PORTS.size).toBe(new Set([...TCP_PORTS.keys(), ...UDP_PORTS.keys()]).size);
});

it('knows no name that any object has', () => {
  for (const table of [TCP_PORTS, UDP_PORTS, TCP_UDP_PORTS, PROTOCOLS, ICMP_TYPES, ICMP6_TYPES])
    expect(table.get('constructor')).toBeUndefined();
});

it('holds numbers that fit', () => {
  for (const port of TCP_UDP_PORTS.values()) expect(port > 0 && port < 65536).toBe(true);
  for (const number of [...PROTOCOLS.values(), ...ICMP_TYPES.values(), ...ICMP6_TYPES.values()])
    expect(number >= 0 && number < 256).toBe(true);
});
