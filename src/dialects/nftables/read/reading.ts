import { diagnostic, type Finding } from '../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { ParseOptions } from '../../reader.ts';
import { Cursor } from './cursor.ts';
import type { ReadNftFamily, ReadNftSpan, ReadNftTable, ReadNftUnknown } from './model.ts';
import type { Definitions } from './parse-value.ts';
import type { KnownServices } from './plain-rule.ts';
import { Tokens } from './tokens.ts';

/** More of one kind in one file help nobody. */
const MOST_FINDINGS = 200;

/** What is known while a file is read. */
export interface Reading {
  readonly file: string;
  readonly text: string;
  readonly cursor: Cursor;
  readonly services: KnownServices;
  readonly defined: Definitions;
  readonly tables: Map<string, ReadNftTable>;
  readonly unknown: ReadNftUnknown[];
  /** Absent where every include may hold any rule. */
  readonly assumed: ReadNftUnknown[] | undefined;
  readonly diagnostics: Diagnostic[];
}

export function startReading(text: string, file: string, { emptyIncludes }: ParseOptions): Reading {
  return {
    file,
    text,
    cursor: new Cursor(new Tokens(text), file),
    services: new Map(),
    defined: new Map(),
    tables: new Map(),
    unknown: [],
    assumed: emptyIncludes ? [] : undefined,
    diagnostics: [],
  };
}

/** Reports a finding, as long as there are not too many. */
export function report(
  reading: Pick<Reading, 'diagnostics'>,
  code: Parameters<typeof diagnostic>[0],
  finding: Finding,
): void {
  if (reading.diagnostics.length < MOST_FINDINGS) reading.diagnostics.push(diagnostic(code, finding));
}

/** The table of that name, made if it isn't there yet: a table may be written in several pieces. */
export function tableOf(
  { tables, cursor }: Reading,
  family: ReadNftFamily,
  name: string,
  span: ReadNftSpan,
): ReadNftTable {
  const key = `${family} ${name}`;
  const known = tables.get(key);
  if (known) return known;
  const table: ReadNftTable = {
    family,
    name,
    place: cursor.place(span),
    dormant: false,
    chains: new Map(),
    sets: new Map(),
    helpers: new Map(),
  };
  tables.set(key, table);
  return table;
}

/**
 * Takes the rest of a statement that isn't understood. Where it stands outside of all chains, it could change any of
 * them: it is kept in `unknown`.
 */
export function unknownStatement(reading: Reading, start: number, help?: string): ReadNftUnknown {
  const { cursor } = reading;
  const before = cursor.at;
  cursor.skipStatement();
  // A stray closing brace ends no statement here.
  if (cursor.at === before && cursor.is('}')) cursor.at++;
  const span = { start, end: Math.max(start, cursor.end()) };
  const found: ReadNftUnknown = { place: cursor.place(span), span, text: cursor.since(start) };
  report(reading, 'PT8001', {
    message: `nftables has no statement ${JSON.stringify(found.text)} that Portolan knows`,
    place: found.place,
    help: help ?? 'Load the file, and give what `nft list ruleset` prints then',
  });
  return found;
}

/** The text ends inside a block: what was swallowed by it, nobody knows. */
export function unclosed(reading: Reading, start: number): void {
  const { cursor } = reading;
  const span = { start, end: cursor.end() };
  const place = cursor.place(span);
  reading.unknown.push({ place, span, text: cursor.since(start) });
  report(reading, 'PT8001', {
    message: 'the text ends before the block that starts here is closed',
    place,
    help: 'Check that the file is whole, and its braces',
  });
}
