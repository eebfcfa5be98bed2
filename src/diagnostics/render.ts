import type { Diagnostic, Place, Severity } from './diagnostic.ts';
import { displayWidth, visible } from './visible.ts';

export interface RenderOptions {
  /** ANSI colours. */
  readonly color?: boolean;
}

/** Columns of source text shown at most; longer lines are cut around the place. */
const MAX_COLUMNS = 100;

/**
 * Prints diagnostics as a compiler does: the line, the text meant underlined, what was expected, what to do, and
 * a summary. `texts` has the contents of the files; where one is missing, only the place is printed.
 * Control characters of the input are made visible, so that a file can't play tricks on a terminal.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  options: RenderOptions = {},
): string {
  const paint = painter(options.color ?? false);
  const lines = new Map<string, readonly string[]>();
  const lineOf = (place: Place): string | undefined => {
    let split = lines.get(place.file);
    if (!split) {
      split = texts.get(place.file)?.split('\n') ?? [];
      lines.set(place.file, split);
    }
    return split[place.line - 1]?.replace(/\r$/, '');
  };
  const blocks = diagnostics.map((diagnostic) => renderOne(diagnostic, lineOf, paint));
  const summary = summarize(diagnostics);
  return [...blocks, ...(summary === '' ? [] : [`${paint('bold', summary)}\n`])].join('\n');
}

/** `2 errors, 1 warning`; empty for no diagnostics. */
export function summarize(diagnostics: readonly Diagnostic[]): string {
  const parts: string[] = [];
  for (const severity of ['error', 'warning', 'note'] as const) {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    if (count > 0) parts.push(`${count} ${severity}${count === 1 ? '' : 's'}`);
  }
  return parts.join(', ');
}

export type Style = Severity | 'bold' | 'frame';
export type Paint = (style: Style, text: string) => string;

const ANSI: Readonly<Record<Style, string>> = {
  error: '\u001b[1;31m',
  warning: '\u001b[1;33m',
  note: '\u001b[1;36m',
  bold: '\u001b[1m',
  frame: '\u001b[1;34m',
};

/** Gives text a style, or leaves it plain. */
export function painter(color: boolean): Paint {
  return color ? (style, text) => `${ANSI[style]}${text}\u001b[0m` : (_style, text) => text;
}

function renderOne(
  diagnostic: Diagnostic,
  lineOf: (place: Place) => string | undefined,
  paint: Paint,
): string {
  const { code, severity, message, place } = diagnostic;
  const related = diagnostic.related ?? [];
  const places = [...(place ? [place] : []), ...related.map((other) => other.place)];
  const gutter = Math.max(1, ...places.map((p) => String(p.line).length));
  const out = [`${paint(severity, `${severity}[${code}]`)}${paint('bold', `: ${visible(message)}`)}`];
  if (place) out.push(...excerpt(place, lineOf(place), gutter, '^', severity, '', paint));
  const bar = `${' '.repeat(gutter)} ${paint('frame', '=')} `;
  if (diagnostic.expected !== undefined)
    out.push(`${bar}${paint('bold', 'expected')}: ${visible(diagnostic.expected)}`);
  if (diagnostic.help !== undefined) out.push(`${bar}${paint('bold', 'help')}: ${visible(diagnostic.help)}`);
  for (const other of related) {
    out.push(
      ...excerpt(other.place, lineOf(other.place), gutter, '-', 'frame', visible(other.message), paint),
    );
  }
  return `${out.join('\n')}\n`;
}

function excerpt(
  place: Place,
  line: string | undefined,
  gutter: number,
  mark: string,
  style: Style,
  label: string,
  paint: Paint,
): string[] {
  const empty = ' '.repeat(gutter);
  const where = `${visible(place.file)}:${place.line}:${place.column}`;
  const head = `${empty}${paint('frame', mark === '^' ? '-->' : ':::')} ${where}`;
  if (line === undefined) return label === '' ? [head] : [head, `${empty} ${paint('frame', '=')} ${label}`];
  const { before, meant, after } = cut(line, place);
  const indent = ' '.repeat(displayWidth(before));
  const marks = mark.repeat(Math.max(1, displayWidth(meant)));
  return [
    head,
    `${empty} ${paint('frame', '|')}`,
    `${paint('frame', String(place.line).padStart(gutter))} ${paint('frame', '|')} ${before}${meant}${after}`.trimEnd(),
    `${empty} ${paint('frame', '|')} ${indent}${paint(style, `${marks}${label === '' ? '' : ` ${label}`}`)}`,
  ];
}

/** The three parts of a line, printable, the whole no wider than a terminal. */
function cut(
  line: string,
  place: Place,
): { readonly before: string; readonly meant: string; readonly after: string } {
  const start = Math.min(Math.max(place.column - 1, 0), line.length);
  const end = Math.min(start + place.length, line.length);
  const shown = Math.min(end, start + MAX_COLUMNS - 20);
  const meant = inLine(line.slice(start, shown));
  const room = Math.max(20, MAX_COLUMNS - displayWidth(meant));
  // Slices keep a margin for wide characters: the parts are measured after they were made printable.
  const from = start > room / 2 && line.length > MAX_COLUMNS ? start - Math.floor(room / 2) : 0;
  const before = `${from > 0 ? '…' : ''}${inLine(line.slice(from, start))}`;
  const left = Math.max(0, MAX_COLUMNS - displayWidth(before) - displayWidth(meant));
  const rest = line.slice(shown, shown + left);
  const after = `${inLine(rest)}${shown + rest.length < line.length ? '…' : ''}`;
  return { before, meant, after };
}

/** A part of a line of the input; its tabs take four cells. */
const inLine = (text: string): string => visible(text.replaceAll('\t', '    '));
