import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { ParseOptions } from '../../reader.ts';
import { parseHelper } from './helpers.ts';
import type { ReadNft, ReadNftFamily, ReadNftRule, ReadNftTable, ReadNftValue } from './model.ts';
import { chainOf, parseChainBody, parseRule } from './parse-chain.ts';
import { parseDefinition, parseInclude } from './parse-directive.ts';
import { parseElementList, parseSetBody, setOf } from './parse-set.ts';
import { parseElements } from './parse-value.ts';
import { type Reading, report, startReading, tableOf, unclosed, unknownStatement } from './reading.ts';
import { END, WORD } from './tokens.ts';

const MOST_TEXT = 64 << 20;

/**
 * Text only: an nftables configuration, as people write it for `nft -f` and as `nft list ruleset` prints it, with the
 * commands in the order in which they are carried out. Never throws.
 */
export function parseNft(
  text: string,
  file: string,
  options: ParseOptions = {},
): { config: ReadNft; diagnostics: Diagnostic[] } {
  const reading = startReading(text.length > MOST_TEXT ? '' : text, file, options);
  const { cursor } = reading;
  if (text.length > MOST_TEXT) {
    report(reading, 'PT8006', {
      message: `the file has ${text.length} characters`,
      help: 'Give the tables that judge the traffic in question alone',
    });
    const place = { file, line: 1, column: 1, length: 0 };
    reading.unknown.push({ place, span: { start: 0, end: 0 }, text: 'the whole file' });
  }
  for (;;) {
    cursor.skipSeparators();
    if (cursor.kind() === END) break;
    parseCommand(reading);
  }
  const config: ReadNft = {
    file,
    text,
    tables: [...reading.tables.values()],
    unknown: reading.unknown,
    assumed: reading.assumed ?? [],
  };
  return { config, diagnostics: reading.diagnostics };
}

/** Outside of all chains, what a file holds could change any of them. */
function includeAnywhere(reading: Reading, start: number): void {
  const found = parseInclude(reading);
  if (!found) return;
  const { place, span } = found;
  reading.unknown.push({ place, span, text: reading.cursor.since(start) });
}

const FAMILIES: ReadonlySet<string> = new Set(['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev']);
const VERBS: ReadonlySet<string> = new Set(['add', 'create', 'insert', 'delete', 'destroy', 'flush']);
/** Commands that show something and change nothing. */
const SHOWING: ReadonlySet<string> = new Set(['list', 'monitor', 'describe', 'reset']);

function parseCommand(reading: Reading): void {
  const { cursor } = reading;
  const start = cursor.start();
  if (parseDefinition(reading)) return;
  if (cursor.is('include')) {
    includeAnywhere(reading, start);
    return;
  }
  // Scripts for a shell hold one command a line.
  if (cursor.is('nft') && cursor.kind(1) === WORD) cursor.at++;
  const word = cursor.kind() === WORD ? cursor.text() : '';
  const verb = VERBS.has(word) ? word : 'add';
  if (verb === word) cursor.at++;
  const understood =
    SHOWING.has(word) ||
    (verb === 'add' || verb === 'create' || verb === 'insert'
      ? parseAdd(reading, verb, start)
      : parseRemoval(reading, verb));
  if (SHOWING.has(word)) cursor.skipStatement();
  if (understood && cursor.atEnd() && !cursor.is('}')) return;
  reading.unknown.push(unknownStatement(reading, start));
}

/** `[family] name`; a missing family is `ip`. */
function parseTableName({ cursor }: Reading): { family: ReadNftFamily; name: string } | undefined {
  const hasFamily = cursor.kind() === WORD && FAMILIES.has(cursor.text());
  const family = hasFamily ? (cursor.text() as ReadNftFamily) : 'ip';
  if (hasFamily) cursor.at++;
  const name = cursor.name();
  return name === undefined ? undefined : { family, name };
}

function parseAdd(reading: Reading, verb: string, start: number): boolean {
  const { cursor } = reading;
  const word = cursor.kind() === WORD ? cursor.text() : '';
  cursor.at++;
  const isHelper = word === 'ct' && cursor.take('helper');
  const kind = isHelper ? 'helper' : word;
  const named = parseTableName(reading);
  if (!named) return false;
  const table = tableOf(reading, named.family, named.name, { start, end: cursor.end() });
  if (kind === 'table') {
    if (cursor.take('{')) parseTableBody(reading, table);
    return true;
  }
  const name = cursor.name();
  if (name === undefined) return IGNORED.has(kind) && skipRest(reading);
  switch (kind) {
    case 'chain': {
      const chain = chainOf(reading, table, name, start);
      if (cursor.take('{')) parseChainBody(reading, chain);
      return true;
    }
    case 'rule':
      addRule(reading, table, name, { verb, start });
      return true;
    case 'set':
    case 'map': {
      const set = setOf(reading, table, name, start);
      if (cursor.take('{')) parseSetBody(reading, set);
      return true;
    }
    case 'helper':
      if (cursor.take('{')) parseHelper(reading, table, name);
      return true;
    case 'element':
      parseElementList(reading, setOf(reading, table, name, start));
      return true;
    default:
      return IGNORED.has(kind) && skipRest(reading);
  }
}

/** Objects that rules name, and that decide nothing by themselves. */
const IGNORED: ReadonlySet<string> = new Set([
  'flowtable',
  'counter',
  'quota',
  'limit',
  'ct',
  'synproxy',
  'secmark',
]);

function skipRest({ cursor }: Reading): boolean {
  cursor.skipStatement();
  return true;
}

function parseTableBody(reading: Reading, table: ReadNftTable): void {
  const { cursor } = reading;
  const opened = cursor.start();
  for (;;) {
    cursor.skipSeparators();
    if (cursor.take('}')) return;
    if (cursor.kind() === END) {
      unclosed(reading, opened);
      return;
    }
    if (!parseTableEntry(reading, table)) reading.unknown.push(unknownStatement(reading, cursor.start()));
  }
}

function parseTableEntry(reading: Reading, table: ReadNftTable): boolean {
  const { cursor } = reading;
  const start = cursor.start();
  if (parseDefinition(reading)) return true;
  if (cursor.is('include')) {
    includeAnywhere(reading, start);
    return true;
  }
  const kind = cursor.kind() === WORD ? cursor.text() : '';
  const name = cursor.text(1);
  const block = cursor.is('{', 2);
  if ((kind === 'chain' || kind === 'set' || kind === 'map') && block) {
    cursor.at += 2;
    if (kind === 'chain') {
      const chain = chainOf(reading, table, name, start);
      cursor.at++;
      parseChainBody(reading, chain);
    } else {
      const set = setOf(reading, table, name, start);
      cursor.at++;
      parseSetBody(reading, set);
    }
    return true;
  }
  if (kind === 'ct' && name === 'helper' && cursor.is('{', 3)) {
    const helper = cursor.text(2);
    cursor.at += 4;
    parseHelper(reading, table, helper);
    return true;
  }
  if (kind === 'flags' || kind === 'comment') {
    if (kind === 'flags' && cursor.is('dormant', 1)) table.dormant = true;
    cursor.skipStatement();
    return true;
  }
  if (!IGNORED.has(kind)) return false;
  return skipRest(reading);
}

/** `add rule inet t c tcp dport 22 accept`; `index`, `handle` and `position` say where in the chain. */
function addRule(
  reading: Reading,
  table: ReadNftTable,
  name: string,
  { verb, start }: { readonly verb: string; readonly start: number },
): void {
  const { cursor } = reading;
  const chain = chainOf(reading, table, name, start);
  const where =
    cursor.is('index') || cursor.is('handle') || cursor.is('position') ? cursor.text() : undefined;
  const number = where === undefined ? Number.NaN : Number(cursor.text(1));
  if (where !== undefined) cursor.at += 2;
  const rule = parseRule(reading, { start });
  if (where === 'index' && number >= 0 && number < chain.rules.length)
    chain.rules.splice(verb === 'insert' ? number : number + 1, 0, rule);
  else if (where !== undefined) chain.rules.unshift(displaced(reading, rule));
  else if (verb === 'insert') chain.rules.unshift(rule);
  else chain.rules.push(rule);
}

function displaced(reading: Reading, rule: ReadNftRule): ReadNftRule {
  report(reading, 'PT8002', {
    message: 'the place of a rule is a number that only the running filter knows',
    place: rule.place,
    help: 'Load the file, and give what `nft list ruleset` prints then',
  });
  return { ...rule, displaced: true };
}

/** `flush ruleset`, `delete table inet t`, `flush chain ip t c`, `delete element …`. */
function parseRemoval(reading: Reading, verb: string): boolean {
  const { cursor, tables } = reading;
  const kind = cursor.kind() === WORD ? cursor.text() : '';
  cursor.at++;
  if (kind === 'ruleset') {
    const family = cursor.atEnd() ? undefined : cursor.name();
    for (const [key, table] of tables)
      if (family === undefined || table.family === family) tables.delete(key);
    // What stood outside of chains before was about rules that are gone.
    if (family === undefined) reading.unknown.length = 0;
    return true;
  }
  const named = parseTableName(reading);
  if (!named) return false;
  const key = `${named.family} ${named.name}`;
  const table = tables.get(key);
  if (kind === 'table') {
    if (verb !== 'flush') tables.delete(key);
    else for (const chain of table?.chains.values() ?? []) chain.rules = [];
    return true;
  }
  const name = cursor.name();
  if (name === undefined || !table) return IGNORED.has(kind) && skipRest(reading);
  switch (kind) {
    case 'chain':
      if (verb === 'flush') chainOf(reading, table, name, cursor.start()).rules = [];
      else table.chains.delete(name);
      return true;
    case 'set':
    case 'map':
      if (verb === 'flush') setOf(reading, table, name, cursor.start()).elements = [];
      else table.sets.delete(name);
      return true;
    case 'element':
      return removeElements(reading, table, name);
    default:
      return IGNORED.has(kind) && skipRest(reading);
  }
}

function removeElements(reading: Reading, table: ReadNftTable, name: string): boolean {
  const { cursor, defined } = reading;
  const set = table.sets.get(name);
  if (!set || !cursor.take('{')) return false;
  const gone = parseElements(cursor, defined);
  if (!gone) return false;
  const keys = new Set(gone.map(({ key }) => spelling(key)));
  const left = set.elements.filter(({ key }) => !keys.has(spelling(key)));
  // Another spelling of the same element: what is in the set now isn't known.
  if (set.elements.length - left.length < keys.size) set.changing = true;
  set.elements = left;
  return true;
}

function spelling(value: ReadNftValue): string {
  if (value.kind === 'word' || value.kind === 'string') return value.text;
  return value.kind === 'concatenation' ? value.items.map(spelling).join(' . ') : '';
}
