/**
 * What a part of a rule asks for, as a union of cases: packets, states, and what else must hold. Cases of a rule come
 * from its parts by intersection.
 */
import {
  ANY_IPV4,
  ANY_IPV6,
  ANY_PACKET,
  intersectMatch,
  type Match,
  subtractMatch,
} from '../../../net/match.ts';
import type { AddressRange, Family } from '../../../net/network.ts';
import { ANY_STATE, type StateSet } from '../../../net/state.ts';
import type { Dependency } from '../../../policy/ruleset.ts';

export interface Case {
  readonly match: Match;
  readonly states: StateSet;
  readonly depends: readonly Dependency[];
}

const NOTHING: readonly Dependency[] = Object.freeze([]);
export const ANYTHING: Case = Object.freeze({ match: ANY_PACKET, states: ANY_STATE, depends: NOTHING });

const of = (family: Family): Match => {
  const addresses = Object.freeze([family === 4 ? ANY_IPV4 : ANY_IPV6]);
  return Object.freeze({ ...ANY_PACKET, sources: addresses, destinations: addresses });
};
export const IPV4: Match = of(4);
export const IPV6: Match = of(6);
export const familyMatch = (family: Family): Match => (family === 4 ? IPV4 : IPV6);

export const caseOf = (match: Match): Case => ({ match, states: ANY_STATE, depends: NOTHING });

/** Any packet, if something beside it allows. */
export const dependent = (dependency: Dependency): Case => ({ ...ANYTHING, depends: [dependency] });

/** More comparisons than this for one intersection, and one is better told that the rule is too large. */
const MOST_PAIRS = 4_000_000;
/** More pieces than this after a subtraction. */
const MOST_PIECES = 200;

/** The sign that an answer would be too large. */
export const TOO_LARGE: unique symbol = Symbol('too large');
export type TooLarge = typeof TOO_LARGE;

/** The cases in which both hold. */
export function bothOf(a: readonly Case[], b: readonly Case[]): readonly Case[] | TooLarge {
  if (isAnything(a)) return b;
  if (isAnything(b)) return a;
  let work = 0;
  const found: Case[] = [];
  for (const x of a) {
    for (const y of b) {
      work += pairs(x.match, y.match);
      if (work > MOST_PAIRS) return TOO_LARGE;
      const both = meet(x, y);
      if (both) found.push(both);
    }
  }
  return found;
}

/** Whether every packet is meant, whatever else. */
export const isAnything = (cases: readonly Case[]): boolean => cases.length === 1 && cases[0] === ANYTHING;

const pairs = (a: Match, b: Match): number =>
  1 +
  (a.sources === b.sources ? 0 : a.sources.length * b.sources.length) +
  (a.destinations === b.destinations ? 0 : a.destinations.length * b.destinations.length) +
  (a.services === b.services ? 0 : a.services.length * b.services.length);

function meet(a: Case, b: Case): Case | undefined {
  const states = a.states & b.states;
  if (states === 0) return undefined;
  const match = meetMatch(a.match, b.match);
  return match && { match, states, depends: together(a.depends, b.depends) };
}

/** Most parts of a rule leave two of the three sides as they are: those need no comparison. */
function meetMatch(a: Match, b: Match): Match | undefined {
  if (a === b || b === ANY_PACKET) return a;
  if (a === ANY_PACKET) return b;
  const sources = sharedAddresses(a.sources, b.sources);
  const destinations = sharedAddresses(a.destinations, b.destinations);
  const services = sharedSide(a.services, b.services, ANY_PACKET.services);
  if (!sources || !destinations || !services) return intersectMatch(a, b);
  return destinations.some((d) => sources.some((s) => s.family === d.family))
    ? { sources, destinations, services }
    : undefined;
}

function sharedAddresses(
  a: readonly AddressRange[],
  b: readonly AddressRange[],
): readonly AddressRange[] | undefined {
  const shared = sharedSide(a, b, ANY_PACKET.sources);
  if (shared) return shared;
  if (isFamily(b) && a.every((range) => range.family === b[0]?.family)) return a;
  return isFamily(a) && b.every((range) => range.family === a[0]?.family) ? b : undefined;
}

/** Whether the list is all addresses of one family. */
const isFamily = (list: readonly AddressRange[]): boolean =>
  list.length === 1 && (list[0] === ANY_IPV4 || list[0] === ANY_IPV6);

function sharedSide<T>(a: readonly T[], b: readonly T[], any: readonly T[]): readonly T[] | undefined {
  if (a === b || b === any) return a;
  return a === any ? b : undefined;
}

function together(a: readonly Dependency[], b: readonly Dependency[]): readonly Dependency[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const more = b.filter((d) => !a.some((e) => e.kind === d.kind && e.text === d.text));
  return more.length === 0 ? a : [...a, ...more];
}

/**
 * The cases of `from` in which none of `away` holds for certain. Where one of `away` depends on something, what it
 * shares with `from` stays, and depends on that too.
 */
export function butNot(from: readonly Case[], away: readonly Case[]): readonly Case[] | TooLarge {
  let rest: readonly Case[] = from;
  for (const gone of away) {
    const next: Case[] = [];
    let work = 0;
    for (const item of rest) {
      work += pairs(item.match, gone.match);
      if (work > MOST_PAIRS) return TOO_LARGE;
      next.push(...without(item, gone));
    }
    if (next.length > MOST_PIECES) return TOO_LARGE;
    rest = next;
  }
  return rest;
}

function without(item: Case, gone: Case): Case[] {
  const both = meet(item, gone);
  if (!both) return [item];
  const rest: Case[] = [];
  const others = item.states & ~gone.states;
  if (others !== 0) rest.push({ ...item, states: others });
  const states = item.states & gone.states;
  for (const match of subtractMatch(item.match, gone.match)) {
    if (match.destinations.some((d) => match.sources.some((s) => s.family === d.family)))
      rest.push({ ...item, match, states });
  }
  if (gone.depends.length > 0) rest.push(both);
  return rest;
}

/** How many ranges the cases hold, all in all. */
export function sizeOf(cases: readonly Case[]): number {
  let size = 0;
  for (const { match } of cases)
    size += match.sources.length + match.destinations.length + match.services.length;
  return size;
}
