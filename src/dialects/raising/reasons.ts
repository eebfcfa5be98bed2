/** What a rule may depend on, in words. */
import { type Code, diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { type Lines, type Written, writtenAt } from '../source/lines.ts';

/** A text, and offsets of a part of it. */
export interface Source {
  readonly file: string;
  readonly lines: Lines;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export const notUnderstood = (text: string): Dependency => ({ kind: 'not-understood', text });

/** A text in quotes, not too long. */
export const quoted = (text: string, most: number = 60): string =>
  JSON.stringify(text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text);

/** What a rule depends on because of a line. */
export function lineNotUnderstood({ lines }: Pick<Source, 'lines'>, { start, end }: Span): Dependency {
  return writtenNotUnderstood(writtenAt(lines, start, end));
}

export const writtenNotUnderstood = ({ text, place }: Pick<Written, 'text' | 'place'>): Dependency =>
  notUnderstood(`${quoted(text)} in line ${place.line}, which was not understood`);

/** After so many of one kind only how many more there are. */
const MOST_OF_ONE_CODE = 100;

/** Collects what is to be said, each thing once. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];
  private readonly config: Source;
  private readonly said: Set<string> = new Set();
  private readonly counts: Map<Code, number> = new Map();

  constructor(config: Source) {
    this.config = config;
  }

  say(code: Code, message: string, at: Span | undefined, help?: string): void {
    const key = `${code} ${message}`;
    if (this.said.has(key)) return;
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    if (count > MOST_OF_ONE_CODE) return;
    this.said.add(key);
    const place = at && writtenAt(this.config.lines, at.start, at.end).place;
    this.diagnostics.push(diagnostic(code, { message, place, help }));
  }

  finish(): readonly Diagnostic[] {
    for (const [code, count] of this.counts) {
      if (count > MOST_OF_ONE_CODE)
        this.diagnostics.push(
          diagnostic(code, {
            message: `${count - MOST_OF_ONE_CODE} more of this kind in ${this.config.file}`,
          }),
        );
    }
    return this.diagnostics;
  }
}
