/** The small parts of statements: addresses, ports, protocols. Text only. */
import { type AddressRange, parseAddress, parseNetwork } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { AddressTerm, ServiceTerm } from './model.ts';
import { ICMP_TYPES, ICMP6_TYPES, PROTOCOLS, TCP_PORTS, TCP_UDP_PORTS, UDP_PORTS } from './names.ts';

/** Words that are read one after the other. */
export interface Cursor {
  readonly words: readonly string[];
  at: number;
}

/** A decimal number up to `most`; -1 for anything else. */
export function readNumber(text: string | undefined, most: number): number {
  if (text === undefined || text.length === 0 || text.length > 10) return -1;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value > most ? -1 : value;
}

/** A dotted quad as a number; -1 for anything else, also with leading zeros. */
export function readQuad(text: string | undefined): number {
  if (text === undefined || text.length < 7 || text.length > 15) return -1;
  let value = 0;
  let part = -1;
  let parts = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? 46 : text.charCodeAt(i);
    if (code === 46) {
      if (part < 0 || part > 255) return -1;
      value = value * 256 + part;
      parts++;
      part = -1;
      continue;
    }
    if (code < 48 || code > 57 || part === 0) return -1;
    part = (part < 0 ? 0 : part * 10) + code - 48;
  }
  return parts === 4 ? value : -1;
}

/** One address of either family. */
export function readHost(text: string | undefined): AddressRange | undefined {
  if (text === undefined) return undefined;
  const quad = readQuad(text);
  if (quad >= 0) return rangeOf(quad, quad);
  if (!text.includes(':')) return undefined;
  const address = parseAddress(text);
  return 'error' in address
    ? undefined
    : { family: address.family, first: address.value, last: address.value };
}

const rangeOf = (first: number, last: number): AddressRange => ({
  family: 4,
  first: BigInt(first),
  last: BigInt(last),
});

/**
 * The network of an address and a netmask. An ASA takes masks of ones before zeros only, and no address with bits
 * beyond the mask; so a router's wildcard mask is not mistaken for one.
 */
export function readNetwork(address: string | undefined, mask: string | undefined): AddressRange | undefined {
  const first = address === '0' ? 0 : readQuad(address);
  const range = first < 0 ? undefined : networkOf(first, mask);
  return range?.first === BigInt(first) ? range : undefined;
}

/** The network that an address of an interface stands in. */
export function networkOf(address: number, mask: string | undefined): AddressRange | undefined {
  const ones = mask === '0' ? 0 : readQuad(mask);
  if (ones < 0) return undefined;
  const zeros = 0xffff_ffff - ones;
  if ((zeros & (zeros + 1)) !== 0) return undefined;
  const first = address - (address % (zeros + 1));
  return rangeOf(first, first + zeros);
}

/** `2001:db8::/32`; with `loose`, the network of an address like `2001:db8::1/64`. */
export function readPrefix6(text: string | undefined, loose: boolean = false): AddressRange | undefined {
  if (text === undefined || !text.includes(':')) return undefined;
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  if (!loose) {
    const network = parseNetwork(text);
    return 'error' in network ? undefined : { family: 6, first: network.first, last: network.last };
  }
  const address = parseAddress(text.slice(0, slash));
  const length = readNumber(text.slice(slash + 1), 128);
  if ('error' in address || length < 0) return undefined;
  const size = 1n << BigInt(128 - length);
  const first = address.value - (address.value % size);
  return { family: 6, first, last: first + size - 1n };
}

/** The address at the cursor, which moves on; where there is none the cursor stays. */
export function readAddress(cursor: Cursor): AddressTerm | undefined {
  const { words, at } = cursor;
  const word = words[at];
  const next = words[at + 1];
  const take = (count: number, term: AddressTerm | undefined): AddressTerm | undefined => {
    if (term) cursor.at += count;
    return term;
  };
  switch (word) {
    case undefined:
      return undefined;
    case 'any':
      return take(1, { kind: 'any' });
    case 'any4':
      return take(1, { kind: 'any', family: 4 });
    case 'any6':
      return take(1, { kind: 'any', family: 6 });
    case 'host':
      return take(2, readHostOrAlias(next));
    case 'range':
      return take(3, readRange(next, words[at + 2]));
    case 'object':
    case 'interface':
      return take(2, next === undefined ? undefined : { kind: word, name: next });
    case 'object-group':
      return take(2, next === undefined ? undefined : { kind: 'group', name: next });
    default: {
      const prefix = readPrefix6(word);
      return prefix ? take(1, { kind: 'range', range: prefix }) : take(2, readMasked(word, next));
    }
  }
}

/** Two addresses, the first and the last; `show access-list` expands objects to it. */
export function readRange(from: string | undefined, to: string | undefined): AddressTerm | undefined {
  const first = readHost(from);
  const last = readHost(to);
  if (!first || !last || first.family !== last.family || first.first > last.first) return undefined;
  return { kind: 'range', range: { family: first.family, first: first.first, last: last.first } };
}

function readHostOrAlias(word: string | undefined): AddressTerm | undefined {
  const range = readHost(word);
  if (range) return { kind: 'range', range };
  return word === undefined || !isName(word) ? undefined : { kind: 'alias', name: word };
}

function readMasked(word: string, mask: string | undefined): AddressTerm | undefined {
  const range = readNetwork(word, mask);
  if (range) return { kind: 'range', range };
  return mask !== undefined && isName(word) && readQuad(mask) >= 0
    ? { kind: 'alias', name: word, mask }
    : undefined;
}

/** What `name` may give: it starts with a letter or an underscore, so no broken address passes for one. */
function isName(word: string): boolean {
  return /^[A-Za-z_][^:/]*$/.test(word);
}

export type PortNames = 'tcp' | 'udp' | 'tcp-udp';

/** A port by number or name. */
function readPort(word: string | undefined, names: PortNames): number {
  const number = readNumber(word, 65535);
  if (number >= 0 || word === undefined) return number;
  const table = names === 'tcp' ? TCP_PORTS : names === 'udp' ? UDP_PORTS : TCP_UDP_PORTS;
  return table.get(word) ?? -1;
}

const OPERATORS: ReadonlySet<string> = new Set(['eq', 'neq', 'lt', 'gt', 'range']);

/** Whether a condition on ports starts here; a range may be one of addresses too. */
export function startsPorts({ words, at }: Cursor): boolean {
  const word = words[at];
  return word !== undefined && OPERATORS.has(word) && (word !== 'range' || !readHost(words[at + 1]));
}

/** `eq 80`, `range 1024 65535`, … at the cursor, which moves on; where it isn't understood the cursor stays. */
export function readPorts(cursor: Cursor, names: PortNames): readonly PortRange[] | undefined {
  const { words, at } = cursor;
  const operator = words[at];
  if (!startsPorts(cursor)) return undefined;
  const port = readPort(words[at + 1], names);
  const last = operator === 'range' ? readPort(words[at + 2], names) : port;
  if (port < 0 || last < 0) return undefined;
  cursor.at += operator === 'range' ? 3 : 2;
  const between = (from: number, to: number): PortRange[] => (from <= to ? [{ first: from, last: to }] : []);
  switch (operator) {
    case 'eq':
      return between(port, port);
    case 'neq':
      return [...between(0, port - 1), ...between(port + 1, 65535)];
    case 'lt':
      return between(0, port - 1);
    case 'gt':
      return between(port + 1, 65535);
    default:
      // An ASA prints the lower port first, and takes them in any order.
      return between(Math.min(port, last), Math.max(port, last));
  }
}

/** A protocol by number or name; `ip` is all of them. */
export function readProtocol(word: string | undefined): PortRange | undefined {
  if (word === 'ip') return { first: 0, last: 255 };
  const number = word === undefined ? undefined : PROTOCOLS.get(word);
  const value = number ?? readNumber(word, 255);
  return value < 0 ? undefined : { first: value, last: value };
}

/** An ICMP type by number or name. */
export function readIcmpType(word: string | undefined, version: 4 | 6): number {
  const number = readNumber(word, 255);
  if (number >= 0 || word === undefined) return number;
  return (version === 6 ? ICMP6_TYPES : ICMP_TYPES).get(word) ?? -1;
}

/**
 * What follows `service` or `service-object`: `tcp destination eq 443`, `udp source eq 53`, `icmp echo`, `esp`.
 * Absent unless all words were understood. Before 8.3 `service-object tcp eq 443` left out `destination`.
 */
export function readService(cursor: Cursor): ServiceTerm | undefined {
  const word = cursor.words[cursor.at];
  const names: PortNames | undefined =
    word === 'tcp' || word === 'udp' || word === 'tcp-udp' ? word : word === 'sctp' ? 'tcp' : undefined;
  const protocol = readProtocol(word);
  if (word !== 'tcp-udp' && !protocol) return undefined;
  cursor.at++;
  const protocols = protocol ? [protocol] : [readProtocol('tcp'), readProtocol('udp')].filter((p) => !!p);
  const service = names
    ? withPorts(protocols, cursor, names)
    : word === 'icmp' || word === 'icmp6'
      ? withType(protocols, cursor, word === 'icmp6' ? 6 : 4)
      : { protocols };
  return cursor.at === cursor.words.length ? service : undefined;
}

function withPorts(
  protocols: readonly PortRange[],
  cursor: Cursor,
  names: PortNames,
): ServiceTerm | undefined {
  let source: readonly PortRange[] | undefined;
  if (cursor.words[cursor.at] === 'source') {
    cursor.at++;
    source = readPorts(cursor, names);
    if (!source) return undefined;
  }
  let destination: readonly PortRange[] | undefined;
  if (cursor.words[cursor.at] === 'destination') cursor.at++;
  if (cursor.at < cursor.words.length) {
    destination = readPorts(cursor, names);
    if (!destination) return undefined;
  }
  return { protocols, ...(source && { source }), ...(destination && { destination }) };
}

function withType(protocols: readonly PortRange[], cursor: Cursor, version: 4 | 6): ServiceTerm | undefined {
  if (cursor.at === cursor.words.length) return { protocols };
  const type = readIcmpType(cursor.words[cursor.at++], version);
  if (type < 0) return undefined;
  if (cursor.at === cursor.words.length) return { protocols, icmp: { type } };
  const code = readNumber(cursor.words[cursor.at++], 255);
  return code < 0 ? undefined : { protocols, icmp: { type, code } };
}
