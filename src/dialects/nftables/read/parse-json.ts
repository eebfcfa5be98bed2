/** nft's JSON: what `nft -j list ruleset` prints, and what `nft -j -f` takes (libnftables-json(5)). */
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { items, type JsonNode, member, readJson, stringOf } from '../../source/json.ts';
import { linesOf, writtenAt } from '../../source/lines.ts';
import { readHelper } from './helpers.ts';
import { readChain, readElements, readRule, readSet } from './json-objects.ts';
import { addUnknown, type From, type JsonReading, tableNamed, textsOf, writtenOf } from './json-reading.ts';
import { onlyMember } from './json-value.ts';
import type { ReadNft } from './model.ts';
import { report } from './reading.ts';

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
  return {
    config: { file, text, form: 'json', tables: [...tables.values()], unknown, assumed: [] },
    diagnostics,
  };
}

const TOO_LARGE = { root: undefined, fault: { offset: 0, message: 'it is larger than 64 MB' } } as const;

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

function readAdded(reading: JsonReading, kind: string, object: JsonNode, from: From): boolean {
  if (IGNORED.has(kind) && kind !== 'ct helper') return true;
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
    case 'ct helper':
      readHelper(table, object);
      return true;
    case 'set':
    case 'map':
      return readSet(reading, table, object, kind, from);
    case 'element':
      return readElements(reading, table, object, from);
    default:
      return false;
  }
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
