/** What was last seen of each question, as pages for people: by target, the worst first. */
import { type KeptObservation, questionOf } from '../plan/kept-observation.ts';
import type { Observation, Verdict } from '../plan/observation.ts';
import { unaskedArrivals } from '../probe/join.ts';
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

/** What came to a listener, though no probe that is kept was it: the newest of its kind. */
export interface SeenArrival {
  readonly time: string;
  /** The host that listened. */
  readonly on: string;
  readonly transport: Observation['transport'];
  readonly port?: number;
  readonly service?: string;
  readonly from: { readonly name?: string; readonly address?: string };
  /** How often it is kept. */
  readonly times: number;
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
  /** Both ends of all that was found, and the conversations. */
  readonly ends: readonly string[];
  readonly conversations: readonly string[];
  readonly observations: readonly SeenObservation[];
  /** Where no verdict, flow or conversation is asked for: arrivals have none. */
  readonly arrivals: readonly SeenArrival[];
}

export interface ObservationsFilter {
  /** Name of either end. */
  readonly host?: string;
  /** Name of the end that answers. */
  readonly to?: string;
  /** Where it was seen. */
  readonly on?: string;
  readonly flow?: string;
  readonly conversation?: string;
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
    places: sortedNames(found.map(({ on }) => on)),
    ends: sortedNames(found.flatMap(({ from, to }) => [from.name, to.name])),
    conversations: sortedNames(found.map(({ conversation }) => conversation)),
    arrivals: arrivalsOf(kept, filter),
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

function sortedNames(names: Iterable<string | undefined>): string[] {
  return [...new Set(names)].filter((name) => name !== undefined).sort();
}

function arrivalsOf(kept: readonly KeptObservation[], filter: ObservationsFilter): SeenArrival[] {
  const { flow, conversation, verdicts, fine } = filter;
  if ([flow, conversation, verdicts, fine].some((part) => part !== undefined)) return [];
  const arrivals = unaskedArrivals(kept).filter((one) => fits(one, filter));
  return [...groupedBy(arrivals, questionOf).values()]
    .flatMap((same) => {
      const newest = same.toSorted((a, b) => (a.time < b.time ? -1 : 1)).at(-1);
      return newest ? [arrivalOf(newest, same.length)] : [];
    })
    .sort((a, b) => (a.time < b.time ? 1 : -1));
}

function arrivalOf({ time, on, transport, to, from, service }: KeptObservation, times: number): SeenArrival {
  const { name, address } = from;
  return {
    time,
    on,
    transport,
    ...(to.port !== undefined && { port: to.port }),
    ...(service !== undefined && { service }),
    from: { ...(name !== undefined && { name }), ...(address !== undefined && { address }) },
    times,
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

function fits(
  one: Observation,
  { host, to, on, flow, conversation, verdicts, fine }: ObservationsFilter,
): boolean {
  return (
    (host === undefined || [one.from.name, one.to.name, one.on].includes(host)) &&
    (to === undefined || targetName(one) === to) &&
    (on === undefined || one.on === on) &&
    (flow === undefined || one.flow === flow) &&
    (conversation === undefined || one.conversation === conversation) &&
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
