import { createHash } from 'node:crypto';

/** A short, stable name for a rule, made of what tells it from the others: the same input gives the same id. */
export function ruleId(parts: readonly string[]): string {
  return `r${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 10)}`;
}
