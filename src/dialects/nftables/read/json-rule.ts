/** The statements of a rule in nft's JSON (libnftables-json(5), "STATEMENTS"), as parts that the text has too. */
import { items, type JsonNode, member, stringOf } from '../../source/json.ts';
import { jsonElements, jsonSelectors, jsonValue, jsonVerdict, onlyMember } from './json-value.ts';
import type { ReadNftOperator, ReadNftPart, ReadNftValue } from './model.ts';

/** A piece of the text, on one line. */
export type Quote = (node: JsonNode) => string;

/** Each statement is one part; those that aren't known are told to `strange`. */
export function jsonParts(
  statements: readonly JsonNode[],
  quote: Quote,
  strange: (text: string) => void,
): ReadNftPart[] {
  return statements.map((node) => {
    const part = partOf(node, quote);
    if (part) return part;
    const text = quote(node);
    strange(text);
    // A match that isn't understood only takes packets away; anything else could decide.
    const isMatch = onlyMember(node)?.[0] === 'match';
    return isMatch ? { kind: 'condition', on: 'not-understood', text } : { kind: 'unknown', text };
  });
}

function partOf(node: JsonNode, quote: Quote): ReadNftPart | undefined {
  const [name, value] = onlyMember(node) ?? [];
  if (name === undefined || value === undefined) return undefined;
  const verdict = jsonVerdict(node);
  if (verdict) return { kind: 'verdict', verdict };
  const parse = STATEMENTS.get(name);
  return parse?.(value, () => quote(node));
}

type Parse = (value: JsonNode, text: () => string) => ReadNftPart | undefined;

const OPERATORS: ReadonlyMap<string, ReadNftOperator> = new Map([
  // As the text without an operator: for flags, "has one of them".
  ['in', 'is'],
  ['==', '=='],
  ['!=', '!='],
  ['!', '!'],
  ['<', '<'],
  ['>', '>'],
  ['<=', '<='],
  ['>=', '>='],
]);

const match: Parse = (value) => {
  const operator = OPERATORS.get(stringOf(member(value, 'op')) ?? '');
  const left = member(value, 'left');
  const right = jsonValue(member(value, 'right'));
  const [name, operands] = onlyMember(left) ?? [];
  const [masked, bits, ...more] = name === '&' ? items(operands) : [];
  const selectors = jsonSelectors(name === '&' ? masked : left);
  const mask = bits && jsonValue(bits);
  if (!operator || !selectors || !right || more.length > 0 || (name === '&' && !mask)) return undefined;
  return { kind: 'match', selectors, operator, ...(mask && { mask }), value: right, ...spanOf(value) };
};

const spanOf = ({ offset, length }: JsonNode): { start: number; end: number } => ({
  start: offset,
  end: offset + length,
});

const vmap: Parse = (value) => {
  const selectors = jsonSelectors(member(value, 'key'));
  const map = mapOf(member(value, 'data'));
  return selectors && map && { kind: 'vmap', selectors, map, ...spanOf(value) };
};

function mapOf(node: JsonNode | undefined): ReadNftValue | undefined {
  const named = stringOf(node);
  if (named !== undefined)
    return named.startsWith('@') ? { kind: 'reference', name: named.slice(1) } : undefined;
  const elements = jsonElements(items(member(node, 'set')), true);
  return elements && member(node, 'set') ? { kind: 'set', elements } : undefined;
}

const ANSWERS: ReadonlyMap<string, 'icmp' | 'icmpv6' | 'tcp'> = new Map([
  ['icmp', 'icmp'],
  ['icmpv6', 'icmpv6'],
  ['tcp reset', 'tcp'],
]);

const reject: Parse = (value) => {
  const answer = ANSWERS.get(stringOf(member(value, 'type')) ?? '');
  return { kind: 'verdict', verdict: { kind: 'reject', ...(answer && { answer }) } };
};

const remark =
  (what: 'counter' | 'offload' | 'other'): Parse =>
  () => ({ kind: 'remark', what });

const condition =
  (on: 'rate' | 'other'): Parse =>
  (_, text) => ({ kind: 'condition', on, text: text() });

const change =
  (what: 'address' | 'tracking', ends: boolean): Parse =>
  (_, text) => ({ kind: 'change', what, ends, text: text() });

const ending =
  (kind: 'queue' | 'synproxy'): Parse =>
  () => ({ kind: 'verdict', verdict: { kind } });

/** What a rule may write that later rules see as another packet. */
const ADDRESSED: ReadonlySet<string> = new Set(['saddr', 'daddr', 'sport', 'dport', 'protocol', 'nexthdr']);

/** `meta mark set 1`, `ip daddr set 10.0.0.1`; a raw piece of a header may be an address. */
const mangle: Parse = (value, text) => {
  const [of, key] = onlyMember(member(value, 'key')) ?? [];
  if (of === undefined) return undefined;
  const field = stringOf(member(key, 'field'));
  const isAddress = of === 'payload' && (field === undefined || ADDRESSED.has(field));
  return isAddress
    ? { kind: 'change', what: 'address', ends: false, text: text() }
    : { kind: 'remark', what: 'other' };
};

const helper: Parse = (value) => {
  const name = stringOf(value);
  return name === undefined ? { kind: 'remark', what: 'other' } : { kind: 'helper', name };
};

/** `add @set { … }`: goes on only where there is room, and where a statement of the element lets it. */
const dynamicSet: Parse = (value, text) => {
  const statements = items(member(value, 'stmt'));
  const elements = member(member(member(value, 'elem'), 'elem'), 'stmt') ?? member(value, 'stmt');
  return { kind: 'condition', on: statements.length > 0 || elements ? 'rate' : 'other', text: text() };
};

const STATEMENTS: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ['match', match],
  ['vmap', vmap],
  ['reject', reject],
  ['queue', ending('queue')],
  ['synproxy', ending('synproxy')],
  ['counter', remark('counter')],
  ['flow', remark('offload')],
  ['log', remark('other')],
  ['dup', remark('other')],
  ['last', remark('other')],
  ['ct helper', helper],
  ['ct timeout', remark('other')],
  ['ct expectation', remark('other')],
  ['secmark', remark('other')],
  ['mangle', mangle],
  ['limit', condition('rate')],
  ['quota', condition('rate')],
  ['ct count', condition('rate')],
  ['set', dynamicSet],
  ['meter', dynamicSet],
  ['notrack', change('tracking', false)],
  ['dnat', change('address', true)],
  ['snat', change('address', true)],
  ['masquerade', change('address', true)],
  ['redirect', change('address', true)],
  ['fwd', change('address', true)],
  ['tproxy', change('address', false)],
]);
