/** Values of nft's JSON (libnftables-json(5), "EXPRESSIONS") as the text has them. */
import { items, type JsonNode, member, members, numberOf, stringOf } from '../../source/json.ts';
import type { ReadNftElement, ReadNftSelector, ReadNftValue, ReadNftVerdict } from './model.ts';

/** The only member of an object; absent where it has more, or none. */
export function onlyMember(node: JsonNode | undefined): readonly [string, JsonNode] | undefined {
  if (node?.type !== 'object' || node.children?.length !== 1) return undefined;
  const [entry] = members(node);
  return entry;
}

/** What a match has on its right, and what a set holds; absent where it isn't a value that is known. */
export function jsonValue(node: JsonNode | undefined): ReadNftValue | undefined {
  const scalar = scalarText(node);
  if (scalar !== undefined)
    return scalar.startsWith('@') ? { kind: 'reference', name: scalar.slice(1) } : word(scalar);
  if (node?.type === 'boolean') return word(`${node.value}`);
  if (node?.type === 'array') return listOf(items(node), 'list');
  const [name, value] = onlyMember(node) ?? [];
  switch (name) {
    case 'prefix':
      return prefixOf(value);
    case 'range':
      return rangeOf(items(value));
    case 'set': {
      const elements = jsonElements(value?.type === 'array' ? items(value) : value ? [value] : [], false);
      return elements && { kind: 'set', elements };
    }
    case 'concat':
      return listOf(items(value), 'concatenation');
    case '|':
      return listOf(items(value), 'list');
    case 'elem':
      return elementValue(value);
    default:
      return undefined;
  }
}

const word = (text: string): ReadNftValue => ({ kind: 'word', text });

function scalarText(node: JsonNode | undefined): string | undefined {
  const number = numberOf(node);
  return number !== undefined ? `${number}` : stringOf(node);
}

function prefixOf(node: JsonNode | undefined): ReadNftValue | undefined {
  const [address, length] = [stringOf(member(node, 'addr')), numberOf(member(node, 'len'))];
  return address === undefined || length === undefined ? undefined : word(`${address}/${length}`);
}

function rangeOf(ends: readonly JsonNode[]): ReadNftValue | undefined {
  const [first, last] = ends.map(scalarText);
  if (ends.length !== 2 || first === undefined || last === undefined) return undefined;
  return word(`${first}-${last}`);
}

function listOf(nodes: readonly JsonNode[], kind: 'list' | 'concatenation'): ReadNftValue | undefined {
  const values = nodes.map(jsonValue);
  return values.every((v) => v !== undefined) ? { kind, items: values } : undefined;
}

/** What may stand beside an element's value, and decides nothing. */
const BESIDE: ReadonlySet<string> = new Set(['val', 'timeout', 'expires', 'comment', 'counter', 'last']);

function elementValue(node: JsonNode | undefined): ReadNftValue | undefined {
  if ([...members(node).keys()].some((name) => !BESIDE.has(name))) return undefined;
  return jsonValue(member(node, 'val'));
}

/** The elements of a set, or the pairs of a map; absent where one of them isn't known. */
export function jsonElements(nodes: readonly JsonNode[], isMap: boolean): ReadNftElement[] | undefined {
  const elements: ReadNftElement[] = [];
  for (const node of nodes) {
    const element = isMap ? pairOf(node) : keyOf(node);
    if (!element) return undefined;
    elements.push(element);
  }
  return elements;
}

function keyOf(node: JsonNode): ReadNftElement | undefined {
  const key = jsonValue(node);
  return key && { key };
}

function pairOf(node: JsonNode): ReadNftElement | undefined {
  const [left, right, ...more] = items(node);
  const key = more.length === 0 ? jsonValue(left) : undefined;
  if (!key || !right) return undefined;
  const verdict = jsonVerdict(right);
  if (verdict) return { key, verdict };
  const value = jsonValue(right);
  return value && { key, value };
}

const PLAIN: ReadonlySet<string> = new Set(['accept', 'drop', 'return', 'continue']);

/** `{"accept": null}`, `{"jump": {"target": "other"}}`: the verdicts that a map may hold too. */
export function jsonVerdict(node: JsonNode): ReadNftVerdict | undefined {
  const [name, value] = onlyMember(node) ?? [];
  if (name === undefined) return undefined;
  if (PLAIN.has(name)) return { kind: name as 'accept' };
  if (name !== 'jump' && name !== 'goto') return undefined;
  const chain = stringOf(member(value, 'target'));
  return chain === undefined ? undefined : { kind: name, chain };
}

/** What a match looks at; absent where it is computed from something. */
export function jsonSelectors(node: JsonNode | undefined): readonly ReadNftSelector[] | undefined {
  const [name, value] = onlyMember(node) ?? [];
  if (name === 'concat') {
    const selectors = items(value).map(selectorOf);
    return selectors.length > 0 && selectors.every((s) => s !== undefined) ? selectors : undefined;
  }
  const only = selectorOf(node);
  return only === undefined ? undefined : [only];
}

/** Expressions that are computed: the packet's field in them is not what is compared. */
const COMPUTED: ReadonlySet<string> = new Set([
  '|',
  '&',
  '^',
  '<<',
  '>>',
  'concat',
  'set',
  'map',
  'elem',
  'prefix',
  'range',
]);

function selectorOf(node: JsonNode | undefined): ReadNftSelector | undefined {
  const [name, value] = onlyMember(node) ?? [];
  if (name === undefined || COMPUTED.has(name)) return undefined;
  const text = (key: string): string | undefined => stringOf(member(value, key));
  switch (name) {
    case 'payload': {
      const [protocol, field] = [text('protocol'), text('field')];
      if (protocol !== undefined && field !== undefined) return `${protocol} ${field}`;
      return `@${text('base')},${numberOf(member(value, 'offset'))},${numberOf(member(value, 'len'))}`;
    }
    case 'meta':
      return text('key') === undefined ? undefined : `meta ${text('key')}`;
    case 'ct':
      if (text('key') === undefined) return undefined;
      return ['ct', text('dir'), text('family'), text('key')].filter((part) => part !== undefined).join(' ');
    case 'fib': {
      const flags = member(value, 'flags');
      const names = (flags?.type === 'array' ? items(flags) : flags ? [flags] : []).map(stringOf);
      return `fib ${names.join(' . ')} ${text('result')}`;
    }
    case 'exthdr': {
      const [header, field] = [text('name'), text('field')];
      return field === undefined ? `exthdr ${header}` : `${header} ${field}`;
    }
    default:
      // `rt`, `socket`, `tcp option`, …: nothing of them is followed.
      return `${name} …`;
  }
}
