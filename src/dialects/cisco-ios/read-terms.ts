/** The small parts of statements: addresses, ports, protocols, messages. Text only. */
import { ICMPV6 } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { ServiceTerm } from '../raising/object-groups.ts';
import { readHost, readNumber, readPrefix6, readQuad } from '../source/dotted.ts';
import type { AddressTerm, IcmpTerm } from './model.ts';
import { ICMP_MESSAGES, ICMP6_MESSAGES, PROTOCOLS, TCP_PORTS, TCP_UDP_PORTS, UDP_PORTS } from './names.ts';

/** Words that are read one after the other. */
export interface Cursor {
  readonly words: readonly string[];
  at: number;
}

const ALL_BITS = 0xffff_ffff;

/** A range of addresses where the wildcard's bits are the last ones, as they mostly are. */
export function maskedAddress(address: number, wildcard: number): AddressTerm {
  if ((wildcard & (wildcard + 1)) !== 0 && wildcard !== ALL_BITS)
    return { kind: 'wildcard', address, wildcard };
  const first = address - (address % (wildcard + 1));
  return { kind: 'range', range: { family: 4, first: BigInt(first), last: BigInt(first + wildcard) } };
}

/** `10.0.0.0/8`: bits behind the prefix don't count. */
export function readPrefix4(word: string | undefined): AddressTerm | undefined {
  const slash = word?.indexOf('/') ?? -1;
  if (word === undefined || slash < 0) return undefined;
  const address = readQuad(word.slice(0, slash));
  const length = readNumber(word.slice(slash + 1), 32);
  return address < 0 || length < 0 ? undefined : maskedAddress(address, 2 ** (32 - length) - 1);
}

/** The address at the cursor, which moves on; where there is none the cursor stays. */
export function readAddress(cursor: Cursor, family: Family): AddressTerm | undefined {
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
    case 'host':
      return take(2, readOne(next, family));
    case 'object-group':
    case 'addrgroup':
      return take(2, next === undefined ? undefined : { kind: 'group', name: next });
    default: {
      if (family === 6) {
        const range = readPrefix6(word, true);
        return take(1, range && { kind: 'range', range });
      }
      const prefix = readPrefix4(word);
      return prefix ? take(1, prefix) : take(2, readWildcard(word, next));
    }
  }
}

/** One host of a family. */
export function readOne(word: string | undefined, family: Family): AddressTerm | undefined {
  const range = readHost(word);
  return range?.family === family ? { kind: 'range', range } : undefined;
}

/** An address and the bits of it that don't count. */
export function readWildcard(word: string | undefined, mask: string | undefined): AddressTerm | undefined {
  const address = readQuad(word);
  const wildcard = readQuad(mask);
  return address < 0 || wildcard < 0 ? undefined : maskedAddress(address, wildcard);
}

export type PortNames = 'tcp' | 'udp' | 'tcp-udp';

/** A port by number or name; -1 for anything else. */
function readPort(word: string | undefined, names: PortNames): number {
  const number = readNumber(word, 65535);
  if (number >= 0 || word === undefined) return number;
  const table = names === 'tcp' ? TCP_PORTS : names === 'udp' ? UDP_PORTS : TCP_UDP_PORTS;
  return table.get(word) ?? -1;
}

const OPERATORS: ReadonlySet<string> = new Set(['eq', 'neq', 'lt', 'gt', 'range']);
/** Cisco IOS Security Configuration Guide, "Named ACL Support for Noncontiguous Ports": up to 10 of them. */
const MOST_PORTS = 10;

/** Whether a condition on ports starts here. */
export function startsPorts({ words, at }: Cursor): boolean {
  return OPERATORS.has(words[at] ?? '');
}

/** `eq 80 443`, `range 1024 65535`, … at the cursor, which moves on; where it isn't understood the cursor stays. */
export function readPorts(cursor: Cursor, names: PortNames): readonly PortRange[] | undefined {
  const { words, at } = cursor;
  const operator = words[at];
  if (!startsPorts(cursor)) return undefined;
  if (operator === 'eq' || operator === 'neq') return readPortList(cursor, names, operator === 'neq');
  const port = readPort(words[at + 1], names);
  const last = operator === 'range' ? readPort(words[at + 2], names) : port;
  if (port < 0 || last < 0) return undefined;
  cursor.at += operator === 'range' ? 3 : 2;
  if (operator === 'lt') return between(0, port - 1);
  if (operator === 'gt') return between(port + 1, 65535);
  // The lower port is printed first, and both orders are taken.
  return between(Math.min(port, last), Math.max(port, last));
}

const between = (from: number, to: number): PortRange[] => (from <= to ? [{ first: from, last: to }] : []);

function readPortList(
  cursor: Cursor,
  names: PortNames,
  isNegated: boolean,
): readonly PortRange[] | undefined {
  const ports: number[] = [];
  let at = cursor.at + 1;
  while (ports.length < MOST_PORTS) {
    const port = readPort(cursor.words[at], names);
    if (port < 0) break;
    ports.push(port);
    at++;
  }
  if (ports.length === 0) return undefined;
  cursor.at = at;
  if (!isNegated) return ports.map((port) => ({ first: port, last: port }));
  const sorted = [...new Set(ports)].sort((a, b) => a - b);
  const starts = [0, ...sorted.map((port) => port + 1)];
  return starts.flatMap((first, i) => between(first, (sorted[i] ?? 65536) - 1));
}

/** A protocol by number or name; `ip` and `ipv6` are all of them, `icmp` is its family's. */
export function readProtocol(word: string | undefined, family: Family): PortRange | undefined {
  if (word === (family === 6 ? 'ipv6' : 'ip')) return { first: 0, last: 255 };
  if (word === 'icmp' && family === 6) return { first: ICMPV6, last: ICMPV6 };
  const number = word === undefined ? undefined : PROTOCOLS.get(word);
  const value = number ?? readNumber(word, 255);
  return value < 0 ? undefined : { first: value, last: value };
}

/** A message of ICMP by name, or by type and code; absent where the cursor is at none, and stays. */
export function readIcmp(cursor: Cursor, family: Family): IcmpTerm | undefined {
  const word = cursor.words[cursor.at];
  const named = (family === 6 ? ICMP6_MESSAGES : ICMP_MESSAGES).get(word ?? '');
  if (named) {
    cursor.at++;
    const [type, code] = named;
    return code === undefined ? { type } : { type, code };
  }
  const type = readNumber(word, 255);
  if (type < 0) return undefined;
  const code = readNumber(cursor.words[cursor.at + 1], 255);
  cursor.at += code < 0 ? 1 : 2;
  return code < 0 ? { type } : { type, code };
}

/** Which names the ports of a protocol have; absent where it has no ports. */
export function portNamesOf(protocol: number): PortNames | undefined {
  if (protocol === 17) return 'udp';
  return protocol === 6 || protocol === 132 ? 'tcp' : undefined;
}

/**
 * A line of a service group: `tcp eq www`, `tcp-udp range 2000 2005`, `udp source gt 1023 eq 53`, `icmp echo`, `esp`.
 * Absent unless all words were understood.
 * @see Cisco IOS Security Configuration Guide, "Object Groups for ACLs": objects allowed in service object groups
 */
export function readService(words: readonly string[], family: Family): ServiceTerm | undefined {
  const [word = ''] = words;
  const cursor: Cursor = { words, at: 1 };
  const one = word === 'tcp-udp' ? undefined : readProtocol(word, family);
  if (word !== 'tcp-udp' && !one) return undefined;
  const protocols = one ? [one] : [6, 17].map((n) => ({ first: n, last: n }));
  const names = one ? (one.first === one.last ? portNamesOf(one.first) : undefined) : 'tcp-udp';
  const service = names
    ? withPorts(protocols, cursor, names)
    : one?.first === one?.last && (one?.first === 1 || one?.first === ICMPV6)
      ? withMessage(protocols, cursor, family)
      : { protocols };
  return cursor.at === words.length ? service : undefined;
}

function withPorts(
  protocols: readonly PortRange[],
  cursor: Cursor,
  names: PortNames,
): ServiceTerm | undefined {
  const { words } = cursor;
  let source: readonly PortRange[] | undefined;
  if (words[cursor.at] === 'source') {
    cursor.at++;
    source = readPorts(cursor, names);
    if (!source) return undefined;
  }
  if (cursor.at === words.length) return { protocols, ...(source && { source }) };
  // Also `tcp 80` is written: `eq` may be left out.
  const bare = readPort(words[cursor.at], names);
  const destination = bare >= 0 ? [{ first: bare, last: bare }] : readPorts(cursor, names);
  if (bare >= 0) cursor.at++;
  return destination && { protocols, destination, ...(source && { source }) };
}

function withMessage(
  protocols: readonly PortRange[],
  cursor: Cursor,
  family: Family,
): ServiceTerm | undefined {
  if (cursor.at === cursor.words.length) return { protocols };
  const icmp = readIcmp(cursor, family);
  return icmp && { protocols, icmp };
}

/** The network that an address of an interface stands in; also `10.0.0.1/24`. */
export function networkOfAddress(
  word: string | undefined,
  mask: string | undefined,
): AddressRange | undefined {
  const term = word?.includes('/') ? readPrefix4(word) : readNetmask(word, mask);
  return term?.kind === 'range' ? term.range : undefined;
}

/** An address and a netmask of ones before zeros. */
export function readNetmask(word: string | undefined, mask: string | undefined): AddressTerm | undefined {
  const address = readQuad(word);
  const ones = readQuad(mask);
  if (address < 0 || ones < 0) return undefined;
  const term = maskedAddress(address, ALL_BITS - ones);
  return term.kind === 'range' ? term : undefined;
}
