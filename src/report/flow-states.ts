import type { Place } from '../diagnostics/diagnostic.ts';
import { listenersOf } from '../hierarchy/listeners.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Plan } from '../plan/model.ts';
import { type FlowOutcome, flowOutcomes } from '../verify/tally.ts';
import { type ExcessDocument, excessOf } from './excess.ts';
import type { KeptResult } from './kept-result.ts';
import type { ProbedFlow, ProbedState } from './probed-flows.ts';

/**
 * What is known of a flow: nothing yet but that it is planned; what verification said over its whole way; or what probes
 * saw of it.
 */
export type FlowState = 'planned' | 'proven' | 'missing' | 'unproven' | 'open' | 'blocked';

export interface FlowStateDocument {
  readonly state: FlowState;
  /** Nothing stands against it where it was looked at, but not all filters on its way were, or not all of its ports. */
  readonly partly?: true;
  /** The hierarchy or a configuration on its way is another one by now. */
  readonly stale?: true;
  /** A probe saw it, whatever the state says. */
  readonly probed?: true;
  /** The first ones that are about it. */
  readonly findings?: readonly FlowFindingDocument[];
}

export interface FlowFindingDocument {
  /** Filter or host; absent where a probe doesn't know it. */
  readonly filter?: string;
  /** Of a probe its verdict. */
  readonly code: string;
  readonly message: string;
  readonly place?: Place;
}

export interface VerifiedDocument {
  readonly kind: 'filter' | 'host';
  readonly name: string;
  readonly file: string;
  readonly dialect: string;
  readonly stale: boolean;
  /** Findings by their kind. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface StatesDocument {
  /** The filters and hosts whose configurations were verified. */
  readonly verified: readonly VerifiedDocument[];
  readonly counts: Readonly<Record<FlowState, number>>;
  /** By flow id; a flow that isn't here is planned, and nothing more is known of it. */
  readonly flows: Readonly<Record<string, FlowStateDocument>>;
  /** What is permitted beyond the plan: no flow's, but between two ends. */
  readonly excess: readonly ExcessDocument[];
}

const STATES: Readonly<Record<FlowOutcome, FlowState>> = {
  permitted: 'proven',
  blocked: 'missing',
  unproven: 'unproven',
  partly: 'planned',
  untouched: 'planned',
};

/**
 * What a packet met on its way counts more than what a configuration seems to say, except where the configuration lacks
 * something: whatever is open now, it will not stay so by it. A probe that proved nothing takes nothing back.
 */
function gravest(verified: FlowState, probed: ProbedState | undefined): FlowState {
  if (probed === 'blocked') return 'blocked';
  if (verified === 'missing') return 'missing';
  if (probed === 'open') return 'open';
  return verified === 'planned' ? (probed ?? 'planned') : verified;
}

/** How many findings of a flow are told. */
const TOLD = 3;

/**
 * What is known of each flow of a plan from the last results and from probes.
 * @param isCurrent whether a result is about the hierarchy and the configuration as they are now.
 */
export function flowStates(
  plan: Plan,
  hierarchy: Hierarchy,
  results: readonly KeptResult[],
  isCurrent: (result: KeptResult) => boolean,
  probed: ReadonlyMap<string, ProbedFlow> = new Map(),
): StatesDocument {
  const stale = new Set(results.filter((result) => !isCurrent(result)));
  const told = findingsByFlow(results);
  const flows: [string, FlowStateDocument][] = [];
  const counts = { planned: 0, proven: 0, missing: 0, unproven: 0, open: 0, blocked: 0 };
  const findings = results.flatMap(({ document }) => document.findings);
  for (const { flow, outcome, seen } of flowOutcomes(plan, results, findings, listenersOf(hierarchy))) {
    const probe = probed.get(flow.id);
    const state = gravest(STATES[outcome], probe?.state);
    counts[state]++;
    if (outcome === 'untouched' && !probe) continue;
    const own = [...(told.get(flow.id) ?? []), ...(probe?.findings ?? []).slice(0, TOLD)];
    const isPartly = state === 'open' ? probe?.partly === true : outcome === 'partly';
    const isStale = probe?.stale === true || seen.some((one) => stale.has(one as KeptResult));
    flows.push([
      flow.id,
      {
        state,
        ...(isPartly && { partly: true }),
        ...(isStale && { stale: true }),
        ...(probe && { probed: true }),
        ...(own.length > 0 && { findings: own }),
      },
    ]);
  }
  const verified = results.map((result) => verifiedDocument(result, stale.has(result)));
  // Flow ids come from names that others chose: none of them is a property of every object.
  return {
    verified,
    counts,
    flows: Object.fromEntries(flows),
    excess: excessOf(plan, hierarchy, results, stale),
  };
}

function findingsByFlow(results: readonly KeptResult[]): Map<string, FlowFindingDocument[]> {
  const told = new Map<string, FlowFindingDocument[]>();
  for (const { name, document } of results) {
    for (const { kind, code, message, place, origins } of document.findings) {
      if (kind !== 'missing' && kind !== 'unproven') continue;
      for (const { flow } of origins) {
        const own = told.get(flow) ?? [];
        if (own.length < TOLD) own.push({ filter: name, code, message, ...(place && { place }) });
        told.set(flow, own);
      }
    }
  }
  return told;
}

function verifiedDocument(result: KeptResult, stale: boolean): VerifiedDocument {
  const { kind, name, file, document } = result;
  const dialect = document.parts[0]?.dialect ?? '';
  const counts: Record<string, number> = {};
  for (const finding of document.findings) counts[finding.kind] = (counts[finding.kind] ?? 0) + 1;
  return { kind, name, file, dialect, stale, counts };
}
