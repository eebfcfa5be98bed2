import type { FilterRule } from '../policy/ruleset.ts';

/** One change of a configuration's text, at a line of it. */
export type Edit =
  | { readonly kind: 'insert'; readonly before: FilterRule; readonly lines: readonly string[] }
  /** By nothing, where there are no lines. */
  | { readonly kind: 'replace'; readonly rule: FilterRule; readonly lines: readonly string[] };

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** The text with all edits made. Whole lines are inserted and taken out. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  for (const { start, end, lines } of splicesOf(text, edits)) {
    result += text.slice(at, start) + lines.map((line) => line + eol).join('');
    at = end;
  }
  return result + text.slice(at);
}

/**
 * The edits as a unified diff with three lines of context, which `patch` applies: the text's own line ends are kept.
 * @param mark what the file begins with before the text: a byte order mark, or nothing.
 */
export function unifiedDiff(file: string, text: string, edits: readonly Edit[], mark = ''): string {
  const splices = splicesOf(text, edits);
  if (splices.length === 0) return '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/(?<=\n)/);
  const starts = new Map<number, number>([[0, 0]]);
  let offset = 0;
  for (const [n, line] of lines.entries()) {
    offset += line.length;
    starts.set(offset, n + 1);
  }
  const lineAt = (at: number): number => starts.get(at) as number;
  const changes = splices.map(
    (splice): LineChange => ({
      from: lineAt(splice.start),
      to: lineAt(splice.end),
      lines: splice.lines.map((line) => line + eol),
    }),
  );
  const [marked, runs] = withMark(mark, lines, inRuns(changes));
  const name = quotedName(file);
  let diff = `--- ${name}\n+++ ${name}\n`;
  let shift = 0;
  for (const group of hunksOf(runs)) {
    const hunk = hunkText(group, marked, shift);
    diff += hunk.text;
    shift += hunk.grown;
  }
  return diff;
}

/** Lines of the old text, by numbers from 0, that others stand for; `to` is not included. */
interface LineChange {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Changes of lines next to each other as one: a patch takes out all of a run before it puts something in. */
function inRuns(changes: readonly LineChange[]): LineChange[] {
  const runs: LineChange[] = [];
  for (const change of changes) {
    const before = runs.at(-1);
    if (before?.to === change.from)
      runs[runs.length - 1] = { ...before, to: change.to, lines: [...before.lines, ...change.lines] };
    else runs.push(change);
  }
  return runs;
}

/** The file's lines, and the changes with what the file begins with still before its first line. */
function withMark(
  mark: string,
  old: readonly string[],
  changes: readonly LineChange[],
): [lines: readonly string[], changes: readonly LineChange[]] {
  const [first = '', ...rest] = old;
  if (mark === '') return [old, changes];
  const lines = [mark + first, ...rest];
  const [change, ...others] = changes;
  if (change?.from !== 0) return [lines, changes];
  // The mark moves to the line that is the first one then.
  const isOnTop = change.to === 0 || change.lines.length === 0;
  const stays = isOnTop ? old.slice(change.to, change.to + 1) : [];
  const [top = '', ...below] = [...change.lines, ...stays];
  return [lines, [{ from: 0, to: change.to + stays.length, lines: [mark + top, ...below] }, ...others]];
}

const CONTEXT = 3;

/** Changes so near to each other that their contexts meet. */
function hunksOf(changes: readonly LineChange[]): LineChange[][] {
  const hunks: LineChange[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const change of changes) {
    if (change.from <= end + 2 * CONTEXT) hunks.at(-1)?.push(change);
    else hunks.push([change]);
    end = change.to;
  }
  return hunks;
}

function hunkText(
  changes: readonly LineChange[],
  old: readonly string[],
  shift: number,
): { readonly text: string; readonly grown: number } {
  const first = Math.max(0, (changes[0] as LineChange).from - CONTEXT);
  const last = Math.min(old.length, (changes.at(-1) as LineChange).to + CONTEXT);
  const body: string[] = [];
  let at = first;
  let grown = 0;
  const take = (sign: string, until: number): void => {
    for (; at < until; at++) body.push(signed(sign, old[at] as string));
  };
  for (const { from, to, lines } of changes) {
    take(' ', from);
    take('-', to);
    for (const line of lines) body.push(signed('+', line));
    grown += lines.length - (to - from);
  }
  take(' ', last);
  const size = last - first;
  const range = (begin: number, count: number): string => `${count === 0 ? begin : begin + 1},${count}`;
  const head = `@@ -${range(first, size)} +${range(first + shift, size + grown)} @@\n`;
  return { text: head + body.join(''), grown };
}

const signed = (sign: string, line: string): string =>
  line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;

/** A name that could end its line is quoted, as `patch` reads it. */
function quotedName(file: string): string {
  if (!/[\p{Cc}"\\]/u.test(file)) return file.includes(' ') ? `${file}\t` : file;
  const escaped = file.replace(/["\\]/g, '\\$&').replace(/\p{Cc}/gu, octal);
  return `"${escaped}"`;
}

const octal = (char: string): string =>
  [...Buffer.from(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/** A line that only says something about the next one; `#>` ends a comment of several lines. */
const REMARK = /^(?:[ \t]*#(?![!>])|access-list \S+ remark )/i;

function splicesOf(text: string, edits: readonly Edit[]): Splice[] {
  const splices = edits.map((edit): Splice => {
    const { span } = edit.kind === 'insert' ? edit.before : edit.rule;
    const line = text.lastIndexOf('\n', span.start - 1) + 1;
    const start = edit.kind === 'insert' ? aboveComments(text, line) : line;
    if (edit.kind === 'insert') return { start, end: start, lines: edit.lines };
    const newline = text.indexOf('\n', span.end);
    return { start, end: newline < 0 ? text.length : newline + 1, lines: edit.lines };
  });
  splices.sort((a, b) => a.start - b.start || a.end - b.end);
  const apart: Splice[] = [];
  for (const splice of splices) {
    const before = apart.at(-1);
    if (!before || splice.start >= before.end) apart.push(splice);
    // Two edits of the same lines: those that stand for them, one after the other.
    else
      apart[apart.length - 1] = {
        start: before.start,
        end: Math.max(before.end, splice.end),
        lines: [...before.lines, ...splice.lines],
      };
  }
  return apart.filter(({ start, end, lines }) => end > start || lines.length > 0);
}

/** Comments right above a line belong to it: what is inserted goes above them. */
function aboveComments(text: string, line: number): number {
  let start = line;
  while (start > 0) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (!REMARK.test(text.slice(above, Math.min(start, above + 200)))) break;
    start = above;
  }
  return start;
}
