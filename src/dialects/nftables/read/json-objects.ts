/** Chains, rules, sets and elements in nft's JSON. */
import { items, type JsonNode, member, members, numberOf, stringOf } from '../../source/json.ts';
import { chainNamed, type From, type JsonReading, setNamed, textsOf, writtenOf } from './json-reading.ts';
import { jsonParts } from './json-rule.ts';
import { jsonElements } from './json-value.ts';
import type { ReadNftChain, ReadNftRule, ReadNftSet, ReadNftTable } from './model.ts';
import { report } from './reading.ts';

/** nft 1.0.6 leaves the devices of a chain out of its JSON. */
const UNNAMED_DEVICE = 'that the chain is bound to, which the JSON does not name';

export function readChain(
  reading: JsonReading,
  table: ReadNftTable,
  object: JsonNode,
  { entry }: From,
): boolean {
  const chain = chainNamed(reading, table, stringOf(member(object, 'name')), entry);
  if (!chain) return false;
  const { place } = writtenOf(reading, entry);
  const [type, hook] = [stringOf(member(object, 'type')), stringOf(member(object, 'hook'))];
  if (type !== undefined || hook !== undefined) {
    const named = textsOf(member(object, 'dev'));
    const isBound = table.family === 'netdev' || hook === 'ingress' || hook === 'egress';
    const devices = isBound && named.length === 0 ? [UNNAMED_DEVICE] : named;
    const priority = numberOf(member(object, 'prio'));
    chain.base = { type: type ?? '', hook: hook ?? '', devices, priority, place };
    if (type === undefined || hook === undefined || priority === undefined)
      report(reading, 'PT8002', {
        message: `where the chain ${chain.name} is hooked was not understood`,
        place,
      });
  }
  const policy = member(object, 'policy');
  if (!policy) return true;
  const verdict = stringOf(policy);
  if (verdict !== 'accept' && verdict !== 'drop') return false;
  chain.policy = { verdict, place };
  return true;
}

const RULE: ReadonlySet<string> = new Set([
  'family',
  'table',
  'chain',
  'handle',
  'index',
  'expr',
  'comment',
  'position',
]);

export function readRule(reading: JsonReading, table: ReadNftTable, object: JsonNode, from: From): boolean {
  const chain = chainNamed(reading, table, stringOf(member(object, 'chain')), from.entry);
  const expressions = member(object, 'expr');
  if (!chain || expressions?.type !== 'array') return false;
  const written = writtenOf(reading, from.entry);
  const strange: string[] = [...members(object).keys()].filter((key) => !RULE.has(key));
  const parts = jsonParts(
    items(expressions),
    (node) => writtenOf(reading, node).text,
    (text) => strange.push(text),
  );
  if (strange.length > 0)
    report(reading, 'PT8002', {
      message: `a part of the rule was not understood: ${strange.slice(0, 5).join(', ')}`,
      place: written.place,
      help: 'What depends on it stays unproven: write it in another way, or judge it yourself',
    });
  const comment = stringOf(member(object, 'comment'));
  const unknownKey = [...members(object).keys()].some((key) => !RULE.has(key));
  const rule: ReadNftRule = {
    parts: unknownKey ? [{ kind: 'condition', on: 'not-understood', text: written.text }, ...parts] : parts,
    span: written.span,
    place: written.place,
    ...(comment !== undefined && { comment }),
  };
  putInPlace(reading, chain, rule, object, from.verb);
  return true;
}

/** In a listing, a rule's handle is its name; in a command it says where the rule goes. */
function putInPlace(
  reading: JsonReading,
  chain: ReadNftChain,
  rule: ReadNftRule,
  object: JsonNode,
  verb: string,
): void {
  const index = numberOf(member(object, 'index'));
  const isDisplaced = verb !== 'list' && (member(object, 'handle') ?? member(object, 'position'));
  if (isDisplaced || (index !== undefined && !(index >= 0 && index < chain.rules.length))) {
    report(reading, 'PT8002', {
      message: 'the place of a rule is a number that only the running filter knows',
      place: rule.place,
      help: 'Load the file, and give what `nft -j list ruleset` prints then',
    });
    chain.rules.unshift({ ...rule, displaced: true });
  } else if (index !== undefined) chain.rules.splice(verb === 'insert' ? index : index + 1, 0, rule);
  else if (verb === 'insert') chain.rules.unshift(rule);
  else chain.rules.push(rule);
}

const SET: ReadonlySet<string> = new Set([
  'family',
  'table',
  'name',
  'handle',
  'type',
  'map',
  'policy',
  'flags',
  'elem',
  'size',
  'timeout',
  'gc-interval',
  'auto-merge',
  'comment',
]);

export function readSet(
  reading: JsonReading,
  table: ReadNftTable,
  object: JsonNode,
  kind: 'set' | 'map',
  { entry }: From,
): boolean {
  const name = stringOf(member(object, 'name'));
  if (name === undefined) return false;
  const set = setNamed(reading, table, name, entry);
  const flags = textsOf(member(object, 'flags'));
  if (flags.includes('dynamic') || flags.includes('timeout') || member(object, 'timeout'))
    set.changing = true;
  const isKnown = [...members(object).keys()].every((key) => SET.has(key));
  addElements(reading, set, member(object, 'elem'), kind === 'map', entry, isKnown);
  return true;
}

export function readElements(
  reading: JsonReading,
  table: ReadNftTable,
  object: JsonNode,
  { entry }: From,
): boolean {
  const name = stringOf(member(object, 'name'));
  if (name === undefined) return false;
  const set = setNamed(reading, table, name, entry);
  const elements = items(member(object, 'elem'));
  addElements(reading, set, member(object, 'elem'), elements[0]?.type === 'array', entry, true);
  return true;
}

function addElements(
  reading: JsonReading,
  set: ReadNftSet,
  node: JsonNode | undefined,
  isMap: boolean,
  at: JsonNode,
  isKnown: boolean,
): void {
  const nodes = node?.type === 'array' ? items(node) : node ? [node] : [];
  const elements = isKnown ? jsonElements(nodes, isMap) : undefined;
  if (elements) {
    for (const element of elements) set.elements.push(element);
    return;
  }
  // Whatever was read up to here is not all of it.
  set.changing = true;
  report(reading, 'PT8002', {
    message: `the elements of the set ${set.name} were not understood`,
    place: writtenOf(reading, at).place,
    help: 'Rules that use it stay unproven',
  });
}
