import { readNumber } from '../source/dotted.ts';
import type {
  AccessEntry,
  AccessRule,
  GroupKind,
  Identity,
  PortsTerm,
  ProtocolTerm,
  Statement,
} from './model.ts';
import { LOG_LEVELS } from './names.ts';
import {
  type Cursor,
  type PortNames,
  readAddress,
  readIcmpType,
  readPorts,
  readProtocol,
  startsPorts,
} from './read-terms.ts';

/** What a name in `object-group NAME` stands for: only this tells source ports from a destination. */
export type KindOfGroup = (name: string) => GroupKind | undefined;

type Draft = { -readonly [K in keyof AccessRule]: AccessRule[K] } & { identities: Identity[] };

/**
 * Reads an entry behind the list's name (and `line N`): words from `at` on. What isn't understood ends the reading:
 * the entry then keeps the words as `rest`, and what comes after them is any.
 */
export function readEntry(
  statement: Statement,
  words: readonly string[],
  at: number,
  kindOf: KindOfGroup,
): AccessEntry {
  const first = words[at];
  if (first === 'remark') return { kind: 'remark', statement, remark: words.slice(at + 1).join(' ') };
  const isAdvanced = first === 'advanced';
  const cursor: Cursor = { words, at: first === 'extended' || isAdvanced ? at + 1 : at };
  const word = words[cursor.at];
  const isTrusted = isAdvanced && word === 'trust';
  const action = isTrusted ? 'permit' : word;
  if (action !== 'permit' && action !== 'deny') return { kind: 'unknown', statement };
  cursor.at++;
  const rule: Draft = { kind: 'rule', statement, action, identities: [], inactive: false };
  if (isAdvanced) rule.policy = { id: '', isTrusted };
  if (readMatch(rule, cursor, kindOf)) readOptions(rule, cursor);
  if (cursor.at < words.length || !isWhole(rule)) rule.rest = words.slice(cursor.at).join(' ');
  return rule;
}

const isWhole = (rule: Draft): boolean => rule.source !== undefined && rule.destination !== undefined;

/** Protocol, source, destination and their ports. False as soon as something isn't understood. */
function readMatch(rule: Draft, cursor: Cursor, kindOf: KindOfGroup): boolean {
  rule.protocol = readProtocolTerm(cursor);
  if (!rule.protocol) return false;
  const names = portNamesOf(rule.protocol);
  rule.from = readInterface(rule, cursor);
  if (!readIdentities(rule, cursor)) return false;
  rule.source = readAddress(cursor);
  if (!rule.source) return false;
  if (startsPorts(cursor) || isSourceGroup(cursor, kindOf)) {
    rule.sourcePorts = names && readPortsTerm(cursor, names);
    if (!rule.sourcePorts) return false;
  }
  rule.to = readInterface(rule, cursor);
  if (!readIdentities(rule, cursor)) return false;
  rule.destination = readAddress(cursor);
  if (!rule.destination) return false;
  const word = cursor.words[cursor.at];
  if (startsPorts(cursor) || (word === 'object-group' && names)) {
    rule.destinationPorts = names && readPortsTerm(cursor, names);
    return rule.destinationPorts !== undefined;
  }
  return readIcmp(rule, cursor);
}

/** `ifc inside`, before an address of an entry of Threat Defense. */
function readInterface({ policy }: Draft, cursor: Cursor): string | undefined {
  const name = cursor.words[cursor.at + 1];
  if (!policy || cursor.words[cursor.at] !== 'ifc' || name === undefined) return undefined;
  cursor.at += 2;
  return name;
}

function readProtocolTerm(cursor: Cursor): ProtocolTerm | undefined {
  const { words, at } = cursor;
  const word = words[at];
  const name = words[at + 1];
  if (word === 'object' || word === 'object-group') {
    if (name === undefined) return undefined;
    cursor.at += 2;
    return { kind: word === 'object' ? 'object' : 'group', name };
  }
  const range = readProtocol(word);
  if (!range) return undefined;
  cursor.at++;
  return range.first === range.last ? { kind: 'number', number: range.first } : { kind: 'any' };
}

/** Which names ports have behind a protocol; absent where there are no ports. A group may be `tcp` and `udp`. */
function portNamesOf(protocol: ProtocolTerm): PortNames | undefined {
  if (protocol.kind === 'group') return 'tcp-udp';
  if (protocol.kind !== 'number') return undefined;
  if (protocol.number === 17) return 'udp';
  return protocol.number === 6 || protocol.number === 132 ? 'tcp' : undefined;
}

/**
 * Whether the group behind a source holds its ports. One that is defined nowhere does where an address must follow
 * and does.
 */
function isSourceGroup({ words, at }: Cursor, kindOf: KindOfGroup): boolean {
  const name = words[at + 1];
  if (words[at] !== 'object-group' || name === undefined) return false;
  const kind = kindOf(name);
  if (kind !== undefined) return kind === 'service';
  const next = words[at + 2];
  if (next === 'object-group') return kindOf(words[at + 3] ?? '') === 'network';
  return next !== undefined && readAddress({ words, at: at + 2 }) !== undefined;
}

function readPortsTerm(cursor: Cursor, names: PortNames): PortsTerm | undefined {
  if (startsPorts(cursor)) {
    const ranges = readPorts(cursor, names);
    return ranges && { kind: 'ports', ranges };
  }
  const name = cursor.words[cursor.at + 1];
  if (name === undefined) return undefined;
  cursor.at += 2;
  return { kind: 'group', name };
}

function readIcmp(rule: Draft, cursor: Cursor): boolean {
  if (rule.protocol?.kind !== 'number') return true;
  const { number } = rule.protocol;
  if (number !== 1 && number !== 58) return true;
  const word = cursor.words[cursor.at];
  const name = cursor.words[cursor.at + 1];
  if (word === 'object-group') {
    if (name === undefined) return false;
    rule.icmp = { kind: 'group', name };
    cursor.at += 2;
    return true;
  }
  const type = readIcmpType(word, number === 58 ? 6 : 4);
  if (type < 0) return true;
  cursor.at++;
  const code = readNumber(cursor.words[cursor.at], 255);
  if (code >= 0) cursor.at++;
  rule.icmp = { kind: 'type', type, ...(code >= 0 && { code }) };
  return true;
}

const IDENTITIES: ReadonlyMap<string, Identity['kind']> = new Map<string, Identity['kind']>([
  ['user', 'user'],
  ['user-group', 'user'],
  ['object-group-user', 'user'],
  ['security-group', 'security'],
  ['object-group-security', 'security'],
]);

/** Users (identity firewall) and security groups (TrustSec), which stand before an address. */
function readIdentities(rule: Draft, cursor: Cursor): boolean {
  for (;;) {
    const word = cursor.words[cursor.at] ?? '';
    const kind = IDENTITIES.get(word);
    if (!kind) return true;
    const count = word === 'security-group' ? 3 : 2;
    if (cursor.at + count > cursor.words.length) return false;
    rule.identities.push({ kind, text: cursor.words.slice(cursor.at, cursor.at + count).join(' ') });
    cursor.at += count;
  }
}

/** `log …`, `inactive`, `time-range NAME`, and what `show access-list` puts behind. */
function readOptions(rule: Draft, cursor: Cursor): void {
  const { words } = cursor;
  for (;;) {
    const word = words[cursor.at];
    if (word === undefined) return;
    if (word === 'log') readLog(cursor);
    else if (word === 'inactive' || word === '(inactive)') {
      rule.inactive = true;
      cursor.at++;
    } else if (word === 'time-range' && words[cursor.at + 1] !== undefined) {
      rule.timeRange = words[cursor.at + 1];
      cursor.at += 2;
    } else if (rule.policy && word === 'rule-id' && words[cursor.at + 1] !== undefined) {
      rule.policy = { ...rule.policy, id: words[cursor.at + 1] ?? '' };
      cursor.at += 2;
    } else if (rule.policy && word === 'event-log' && EVENTS.has(words[cursor.at + 1] ?? '')) cursor.at += 2;
    else if (isShown(word)) cursor.at++;
    else return;
  }
}

const EVENTS: ReadonlySet<string> = new Set(['both', 'flow-start', 'flow-end']);

/** `(hitcnt=12)`, `0x1a2b3c4d`. */
function isShown(word: string): boolean {
  return /^(?:\(hitcnt=\d+\)|0x[0-9a-f]{1,16})$/.test(word);
}

function readLog(cursor: Cursor): void {
  cursor.at++;
  const word = cursor.words[cursor.at] ?? '';
  const isLevel = LOG_LEVELS.has(word) || word === 'disable' || word === 'default' || /^[0-7]$/.test(word);
  if (isLevel) cursor.at++;
  if (cursor.words[cursor.at] === 'interval' && readNumber(cursor.words[cursor.at + 1], 600) >= 0)
    cursor.at += 2;
}
