/** What is told of observations, and in which order: by who asked whom, the worst first. */
import type { Observation, Verdict } from '../plan/observation.ts';

/** Verdicts by which a flow is fine: the service answers, or Portolan's listener in its place. */
export const FINE_VERDICTS: ReadonlySet<Verdict> = new Set<Verdict>(['open', 'listener']);

/** The worst first. */
const ORDER: readonly Verdict[] = [
  'intercepted',
  'filtered',
  'rejected',
  'other',
  'refused',
  'unresolved',
  'failed',
  'unproven',
  'listener',
  'open',
];

/** In words, as they stand in a summary: `3 filtered`. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  open: 'open',
  listener: 'open to Portolan’s listener',
  other: 'answered by something else',
  refused: 'open, but nobody listens',
  rejected: 'rejected',
  filtered: 'filtered',
  intercepted: 'intercepted',
  unproven: 'unproven',
  unresolved: 'without an address',
  failed: 'not sent',
};

/** Observations of one end asked by another. */
export interface Pair {
  readonly on: string;
  readonly from: string;
  readonly to: string;
  readonly address?: string;
  readonly fine: readonly Observation[];
  /** The worst first. */
  readonly bad: readonly Observation[];
}

export function pairsOf(observations: readonly Observation[]): Pair[] {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    const { on, from, to } = observation;
    const key = JSON.stringify([on, from.name ?? from.address, to.name, to.address]);
    const group = groups.get(key);
    if (group) group.push(observation);
    else groups.set(key, [observation]);
  }
  return [...groups.values()].map(pairOf);
}

function pairOf(group: readonly Observation[]): Pair {
  const [first] = group;
  const { address } = first?.to ?? {};
  return {
    on: first?.on ?? '',
    from: first?.from.name ?? first?.from.address ?? '',
    to: first?.to.name ?? address ?? '',
    ...(address !== undefined && { address }),
    fine: group.filter(({ verdict }) => FINE_VERDICTS.has(verdict)),
    bad: group
      .filter(({ verdict }) => !FINE_VERDICTS.has(verdict))
      .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)),
  };
}

/** How many of each verdict, the worst first; those without any are left out. */
export function countsOf(observations: readonly Observation[]): (readonly [Verdict, number])[] {
  return ORDER.map(
    (verdict) => [verdict, observations.filter((o) => o.verdict === verdict).length] as const,
  ).filter(([, count]) => count > 0);
}

/** `tcp/445`; `icmp` has no port. */
export function portText({ transport, to, facts }: Observation): string {
  if (to.port === undefined) return transport;
  return `${transport}/${facts.ports ?? to.port}`;
}

/** What is asked twice for several flows is told once. */
export function sameQuestions(observations: readonly Observation[]): Observation[][] {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    const { service, verdict, evidence } = observation;
    const key = JSON.stringify([service, portText(observation), verdict, evidence]);
    const group = groups.get(key);
    if (group) group.push(observation);
    else groups.set(key, [observation]);
  }
  return [...groups.values()];
}

/** Whether nothing is to be done. */
export function isFine(observations: readonly Observation[]): boolean {
  return observations.every(({ verdict }) => FINE_VERDICTS.has(verdict));
}
