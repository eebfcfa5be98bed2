import type { Transport } from '../net/ports.ts';
import type { IcmpError } from './native/icmp-errors.ts';

/** How a port could not be reached. `code`: the system's name of the error, where this machine sent nothing. */
export interface Unreachable {
  readonly transport: Transport;
  readonly address: string;
  readonly port: number;
  readonly outcome: 'reset' | 'icmp' | 'silence' | 'failed';
  readonly icmp?: IcmpError;
  readonly code?: string;
  /** The host answered on another port that the same check asked first: the endpoint mapper's. */
  readonly hostAnswered?: boolean;
  /** Refused, but this machine can't tell a reset from an ICMP message. */
  readonly unclear?: boolean;
}

/** Thrown by a `Dial`; the runner makes a verdict of it. */
export class UnreachableError extends Error {
  readonly how: Unreachable;

  constructor(how: Unreachable) {
    super(`${how.address} port ${how.port}: ${how.code ?? how.outcome}`);
    this.name = 'UnreachableError';
    this.how = how;
  }
}
