import type { Diagnostic, Place, Severity } from './diagnostic.ts';
import { INPUT_CODES } from './input-codes.ts';
import { LAB_CODES } from './lab-codes.ts';
import { PROBING_CODES } from './probing-codes.ts';
import { READING_CODES } from './reading-codes.ts';

export type Code =
  | keyof typeof INPUT_CODES
  | keyof typeof READING_CODES
  | keyof typeof PROBING_CODES
  | keyof typeof LAB_CODES;

/** What a code stands for. */
export interface CodeEntry {
  readonly severity: Severity;
  readonly title: string;
  readonly explanation: string;
}

/**
 * Every code that Portolan reports, with what it stands for and what to do; `docs/diagnostics.md` prints this table.
 * A code keeps its meaning for ever; a retired one is not used again.
 * 1xxx the document's syntax, 2xxx its form, 3xxx references, 4xxx rules of Configuration Manager,
 * 5xxx the network, 6xxx planning, 7xxx rules and their printing, 8xxx reading a filter's configuration, 97xx probing, 98xx the lab.
 */
export const CODES: Readonly<Record<Code, CodeEntry>> = {
  ...INPUT_CODES,
  ...READING_CODES,
  ...PROBING_CODES,
  ...LAB_CODES,
};

/** The parts of a diagnostic that its code doesn't give. */
export interface Finding {
  readonly message: string;
  readonly place?: Place | undefined;
  readonly expected?: string | undefined;
  readonly help?: string | undefined;
  readonly related?: Diagnostic['related'] | undefined;
}

/** Makes a diagnostic; its severity comes from the table. */
export function diagnostic(code: Code, finding: Finding): Diagnostic {
  const { message, place, expected, help, related } = finding;
  return {
    code,
    severity: CODES[code].severity,
    message,
    ...(place && { place }),
    ...(expected !== undefined && { expected }),
    ...(help !== undefined && { help }),
    ...(related && related.length > 0 && { related }),
  };
}
