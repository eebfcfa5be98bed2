import type { Connector } from './native/connector.ts';

/** How sockets are opened. */
export interface DialOptions {
  /** The target: an address, resolved. */
  readonly address: string;
  /** Address to send from; the system chooses one if absent. */
  readonly from?: string;
  /** Handle of the network namespace to open sockets in. */
  readonly namespace?: number;
  /** Absent where the system has no calls for it: then Node's own sockets are used. */
  readonly connector?: Connector;
  /** For a connection to open, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** What comes on a connection that is open with less time to live is dropped; needs a connector. */
  readonly minimumTtl?: number;
}
