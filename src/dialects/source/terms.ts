/** What a rule says in parts, some of which nobody knows for certain: the rules that this makes. */
import type { Match, ServiceRange } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import type { Written } from './lines.ts';

/** What a list holds for certain, and what it holds if something is so that stands outside of the text. */
export interface Terms<T> {
  readonly sure: readonly T[];
  /** More than `sure`, at most. */
  readonly unsure: readonly T[];
  /** Empty where everything is sure. */
  readonly depends: readonly Dependency[];
}

const NOTHING: readonly never[] = Object.freeze([]);

export function surely<T>(sure: readonly T[]): Terms<T> {
  return { sure, unsure: NOTHING, depends: NOTHING };
}

/** All of several lists together. */
export function union<T>(terms: readonly Terms<T>[]): Terms<T> {
  const [only] = terms;
  if (only && terms.length === 1) return only;
  return {
    sure: terms.flatMap(({ sure }) => sure),
    unsure: terms.flatMap(({ unsure }) => unsure),
    depends: terms.flatMap(({ depends }) => depends),
  };
}

/** How a rule is described beside what it matches. */
export type RuleFrame = Pick<FilterRule, 'action' | 'name' | 'priority' | 'via'> & {
  readonly written: Written;
};

/**
 * One rule where everything is certain; else one for what is, and one behind it for what may be.
 * @param conditions what must be so besides, for the whole rule
 */
export function rulesOfTerms(
  frame: RuleFrame,
  sources: Terms<AddressRange>,
  destinations: Terms<AddressRange>,
  services: Terms<ServiceRange>,
  conditions: readonly Dependency[],
): FilterRule[] {
  const depends = distinct([...conditions, ...sources.depends, ...destinations.depends, ...services.depends]);
  const certain = matchesOf(sources.sure, destinations.sure, services.sure);
  if (depends.length === 0) return [ruleOf(frame, certain, depends)];
  const possible = matchesOf(all(sources), all(destinations), all(services));
  const rules = conditions.length === 0 && certain.length > 0 ? [ruleOf(frame, certain, [])] : [];
  return [...rules, ruleOf(frame, possible, depends)];
}

export function ruleOf(
  { action, name, priority, via, written }: RuleFrame,
  matches: readonly Match[],
  depends: readonly Dependency[],
): FilterRule {
  const { place, span, text } = written;
  return {
    action,
    matches,
    states: ANY_STATE,
    depends,
    place,
    span,
    text,
    ...(name !== undefined && { name }),
    ...(priority !== undefined && { priority }),
    ...(via !== undefined && via.length > 0 && { via }),
  };
}

const all = <T>({ sure, unsure }: Terms<T>): readonly T[] =>
  unsure.length === 0 ? sure : [...sure, ...unsure];

function matchesOf(
  sources: readonly AddressRange[],
  destinations: readonly AddressRange[],
  services: readonly ServiceRange[],
): readonly Match[] {
  const meet = (family: 4 | 6): boolean => hasFamily(sources, family) && hasFamily(destinations, family);
  return (meet(4) || meet(6)) && services.length > 0 ? [{ sources, destinations, services }] : [];
}

const hasFamily = (ranges: readonly AddressRange[], family: 4 | 6): boolean =>
  ranges.some((range) => range.family === family);

function distinct(depends: readonly Dependency[]): readonly Dependency[] {
  if (depends.length < 2) return depends;
  const seen = new Set<string>();
  return depends.filter(({ kind, text }) => {
    const key = `${kind} ${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
