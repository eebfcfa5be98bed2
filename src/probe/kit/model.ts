/** What a kit carries: the plan's questions of one host, as bytes, for a machine that has no Portolan. */
import type { Transport } from '../../net/ports.ts';
import type { Observation } from '../../plan/observation.ts';
import type { ProbeTask } from '../task.ts';

/** One connection, or one datagram and its answers: what to send, one after the other. */
export interface KitConnection {
  /** 0: the port that the endpoint mapper named on the connection before. */
  readonly port: number;
  /** TLS before the questions, or after them: behind a proxy's tunnel. */
  readonly tls?: 'first' | 'after';
  /** The name to ask for in TLS. */
  readonly name?: string;
  /** In hexadecimal digits. Nothing is asked of a service that speaks first, or whose protocol isn't published. */
  readonly questions: readonly string[];
}

export interface KitProbe {
  /** The first of the tasks that it answers. */
  readonly id: string;
  readonly task: ProbeTask;
  readonly connections: readonly KitConnection[];
  /** How a right answer's first bytes begin, as a pattern over hexadecimal digits: a first word, not the verdict. */
  readonly pattern?: string;
  /** Why the kit can't ask it. */
  readonly unasked?: string;
}

export interface KitListener {
  readonly transport: Exclude<Transport, 'icmp'>;
  readonly port: number;
  readonly service: string;
}

export interface Kit {
  readonly hierarchy: string;
  readonly host: string;
  readonly probes: readonly KitProbe[];
  readonly listeners: readonly KitListener[];
}

/** Tasks with the same key are one question, however many flows need its answer. */
export function questionKey(task: ProbeTask): string {
  const { to, service, transport, port, range, hints, beyond } = task;
  const where = to.address ?? to.subnet ?? to.fqdns.join(' ');
  return JSON.stringify([to.name, where, service, transport, port, range?.last, hints.role, beyond]);
}

/** Version of the facts that a kit writes. */
const KIT_VERSION = '1';

/** A kit's record, which waits to be judged. */
export function isFromKit({ facts, kind }: Observation): boolean {
  return kind === 'probe' && facts.kit === KIT_VERSION;
}
