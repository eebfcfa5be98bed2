import { digest } from '../plan/digest.ts';

const DIGITS = 10;

/** A short, stable name for a rule, made of what tells it from the others: the same input gives the same id. */
export function ruleId(parts: readonly string[]): string {
  return `r${digest(JSON.stringify(parts)).toString(16).padStart(16, '0').slice(-DIGITS)}`;
}
