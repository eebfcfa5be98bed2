/** What is known while nft's JSON is read, and the objects that its commands name. */
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { items, type JsonNode, member, stringOf } from '../../source/json.ts';
import { type Lines, type Written, writtenAt } from '../../source/lines.ts';
import type { ReadNftChain, ReadNftFamily, ReadNftSet, ReadNftTable, ReadNftUnknown } from './model.ts';
import { report } from './reading.ts';

export interface JsonReading {
  readonly lines: Lines;
  readonly tables: Map<string, ReadNftTable>;
  readonly unknown: ReadNftUnknown[];
  readonly diagnostics: Diagnostic[];
}

/** The command that an object stands in; `list` for a listing, where it stands alone. */
export interface From {
  readonly verb: string;
  readonly entry: JsonNode;
}

export function writtenOf({ lines }: JsonReading, node: JsonNode): Written {
  return writtenAt(lines, node.offset, node.offset + node.length);
}

/** Something that could change any chain. */
export function addUnknown(reading: JsonReading, node: JsonNode | undefined, message: string): void {
  const written = node ? writtenOf(reading, node) : writtenAt(reading.lines, 0, 0);
  reading.unknown.push(written);
  report(reading, 'PT8001', {
    message,
    place: written.place,
    help: 'Load it, and give what `nft -j list ruleset` prints then',
  });
}

const FAMILIES: ReadonlySet<string> = new Set(['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev']);

export const textsOf = (node: JsonNode | undefined): string[] =>
  (node?.type === 'array' ? items(node) : node ? [node] : []).flatMap((item) => stringOf(item) ?? []);

export function tableNamed(
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
    helpers: new Map(),
  };
  reading.tables.set(`${family} ${name}`, table);
  return table;
}

export function chainNamed(
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

export function setNamed(reading: JsonReading, table: ReadNftTable, name: string, at: JsonNode): ReadNftSet {
  const known = table.sets.get(name);
  if (known) return known;
  const set: ReadNftSet = { name, place: writtenOf(reading, at).place, changing: false, elements: [] };
  table.sets.set(name, set);
  return set;
}
