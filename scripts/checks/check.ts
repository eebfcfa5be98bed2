/** One named step of `npm test`. */
export interface Check {
  readonly name: string;
  /** What it makes sure of, in one line, for `--help`. */
  readonly about: string;
  run(): Promise<Outcome>;
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for the report: counts, or why something was skipped. */
  readonly summary?: string;
  /** Shown in full when something failed. */
  readonly details?: string;
}

/** The outcome of a check that is one thing: it holds or it doesn't. */
export function verdict(holds: boolean, details: string, summary?: string): Outcome {
  return {
    passed: holds ? 1 : 0,
    failed: holds ? 0 : 1,
    skipped: 0,
    details,
    ...(summary !== undefined && { summary }),
  };
}
