import type { ReadNftChain, ReadNftRule, ReadNftTable } from './model.ts';
import { parseDefinition, parseInclude } from './parse-directive.ts';
import { parsePlainRules } from './parse-plain.ts';
import { parseParts } from './parse-rule.ts';
import { type Reading, report, unclosed } from './reading.ts';
import { END, STRING, WORD } from './tokens.ts';

/** The chain of that name in a table, made if it isn't there yet. */
export function chainOf({ cursor }: Reading, table: ReadNftTable, name: string, start: number): ReadNftChain {
  const known = table.chains.get(name);
  if (known) return known;
  const chain: ReadNftChain = { name, place: cursor.place({ start, end: cursor.end() }), rules: [] };
  table.chains.set(name, chain);
  return chain;
}

/** What stands between a chain's braces; the opening one is taken. */
export function parseChainBody(reading: Reading, chain: ReadNftChain): void {
  const { cursor } = reading;
  const opened = cursor.start();
  for (;;) {
    cursor.skipSemicolons();
    parsePlainRules(reading, chain);
    cursor.skipSeparators();
    if (cursor.take('}')) return;
    if (cursor.kind() === END) {
      unclosed(reading, opened);
      return;
    }
    const start = cursor.start();
    if (cursor.is('type')) parseBase(reading, chain, start);
    else if (cursor.is('policy')) parsePolicy(reading, chain, start);
    else if (cursor.is('comment') && cursor.kind(1) === STRING) cursor.at += 2;
    else if (cursor.is('flags') && cursor.is('offload', 1)) cursor.at += 2;
    else if (parseDefinition(reading)) continue;
    else if (cursor.is('include')) {
      const included = parseInclude(reading);
      if (included) chain.rules.push(included);
    } else chain.rules.push(parseRule(reading));
  }
}

/** One rule up to the end of its statement. */
export function parseRule(reading: Reading, command?: { readonly start: number }): ReadNftRule {
  const { cursor } = reading;
  const ruleStart = cursor.start();
  const start = command?.start ?? ruleStart;
  const commandText = command && cursor.since(start);
  const { parts, comment } = parseParts(cursor, reading.defined);
  const span = { start, end: Math.max(start, cursor.end()) };
  const place = cursor.place(span);
  for (const part of parts) {
    if (part.kind !== 'unknown') continue;
    const what = JSON.stringify(part.text);
    report(reading, part.verdict ? 'PT8002' : 'PT8001', {
      message: part.verdict
        ? `the part ${what} of a rule was not understood`
        : `the rule ${what} was not understood`,
      place,
      help: 'What depends on it stays unproven: write it in another way, or judge it yourself',
    });
  }
  return {
    parts,
    span,
    place,
    ...(comment !== undefined && { comment }),
    ...(commandText !== undefined && { command: commandText }),
  };
}

/** `type filter hook forward priority filter + 10;` */
function parseBase(reading: Reading, chain: ReadNftChain, start: number): void {
  const { cursor } = reading;
  cursor.at++;
  const type = cursor.name() ?? '';
  let hook = '';
  let priority: number | undefined;
  const devices: string[] = [];
  while (!cursor.atEnd()) {
    if (cursor.take('hook')) hook = cursor.name() ?? '';
    else if (cursor.take('device') || cursor.take('devices')) parseDevices(reading, devices);
    else if (cursor.take('priority')) priority = parsePriority(reading, hook);
    else break;
  }
  const place = cursor.place({ start, end: cursor.end() });
  chain.base = { type, hook, devices, priority, place };
  if (cursor.atEnd() && hook !== '' && priority !== undefined) return;
  cursor.skipStatement();
  report(reading, 'PT8002', {
    message: `where the chain ${chain.name} is hooked was not understood`,
    place,
    help: 'Write `type filter hook forward priority 0;`, as `nft list ruleset` does',
  });
}

function parseDevices({ cursor }: Reading, devices: string[]): void {
  cursor.take('=');
  if (!cursor.take('{')) {
    const name = cursor.name();
    if (name !== undefined) devices.push(name);
    return;
  }
  for (;;) {
    cursor.skipNewlines();
    const name = cursor.name();
    if (name !== undefined) devices.push(name);
    else if (!cursor.take(',')) break;
  }
  cursor.take('}');
}

/** nft(8), "Standard priority names"; the family `bridge` has others of the same names. */
const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['raw', -300],
  ['mangle', -150],
  ['dstnat', -100],
  ['filter', 0],
  ['security', 50],
  ['srcnat', 100],
  ['out', 100],
]);

function parsePriority({ cursor, defined }: Reading, hook: string): number | undefined {
  const sign = cursor.take('-') ? -1 : 1;
  let text = cursor.kind() === WORD ? cursor.text() : '';
  const value = text.startsWith('$') ? defined.get(text.slice(1)) : undefined;
  if (value?.kind === 'word' || value?.kind === 'string') text = value.text;
  const first = hook === '' ? undefined : (PRIORITIES.get(text) ?? numberOf(text));
  if (first === undefined) return undefined;
  cursor.at++;
  const plus = cursor.take('+');
  if (!plus && !cursor.take('-')) return sign * first;
  const second = cursor.kind() === WORD ? numberOf(cursor.text()) : undefined;
  if (second === undefined) return undefined;
  cursor.at++;
  return sign * first + (plus ? second : -second);
}

const numberOf = (text: string): number | undefined => (/^-?\d{1,10}$/.test(text) ? Number(text) : undefined);

function parsePolicy(reading: Reading, chain: ReadNftChain, start: number): void {
  const { cursor } = reading;
  cursor.at++;
  let word = cursor.kind() === WORD ? cursor.text() : '';
  const value = word.startsWith('$') ? reading.defined.get(word.slice(1)) : undefined;
  if (value?.kind === 'word') word = value.text;
  cursor.skipStatement();
  const place = cursor.place({ start, end: cursor.end() });
  if (word === 'accept' || word === 'drop') chain.policy = { verdict: word, place };
  else {
    // Neither of the two: what the chain does at its end is unknown, and a rule of that kind says so.
    chain.rules.push({
      parts: [{ kind: 'unknown', text: cursor.since(start) }],
      span: { start, end: cursor.end() },
      place,
    });
    report(reading, 'PT8001', {
      message: `the policy of the chain ${chain.name} was not understood`,
      place,
      help: 'It is `policy accept;` or `policy drop;`',
    });
  }
}
