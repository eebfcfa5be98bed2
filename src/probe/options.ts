/** How a run of probes goes about it. */
import type { Observation } from '../plan/observation.ts';
import type { ProbeTask } from './task.ts';

/** Limits that hold whatever is asked for. */
export const LIMITS = { concurrency: 8192, rate: 100_000, timeout: 60_000 } as const;
/**
 * The shortest time to wait, in milliseconds. A packet that was lost is sent again after a second (RFC 6298); whoever
 * waits less takes one lost packet for a filter.
 */
export const LEAST_TIMEOUT = 1500;
export const DEFAULTS = { concurrency: 256, rate: 500, timeout: 3000, perTarget: 32 } as const;

/** Where a task's sockets are opened, for a lab that has many hosts on one machine. */
export interface Place {
  /** Handle of the network namespace; absent: here. */
  readonly namespace?: number;
  /** Own addresses there. */
  readonly addresses: readonly string[];
}

export interface RunOptions {
  /** Name of the host that the probes run on. */
  readonly on: string;
  /** Probes under way at once; at most `LIMITS.concurrency`. */
  readonly concurrency?: number;
  /** Probes started in a second; 0 for no limit. */
  readonly rate?: number;
  /** Probes under way at once to one address. */
  readonly perTarget?: number;
  /** For each answer, in milliseconds. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Where a task runs: its host's name goes into the observation as `on`. Absent: here, all of them. */
  placeOf?(task: ProbeTask): (Place & { readonly on?: string }) | undefined;
  /** The address to ask of an end that is a subnet; it must lie inside. */
  addressIn?(task: ProbeTask): string | undefined;
  /** Addresses by name, where the system's resolver isn't to be asked. It throws where there is none. */
  resolve?(name: string, family: 4 | 6 | undefined): Promise<string>;
  /** The filter of the hierarchy that has an address. */
  filterOf?(address: string): string | undefined;
  /** All addresses of a host, by its name. */
  addressesOf?(host: string): readonly string[];
  /** Whether a service's protocol is spoken, or a connection is enough; `true` if absent. */
  readonly checks?: boolean;
  /** Whether more packets are sent to find out who refuses and where silence begins; `true` if absent. */
  readonly locate?: boolean;
  /** Asks a listener of Portolan on UDP also where the protocol was answered. */
  readonly listener?: boolean;
  /** Each verdict, as soon as it is there. */
  found?(observation: Observation, task: ProbeTask): void;
}
