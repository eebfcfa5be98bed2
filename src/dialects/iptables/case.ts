import { ANY_SERVICE, anyAddress, intersectMatch, type Match } from '../../net/match.ts';
import type { Family } from '../../net/network.ts';
import { ANY_STATE, type StateSet } from '../../net/state.ts';
import type { Dependency } from '../../policy/ruleset.ts';

/**
 * Packets that a condition holds for, all under the same proviso. A rule's condition is a list of these: most often
 * one; `-i eth+` has two, for the networks that are known to stand behind such interfaces, and for all others.
 */
export interface Case {
  readonly match: Match;
  readonly states: StateSet;
  readonly depends: readonly Dependency[];
}

export const CERTAIN: readonly Dependency[] = Object.freeze([]);

const everything = (family: Family): Match =>
  Object.freeze({
    sources: Object.freeze([anyAddress(family)]),
    destinations: Object.freeze([anyAddress(family)]),
    services: Object.freeze([ANY_SERVICE]),
  });
const EVERYTHING = { 4: everything(4), 6: everything(6) } as const;

/** Every packet of a family. */
export function everyPacket(family: Family): Match {
  return EVERYTHING[family];
}

/** Every packet of a family in every state. */
export function everyCase(family: Family): Case {
  return { match: EVERYTHING[family], states: ANY_STATE, depends: CERTAIN };
}

/** The packets of both, under both provisos; absent where there are none. */
export function intersectCases(a: Case, b: Case): Case | undefined {
  const states = a.states & b.states;
  if (states === 0) return undefined;
  const match = meet(a.match, b.match);
  return match && { match, states, depends: joinDepends(a.depends, b.depends) };
}

function meet(a: Match, b: Match): Match | undefined {
  if (isEverything(a)) return b;
  return isEverything(b) ? a : intersectMatch(a, b);
}

/** Whether it is one of the constants that stand for all packets; quick, and not needed to be more. */
function isEverything(match: Match): boolean {
  return match === EVERYTHING[4] || match === EVERYTHING[6];
}

function joinDepends(a: readonly Dependency[], b: readonly Dependency[]): readonly Dependency[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return [
    ...a,
    ...b.filter((added) => !a.some(({ kind, text }) => kind === added.kind && text === added.text)),
  ];
}

/** How much work it is to intersect or subtract two matches. */
export function effort(a: Match, b: Match): number {
  return (
    a.sources.length * b.sources.length +
    a.destinations.length * b.destinations.length +
    a.services.length * b.services.length
  );
}
