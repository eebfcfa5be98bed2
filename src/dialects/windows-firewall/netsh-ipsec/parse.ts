import { diagnostic } from '../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { Findings, quoted } from '../../source/findings.ts';
import { type Lines, linesOf, type Written, writtenAt } from '../../source/lines.ts';
import { ELSEWHERE, isNetsh, statementsOf } from '../read/netsh/batch.ts';
import { type StaticCommand, staticCommand } from './commands.ts';
import { formOf } from './recognise.ts';
import { type ScriptLine, scriptLinesOf } from './script-lines.ts';

/** A command, or a line that may do anything. */
export type Entry = Written & { readonly command?: StaticCommand };

export interface ReadStatic {
  readonly file: string;
  readonly entries: readonly Entry[];
}

export function parseStatic(
  text: string,
  file: string,
): { readonly config: ReadStatic; readonly diagnostics: readonly Diagnostic[] } {
  const lines = linesOf(text, file);
  const form = formOf(text, file);
  if (form === 'export') return exported(lines);
  const reading: Reading = { entries: [], findings: new Findings() };
  if (form === 'script') readScript(lines, reading);
  else readBatch(lines, reading);
  return { config: { file, entries: reading.entries }, diagnostics: reading.findings.all() };
}

interface Reading {
  readonly entries: Entry[];
  readonly findings: Findings;
}

function exported(lines: Lines): ReturnType<typeof parseStatic> {
  const written = writtenAt(lines, 0, lines.text.length);
  const finding = diagnostic('PT8008', {
    message: `${lines.file} looks like an export of IPsec policies, which is binary and is not read`,
    place: { ...written.place, length: 0 },
    help: 'Give the commands that make the policy (netsh ipsec static add …) as a batch file, or as a script for netsh -f',
  });
  return {
    config: { file: lines.file, entries: [{ ...written, text: 'the export' }] },
    diagnostics: [finding],
  };
}

/** Commands beside netsh that change no policy. */
const HARMLESS = /^@?(?:gpupdate(?:\.exe)?|net(?:\.exe)? start)\b/i;

function readBatch(lines: Lines, reading: Reading): void {
  for (const { words, at, conditions } of statementsOf(lines)) {
    const [first = '', ...rest] = words;
    if (conditions.length > 0) unknown(reading, at, `it is not known ${conditions.join(' and ')}`);
    else if (/^@?exit$/i.test(first)) return;
    else if (isNetsh(first)) addCommand(reading, at, netshCommandOf(rest));
    else if (!HARMLESS.test(words.slice(0, 2).join(' ')))
      unknown(reading, at, `the command ${quoted(first)} was not understood`);
  }
}

/** `netsh -c "ipsec static" add …` is the same as `netsh ipsec static add …`. */
function netshCommandOf(words: readonly string[]): ReturnType<typeof staticCommand> {
  const [option, context = '', ...rest] = words;
  if (/^[-/]c$/i.test(option ?? '')) return inNetsh([...context.trim().split(/\s+/), ...rest]);
  return inNetsh(words);
}

/** A command by its whole path from netsh's root. */
function inNetsh(words: readonly string[]): ReturnType<typeof staticCommand> {
  const [context, mode, verb, subject] = words.map((word) => word.toLowerCase());
  if (context === 'ipsec') {
    if (mode === 'static') return staticCommand(words.slice(2));
    if (mode === undefined || mode === 'dump' || mode === 'help') return 'nothing';
    // What dynamic mode adds and deletes holds until the service ends; its settings are no filters.
    const isSetting = verb === 'show' || (verb === 'set' && subject === 'config');
    return mode === 'dynamic' && isSetting ? 'nothing' : undefined;
  }
  return context !== undefined && ELSEWHERE.has(context) ? 'nothing' : undefined;
}

const LEAVING: ReadonlySet<string> = new Set(['exit', 'quit', 'bye']);

/** A file for `netsh -f`: a command a line, in a context that lines of their own change. */
function readScript(lines: Lines, reading: Reading): void {
  let context: readonly string[] = [];
  const stack: (readonly string[])[] = [];
  for (const line of scriptLinesOf(lines)) {
    const words = line.words.map((word) => word.toLowerCase());
    const [first = ''] = words;
    if (LEAVING.has(first) && words.length === 1) return;
    if (line.isUnclear) {
      unknown(reading, line.at, 'a quote in quotes was not understood');
      continue;
    }
    if (first === 'popd') context = stack.pop() ?? [];
    else if (first === '..') context = context.slice(0, -1);
    else if (first === 'pushd') {
      stack.push(context);
      context = contextOf(words.slice(1), context) ?? context;
    } else {
      const next = contextOf(words, context);
      if (next) context = next;
      else addCommand(reading, line.at, inNetsh(fullPath(line, context)));
    }
  }
}

/** `ipsec static`, or `static` in the context `ipsec`; absent for all other words. */
function contextOf(words: readonly string[], context: readonly string[]): readonly string[] | undefined {
  const path = words[0] === 'ipsec' ? words : [...context, ...words];
  const isContext =
    path[0] === 'ipsec' && path.length <= 2 && [undefined, 'static', 'dynamic'].includes(path[1]);
  return words.length > 0 && isContext ? path : undefined;
}

const fullPath = ({ words }: ScriptLine, context: readonly string[]): readonly string[] =>
  context.length === 0 || words[0]?.toLowerCase() === 'ipsec' ? words : [...context, ...words];

function addCommand(reading: Reading, at: Written, command: ReturnType<typeof staticCommand>): void {
  if (command === undefined) unknown(reading, at, 'what the command does to IPsec was not understood');
  else if (command !== 'nothing') {
    if (command.strange.length > 0)
      reading.findings.add('PT8002', {
        message: `a part of the command was not understood: ${command.strange.slice(0, 5).map(quoted).join(', ')}`,
        place: at.place,
      });
    reading.entries.push({ ...at, command });
  }
}

function unknown({ entries, findings }: Reading, at: Written, message: string): void {
  entries.push(at);
  findings.add('PT8001', {
    message,
    place: at.place,
    help: 'Commands of netsh ipsec static are read that stand in lines of their own, with values that are written out',
  });
}
