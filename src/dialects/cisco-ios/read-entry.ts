import type { Family } from '../../net/network.ts';
import { readNumber } from '../source/dotted.ts';
import type { Written } from '../source/lines.ts';
import type { AccessRule, Flavour, PortsTerm, ProtocolTerm } from './model.ts';
import { IGMP_MESSAGES } from './names.ts';
import { type DraftRule, readOptions } from './read-options.ts';
import {
  type Cursor,
  maskedAddress,
  type PortNames,
  portNamesOf,
  readAddress,
  readIcmp,
  readOne,
  readPorts,
  readProtocol,
  readWildcard,
  startsPorts,
} from './read-terms.ts';

export interface EntryContext {
  readonly statement: Written;
  readonly sequence: number;
  readonly family: Family;
  readonly flavour: Flavour;
}

/**
 * Reads an entry of an extended list from its action on. What isn't understood ends the reading: the entry then
 * keeps the words as `rest`, and what comes after them is any. Absent where there is no action.
 */
export function readRule(cursor: Cursor, context: EntryContext): AccessRule | undefined {
  const rule = startRule(cursor, context);
  if (!rule) return undefined;
  if (readMatch(rule, cursor, context.family)) readOptions(rule, cursor, context.flavour);
  keepRest(rule, cursor);
  return rule;
}

/** Reads an entry of a standard list: sources only. */
export function readStandardRule(cursor: Cursor, context: EntryContext): AccessRule | undefined {
  const rule = startRule(cursor, context);
  if (!rule) return undefined;
  rule.protocol = { kind: 'any' };
  rule.destination = { kind: 'any' };
  const source = readStandardSource(cursor);
  if (source) {
    rule.source = source;
    readOptions(rule, cursor, context.flavour);
  }
  keepRest(rule, cursor);
  return rule;
}

function startRule(cursor: Cursor, { statement, sequence }: EntryContext): DraftRule | undefined {
  const action = cursor.words[cursor.at];
  if (action !== 'permit' && action !== 'deny') return undefined;
  cursor.at++;
  return { kind: 'rule', statement, sequence, action, fragments: false, conditions: [] };
}

function keepRest(rule: DraftRule, { words, at }: Cursor): void {
  if (at < words.length || !rule.source || !rule.destination) rule.rest = words.slice(at).join(' ');
}

/** `10.1.1.0 0.0.0.255`, a host without a wildcard, and `10.1.1.0, wildcard bits 0.0.0.255` as it is shown. */
function readStandardSource(cursor: Cursor): ReturnType<typeof readAddress> {
  const { words, at } = cursor;
  const word = words[at];
  if (word === 'any' || word === 'host' || word === 'object-group') return readAddress(cursor, 4);
  if (word?.endsWith(',') && words[at + 1] === 'wildcard' && words[at + 2] === 'bits') {
    const shown = readWildcard(word.slice(0, -1), words[at + 3]);
    if (shown) cursor.at += 4;
    return shown;
  }
  const masked = readWildcard(word, words[at + 1]);
  if (masked) {
    cursor.at += 2;
    return masked;
  }
  const one = readOne(word, 4);
  if (one?.kind !== 'range') return undefined;
  cursor.at++;
  return maskedAddress(Number(one.range.first), 0);
}

/** Protocol, source, destination and their ports. False as soon as something isn't understood. */
function readMatch(rule: DraftRule, cursor: Cursor, family: Family): boolean {
  const protocol = readProtocolTerm(cursor, family);
  if (!protocol) return false;
  rule.protocol = protocol;
  const names = protocol.kind === 'number' ? portNamesOf(protocol.number) : undefined;
  const source = readAddress(cursor, family);
  if (!source) return false;
  rule.source = source;
  if (startsTerm(cursor)) {
    const ports = readPortsTerm(cursor, names);
    if (!ports) return false;
    rule.sourcePorts = ports;
  }
  const destination = readAddress(cursor, family);
  if (!destination) return false;
  rule.destination = destination;
  if (startsTerm(cursor)) {
    const ports = readPortsTerm(cursor, names);
    if (!ports) return false;
    rule.destinationPorts = ports;
    return true;
  }
  readMessage(rule, cursor, family);
  return true;
}

function readProtocolTerm(cursor: Cursor, family: Family): ProtocolTerm | undefined {
  const word = cursor.words[cursor.at];
  const name = cursor.words[cursor.at + 1];
  if (word === 'object-group' && name !== undefined) {
    cursor.at += 2;
    return { kind: 'group', name };
  }
  const range = readProtocol(word, family);
  if (!range) return undefined;
  cursor.at++;
  return range.first === range.last ? { kind: 'number', number: range.first } : { kind: 'any' };
}

const startsTerm = (cursor: Cursor): boolean =>
  startsPorts(cursor) || cursor.words[cursor.at] === 'portgroup';

function readPortsTerm(cursor: Cursor, names: PortNames | undefined): PortsTerm | undefined {
  if (!names) return undefined;
  if (startsPorts(cursor)) {
    const ranges = readPorts(cursor, names);
    return ranges && { kind: 'ports', ranges };
  }
  const name = cursor.words[cursor.at + 1];
  if (name === undefined) return undefined;
  cursor.at += 2;
  return { kind: 'group', name };
}

/** Messages of ICMP, and of IGMP, which nobody is asked about. */
function readMessage(rule: DraftRule, cursor: Cursor, family: Family): void {
  if (rule.protocol?.kind !== 'number') return;
  const { number } = rule.protocol;
  if (number === (family === 6 ? 58 : 1)) {
    const icmp = readIcmp(cursor, family);
    if (icmp) rule.icmp = icmp;
  }
  const word = cursor.words[cursor.at] ?? '';
  if (number === 2 && (IGMP_MESSAGES.has(word) || readNumber(word, 15) >= 0)) {
    rule.conditions.push({ kind: 'other', text: `the IGMP message "${word}"` });
    cursor.at++;
  }
}
