import { DIALECT_NAMES } from '../dialect-names.ts';
import type { Located } from '../schema/shape.ts';
import { oneOf, quote } from '../schema/values.ts';
import type { Scope } from './scope.ts';

/** The name of a language as it is written; one that there isn't is reported. */
export function knownDialect({ value, offset }: Located<string>, scope: Scope): string {
  if (!DIALECT_NAMES.includes(value)) {
    const help = scope.suggest(value, DIALECT_NAMES);
    scope.report('PT3009', offset, {
      message: `there is no dialect ${quote(value)}`,
      expected: help === undefined ? oneOf(DIALECT_NAMES) : undefined,
      help,
    });
  }
  return value;
}
