import type { Cursor } from './cursor.ts';
import type { ReadNftOperator, ReadNftPart, ReadNftSelector, ReadNftVerdict } from './model.ts';
import { parseSelector } from './parse-selector.ts';
import { parseSetting, parseStatement } from './parse-statement.ts';
import { type Definitions, parseValue } from './parse-value.ts';
import { MARK, STRING, WORD } from './tokens.ts';

/**
 * The parts of one rule, up to the end of its statement. What isn't known becomes one part `unknown` with all that
 * stands behind it: nobody can say where the next part starts.
 */
export function parseParts(cursor: Cursor, defined: Definitions): { parts: ReadNftPart[]; comment?: string } {
  const parts: ReadNftPart[] = [];
  let comment: string | undefined;
  while (!cursor.atEnd()) {
    const at = cursor.at;
    const start = cursor.start();
    if (cursor.is('comment') && cursor.kind(1) !== MARK) {
      cursor.at++;
      comment = cursor.name();
      continue;
    }
    const part = parseStatement(cursor, defined) ?? parseMatch(cursor, defined);
    if (part) parts.push(part);
    else {
      cursor.at = at;
      parts.push(parseUnknown(cursor, start));
    }
  }
  return { parts, ...(comment !== undefined && { comment }) };
}

const OPERATORS: ReadonlyMap<string, ReadNftOperator> = new Map([
  ['==', '=='],
  ['eq', '=='],
  ['!=', '!='],
  ['ne', '!='],
  ['<', '<'],
  ['lt', '<'],
  ['>', '>'],
  ['gt', '>'],
  ['<=', '<='],
  ['le', '<='],
  ['>=', '>='],
  ['ge', '>='],
  ['!', '!'],
]);

function parseMatch(cursor: Cursor, defined: Definitions): ReadNftPart | undefined {
  const start = cursor.start();
  const selectors = parseSelectors(cursor);
  const [first] = selectors ?? [];
  if (!selectors || first === undefined) return undefined;
  if (cursor.take('set')) return parseSetting(cursor, first, start, defined);
  if (cursor.take('vmap')) {
    const map = parseValue(cursor, defined);
    return map && { kind: 'vmap', selectors, map, start, end: cursor.end() };
  }
  let mask = cursor.take('&') ? parseValue(cursor, defined) : undefined;
  const operator = cursor.kind() === STRING ? undefined : OPERATORS.get(cursor.text());
  if (operator) cursor.at++;
  const value = parseValue(cursor, defined);
  if (!value || cursor.is('<<') || cursor.is('>>') || cursor.is('^')) return undefined;
  // `tcp flags syn / fin,syn`
  if (cursor.take('/')) mask = parseValue(cursor, defined);
  return {
    kind: 'match',
    selectors,
    operator: operator ?? 'is',
    ...(mask && { mask }),
    value,
    start,
    end: cursor.end(),
  };
}

function parseSelectors(cursor: Cursor): readonly ReadNftSelector[] | undefined {
  const first = parseSelector(cursor);
  if (first === undefined) return undefined;
  const selectors = [first];
  while (cursor.take('.')) {
    const next = parseSelector(cursor);
    if (next === undefined) return undefined;
    selectors.push(next);
  }
  return selectors;
}

const VERDICTS: ReadonlyMap<string, ReadNftVerdict['kind']> = new Map([
  ['accept', 'accept'],
  ['drop', 'drop'],
  ['reject', 'reject'],
  ['return', 'return'],
]);
/** Words that may send a packet elsewhere: with one of them, nothing can be said about the statement's end. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'jump',
  'goto',
  'vmap',
  'map',
  'queue',
  'synproxy',
  'dnat',
  'snat',
]);

function parseUnknown(cursor: Cursor, start: number): ReadNftPart {
  let last: string | undefined;
  let open = false;
  while (!cursor.atEnd()) {
    if (cursor.kind() === MARK && cursor.is('{')) {
      open = true;
      cursor.skipBlock();
      continue;
    }
    if (cursor.kind() === WORD) {
      const word = cursor.text();
      if (word === 'comment') {
        cursor.skipStatement();
        break;
      }
      if (ELSEWHERE.has(word) || (last !== undefined && VERDICTS.has(word))) open = true;
      if (VERDICTS.has(word)) last = word;
    }
    cursor.at++;
  }
  const kind = open || last === undefined ? undefined : VERDICTS.get(last);
  return {
    kind: 'unknown',
    ...(kind && { verdict: { kind: kind as 'accept' } }),
    text: cursor.since(start),
  };
}
