/** What stands behind the addresses of an entry. */
import type { Dependency } from '../../policy/ruleset.ts';
import { readNumber } from '../source/dotted.ts';
import type { AccessRule, FlagTest, Flavour, TcpFlag } from './model.ts';
import type { Cursor } from './read-terms.ts';

/** An entry that is being read. */
export type DraftRule = { -readonly [K in keyof AccessRule]: AccessRule[K] } & { conditions: Dependency[] };

const FLAGS: ReadonlySet<string> = new Set<TcpFlag>(['ack', 'fin', 'psh', 'rst', 'syn', 'urg']);
const ESTABLISHED: readonly FlagTest[] = [
  { flag: 'ack', isSet: true },
  { flag: 'rst', isSet: true },
];

/** Options that ask something else about the packet, with the words that follow each. */
const CONDITIONS: ReadonlyMap<string, readonly [words: number, text: string]> = new Map<
  string,
  readonly [number, string]
>([
  ['dscp', [1, 'the DSCP value']],
  ['precedence', [1, 'the IP precedence']],
  ['tos', [1, 'the type of service']],
  ['option', [1, 'the IP option']],
  ['flow-label', [1, 'the flow label']],
  ['http-method', [1, 'the HTTP method']],
  ['vlan', [1, 'the VLAN']],
  ['routing-type', [1, 'the routing header of type']],
  ['mobility-type', [1, 'the mobility header of type']],
  ['dest-option-type', [1, 'the destination option of type']],
  ['routing', [0, 'a routing header']],
  ['mobility', [0, 'a mobility header']],
  ['dest-option', [0, 'a destination option']],
  ['hbh', [0, 'a hop-by-hop option']],
  ['auth', [0, 'an authentication header']],
  ['undetermined-transport', [0, 'a transport that could not be determined']],
]);

/** Options with a comparison: `ttl lt 5`, `packet-length range 100 200`. */
const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['ttl', 'the time to live'],
  ['packet-length', 'the length of the packet'],
]);

/** Reads options up to the end, or to the first word that isn't understood. */
export function readOptions(rule: DraftRule, cursor: Cursor, flavour: Flavour): void {
  for (;;) {
    const word = cursor.words[cursor.at];
    if (word === undefined || !readOption(rule, cursor, word, flavour)) return;
  }
}

function readOption(rule: DraftRule, cursor: Cursor, word: string, flavour: Flavour): boolean {
  const { words, at } = cursor;
  const next = words[at + 1];
  switch (word) {
    case 'log':
    case 'log-input':
      readLog(cursor, flavour);
      return true;
    case 'fragments':
      rule.fragments = true;
      cursor.at++;
      return true;
    case 'time-range':
      if (next === undefined) return false;
      rule.timeRange = next;
      cursor.at += 2;
      return true;
    case 'reflect':
      return readReflect(rule, cursor, next);
    case 'established':
    case 'match-all':
    case 'match-any':
      return readFlags(rule, cursor, word);
    case 'sequence':
      if (readNumber(next, 0xffff_ffff) < 0) return false;
      cursor.at += 2;
      return true;
    default:
      if (FLAGS.has(word)) return readPlainFlags(rule, cursor, flavour);
      return readShown(cursor, word) || readCondition(rule, cursor, word);
  }
}

const KNOWN: ReadonlySet<string> = new Set([
  ...FLAGS,
  ...CONDITIONS.keys(),
  ...COMPARISONS.keys(),
  'log',
  'log-input',
  'fragments',
  'time-range',
  'reflect',
  'established',
  'match-all',
  'match-any',
  'sequence',
]);

/** In IOS a word of one's own may follow, which is put into the log's lines. */
function readLog(cursor: Cursor, flavour: Flavour): void {
  cursor.at++;
  const word = cursor.words[cursor.at] ?? '';
  const isLast = cursor.at + 1 === cursor.words.length;
  if (flavour === 'ios' && isLast && !KNOWN.has(word) && /^[A-Za-z][\w-]{0,63}$/.test(word)) cursor.at++;
}

function readReflect(rule: DraftRule, cursor: Cursor, name: string | undefined): boolean {
  if (name === undefined || rule.action !== 'permit') return false;
  rule.reflect = name;
  cursor.at += 2;
  if (cursor.words[cursor.at] === 'timeout' && readNumber(cursor.words[cursor.at + 1], 0x7fff_ffff) >= 0)
    cursor.at += 2;
  return true;
}

const isTcp = ({ protocol }: DraftRule): boolean => protocol?.kind === 'number' && protocol.number === 6;

/** `established`, `match-all +ack -syn`, `match-any +ack +rst`. */
function readFlags(rule: DraftRule, cursor: Cursor, word: string): boolean {
  if (!isTcp(rule) || rule.flags) return false;
  if (word === 'established') {
    rule.flags = { match: 'any', tests: ESTABLISHED };
    cursor.at++;
    return true;
  }
  const tests: FlagTest[] = [];
  let at = cursor.at + 1;
  for (;;) {
    const text = cursor.words[at] ?? '';
    const flag = text.slice(1);
    if ((text[0] !== '+' && text[0] !== '-') || !FLAGS.has(flag)) break;
    tests.push({ flag: flag as TcpFlag, isSet: text[0] === '+' });
    at++;
  }
  if (tests.length === 0) return false;
  rule.flags = { match: word === 'match-all' ? 'all' : 'any', tests };
  cursor.at = at;
  return true;
}

/** `ack rst`: in IOS any of them, as `established` is both; what several mean in NX-OS isn't said. */
function readPlainFlags(rule: DraftRule, cursor: Cursor, flavour: Flavour): boolean {
  if (!isTcp(rule) || rule.flags) return false;
  const tests: FlagTest[] = [];
  let at = cursor.at;
  for (let flag = cursor.words[at] ?? ''; FLAGS.has(flag); flag = cursor.words[++at] ?? '')
    tests.push({ flag: flag as TcpFlag, isSet: true });
  if (tests.length > 1 && flavour === 'nxos') return false;
  rule.flags = { match: 'any', tests };
  cursor.at = at;
  return true;
}

function readCondition(rule: DraftRule, cursor: Cursor, word: string): boolean {
  const { words, at } = cursor;
  const plain = CONDITIONS.get(word);
  if (plain) {
    const [count, text] = plain;
    if (at + count >= words.length) return false;
    const value = words.slice(at + 1, at + 1 + count).join(' ');
    return addCondition(rule, cursor, count + 1, count === 0 ? text : `${text} "${value}"`);
  }
  const compared = COMPARISONS.get(word);
  if (compared === undefined) return false;
  const count = words[at + 1] === 'range' ? 3 : 2;
  const value = words.slice(at + 1, at + 1 + count);
  if (value.length < count || !value.slice(1).every((number) => readNumber(number, 65535) >= 0)) return false;
  return addCondition(rule, cursor, count + 1, `${compared} (${value.join(' ')})`);
}

function addCondition(rule: DraftRule, cursor: Cursor, words: number, text: string): boolean {
  const condition: Dependency = { kind: 'other', text };
  rule.conditions.push(condition);
  cursor.at += words;
  return true;
}

/** `(12 matches)`, `(1 match)`, `(time left 200)`, `[match=12]`, `check=4`: what `show` puts behind. */
function readShown(cursor: Cursor, word: string): boolean {
  const { words, at } = cursor;
  if (/^(?:\[match=\d+\]|check=\d+)$/.test(word)) {
    cursor.at++;
    return true;
  }
  if (/^\(\d+$/.test(word) && /^match(?:es)?\)$/.test(words[at + 1] ?? '')) {
    cursor.at += 2;
    return true;
  }
  if (word === '(time' && words[at + 1] === 'left' && /^\d+\)$/.test(words[at + 2] ?? '')) {
    cursor.at += 3;
    return true;
  }
  return false;
}
