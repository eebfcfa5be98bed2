/** The small parts of statements: addresses, ports, protocols. Text only. */
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { ServiceTerm } from '../raising/object-groups.ts';
import { networkOf, readHost, readNumber, readPrefix6, readQuad } from '../source/dotted.ts';
import type { AddressTerm } from './model.ts';
import { ICMP_TYPES, ICMP6_TYPES, PROTOCOLS, TCP_PORTS, TCP_UDP_PORTS, UDP_PORTS } from './names.ts';

/** Words that are read one after the other. */
export interface Cursor {
  readonly words: readonly string[];
  at: number;
}

/**
 * The network of an address and a netmask. An ASA takes masks of ones before zeros only, and no address with bits
 * beyond the mask; so a router's wildcard mask is not mistaken for one.
 */
export function readNetwork(address: string | undefined, mask: string | undefined): AddressRange | undefined {
  const first = address === '0' ? 0 : readQuad(address);
  const range = first < 0 ? undefined : networkOf(first, mask);
  return range?.first === BigInt(first) ? range : undefined;
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
