import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import type { Written } from '../source/lines.ts';
import type { PanosConfig, Scope } from './model.ts';
import { notUnderstood, perhaps, type Resolved } from './resolved.ts';

/** Groups in groups; PAN-OS itself allows some levels only. */
const DEEPEST = 32;
/** Members of all groups together, after groups in groups are written out. */
const MOST_MEMBERS = 4_000_000;
/** Names that are missing; nobody reads more. */
const MOST_SAID = 200;

/** Where a name is looked up: the places in the order in which they are asked, and from which of them on. */
export interface Names {
  readonly config: PanosConfig;
  readonly chain: readonly Scope[];
  readonly diagnostics: Diagnostic[];
  readonly memo: Map<string, Resolved<unknown>>;
  readonly said: Set<string>;
  members: number;
}

export function namesOf(config: PanosConfig, chain: readonly Scope[], diagnostics: Diagnostic[]): Names {
  return { config, chain, diagnostics, memo: new Map(), said: new Set(), members: 0 };
}

/** Whether so many members may still be made. */
export function afford(names: Names, count: number): boolean {
  names.members += count;
  if (names.members <= MOST_MEMBERS) return true;
  if (!names.said.has('size')) {
    names.said.add('size');
    const message = `the groups in ${names.config.file} hold more than ${MOST_MEMBERS} members together`;
    names.diagnostics.push(diagnostic('PT8006', { message, help: 'Rules with the others are unproven' }));
  }
  return false;
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

/** Looks up a name once; a name within itself, or too deep, is not understood. */
export function once<T>(
  names: Names,
  key: string,
  label: string,
  all: readonly T[],
  depth: number,
  make: () => Resolved<T>,
): Resolved<T> {
  const known = names.memo.get(key) as Resolved<T> | undefined;
  if (known) return known;
  if (depth > DEEPEST) return perhaps(all, notUnderstood(`${label}, which stands too deep in others`));
  names.memo.set(key, perhaps(all, notUnderstood(`${label}, which holds itself`)));
  const made = make();
  names.memo.set(key, made);
  return made;
}

/** What a rule depends on because of a part that was not understood. */
export function partNotUnderstood({ text, place }: Written): Dependency {
  const shown = text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text;
  return notUnderstood(`${JSON.stringify(shown)} in line ${place.line}, which was not understood`);
}

/** Which of two definitions of a name is meant. */
export const ambiguous = (label: string): Dependency => ({
  kind: 'name',
  text: `which ${label} is meant: it is defined elsewhere, or in several places`,
});
