/** Networks at random that a kernel could have on its wires, and addresses and subnets in them; the odd ones first. */
import { formatAddress, type Network, network, overlaps, parseNetwork } from '../../src/net/network.ts';

export interface Chances {
  integer(min: number, max: number): number;
  chance(percent: number): boolean;
}

const BASES = [
  '10.N.0.0/16',
  '10.N.0.0/24',
  '172.16.N.0/26',
  '192.168.N.4/30',
  '192.168.N.8/31',
  '192.168.N.9/32',
  '10.N.0.5-10.N.3.9',
  '169.254.N.0/24',
  '169.254.0.0/16',
  '198.18.0.0/15',
  '198.18.N.0/24',
  '198.19.N.0/28',
  '203.0.113.0/24',
  '198.51.100.N/32',
  '192.0.2.0/28',
  '100.64.N.0/22',
  '100.126.0.0/16',
  '11.N.0.0/16',
  '0.N.0.0/16',
  '127.N.0.0/16',
  '223.255.N.0/24',
  '240.N.0.0/24',
  '255.255.255.0/24',
  '1.0.0.0/8',
  '2.0.0.0/7',
  'fd00:N::/64',
  'fd00:N::/48',
  'fd00:706f:7274:N::/64',
  'fd00:706f:7274::/48',
  '2001:db8:N::/48',
  '2001:db8:ffff:N::/64',
  '2001:db8:ffff::/48',
  'fd01:N::10/127',
  'fd01:N::12/128',
  'fd02:N::1-fd02:N::ffff',
  'fe80:N::/64',
  '::ffff:10.N.0.0/112',
  '64:ff9b::/96',
  '2002:N::/32',
  'fec0:N::/64',
] as const;

export function kernelNetworks({ integer, chance }: Chances): {
  zone(): Network;
  /** An address in it: often the first or the last. */
  host(network: Network): string;
  /** A part of it, at times all of it. */
  subnet(network: Network): string;
  text(network: Network): string;
} {
  const usual = chance(50);
  const only = integer(0, 5);
  const zones: Network[] = [];
  const hosts = new Set<string>();
  const take = (again: number): Network => {
    const bases = BASES.filter((base) =>
      only === 0 ? base.includes(':') : only === 1 ? !base.includes(':') : true,
    );
    const base =
      usual && only === 0
        ? 'fd00:N::/48'
        : usual && chance(70)
          ? '10.N.0.0/16'
          : bases[integer(0, bases.length - 1)];
    const text = String(base).replaceAll('N', String(4 * integer(1, 30)));
    const parsed = parseNetwork(text);
    if ('error' in parsed) throw new TypeError(text);
    if (again > 0 && zones.some((zone) => overlaps(zone, parsed))) return take(again - 1);
    zones.push(parsed);
    return parsed;
  };
  const place = ({ family, first, last }: Network, again: number): string => {
    const size = last - first;
    const at = chance(20)
      ? 0n
      : chance(20)
        ? size
        : chance(20)
          ? 1n
          : chance(20)
            ? size - 1n
            : BigInt(integer(0, 500));
    const inside = at < 0n ? 0n : at > size ? size : at;
    const address = formatAddress(family, first + inside);
    if (again > 0 && hosts.has(address)) return place({ family, first, last, text: '' }, again - 1);
    hosts.add(address);
    return address;
  };
  return {
    zone: () => take(20),
    host: (whole) => place(whole, 5),
    subnet: (whole) => {
      if (chance(15)) return whole.text;
      const { family, first, last } = whole;
      const bits = integer(0, family === 4 ? 16 : 70);
      const size = 1n << BigInt(bits);
      if (last - first + 1n <= size) return whole.text;
      const places = (last - first + 1n) / size;
      const place = BigInt(integer(0, 1000)) % places;
      const begin = ((first + size - 1n) / size) * size + place * size;
      if (begin + size - 1n > last) return whole.text;
      return network(family, begin, begin + size - 1n).text;
    },
    text: ({ text }) => text,
  };
}
