import type { Finding } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family } from '../../net/network.ts';
import { TableBuilder } from './chain-builder.ts';
import { command } from './commands.ts';
import { familyOf, familyOfHeader } from './family.ts';
import type { IptablesConfig, IptablesPart } from './model.ts';
import { type Reading, tableOf } from './reading.ts';
import { reporter } from './reporter.ts';
import { type Statement, statement } from './statement.ts';

/** The most that is read: more than this is no configuration. */
const LARGEST = 64 * 1024 * 1024;
const HASH = 0x23;
const STAR = 0x2a;
const COLON = 0x3a;
const BRACKET = 0x5b;
const DASH = 0x2d;

interface Read {
  readonly part: IptablesPart;
  readonly marked: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads what `iptables-save` and `ip6tables-save` print, and what people write for `iptables-restore`: for one family,
 * or for both where lines are marked with `-4` and `-6`.
 */
export function parseIptables(
  text: string,
  file: string,
): { readonly config: IptablesConfig; readonly diagnostics: readonly Diagnostic[] } {
  const first = readFor(text, file, undefined);
  if (!first.marked) return { config: { file, parts: [first.part] }, diagnostics: first.diagnostics };
  const header = familyOfHeader(text);
  const families: readonly Family[] = header === undefined ? [4, 6] : [header];
  const read = families.map((family) => readFor(text, file, family));
  return {
    config: { file, parts: read.map(({ part }) => part) },
    diagnostics: once(read.flatMap(({ diagnostics }) => diagnostics)),
  };
}

/** What is wrong for both families is said once. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, place }) => {
    const key = `${code} ${place?.line} ${place?.column} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** @param only the family that the file is read for; found out where it is left out. */
function readFor(text: string, file: string, only: Family | undefined): Read {
  const reports = reporter();
  const source = text.length > LARGEST ? '' : text;
  const reading: Reading = {
    source,
    file,
    tables: new Map(),
    table: undefined,
    moved: 0,
    only,
    marked: false,
    report: reports.report,
  };
  if (text.length > LARGEST) unreadable(reading, text.length);
  const listing = readLines(reading);
  if (listing) reading.report('PT8001', listing);
  for (const table of reading.tables.values()) checkCommit(reading, table);
  const tables = new Map([...reading.tables].map(([name, table]) => [name, table.built()] as const));
  const family = only ?? familyOf(source, file, tables);
  return { part: { family, tables }, marked: reading.marked, diagnostics: reports.done() };
}

/** @returns what to say if the file is a listing for people instead of a saved configuration. */
function readLines(reading: Reading): Finding | undefined {
  const { source, file } = reading;
  let listing: Finding | undefined;
  let line = 0;
  let next = 0;
  while (next < source.length) {
    const lineStart = next;
    const newline = source.indexOf('\n', next);
    let end = newline < 0 ? source.length : newline;
    next = end + 1;
    line++;
    let start = lineStart;
    while (start < end && isBlank(source.charCodeAt(start))) start++;
    while (end > start && isBlank(source.charCodeAt(end - 1))) end--;
    if (start === end || source.charCodeAt(start) === HASH) continue;
    const read = readLine(reading, statement(source, file, { line, lineStart, start, end }));
    if (read || listing || !/^Chain \S+ \(/.test(source.slice(start, Math.min(end, start + 80)))) continue;
    listing = {
      message:
        'this is a listing for people, as `iptables -L` prints it, which leaves out a part of the rules',
      place: { file, line, column: start - lineStart + 1, length: end - start },
      help: 'give the output of `iptables-save` (or `ip6tables-save`) instead',
    };
  }
  return listing;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0xfeff;
}

function readLine(reading: Reading, line: Statement): boolean {
  const { source } = reading;
  const { start, end } = line.span;
  switch (source.charCodeAt(start)) {
    case STAR:
      openTable(reading, line);
      return true;
    case COLON:
      if (chainLine(reading, line)) return true;
      break;
    case BRACKET:
    case DASH:
      if (command(reading, line)) return true;
      break;
    default:
      if (source.slice(start, end) === 'COMMIT') {
        commit(reading);
        return true;
      }
  }
  unread(reading, line);
  return false;
}

function openTable(reading: Reading, line: Statement): void {
  const name = reading.source.slice(line.span.start + 1, line.span.end).trim();
  const known = reading.tables.get(name);
  reading.table = known ?? new TableBuilder(name, line.place);
  if (!known) {
    reading.tables.set(name, reading.table);
    return;
  }
  reading.report('PT8004', {
    message: `the table ${name} begins again here: iptables-restore empties it, and the rules before it are left out`,
    place: line.place,
    related: [{ message: 'it began here before', place: known.place }],
    help: 'where the file is loaded with --noflush, put the rules of the table under one heading',
  });
  known.flush();
  known.committed = false;
}

function commit(reading: Reading): void {
  if (reading.table) reading.table.committed = true;
}

/** `:FORWARD DROP [0:0]`, `:servers - [0:0]`. */
function chainLine(reading: Reading, line: Statement): boolean {
  const [name = '', action = '', , ...more] = reading.source
    .slice(line.span.start + 1, line.span.end)
    .split(/\s+/, 4);
  if (name === '' || action === '' || more.length > 0) return false;
  const chain = tableOf(reading, line).chain(name, line.place);
  if (action !== '-') chain.policy = { action, text: line.text, place: line.place };
  return true;
}

/** How many lines are kept that were not understood; the last one stands for all that follow it. */
const MOST_UNREAD = 100;

function unread(reading: Reading, line: Statement): void {
  const table = tableOf(reading, line);
  if (table.unread.length < MOST_UNREAD) table.unread.push(line);
  reading.report('PT8001', {
    message: `"${line.text.slice(0, 60)}" is no line of iptables-save`,
    place: line.place,
    help: 'correct it, or leave it out if it decides nothing',
  });
}

function unreadable(reading: Reading, length: number): void {
  const place = { file: reading.file, line: 1, column: 1, length: 0 };
  const table = new TableBuilder('filter', place);
  table.committed = true;
  table.unread.push({ text: 'the whole file', place, span: { start: 0, end: length } });
  reading.tables.set('filter', table);
  reading.report('PT8006', { message: 'the file is larger than 64 MB', place });
}

function checkCommit(reading: Reading, table: TableBuilder): void {
  if (table.committed) return;
  reading.report('PT8001', {
    message: `the table ${table.name} has no COMMIT: iptables-restore would load nothing of it`,
    place: table.place,
    help: 'check that the file is complete',
  });
}
