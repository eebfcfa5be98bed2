import type { Dependency } from '../../../../policy/ruleset.ts';

/** A part of what a rule matches, and what that part depends on beside the packet. */
export interface Alternative<T> {
  readonly ranges: readonly T[];
  readonly depends?: Dependency;
}

/** What a list means where some of its items are certain and others depend on something. */
export function alternatives<T>(certain: readonly T[], others: readonly Alternative<T>[]): Alternative<T>[] {
  return certain.length > 0 ? [{ ranges: certain }, ...others] : [...others];
}

export function notUnderstood(what: string): Dependency {
  return { kind: 'not-understood', text: `${what}, which was not understood` };
}
