import type { Dependency } from '../../policy/ruleset.ts';

/** What names stand for: certainly these, and perhaps those as well; `depends` says on what. */
export interface Resolved<T> {
  readonly sure: readonly T[];
  readonly unsure: readonly T[];
  readonly depends: readonly Dependency[];
}

const NOTHING: readonly never[] = Object.freeze([]);
/** Reasons of one rule; nobody reads more. */
const MOST_REASONS = 5;

/** Certain members only. */
export function surely<T>(sure: readonly T[]): Resolved<T> {
  return { sure, unsure: NOTHING, depends: NOTHING };
}

export function perhaps<T>(unsure: readonly T[], ...depends: readonly Dependency[]): Resolved<T> {
  return { sure: NOTHING, unsure, depends };
}

export const notUnderstood = (text: string): Dependency => ({ kind: 'not-understood', text });

/** Everything that it may be. */
export function everything<T>({ sure, unsure }: Resolved<T>): readonly T[] {
  return unsure.length === 0 ? sure : sure.length === 0 ? unsure : [...sure, ...unsure];
}

/** Several together. */
export function together<T>(parts: readonly Resolved<T>[]): Resolved<T> {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const depends = new Set(parts.flatMap((part) => part.depends));
  return {
    sure: parts.flatMap((part) => part.sure),
    unsure: depends.size === 0 ? NOTHING : parts.flatMap((part) => part.unsure),
    depends: [...depends].slice(0, MOST_REASONS),
  };
}
