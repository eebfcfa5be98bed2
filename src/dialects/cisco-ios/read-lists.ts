/** Access lists: where they start, and which lines are in them. */
import type { Family } from '../../net/network.ts';
import type { Line } from '../source/command-lines.ts';
import { readNumber } from '../source/dotted.ts';
import type { Block, Draft, DraftList } from './draft.ts';
import { type AccessEntry, type AccessList, listKey } from './model.ts';
import { readRule, readStandardRule } from './read-entry.ts';
import type { Cursor } from './read-terms.ts';

const MAY_DECIDE = 'It may permit and may deny: what follows in the list depends on it';
const MOST_SEQUENCE = 0xffff_ffff;
/** The first entry without a number gets 10, every other one 10 more than the highest. */
const STEP = 10;

/** What a line says that a list starts with. */
export interface Heading {
  readonly name: string;
  readonly family: Family;
  readonly isStandard: boolean;
  /** From `show access-lists`. */
  readonly isShown: boolean;
}

/** `ip access-list extended NAME`, `ipv6 access-list NAME`, `Extended IP access list NAME`. */
export function headingOf(words: readonly string[], draft: Draft): Heading | undefined {
  const [first, second, third, fourth] = words;
  const family = first === 'ipv6' || first === 'IPv6' ? 6 : 4;
  if ((first === 'ip' || first === 'ipv6') && second === 'access-list') {
    const isTyped = family === 4 && (third === 'extended' || third === 'standard');
    const name = isTyped ? fourth : third;
    if (name === undefined || words.length !== (isTyped ? 4 : 3)) return undefined;
    if (!isTyped && family === 4 && draft.flavour === 'ios') return undefined;
    return { name, family, isStandard: third === 'standard', isShown: false };
  }
  const at = first === 'Extended' || first === 'Standard' ? 1 : 0;
  if ((words[at] !== 'IP' && words[at] !== 'IPv6') || words[at + 1] !== 'access' || words[at + 2] !== 'list')
    return undefined;
  const name = words[at + 3];
  if (name === undefined) return undefined;
  return { name, family: words[at] === 'IPv6' ? 6 : 4, isStandard: first === 'Standard', isShown: true };
}

/** The lines under a heading. */
export function readListBlock(draft: Draft, line: Line, heading: Heading): Block {
  const before = draft.list(heading.name, heading.family);
  const isAgain = before !== undefined && (heading.isShown || before.isShown);
  const list = isAgain ? undefined : openList(draft, line, heading);
  const read = (child: Line): void => {
    if (list) readListLine(draft, list, child);
  };
  return { indent: line.indent, takes: ({ words }) => isEntry(words), read };
}

function openList(draft: Draft, line: Line, { name, family, isStandard, isShown }: Heading): DraftList {
  const found = draft.list(name, family);
  if (found) return found;
  const statement = draft.statement(line);
  const list: DraftList = {
    name,
    family,
    statement,
    isStandard,
    isShown,
    isNumbered: false,
    highest: 0,
    entries: [],
  };
  draft.lists.set(listKey(family, name), list);
  return list;
}

/** Words that only lines of a list start with: they are its lines also where a script doesn't indent them. */
function isEntry([first = '', second]: readonly string[]): boolean {
  if (first === 'no' || first === 'default') return second !== undefined && isEntry([second]);
  return (
    first === 'permit' ||
    first === 'deny' ||
    first === 'remark' ||
    first === 'evaluate' ||
    first === 'sequence' ||
    first === 'statistics' ||
    first === 'dynamic' ||
    readNumber(first, MOST_SEQUENCE) >= 0
  );
}

/** Lines of a list that decide about no packet that is whole. */
const SETTINGS: ReadonlySet<string> = new Set(['statistics', 'fragments', 'ignore', 'description']);

function readListLine(draft: Draft, list: DraftList, line: Line): void {
  const { words } = line;
  const [first = '', second] = words;
  if (SETTINGS.has(first) || first.startsWith('!')) return;
  if (first === 'no' && readNumber(second, MOST_SEQUENCE) >= 0 && words.length === 2) {
    list.entries = list.entries.filter((entry) => entry.sequence !== Number(second));
    return;
  }
  if (first === 'exit' || first === 'end') return;
  readEntryLine(draft, list, line, 0);
}

/** An entry, with or without its number in front or behind. */
function readEntryLine(draft: Draft, list: DraftList, line: Line, from: number): void {
  const { words } = line;
  let at = from;
  let sequence = readNumber(words[at], MOST_SEQUENCE);
  if (sequence >= 0) at++;
  else if (words[at] === 'sequence') {
    sequence = readNumber(words[at + 1], MOST_SEQUENCE);
    if (sequence >= 0) at += 2;
  } else sequence = sequenceBehind(words);
  if (sequence < 0) {
    sequence = list.highest + STEP;
    // A remark without a number belongs to the entry behind it.
    if (words[at] === 'remark' && list.isNumbered) sequence = list.highest;
  } else list.isNumbered = true;
  const entry = readBody(draft, list, line, at, sequence);
  list.highest = Math.max(list.highest, sequence);
  list.entries.push(entry);
}

/** `show ipv6 access-list` says the number at the end. */
function sequenceBehind(words: readonly string[]): number {
  const at = words.lastIndexOf('sequence');
  return at < 1 || words[0] === 'remark' ? -1 : readNumber(words[at + 1], MOST_SEQUENCE);
}

function readBody(draft: Draft, list: DraftList, line: Line, at: number, sequence: number): AccessEntry {
  const { words } = line;
  const statement = draft.statement(line);
  const word = words[at];
  const name = words[at + 1];
  if (word === 'remark')
    return { kind: 'remark', statement, sequence, remark: words.slice(at + 1).join(' ') };
  if (word === 'evaluate' && name !== undefined && (words.length === at + 2 || words[at + 2] === 'sequence'))
    return { kind: 'evaluate', statement, sequence, name };
  const cursor: Cursor = { words, at };
  const context = { statement, sequence, family: list.family, flavour: draft.flavour };
  const isDynamic = word === 'dynamic' && name !== undefined;
  if (isDynamic) cursor.at += words[at + 2] === 'timeout' ? 4 : 2;
  const rule = list.isStandard ? readStandardRule(cursor, context) : readRule(cursor, context);
  if (!rule) {
    draft.notUnderstood(statement, MAY_DECIDE);
    return { kind: 'unknown', statement, sequence };
  }
  if (rule.rest !== undefined) sayRest(draft, rule.rest, statement);
  if (!isDynamic) return rule;
  const text = `a user who signed in for the dynamic entry "${name}"`;
  return { ...rule, conditions: [...rule.conditions, { kind: 'user', text, value: name ?? '' }] };
}

function sayRest(draft: Draft, rest: string, statement: AccessEntry['statement']): void {
  const help =
    rest === ''
      ? 'The line ends too early: what the rule decides depends on the rest'
      : `From ${JSON.stringify(rest.slice(0, 60))} on: what the rule decides depends on that`;
  draft.notUnderstood(statement, help, 'PT8002');
}

/** Numbers of lists for IP: standard ones and extended ones. */
function kindOfNumber(name: string): 'standard' | 'extended' | undefined {
  const number = readNumber(name, 9999);
  if ((number >= 1 && number <= 99) || (number >= 1300 && number <= 1999)) return 'standard';
  return (number >= 100 && number <= 199) || (number >= 2000 && number <= 2699) ? 'extended' : undefined;
}

/** `access-list 101 permit …`. False where it isn't understood. */
export function readNumberedEntry(draft: Draft, line: Line): boolean {
  const [, name = '', word] = line.words;
  if (name === 'compiled' || name === 'rate-limit' || name === 'dynamic-extended') return true;
  const number = readNumber(name, 9999);
  const kind = kindOfNumber(name);
  // Lists for other protocols: by their type, Ethernet addresses and so on.
  if (!kind) return number >= 200;
  if (word === undefined) return false;
  const before = draft.list(name, 4);
  if (before?.isShown) return true;
  const heading: Heading = { name, family: 4, isStandard: kind === 'standard', isShown: false };
  readEntryLine(draft, openList(draft, line, heading), line, 2);
  return true;
}

/** All lists, their entries in the order in which they are asked. */
export function finishLists(draft: Draft): ReadonlyMap<string, AccessList> {
  const lists = new Map<string, AccessList>();
  for (const [key, { name, family, statement, isNumbered, entries }] of draft.lists)
    lists.set(key, { name, family, statement, isNumbered, entries: inOrder(draft, entries) });
  return lists;
}

/**
 * Sorted by number. An entry with the number of another one replaces it in NX-OS and is refused by IOS: which of the
 * two counts isn't known, unless they say the same.
 */
function inOrder(draft: Draft, entries: readonly AccessEntry[]): readonly AccessEntry[] {
  const sorted = [...entries].sort((a, b) => a.sequence - b.sequence);
  const kept: AccessEntry[] = [];
  let last: AccessEntry | undefined;
  let at = 0;
  for (const entry of sorted) {
    if (entry.kind === 'remark') {
      kept.push(entry);
      continue;
    }
    if (last?.sequence === entry.sequence) {
      if (last.statement.text === entry.statement.text) continue;
      draft.notUnderstood(entry.statement, 'Another entry of the list has its number');
      kept[at] = { kind: 'unknown', statement: last.statement, sequence: last.sequence };
      kept.push({ kind: 'unknown', statement: entry.statement, sequence: entry.sequence });
      continue;
    }
    at = kept.length;
    last = entry;
    kept.push(entry);
  }
  return kept;
}
