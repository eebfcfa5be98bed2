/** nft's JSON: what `nft -j list ruleset` prints, and what `nft -j -f` takes (libnftables-json(5)). */
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { items, type JsonNode, member, members, numberOf, readJson, stringOf } from '../../source/json.ts';
import { type Lines, linesOf, type Written, writtenAt } from '../../source/lines.ts';
import { jsonParts } from './json-rule.ts';
import { jsonElements, onlyMember } from './json-value.ts';
import type {
  ReadNft,
  ReadNftChain,
  ReadNftFamily,
  ReadNftRule,
  ReadNftSet,
  ReadNftTable,
  ReadNftUnknown,
} from './model.ts';
import { report } from './reading.ts';

interface JsonReading {
  readonly lines: Lines;
  readonly tables: Map<string, ReadNftTable>;
  readonly unknown: ReadNftUnknown[];
  readonly diagnostics: Diagnostic[];
}

const MOST_TEXT = 64 << 20;

/** Text only. Never throws; what isn't known is kept in `unknown`, or as a part of its rule. */
export function parseNftJson(text: string, file: string): { config: ReadNft; diagnostics: Diagnostic[] } {
  const lines = linesOf(text, file);
  const reading: JsonReading = { lines, tables: new Map(), unknown: [], diagnostics: [] };
  const { root, fault } = text.length > MOST_TEXT ? TOO_LARGE : readJson(text.replace(/^\ufeff/, ' '));
  if (fault) {
    const at = writtenAt(lines, fault.offset, Math.min(text.length, fault.offset + 1));
    reading.unknown.push({ ...at, text: 'the rest of the file' });
    report(reading, text.length > MOST_TEXT ? 'PT8006' : 'PT8001', {
      message: `the JSON is not whole: ${fault.message}`,
      place: at.place,
      help: 'Give all that `nft -j list ruleset` prints',
    });
  }
  const list = member(root, 'nftables');
  if (!fault && list?.type !== 'array') addUnknown(reading, root, 'there is no list "nftables"');
  for (const entry of items(list)) readEntry(reading, entry);
  const { tables, unknown, diagnostics } = reading;
  return { config: { file, text, form: 'json', tables: [...tables.values()], unknown }, diagnostics };
}

const TOO_LARGE = { root: undefined, fault: { offset: 0, message: 'it is larger than 64 MB' } } as const;

function writtenOf({ lines }: JsonReading, node: JsonNode): Written {
  return writtenAt(lines, node.offset, node.offset + node.length);
}

/** Something that could change any chain. */
function addUnknown(reading: JsonReading, node: JsonNode | undefined, message: string): void {
  const written = node ? writtenOf(reading, node) : writtenAt(reading.lines, 0, 0);
  reading.unknown.push(written);
  report(reading, 'PT8001', {
    message,
    place: written.place,
    help: 'Load it, and give what `nft -j list ruleset` prints then',
  });
}

const VERBS: ReadonlySet<string> = new Set([
  'add',
  'create',
  'insert',
  'delete',
  'destroy',
  'flush',
  'replace',
  'rename',
]);
/** Commands that show something, and what a listing says about itself. */
const SHOWING: ReadonlySet<string> = new Set(['metainfo', 'list', 'reset', 'ping']);

/** `{"add": {"rule": …}}`, or in a listing `{"rule": …}`. */
function readEntry(reading: JsonReading, entry: JsonNode): void {
  const [word, value] = onlyMember(entry) ?? [];
  if (word !== undefined && SHOWING.has(word)) return;
  const isCommand = word !== undefined && VERBS.has(word);
  const [kind, object] = (isCommand ? onlyMember(value) : onlyMember(entry)) ?? [];
  const verb = isCommand ? word : 'list';
  const known =
    kind !== undefined &&
    object !== undefined &&
    (verb === 'list' || verb === 'add' || verb === 'create' || verb === 'insert'
      ? readAdded(reading, kind, object, { verb, entry })
      : readRemoval(reading, kind, object, verb));
  if (!known) {
    const text = JSON.stringify(writtenOf(reading, entry).text);
    addUnknown(reading, entry, `nftables has no command ${text} that Portolan knows`);
  }
}

const FAMILIES: ReadonlySet<string> = new Set(['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev']);
/** Objects that rules name, and that decide nothing by themselves. */
const IGNORED: ReadonlySet<string> = new Set([
  'flowtable',
  'counter',
  'quota',
  'limit',
  'ct helper',
  'ct timeout',
  'ct expectation',
  'synproxy',
  'secmark',
]);

interface From {
  readonly verb: string;
  readonly entry: JsonNode;
}

function readAdded(reading: JsonReading, kind: string, object: JsonNode, from: From): boolean {
  if (IGNORED.has(kind)) return true;
  const table = tableNamed(reading, object, kind === 'table' ? 'name' : 'table', from.entry);
  if (!table) return false;
  switch (kind) {
    case 'table':
      if (textsOf(member(object, 'flags')).includes('dormant')) table.dormant = true;
      return true;
    case 'chain':
      return readChain(reading, table, object, from);
    case 'rule':
      return readRule(reading, table, object, from);
    case 'set':
    case 'map':
      return readSet(reading, table, object, kind, from);
    case 'element':
      return readElements(reading, table, object, from);
    default:
      return false;
  }
}

const textsOf = (node: JsonNode | undefined): string[] =>
  (node?.type === 'array' ? items(node) : node ? [node] : []).flatMap((item) => stringOf(item) ?? []);

function tableNamed(
  reading: JsonReading,
  object: JsonNode,
  key: 'name' | 'table',
  at: JsonNode,
): ReadNftTable | undefined {
  const [family, name] = [stringOf(member(object, 'family')), stringOf(member(object, key))];
  if (family === undefined || !FAMILIES.has(family) || name === undefined) return undefined;
  const known = reading.tables.get(`${family} ${name}`);
  if (known) return known;
  const { place } = writtenOf(reading, at);
  const table: ReadNftTable = {
    family: family as ReadNftFamily,
    name,
    place,
    dormant: false,
    chains: new Map(),
    sets: new Map(),
  };
  reading.tables.set(`${family} ${name}`, table);
  return table;
}

function chainNamed(
  reading: JsonReading,
  table: ReadNftTable,
  name: string | undefined,
  at: JsonNode,
): ReadNftChain | undefined {
  if (name === undefined) return undefined;
  const known = table.chains.get(name);
  if (known) return known;
  const chain: ReadNftChain = { name, place: writtenOf(reading, at).place, rules: [] };
  table.chains.set(name, chain);
  return chain;
}

/** nft 1.0.6 leaves the devices of a chain out of its JSON. */
const UNNAMED_DEVICE = 'that the chain is bound to, which the JSON does not name';

function readChain(reading: JsonReading, table: ReadNftTable, object: JsonNode, { entry }: From): boolean {
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

function readRule(reading: JsonReading, table: ReadNftTable, object: JsonNode, from: From): boolean {
  const chain = chainNamed(reading, table, stringOf(member(object, 'chain')), from.entry);
  const expressions = member(object, 'expr');
  if (!chain || (expressions && expressions.type !== 'array')) return false;
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

function setNamed(reading: JsonReading, table: ReadNftTable, name: string, at: JsonNode): ReadNftSet {
  const known = table.sets.get(name);
  if (known) return known;
  const set: ReadNftSet = { name, place: writtenOf(reading, at).place, changing: false, elements: [] };
  table.sets.set(name, set);
  return set;
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

function readSet(
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

function readElements(reading: JsonReading, table: ReadNftTable, object: JsonNode, { entry }: From): boolean {
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

/** `{"flush": {"ruleset": null}}`, `{"delete": {"table": …}}`; a rule's handle only the running filter knows. */
function readRemoval(reading: JsonReading, kind: string, object: JsonNode, verb: string): boolean {
  const { tables } = reading;
  const isFlush = verb === 'flush';
  if (verb === 'replace' || verb === 'rename') return false;
  if (kind === 'ruleset') {
    const family = stringOf(member(object, 'family'));
    for (const [key, table] of tables)
      if (family === undefined || table.family === family) tables.delete(key);
    // What stood there before was about rules that are gone.
    if (family === undefined) reading.unknown.length = 0;
    return isFlush;
  }
  if (IGNORED.has(kind)) return true;
  const [family, name] = [stringOf(member(object, 'family')), stringOf(member(object, 'name'))];
  const key = `${family} ${kind === 'table' ? name : stringOf(member(object, 'table'))}`;
  const table = tables.get(key);
  switch (kind) {
    case 'table':
      if (!isFlush) tables.delete(key);
      else for (const chain of table?.chains.values() ?? []) chain.rules = [];
      return true;
    case 'chain': {
      const chain = table?.chains.get(name ?? '');
      if (chain && isFlush) chain.rules = [];
      else table?.chains.delete(name ?? '');
      return name !== undefined;
    }
    case 'set':
    case 'map': {
      const set = table?.sets.get(name ?? '');
      if (set && isFlush) set.elements = [];
      else table?.sets.delete(name ?? '');
      return name !== undefined;
    }
    default:
      return false;
  }
}
