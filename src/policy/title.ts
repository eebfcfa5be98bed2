import type { Party } from './model.ts';

const SHOWN = 3;

/** One line a person understands: who talks to whom, for what. */
export function ruleTitle(from: readonly Party[], to: readonly Party[], services: readonly string[]): string {
  return `${listNames(from.map((p) => p.name))} to ${listNames(to.map((p) => p.name))}: ${services.join(', ')}`;
}

/** `a, b, c and 4 more`. */
export function listNames(names: readonly string[]): string {
  const unique = [...new Set(names)];
  if (unique.length <= SHOWN + 1) return unique.join(', ');
  return `${unique.slice(0, SHOWN).join(', ')} and ${unique.length - SHOWN} more`;
}
