import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Lines, linesOf, type Written, writtenAt } from '../source/lines.ts';

/** A section with its settings and the sections in it; the last setting of a name counts. */
export interface SwanSection {
  readonly name: string;
  readonly settings: Map<string, string>;
  readonly sections: SwanSection[];
  readonly start: number;
  end: number;
}

export interface ReadSwan {
  readonly file: string;
  readonly lines: Lines;
  readonly root: SwanSection;
  /** Lines that may change what the others mean. */
  readonly doubts: readonly Written[];
}

const DEEPEST = 20;
const MOST_DIAGNOSTICS = 200;

/** Reads strongSwan's format of sections: `name { … }` and `key = value`, one to a line, `#` starts a comment. */
export function parseSwan(
  text: string,
  file: string,
): { readonly config: ReadSwan; readonly diagnostics: readonly Diagnostic[] } {
  const lines = linesOf(text, file);
  const root: SwanSection = { name: '', settings: new Map(), sections: [], start: 0, end: text.length };
  const open: SwanSection[] = [root];
  const doubts: Written[] = [];
  const diagnostics: Diagnostic[] = [];
  const doubt = (start: number, end: number): void => {
    const written = writtenAt(lines, start, end);
    doubts.push(written);
    if (diagnostics.length < MOST_DIAGNOSTICS)
      diagnostics.push(
        diagnostic('PT8001', {
          message: `${JSON.stringify(written.text)} was not understood`,
          place: written.place,
          help: 'What travels inside of IPsec depends on it',
        }),
      );
  };
  for (const [i, lineStart] of lines.starts.entries()) {
    const lineEnd = (lines.starts[i + 1] ?? text.length + 1) - 1;
    const whole = text.slice(lineStart, lineEnd);
    const line = withoutComment(whole).trim();
    const start = lineStart + (whole.length - whole.trimStart().length);
    const section = open.at(-1) as SwanSection;
    if (line === '') continue;
    const setting = /^([\w.-]+)\s*=\s*(.*)$/.exec(line);
    const begin = /^([\w.-]+)\s*\{$/.exec(line);
    if (line === '}' && open.length > 1) {
      section.end = lineStart + whole.trimEnd().length;
      open.pop();
    } else if (begin?.[1] !== undefined && open.length < DEEPEST) {
      const inner: SwanSection = { name: begin[1], settings: new Map(), sections: [], start, end: lineEnd };
      section.sections.push(inner);
      open.push(inner);
    } else if (setting?.[1] !== undefined && !/[{}]/.test(setting[2] ?? '')) {
      section.settings.set(setting[1], setting[2] ?? '');
    } else doubt(start, lineEnd);
  }
  if (open.length > 1) doubt((open.at(-1) as SwanSection).start, text.length);
  return { config: { file, lines, root, doubts }, diagnostics };
}

/** A `#` in quotes is none that starts a comment; values here have none. */
function withoutComment(line: string): string {
  const hash = line.indexOf('#');
  return hash < 0 ? line : line.slice(0, hash);
}
