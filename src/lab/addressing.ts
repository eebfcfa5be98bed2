/** Addresses for what has none of its own in the hierarchy: clients in their subnets, filters, hosts on the internet. */
import {
  type AddressRange,
  contains,
  type Family,
  formatAddress,
  type Network,
  network,
  overlaps,
  parseNetwork,
} from '../net/network.ts';

const BITS: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

const known = (text: string): Network => {
  const parsed = parseNetwork(text);
  if ('error' in parsed) throw new TypeError(text);
  return parsed;
};

/** Link-local (RFC 3927), and others that are hardly ever used, in the order in which they are tried. */
const LINKS: Readonly<Record<Family, readonly Network[]>> = {
  4: ['169.254.0.0/16', '198.19.0.0/16', '100.127.0.0/16', '172.31.0.0/16', '10.255.0.0/16'].map(known),
  6: ['fd00:706f:7274::/48', 'fd00:706f:7275::/48', 'fdfe:706f:7274::/48'].map(known),
};

/** For benchmarks (RFC 2544) and documentation (RFC 5737, RFC 3849): nobody's on the real internet. */
const OUTSIDE: Readonly<Record<Family, readonly Network[]>> = {
  4: ['198.18.0.0/16', '203.0.113.0/24', '198.51.100.0/24', '100.126.0.0/16', '11.0.0.0/16'].map(known),
  6: ['2001:db8:ffff::/48', '2001:db8:fffe::/48', '2600:db8::/48'].map(known),
};

/**
 * Addresses that no packet has on a wire between two hosts: "this network", loopback, multicast, broadcast (RFC 6890),
 * IPv4 in the form of IPv6 (RFC 4291, 2.5.5), and what needs the name of an interface besides (2.5.6).
 */
const UNSENDABLE: readonly Network[] = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '224.0.0.0/4',
  '255.255.255.255',
  '::/96',
  '::ffff:0:0/96',
  'fe80::/10',
  'ff00::/8',
].map(known);

/** Whether a host can have an address, and another one reach it by that. */
export function isSendable({ family, first }: AddressRange): boolean {
  return unsendable(family, first) === undefined;
}

const unsendable = (family: Family, address: bigint): Network | undefined =>
  UNSENDABLE.find((n) => n.family === family && n.first <= address && address <= n.last);

/** Hands out addresses, each once, and none that the hierarchy names. */
export class Addresses {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, bigint>();

  constructor(taken: Iterable<AddressRange>) {
    for (const { family, first } of taken) this.#taken.add(`${family} ${first}`);
  }

  /**
   * The next free address of a network, from its eleventh on where it is large enough: the first ones are often a
   * router's. Not the network's own, and not its broadcast address. `undefined` where none is left.
   */
  next({ family, first, last, text }: Network): string | undefined {
    const size = last - first + 1n;
    const spare = size > 2n ? 1n : 0n;
    const begin = first + (size > 32n ? 10n : spare);
    const key = `${family} ${text}`;
    for (let value = this.#next.get(key) ?? begin; value <= last - spare; value++) {
      if (this.#taken.has(`${family} ${value}`)) continue;
      const never = unsendable(family, value);
      if (never) {
        value = never.last;
        continue;
      }
      this.#taken.add(`${family} ${value}`);
      this.#next.set(key, value + 1n);
      return formatAddress(family, value);
    }
    return undefined;
  }
}

/** A network for the links of filters that no network of the hierarchy touches. */
export function linkNetwork(family: Family, networks: readonly Network[]): Network {
  return firstFree(family, LINKS[family], networks);
}

/** A network outside of all of the hierarchy's, for hosts on the internet. */
export function outsideNetwork(family: Family, networks: readonly Network[]): Network {
  return firstFree(family, OUTSIDE[family], networks);
}

/** The first that overlaps nothing. Where all do, which takes effort, the gap between two networks that is widest. */
function firstFree(family: Family, candidates: readonly Network[], networks: readonly Network[]): Network {
  const own = networks.filter((n) => n.family === family);
  const free = candidates.find((candidate) => !own.some((n) => overlaps(n, candidate)));
  return free ?? widestGap(family, own);
}

function widestGap(family: Family, networks: readonly Network[]): Network {
  const sorted = networks.toSorted((a, b) => (a.first < b.first ? -1 : 1));
  // Within what is unicast and neither this machine's own nor reserved.
  const [low, high] = family === 4 ? [0x0100_0000n, 0xdfff_ffffn] : [0x2000n << 112n, (0xfeffn << 112n) - 1n];
  let best = { first: low, size: 0n };
  let next = low;
  for (const { first, last } of [...sorted, { first: high + 1n, last: high + 1n }]) {
    const end = first > high + 1n ? high + 1n : first;
    if (end - next > best.size) best = { first: next, size: end - next };
    if (last + 1n > next) next = last + 1n;
  }
  return network(family, best.first, best.first + (best.size > 0n ? best.size - 1n : 0n));
}

/** The length of the smallest prefix around a network, but at least that of the networks it is inside of. */
export function prefixLength({ family, first, last }: AddressRange): number {
  let bits = 0n;
  for (let differing = first ^ last; differing > 0n; differing >>= 1n) bits++;
  return BITS[family] - Number(bits);
}

/** The smallest of some networks that holds an address. */
export function smallestAround(address: Network, networks: readonly Network[]): Network | undefined {
  let best: Network | undefined;
  for (const candidate of networks) {
    if (!contains(candidate, address)) continue;
    if (!best || candidate.last - candidate.first < best.last - best.first) best = candidate;
  }
  return best;
}
