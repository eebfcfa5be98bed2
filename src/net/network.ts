/**
 * Addresses as exact ranges. A host address, a prefix and an arbitrary range are all a `Network`:
 * first and last address of one family, both included.
 */
export type Family = 4 | 6;

export interface Network {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  /** Canonical text: `10.0.0.1`, `10.0.0.0/8`, `fd00::/32` or `10.0.0.5-10.0.0.9`. */
  readonly text: string;
}

/** A network without its text: what sets of packets are made of. Every `Network` is one. */
export type AddressRange = Pick<Network, 'family' | 'first' | 'last'>;

/** Why a text is not a network; `null` never means "everything". */
export interface NetworkError {
  readonly error: string;
}

const MAX = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const;
const BITS = { 4: 32, 6: 128 } as const;

/**
 * Reads `10.0.0.1`, `10.0.0.0/8`, `10.0.0.1-10.0.0.9` or the same in IPv6.
 * A prefix with host bits set is an error (nft and others accept it silently and mean another network).
 */
export function parseNetwork(text: string): Network | NetworkError {
  const dash = text.indexOf('-');
  if (dash > 0) return parseRange(text.slice(0, dash).trim(), text.slice(dash + 1).trim());
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if ('error' in address) return address;
  if (slash < 0) return network(address.family, address.value, address.value);
  const bits = BITS[address.family];
  const lengthText = text.slice(slash + 1);
  const length = /^\d{1,3}$/.test(lengthText) ? Number(lengthText) : Number.NaN;
  if (!(length >= 0 && length <= bits)) return { error: `the prefix length must be 0 to ${bits}` };
  const size = 1n << BigInt(bits - length);
  const first = address.value - (address.value % size);
  if (first !== address.value) {
    return {
      error: `has host bits set: the network is ${network(address.family, first, first + size - 1n).text}`,
    };
  }
  return network(address.family, first, first + size - 1n);
}

function parseRange(from: string, to: string): Network | NetworkError {
  const first = parseAddress(from);
  if ('error' in first) return first;
  const last = parseAddress(to);
  if ('error' in last) return last;
  if (first.family !== last.family) return { error: 'a range needs two addresses of one family' };
  if (first.value > last.value) return { error: 'the range ends before it starts' };
  return network(first.family, first.value, last.value);
}

/** Makes a network from its first and last address; the text is derived. */
export function network(family: Family, first: bigint, last: bigint): Network {
  return { family, first, last, text: formatRange(family, first, last) };
}

function formatRange(family: Family, first: bigint, last: bigint): string {
  if (first === last) return formatAddress(family, first);
  const size = last - first + 1n;
  if ((size & (size - 1n)) === 0n && first % size === 0n)
    return `${formatAddress(family, first)}/${BITS[family] - hostBitsOf(size)}`;
  return `${formatAddress(family, first)}-${formatAddress(family, last)}`;
}

/** @param size a power of two. */
function hostBitsOf(size: bigint): number {
  let hostBits = 0;
  let rest = size;
  for (; rest > 0xffff_ffffn; rest >>= 32n) hostBits += 32;
  return hostBits + 31 - Math.clz32(Number(rest));
}

/** Reads one address without a prefix length. Leading zeros in IPv4 are refused: some tools read them as octal. */
export function parseAddress(text: string): { family: Family; value: bigint } | NetworkError {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): { family: 4; value: bigint } | NetworkError {
  let value = 0;
  let dots = 0;
  let part = -1;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9 && part !== 0) part = part < 0 ? digit : part * 10 + digit;
    else if (text[i] === '.' && part >= 0) {
      value = value * 256 + part;
      part = -1;
      dots++;
    } else return { error: ipv4Error(text) };
    if (part > 255) return { error: ipv4Error(text) };
  }
  if (dots !== 3 || part < 0) return { error: ipv4Error(text) };
  return { family: 4, value: BigInt(value * 256 + part) };
}

function ipv4Error(text: string): string {
  const parts = text.split('.');
  const wrong = parts.find((part) => !/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255);
  return parts.length !== 4 || wrong === undefined
    ? 'expected an IPv4 or IPv6 address'
    : `"${wrong}" is not a number from 0 to 255 without leading zeros`;
}

function parseIpv6(text: string): { family: 6; value: bigint } | NetworkError {
  const bad: NetworkError = { error: 'expected an IPv6 address' };
  let source = text;
  const dot = source.lastIndexOf(':');
  if (source.includes('.')) {
    const tail = parseIpv4(source.slice(dot + 1));
    if ('error' in tail) return bad;
    source = `${source.slice(0, dot + 1)}${(tail.value >> 16n).toString(16)}:${(tail.value & 0xffffn).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return bad;
  const head = halves[0] === '' ? [] : (halves[0] ?? '').split(':');
  const tail = halves.length === 2 && halves[1] !== '' ? (halves[1] ?? '').split(':') : [];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return bad;
  let value = 0n;
  for (const group of [...head, ...Array<string>(Math.max(missing, 0)).fill('0'), ...tail]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return bad;
    value = (value << 16n) | BigInt(Number.parseInt(group, 16));
  }
  return { family: 6, value };
}

/** Canonical text of an address; IPv6 as in RFC 5952. */
export function formatAddress(family: Family, value: bigint): string {
  if (family === 4) {
    const n = Number(value);
    return `${n >>> 24}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`;
  }
  const groups: string[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(((value >> shift) & 0xffffn).toString(16));
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (groups[i + length] === '0') length++;
    if (length > bestLength) {
      best = i;
      bestLength = length;
    }
  }
  if (best < 0) return groups.join(':');
  return `${groups.slice(0, best).join(':')}::${groups.slice(best + bestLength).join(':')}`;
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: Network, inner: Network): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether the two share an address. */
export function overlaps(a: Network, b: Network): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** The addresses of a family that none of the networks holds, in order. */
export function complement(family: Family, networks: readonly Network[]): Network[] {
  const sorted = networks.filter((n) => n.family === family).sort((a, b) => (a.first < b.first ? -1 : 1));
  const gaps: Network[] = [];
  let next = 0n;
  for (const n of sorted) {
    if (n.first > next) gaps.push(network(family, next, n.first - 1n));
    if (n.last >= next) next = n.last + 1n;
  }
  if (next <= MAX[family]) gaps.push(network(family, next, MAX[family]));
  return gaps;
}

/** Splits a range into the fewest prefixes, in order; for languages that only know prefixes. */
export function toPrefixes(range: Network): Network[] {
  const prefixes: Network[] = [];
  let first = range.first;
  while (first <= range.last) {
    let size = first === 0n ? 1n << BigInt(BITS[range.family]) : first & -first;
    while (first + size - 1n > range.last) size >>= 1n;
    prefixes.push(network(range.family, first, first + size - 1n));
    first += size;
  }
  return prefixes;
}
