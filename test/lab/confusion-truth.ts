/** What is true of a probe by the way the lab is set up, and what may be said of it. */
import type { Verdict } from '../../src/plan/observation.ts';
import type { ProbeTask } from '../../src/probe/task.ts';

/** What serves the ports: nothing, Portolan's listeners, servers of another protocol, or what belongs there. */
export const BASES = ['nothing', 'listeners', 'swapped', 'servers'] as const;
export type Base = (typeof BASES)[number];

/** What the filters do with everything. */
export const FILTERS = [
  'pass',
  'rules',
  'drop',
  'port-unreachable',
  'prohibited',
  'reset',
  'redirect',
] as const;
export type Filtering = (typeof FILTERS)[number];

export const TRUTHS = [
  'right service',
  'Portolan listens',
  'another service',
  'nobody listens',
  'dropped by a filter',
  'rejected by a filter',
  'redirected on the way',
] as const;
export type Truth = (typeof TRUTHS)[number];

/** Verdicts that say so. `unproven` says nothing, and so nothing wrong: it is counted by itself. */
const RIGHT: Readonly<Record<Truth, readonly Verdict[]>> = {
  'right service': ['open'],
  'Portolan listens': ['listener'],
  'another service': ['other'],
  'nobody listens': ['refused'],
  'dropped by a filter': ['filtered'],
  'rejected by a filter': ['rejected'],
  'redirected on the way': ['intercepted', 'other'],
};

const BY_BASE: Readonly<Record<Base, Truth>> = {
  nothing: 'nobody listens',
  listeners: 'Portolan listens',
  swapped: 'another service',
  servers: 'right service',
};

const BY_FILTERING: Readonly<Record<Filtering, Truth | undefined>> = {
  pass: undefined,
  rules: undefined,
  drop: 'dropped by a filter',
  'port-unreachable': 'rejected by a filter',
  prohibited: 'rejected by a filter',
  reset: 'rejected by a filter',
  redirect: 'redirected on the way',
};

/** @param hasServer whether something that speaks the port's protocol is there in the base `servers` */
export function truthOf(task: ProbeTask, base: Base, filtering: Filtering, hasServer: boolean): Truth {
  const changed = task.path.length > 0 ? BY_FILTERING[filtering] : undefined;
  // Only TCP is reset or redirected; all else passes.
  const isTcpOnly = filtering === 'reset' || filtering === 'redirect';
  if (changed !== undefined && (task.transport === 'tcp' || !isTcpOnly)) return changed;
  if (task.transport === 'icmp') return 'right service';
  // A proxy that can be asked, and from which nothing can be reached, doesn't let anything pass.
  if (base === 'servers' && task.beyond && BY_FILTERING[filtering]) return 'another service';
  return base === 'servers' && !hasServer ? 'Portolan listens' : BY_BASE[base];
}

/** The sentence of a table for one probe. */
export interface Judged {
  readonly truth: Truth;
  readonly verdict: Verdict;
  readonly isFalse: boolean;
}

export function judge(truth: Truth, verdict: Verdict): Judged {
  return { truth, verdict, isFalse: verdict !== 'unproven' && !RIGHT[truth].includes(verdict) };
}
