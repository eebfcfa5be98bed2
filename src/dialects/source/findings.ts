import { type Code, diagnostic, type Finding } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** After so many of one code, the rest is only counted: nobody reads a hundred thousand messages. */
const MOST = 100;

/** Collects what is found in a text; of each code a hundred, and then how many more. */
export class Findings {
  private readonly found: Diagnostic[] = [];
  private readonly counts = new Map<Code, number>();
  private readonly said = new Set<string>();

  add(code: Code, finding: Finding): void {
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    if (count <= MOST) this.found.push(diagnostic(code, finding));
  }

  /** As `add`, once for each `key`. */
  once(key: string, code: Code, finding: Finding): void {
    if (this.said.has(key)) return;
    this.said.add(key);
    this.add(code, finding);
  }

  all(): readonly Diagnostic[] {
    const more = [...this.counts].flatMap(([code, count]) =>
      count > MOST ? [diagnostic(code, { message: `${count - MOST} more of this kind were found` })] : [],
    );
    return [...this.found, ...more];
  }
}

/** A text in quotes for a message, cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text);
}
