import type { ReadNftOperator, ReadNftValue } from './model.ts';

/** What stands on the right of a match. */
export interface Question {
  readonly operator: ReadNftOperator;
  readonly mask?: ReadNftValue | undefined;
  readonly value: ReadNftValue;
  /** Where the match is written, for what is reported about it. */
  readonly start: number;
  readonly end: number;
}
