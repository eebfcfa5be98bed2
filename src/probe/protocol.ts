/** What every protocol of `protocols/` offers: the question that a probe asks, and the answer that a listener gives. */
import type { Duplex } from 'node:stream';
import type { Transport } from '../net/ports.ts';
import type { ProbeTask } from './task.ts';

/** A TCP connection to the target that is open already. */
export interface TcpConnection {
  readonly socket: Duplex;
  readonly localAddress: string;
  readonly localPort: number;
  /** The first bytes that came back, up to 256: to say what answered, whatever the check made of them. */
  readonly head: () => Uint8Array;
  /** Without lingering: a probe leaves no connection behind. */
  close(): void;
}

export interface Datagram {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly port: number;
}

/** A UDP socket; it isn't connected, so that answers from other ports (TFTP) and addresses are seen, too. */
export interface UdpChannel {
  readonly localPort: number;
  send(bytes: Uint8Array, port: number, address?: string): Promise<void>;
  /** The next datagram; `undefined` when the time is over. */
  receive(milliseconds?: number): Promise<Datagram | undefined>;
  close(): void;
}

/**
 * The network as a check sees it: all that it opens is counted, limited in time and closed by the runner. In a lab it
 * opens sockets in the namespace of the asking host.
 * @throws {UnreachableError} of `dial.ts` where nothing could be opened: the runner makes a verdict of it.
 */
export interface Dial {
  tcp(port: number, address?: string): Promise<TcpConnection>;
  /** `port`: own port, where the protocol demands one (68, 67, 123); any other otherwise. */
  udp(options?: {
    readonly port?: number;
    readonly broadcast?: boolean;
    readonly family?: 4 | 6;
    /** ICMP echo messages instead of datagrams; the ports mean nothing then. */
    readonly echo?: boolean;
  }): Promise<UdpChannel>;
  /** Own address that what goes to the target leaves from; `undefined` where it isn't known. */
  ownAddress(): Promise<string | undefined>;
}

export interface CheckContext {
  readonly task: ProbeTask;
  /** The target's address, resolved. */
  readonly address: string;
  readonly port: number;
  readonly dial: Dial;
  /** How long to wait for each answer, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * What answered. `right`: the protocol of the port. `other`: bytes that are no answer of it. `silent`: nothing came
 * back in time (for UDP that proves nothing). `intercepted`: an answer that only something on the way gives.
 * `closed`: the connection opened and was closed or reset before an answer. `unproven`: the question couldn't be asked,
 * such as that to a dynamic RPC port when the endpoint mapper names none.
 */
export interface Answer {
  readonly answer: 'right' | 'other' | 'silent' | 'intercepted' | 'closed' | 'unproven';
  /** One sentence for people, with what was seen: `SMB 3.1.1, signing required`. */
  readonly says: string;
  readonly facts: Readonly<Record<string, string>>;
  /** What to do next, where something is to be done. */
  readonly next?: string;
}

export interface ResponderContext {
  /** Host that it answers for: name, fqdn, domain, roles, addresses. */
  readonly host: {
    readonly name: string;
    readonly fqdn: string;
    readonly roles: readonly string[];
    readonly addresses: readonly string[];
  };
  readonly service: string;
  readonly port: number;
  /** Ports that the endpoint mapper names, settings of the site, as in a task. */
  readonly hints: Readonly<Record<string, string>>;
  /** PEM, for protocols with TLS. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** The smallest server that a real client takes for one. It never throws for what a client sends, and has limits. */
export interface Responder {
  /** Speaks on an accepted connection until the client is done. */
  tcp?(socket: Duplex, context: ResponderContext): void;
  /**
   * Answers one datagram; `reply` sends from the port it came to, `fromOther` from a new port (TFTP): what comes to that
   * port is handed to the responder, too. Who asks from 0.0.0.0 (DHCP) has no address yet: `reply` sends to everybody.
   */
  udp?(
    datagram: Datagram,
    reply: (bytes: Uint8Array) => void,
    context: ResponderContext,
    fromOther: (bytes: Uint8Array) => void,
  ): void;
}

export interface Protocol {
  readonly name: string;
  readonly transport: Transport;
  /** Catalog services whose ports speak it. */
  readonly services: readonly string[];
  check(context: CheckContext): Promise<Answer>;
  readonly responder?: Responder;
}
