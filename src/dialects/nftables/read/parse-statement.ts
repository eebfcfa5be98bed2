import type { Cursor } from './cursor.ts';
import type { ReadNftPart, ReadNftSelector } from './model.ts';
import { parseSelector } from './parse-selector.ts';
import { type Definitions, parseValue, parseVerdict } from './parse-value.ts';
import { END, MARK, STRING, WORD } from './tokens.ts';

/** A verdict, or a statement that isn't a match; absent, with nothing taken, where none stands here. */
export function parseStatement(cursor: Cursor, defined: Definitions): ReadNftPart | undefined {
  if (cursor.kind() !== WORD) return undefined;
  const start = cursor.start();
  const parse = STATEMENTS.get(cursor.text());
  if (parse) return parse(cursor, start, defined);
  const verdict = parseVerdict(cursor);
  return verdict && { kind: 'verdict', verdict };
}

type Parse = (cursor: Cursor, start: number, defined: Definitions) => ReadNftPart | undefined;

const other: ReadNftPart = { kind: 'remark', what: 'other' };
const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Takes the statement's name and then all that its own words and their values are. */
function options(cursor: Cursor, known: ReadonlySet<string>, values: ReadonlySet<string>): void {
  cursor.at++;
  for (;;) {
    const kind = cursor.kind();
    if (kind === WORD && known.has(cursor.text())) {
      const hasValue = values.has(cursor.text());
      cursor.at++;
      if (hasValue && (cursor.kind() === WORD || cursor.kind() === STRING)) {
        cursor.at++;
      }
    } else if (cursor.is(',') && known.has(cursor.text(1))) cursor.at++;
    else return;
  }
}

const COUNTER = words('packets bytes name');
const LOG = words('prefix level group snaplen queue-threshold flags tcp sequence options ip skuid ether all');
const LOG_VALUES = words('prefix level group snaplen queue-threshold');
const LIMIT = words(
  'name rate over burst bytes kbytes mbytes packets bytes/second kbytes/second mbytes/second bytes/minute kbytes/minute mbytes/minute bytes/hour kbytes/hour mbytes/hour bytes/day kbytes/day mbytes/day second minute hour day week',
);
const QUOTA = words('name over until used bytes kbytes mbytes gbytes');

/** `limit rate over 10/second burst 5 packets`: any order of its words and numbers. */
function conditionOf(known: ReadonlySet<string>, on: 'rate' | 'other'): Parse {
  return (cursor, start) => {
    cursor.at++;
    let named = false;
    for (;;) {
      const kind = cursor.kind();
      const text = cursor.text();
      if (kind === WORD && (known.has(text) || isNumber(text))) named = text === 'name';
      else if (named && (kind === WORD || kind === STRING)) named = false;
      else if (kind === MARK && text === '/') named = false;
      else break;
      cursor.at++;
    }
    return { kind: 'condition', on, text: cursor.since(start) };
  };
}

const isNumber = (text: string): boolean => {
  const c = text.charCodeAt(0);
  return c >= 48 && c <= 57;
};

const counter: Parse = (cursor) => {
  options(cursor, COUNTER, COUNTER);
  // `counter "name"`
  if (cursor.kind() === STRING) cursor.at++;
  return { kind: 'remark', what: 'counter' };
};

const log: Parse = (cursor) => {
  options(cursor, LOG, LOG_VALUES);
  return other;
};

const ANSWERS: ReadonlyMap<string, 'icmp' | 'icmpv6' | 'tcp'> = new Map([
  ['icmp', 'icmp'],
  ['icmpv6', 'icmpv6'],
  ['tcp', 'tcp'],
]);
const REJECT = words('with icmp icmpv6 icmpx type tcp reset');

const reject: Parse = (cursor) => {
  const with_ = cursor.is('with', 1);
  const answer = with_ ? ANSWERS.get(cursor.text(2)) : undefined;
  options(cursor, REJECT, new Set());
  // What is answered: `port-unreachable`, `admin-prohibited`, a number.
  if (with_ && cursor.kind() === WORD && !cursor.is('comment')) {
    const code = cursor.text();
    if (isNumber(code) || code.includes('-')) cursor.at++;
  }
  return { kind: 'verdict', verdict: { kind: 'reject', ...(answer && { answer }) } };
};

/** What may follow a statement that doesn't end its rule, and is none of its parameters. */
const FOLLOWING: ReadonlySet<string> = words(
  'comment accept drop reject return jump goto continue queue counter log meta ct mark limit quota',
);
/** Behind a statement that ends its rule there is a comment, at most. */
const COMMENT: ReadonlySet<string> = words('comment');

/** Takes the rest of the statement, up to one of these words: its parameters are expressions of their own. */
function rest(cursor: Cursor, until: ReadonlySet<string>): void {
  let depth = 0;
  while (depth > 0 || !cursor.atEnd()) {
    if (cursor.kind() === END || (depth === 0 && cursor.kind() === WORD && until.has(cursor.text()))) return;
    if (cursor.is('{')) depth++;
    else if (cursor.is('}')) depth--;
    cursor.at++;
  }
}

const change =
  (what: 'address' | 'tracking', ends: boolean): Parse =>
  (cursor, start) => {
    if (what === 'tracking') cursor.at++;
    else rest(cursor, ends ? COMMENT : FOLLOWING);
    return { kind: 'change', what, ends, text: cursor.since(start) };
  };

const ending =
  (kind: 'queue' | 'synproxy'): Parse =>
  (cursor) => {
    rest(cursor, COMMENT);
    return { kind: 'verdict', verdict: { kind } };
  };

/** `add @set { ip saddr limit rate 5/second }`, `meter name { … }`: goes on only where there is room and rate left. */
const dynamicSet: Parse = (cursor, start) => {
  cursor.at++;
  let limited = false;
  while (!cursor.atEnd() && !cursor.is('{')) cursor.at++;
  if (!cursor.take('{')) return undefined;
  while (!cursor.atEnd()) {
    if (cursor.is('limit') || cursor.is('quota') || cursor.is('count')) limited = true;
    if (cursor.is('{')) return undefined;
    cursor.at++;
  }
  if (!cursor.take('}')) return undefined;
  return { kind: 'condition', on: limited ? 'rate' : 'other', text: cursor.since(start) };
};

const flow: Parse = (cursor) => {
  cursor.at++;
  if (!cursor.take('add') && !cursor.take('offload')) return undefined;
  if (cursor.name() === undefined) return undefined;
  return { kind: 'remark', what: 'offload' };
};

const duplicate: Parse = (cursor) => {
  rest(cursor, FOLLOWING);
  return other;
};

const last: Parse = (cursor) => {
  cursor.at++;
  if (cursor.take('used')) cursor.at++;
  return other;
};

/** What a rule may write that later rules see as another packet. */
const ADDRESSED: ReadonlySet<string> = words('saddr daddr sport dport protocol nexthdr');

/** `ct count over 5`, `ct timeout set "x"`: what of `ct` is no selector. Absent, with nothing taken, for all else. */
const ct: Parse = (cursor, start, defined) => {
  if (cursor.is('count', 1)) {
    cursor.at += 2;
    cursor.take('over');
    parseValue(cursor, defined);
    return { kind: 'condition', on: 'rate', text: cursor.since(start) };
  }
  if (!SET_ONLY.has(cursor.text(1)) || !cursor.is('set', 2)) return undefined;
  cursor.at += 3;
  restOfValue(cursor, defined);
  return other;
};

const SET_ONLY: ReadonlySet<string> = words('timeout expectation event');

/** Behind `set`: `meta mark set 1`, `ct helper set "tftp"`, `ip daddr set 10.0.0.1`. */
export function parseSetting(
  cursor: Cursor,
  selector: ReadNftSelector,
  start: number,
  defined: Definitions,
): ReadNftPart {
  const name = selector === 'ct helper' && cursor.kind() === STRING ? cursor.text() : undefined;
  restOfValue(cursor, defined);
  if (name !== undefined) return { kind: 'helper', name };
  const isAddress = ADDRESSED.has(selector.slice(selector.indexOf(' ') + 1)) && !selector.startsWith('meta');
  return isAddress ? { kind: 'change', what: 'address', ends: false, text: cursor.since(start) } : other;
}

/** A written value may be an expression: `meta mark or 0x1`, `rt mtu`, `ip saddr map @m`. */
function restOfValue(cursor: Cursor, defined: Definitions): void {
  for (;;) {
    if (parseSelector(cursor) === undefined && !parseValue(cursor, defined)) return;
    // `meta priority set 1:10`
    if (!JOINS.has(cursor.text()) && !cursor.is(':')) return;
    cursor.at++;
  }
}

const JOINS: ReadonlySet<string> = words('map or and xor & | ^ << >> mod');

const STATEMENTS: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ['ct', ct],
  ['counter', counter],
  ['log', log],
  ['limit', conditionOf(LIMIT, 'rate')],
  ['quota', conditionOf(QUOTA, 'rate')],
  ['reject', reject],
  ['queue', ending('queue')],
  ['synproxy', ending('synproxy')],
  ['notrack', change('tracking', false)],
  ['dnat', change('address', true)],
  ['redirect', change('address', true)],
  ['tproxy', change('address', false)],
  ['fwd', change('address', true)],
  ['snat', change('address', true)],
  ['masquerade', change('address', true)],
  ['dup', duplicate],
  ['last', last],
  ['flow', flow],
  ['add', dynamicSet],
  ['update', dynamicSet],
  ['set', dynamicSet],
  ['delete', dynamicSet],
  ['meter', dynamicSet],
]);
