/** What was seen of a flow on the network: the chain's link from the plan to the wire. */
import type { Transport } from '../net/ports.ts';

/**
 * What a probe found out. `open`: the service that the port is for answered. `listener`: Portolan's own listener did,
 * so the way is open before the service is there. `other`: something answers, but not in the protocol of the port.
 * `refused`: the host itself said that nobody listens, so the way is open. `rejected`: something on the way said no.
 * `filtered`: silence, though TCP always answers. `intercepted`: something on the way answered in the host's place.
 * `unproven`: nothing can be concluded (UDP without an answer, a reset whose sender isn't known).
 * `unresolved`: the name has no address here. `failed`: this machine could not even send.
 */
export const VERDICTS = [
  'open',
  'listener',
  'other',
  'refused',
  'rejected',
  'filtered',
  'intercepted',
  'unproven',
  'unresolved',
  'failed',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface ObservedEnd {
  /** Its name in the hierarchy; absent where an address is nobody's. */
  readonly name?: string;
  readonly address?: string;
  readonly port?: number;
}

/** The router or filter that an answer came from, or after which there was none. */
export interface ObservedHop {
  /** How many routers away; 1 is the first. */
  readonly distance?: number;
  readonly address?: string;
  /** The filter of the hierarchy that has the address or stands there, where that is known. */
  readonly filter?: string;
}

/** One look at one flow on one port. Facts are plain texts by name, for people and for later questions alike. */
export interface Observation {
  /** ISO 8601, with milliseconds, UTC. */
  readonly time: string;
  readonly kind: 'probe' | 'listen';
  /** The host that it was seen on, by its name in the hierarchy. */
  readonly on: string;
  /** Id of the probe task: the same question has the same id in every run. */
  readonly task?: string;
  readonly flow?: string;
  readonly conversation?: string;
  /** Id of the catalog's service. */
  readonly service?: string;
  readonly transport: Transport;
  readonly from: ObservedEnd;
  readonly to: ObservedEnd;
  readonly verdict: Verdict;
  /** One sentence: what was seen. */
  readonly evidence: string;
  /** One sentence: what to do next; absent where nothing is to be done. */
  readonly next?: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly hop?: ObservedHop;
  /** From the first packet to the verdict, in milliseconds. */
  readonly milliseconds?: number;
  /** Both ends' records of one connection have the same. */
  readonly token?: string;
}

/** What stands in the `format` of a document of observations. */
export const OBSERVATIONS_FORMAT = 'portolan/observations/1';

/** A lab's report: its observations are a set like any other. `schema/lab-report.schema.json` describes it. */
export const LAB_REPORT_FORMAT = 'portolan/lab-report/1';

/** A document of observations. */
export interface ObservationSet {
  readonly hierarchy: string;
  readonly observations: readonly Observation[];
}
