import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { Memo } from '../raising/memo.ts';
import { notUnderstood } from '../raising/reasons.ts';
import type { PanosConfig, Scope } from './model.ts';

/** Members of all groups together, after groups in groups are written out. */
const MOST_MEMBERS = 4_000_000;
/** Names that are missing; nobody reads more. */
const MOST_SAID = 200;

/** Where a name is looked up: the places in the order in which they are asked, and from which of them on. */
export interface Names {
  readonly config: PanosConfig;
  readonly chain: readonly Scope[];
  readonly diagnostics: Diagnostic[];
  readonly memo: Memo;
  readonly said: Set<string>;
}

export function namesOf(config: PanosConfig, chain: readonly Scope[], diagnostics: Diagnostic[]): Names {
  const memo = new Memo(MOST_MEMBERS, () => {
    const message = `the groups in ${config.file} hold more than ${MOST_MEMBERS} members together`;
    diagnostics.push(diagnostic('PT8006', { message, help: 'Rules with the others are unproven' }));
  });
  return { config, chain, diagnostics, memo, said: new Set() };
}

/** Says once that something is defined nowhere. */
export function missing(names: Names, what: string, place: Place): Dependency {
  if (!names.said.has(what) && names.said.size < MOST_SAID) {
    names.said.add(what);
    names.diagnostics.push(
      diagnostic('PT8003', {
        message: `${what} is defined nowhere`,
        place,
        help: 'Give the whole configuration, with what is shared and what Panorama has pushed; rules that name it depend on it',
      }),
    );
  }
  return notUnderstood(`${what}, which is defined nowhere`);
}

/**
 * Looks a name up in the chain. A rule or group that stands further out sees what is defined there; where something
 * nearer has the same name, or only something nearer has it, what is meant depends on settings.
 */
export function find<T>(
  names: Names,
  from: number,
  get: (scope: Scope) => T | undefined,
): { readonly found: T; readonly at: number; readonly nearer: boolean } | undefined {
  let nearer: { readonly found: T; readonly at: number; readonly nearer: true } | undefined;
  for (const [at, scope] of names.chain.entries()) {
    const found = get(scope);
    if (found === undefined) continue;
    if (at >= from) return { found, at, nearer: nearer !== undefined };
    nearer ??= { found, at, nearer: true };
  }
  return nearer;
}

/** Which of two definitions of a name is meant. */
export const ambiguous = (label: string): Dependency => ({
  kind: 'name',
  text: `which ${label} is meant: it is defined elsewhere, or in several places`,
});
