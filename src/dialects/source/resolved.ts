import type { Dependency } from '../../policy/ruleset.ts';

/** What names stand for: certainly these, and perhaps those as well; `depends` says on what. */
export interface Resolved<T> {
  readonly sure: readonly T[];
  readonly unsure: readonly T[];
  readonly depends: readonly Dependency[];
}

const NOTHING: readonly never[] = Object.freeze([]);
const MOST_DEPENDENCIES = 6;

export function surely<T>(sure: readonly T[]): Resolved<T> {
  return { sure, unsure: NOTHING, depends: NOTHING };
}

export function perhaps<T>(unsure: readonly T[], ...depends: readonly Dependency[]): Resolved<T> {
  return { sure: NOTHING, unsure, depends };
}

/** All of them together. */
export function gathered<T>(
  parts: readonly Resolved<T>[],
  join: (items: readonly T[]) => readonly T[],
): Resolved<T> {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const depends = new Map(parts.flatMap((part) => part.depends).map((d) => [d.text, d]));
  return {
    sure: join(parts.flatMap((part) => part.sure)),
    unsure: join(parts.flatMap((part) => part.unsure)),
    depends: [...depends.values()].slice(0, MOST_DEPENDENCIES),
  };
}

/** Certain ones and possible ones. */
export function all<T>({ sure, unsure }: Resolved<T>): readonly T[] {
  return unsure.length === 0 ? sure : [...sure, ...unsure];
}

export const notUnderstood = (text: string): Dependency => ({ kind: 'not-understood', text });
