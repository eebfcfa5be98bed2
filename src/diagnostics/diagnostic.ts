/** Where something stands in a text file. Lines and columns count from 1; columns count UTF-16 code units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Length of the text meant, in code units on that line; 0 where only a point is meant. */
  readonly length: number;
}

export type Severity = 'error' | 'warning' | 'note';

/** A finding about an input, as a value: text is rendered later, by `renderDiagnostics`. */
export interface Diagnostic {
  /** Stable, from the table in `codes.ts`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  readonly place?: Place;
  /** What was expected, where the message alone doesn't say. */
  readonly expected?: string;
  /** What to do next; a "did you mean" goes here. */
  readonly help?: string;
  /** Other places that take part, e.g. the first of two duplicates. */
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
}

/** Whether anything in the list stops the work. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}
