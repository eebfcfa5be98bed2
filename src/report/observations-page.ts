/** What was last seen of each question, as pages for people: by target, the worst first. */
import { type KeptObservation, questionOf } from '../plan/kept-observation.ts';
import type { Observation, Verdict } from '../plan/observation.ts';
import { countsOf, FINE_VERDICTS, portText } from './observations-order.ts';
import { seenNow } from './seen-now.ts';

export interface SeenObservation extends Observation {
  /** The hierarchy is another one by now. */
  readonly stale?: true;
  /** Other flows that need the same answer. */
  readonly also?: readonly { readonly flow?: string; readonly conversation?: string }[];
  /** The look before, where it came to another verdict. */
  readonly before?: { readonly time: string; readonly verdict: Verdict };
}

export interface SeenTarget {
  readonly name: string;
  readonly total: number;
  /** How many are as they should be. */
  readonly fine: number;
  readonly counts: readonly VerdictCount[];
}

export interface VerdictCount {
  readonly verdict: Verdict;
  readonly count: number;
}

export interface ObservationsPage {
  /** Answers in all; one that several flows need is one. */
  readonly total: number;
  readonly offset: number;
  /** The worst first. */
  readonly counts: readonly VerdictCount[];
  /** Ends that answer; those with something to do first. */
  readonly targets: readonly SeenTarget[];
  /** Hosts that it was seen on. */
  readonly places: readonly string[];
  readonly observations: readonly SeenObservation[];
}

export interface ObservationsFilter {
  /** Name of either end. */
  readonly host?: string;
  /** Name of the end that answers. */
  readonly to?: string;
  /** Where it was seen. */
  readonly on?: string;
  readonly flow?: string;
  readonly verdicts?: readonly Verdict[];
  /** Leaves out what is as it should be, or what isn't. */
  readonly fine?: boolean;
}

/**
 * A page of the newest looks.
 * @param revision of the hierarchy as it is now
 */
export function observationsPage(
  kept: readonly KeptObservation[],
  revision: string,
  filter: ObservationsFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): ObservationsPage {
  const before = lookBefore(kept);
  const found = seenNow(kept).filter((one) => fits(one, filter));
  const byTarget = groupedBy(found, targetName);
  const targets = [...byTarget].map(([name, own]) => targetOf(name, own));
  targets.sort((a, b) => Number(a.fine === a.total) - Number(b.fine === b.total));
  const sorted = targets.flatMap(({ name }) => worstFirst(answersOf(byTarget.get(name) ?? [])));
  return {
    total: sorted.length,
    offset,
    counts: verdictCounts(found),
    targets,
    places: [...new Set(found.map(({ on }) => on))].sort(),
    observations: sorted.slice(offset, offset + limit).map(({ revision: own, also, ...one }) => {
      const last = before.get(questionOf(one));
      return {
        ...one,
        ...(also.length > 0 && { also }),
        ...(own !== revision && { stale: true as const }),
        ...(last && last.verdict !== one.verdict && { before: { time: last.time, verdict: last.verdict } }),
      };
    }),
  };
}

type Answer = KeptObservation & { readonly also: NonNullable<SeenObservation['also']> };

/** What is asked once for several flows is told once. */
function answersOf(observations: readonly KeptObservation[]): Answer[] {
  const keyOf = (one: KeptObservation): string => {
    const { on, from, to, service, verdict, evidence, time } = one;
    return JSON.stringify([on, from.name, to.address, service, portText(one), verdict, evidence, time]);
  };
  return [...groupedBy(observations, keyOf).values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, also: others.map(needOf) }] : [],
  );
}

function needOf({ flow, conversation }: Observation): { flow?: string; conversation?: string } {
  return { ...(flow !== undefined && { flow }), ...(conversation !== undefined && { conversation }) };
}

const targetName = ({ to }: Observation): string => to.name ?? to.address ?? '';

function fits(one: Observation, { host, to, on, flow, verdicts, fine }: ObservationsFilter): boolean {
  return (
    (host === undefined || [one.from.name, one.to.name, one.on].includes(host)) &&
    (to === undefined || targetName(one) === to) &&
    (on === undefined || one.on === on) &&
    (flow === undefined || one.flow === flow) &&
    (!verdicts || verdicts.includes(one.verdict)) &&
    (fine === undefined || FINE_VERDICTS.has(one.verdict) === fine)
  );
}

function targetOf(name: string, own: readonly Observation[]): SeenTarget {
  const fine = own.filter(({ verdict }) => FINE_VERDICTS.has(verdict)).length;
  return { name, total: own.length, fine, counts: verdictCounts(own) };
}

function verdictCounts(observations: readonly Observation[]): VerdictCount[] {
  return countsOf(observations).map(([verdict, count]) => ({ verdict, count }));
}

function worstFirst<T extends Observation>(observations: readonly T[]): T[] {
  const order = countsOf(observations).map(([verdict]) => verdict);
  return observations.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

/** By question the one before the newest. */
function lookBefore(kept: readonly KeptObservation[]): ReadonlyMap<string, KeptObservation> {
  const before = new Map<string, KeptObservation>();
  for (const [question, looks] of groupedBy(kept, questionOf)) {
    const last = looks.toSorted((a, b) => (a.time < b.time ? -1 : 1)).at(-2);
    if (last) before.set(question, last);
  }
  return before;
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const own = groups.get(keyOf(item));
    if (own) own.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
