import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { linesOf, placeOf, writtenAt } from '../source/lines.ts';
import type { FortiConfig, Span, Vdom } from './model.ts';
import { change, type DraftEntry, DraftTable, doneTables } from './rows.ts';
import { type Statement, scan } from './scan.ts';
import { AREAS, isStrange, READ_TABLES } from './tables.ts';

const MOST_NOT_UNDERSTOOD = 200;
/** Doubts that are kept one by one; each stands for every packet. */
const MOST_DOUBTS = 20;
/** `config` within `config`; FortiOS has some four. */
const DEEPEST = 64;
const WRITES: ReadonlySet<string> = new Set(['set', 'append', 'select', 'unselect', 'unset']);
/** Commands that change nothing, and words that only a terminal shows. */
const ASKS: ReadonlySet<string> = new Set(
  'show get diagnose diag execute exec exit quit alias sudo tree --More-- config-version'.split(' '),
);

/** What a `config` opened: a table, or one that nobody reads, or the virtual domains, or the part for all of them. */
interface Frame {
  readonly kind: 'table' | 'ignored' | 'vdom' | 'global';
  readonly path: string;
  readonly table?: DraftTable;
  entry?: DraftEntry | undefined;
  /** Where the open entry's `edit` stands; an entry may be entered again, and keeps its first place. */
  editedAt?: number;
  readonly start: number;
}

class Reading {
  readonly file: string;
  readonly lines: ReturnType<typeof linesOf>;
  readonly diagnostics: Diagnostic[] = [];
  readonly doubts: Span[] = [];
  readonly global: Map<string, DraftTable> = new Map();
  readonly vdoms: Map<string, Map<string, DraftTable>> = new Map();
  private readonly stack: Frame[] = [];
  private vdom: string | undefined;
  private unread = 0;
  /** Where the statement before ends. */
  private lastEnd = 0;
  cut: Span | undefined;

  constructor(text: string, file: string) {
    this.file = file;
    this.lines = linesOf(text, file);
  }

  take(statement: Statement): void {
    const { words } = withoutPrompt(statement);
    const [verb = ''] = words;
    if (statement.isOpen) this.cut = statement;
    if (verb === 'config') this.open(words.slice(1), statement);
    else if (verb === 'end') this.close(statement);
    else if (verb === 'next') this.next(statement);
    else if (verb === 'edit') this.edit(words, statement);
    else if (WRITES.has(verb)) this.write(verb, words.slice(1), statement);
    else if (!ASKS.has(verb)) this.other(verb, words, statement);
    this.lastEnd = statement.end;
  }

  finish(): void {
    const open = this.stack.at(-1);
    if (open && this.stack.some(({ kind }) => kind === 'table' || kind === 'ignored')) {
      const at = { start: open.start, end: this.lines.text.length };
      this.cut ??= at;
      this.say(at, 'The text ends within it; what follows is not known');
    }
    this.stack.length = 0;
    const more = this.unread - MOST_NOT_UNDERSTOOD;
    if (more <= 0) return;
    this.diagnostics.push(
      diagnostic('PT8001', {
        message: `${more} more ${more === 1 ? 'line was' : 'lines were'} not understood in ${this.file}`,
        help: 'Check that the file is the output of "show" of a FortiGate, or its backup',
      }),
    );
  }

  private open(path: readonly string[], at: Statement): void {
    const top = this.stack.at(-1);
    const [area = ''] = path;
    if (path.length === 1 && (area === 'vdom' || area === 'global')) {
      if (top && top.kind !== 'vdom' && top.kind !== 'global') this.broken(at);
      this.stack.length = 0;
      this.vdom = undefined;
      this.stack.push({ kind: area, path: area, start: at.start });
      return;
    }
    const isInner = top?.kind === 'table' || top?.kind === 'ignored';
    if (isInner && path.length > 1 && AREAS.has(area)) {
      this.broken(at);
      while (this.stack.length > 0 && ['table', 'ignored'].includes(this.stack.at(-1)?.kind ?? ''))
        this.stack.pop();
      this.open(path, at);
      return;
    }
    if (this.stack.length >= DEEPEST) {
      this.doubt(at);
      return;
    }
    this.stack.push(isInner ? this.inner(top, path.join(' '), at) : this.outer(path.join(' '), at));
  }

  private outer(path: string, at: Statement): Frame {
    if (!READ_TABLES.has(path)) {
      if (isStrange(path)) this.doubt(at);
      return { kind: 'ignored', path, start: at.start };
    }
    const tables = this.tables();
    const table = tables.get(path) ?? new DraftTable(path, at);
    tables.set(path, table);
    return { kind: 'table', path, table, start: at.start };
  }

  private inner(top: Frame, path: string, at: Statement): Frame {
    const blocks = top.entry?.blocks ?? top.table?.blocks;
    if (!blocks) return { kind: 'ignored', path, start: at.start };
    const table = blocks.get(path) ?? new DraftTable(path, at);
    blocks.set(path, table);
    return { kind: 'table', path, table, start: at.start };
  }

  private tables(): Map<string, DraftTable> {
    if (this.vdom === undefined) return this.global;
    const tables = this.vdoms.get(this.vdom) ?? new Map<string, DraftTable>();
    this.vdoms.set(this.vdom, tables);
    return tables;
  }

  private close(at: Statement): void {
    const frame = this.stack.pop();
    if (!frame) {
      this.say(at, 'There is nothing that it ends');
      return;
    }
    if (frame.entry?.start === frame.editedAt && frame.entry) frame.entry.end = this.lastEnd;
    if (frame.table) frame.table.end = at.end;
    if (frame.kind === 'vdom') this.vdom = undefined;
  }

  private next(at: Statement): void {
    const frame = this.stack.at(-1);
    if (frame?.kind === 'vdom') {
      this.vdom = undefined;
      return;
    }
    if (frame?.entry) {
      if (frame.entry.start === frame.editedAt) frame.entry.end = at.end;
      frame.entry = undefined;
    } else if (frame?.kind !== 'ignored') this.say(at, 'There is nothing that it ends');
  }

  private edit(words: readonly string[], at: Statement): void {
    const frame = this.stack.at(-1);
    const [, name] = words;
    if (!frame || frame.kind === 'global') {
      this.doubt(at);
      return;
    }
    if (frame.kind === 'ignored') return;
    if (name === undefined || words.length > 2) {
      frame.entry = undefined;
      this.stray(frame, at);
      return;
    }
    if (frame.kind === 'vdom') {
      this.vdom = name;
      this.tables();
      return;
    }
    const unended = frame.entry;
    frame.entry = frame.table?.edit(name, at);
    frame.editedAt = at.start;
    if (!unended) return;
    this.say(at, 'It stands within another entry, whose "next" is missing: both are unproven');
    for (const entry of [unended, frame.entry]) entry?.unread.push(at);
  }

  private write(verb: string, rest: readonly string[], at: Statement): void {
    const frame = this.stack.at(-1);
    if (!frame || frame.kind === 'vdom' || frame.kind === 'global') {
      this.doubt(at);
      return;
    }
    const target = frame.entry ?? frame.table;
    if (!target) return;
    if (!frame.entry && isList(frame)) {
      this.stray(frame, at);
      return;
    }
    if (!change(target, verb, rest, at) || at.isOpen) this.stray(frame, at);
  }

  /** `move`, `delete` and their like, and everything else. */
  private other(verb: string, [, name = '', way = '', to = '']: readonly string[], at: Statement): void {
    const frame = this.stack.at(-1);
    if (!frame) {
      const isCommand = ['delete', 'purge', 'move', 'rename', 'clone', 'abort'].includes(verb);
      if (isCommand) this.doubt(at);
      else this.say(at, 'It is left out; it is no statement of FortiOS');
      return;
    }
    if (frame.kind === 'ignored') return;
    if (!frame.entry && frame.table && this.reorder(frame.table, verb, name, way, to, at)) return;
    this.stray(frame, at);
  }

  private reorder(
    table: DraftTable,
    verb: string,
    name: string,
    way: string,
    to: string,
    at: Statement,
  ): boolean {
    switch (verb) {
      case 'delete':
        return table.delete(name);
      case 'purge':
        table.clear();
        return name === '';
      case 'move':
        return (way === 'before' || way === 'after') && table.move(name, way, to);
      case 'rename':
        return way === 'to' && table.rename(name, to);
      case 'clone':
        return way === 'to' && table.clone(name, to, at);
      default:
        return false;
    }
  }

  private stray(frame: Frame, at: Statement): void {
    if (frame.entry) frame.entry.unread.push(at);
    else if (frame.table) frame.table.stray(at);
    else {
      this.doubt(at);
      return;
    }
    this.say(
      at,
      frame.entry ? 'The entry that it stands in is unproven' : 'It may have been a part of the list',
    );
  }

  private broken(at: Statement): void {
    for (const { entry } of this.stack) entry?.unread.push(at);
    this.doubt(at);
  }

  private doubt(at: Span): void {
    if (this.doubts.length < MOST_DOUBTS) this.doubts.push({ start: at.start, end: at.end });
    this.say(at, 'It could decide about any packet, so that every verdict depends on it');
  }

  private say(at: Span, help: string): void {
    this.unread++;
    if (this.unread > MOST_NOT_UNDERSTOOD) return;
    const { text, place } = writtenAt(this.lines, at.start, at.end);
    this.diagnostics.push(
      diagnostic('PT8001', {
        message: `${JSON.stringify(text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text)} was not understood`,
        place: place.length > 0 ? place : placeOf(this.lines, at.start, at.end),
        help,
      }),
    );
  }
}

/** Tables of entries, where a setting outside of an entry has lost its `edit`. */
function isList({ table, path }: Frame): boolean {
  return table !== undefined && LISTS.has(path);
}

const LISTS: ReadonlySet<string> = new Set(
  [...READ_TABLES].filter(
    (path) =>
      ![
        'system settings',
        'system sdwan',
        'system virtual-wan-link',
        'firewall ipmacbinding setting',
        'vpn ssl settings',
      ].includes(path) && !/^router (?:bgp|isis|ospf6?|rip|ripng)$/.test(path),
  ),
);

/** Terminals repeat their prompt before each command: `FGT (policy) # edit 10`. */
function withoutPrompt(statement: Statement): { readonly words: readonly string[] } {
  const { words } = statement;
  const at = words[1]?.startsWith('(') ? 2 : 1;
  const isPrompt = (words[at] === '#' || words[at] === '$') && !WRITES.has(words[0] ?? '');
  return isPrompt ? { words: words.slice(at + 1) } : statement;
}

/** Reads a text as FortiOS would, table by table; what it would refuse is named and kept. */
export function parse(
  text: string,
  file: string,
): { config: FortiConfig; diagnostics: readonly Diagnostic[] } {
  const reading = new Reading(text, file);
  scan(text, (statement) => reading.take(statement));
  reading.finish();
  const global = doneTables(reading.global);
  const vdoms: Vdom[] = [...reading.vdoms].map(([name, tables]) => ({ name, tables: doneTables(tables) }));
  const version = /#config-version=[^-\n]{1,40}-(\d{1,2})\.(\d{1,2})\./.exec(text.slice(0, 4096));
  const config: FortiConfig = {
    file,
    lines: reading.lines,
    ...(version && { version: Number(version[1]) * 100 + Number(version[2]) }),
    global,
    vdoms: vdoms.length > 0 ? vdoms : [{ name: '', tables: global }],
    doubts: reading.doubts,
    ...(reading.cut && { cut: reading.cut }),
  };
  return { config, diagnostics: reading.diagnostics };
}
