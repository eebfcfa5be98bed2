/** One task on the network: connect, let the protocol's check talk, and say what was seen. */
import type { Duplex } from 'node:stream';
import { newToken, questionOf, startsLikeBanner } from './banner.ts';
import { type ClosableDial, openDial } from './dial.ts';
import type { Connector } from './native/connector.ts';
import { closeSocket } from './native/socket.ts';
import type { Place } from './options.ts';
import type { Answer, Protocol } from './protocol.ts';
import type { ProbeTask } from './task.ts';
import { UnreachableError } from './unreachable.ts';
import type { Seen } from './verdict.ts';

export interface Asking {
  readonly task: ProbeTask;
  readonly address: string;
  /** Own address to send from. */
  readonly from?: string;
  readonly place?: Place;
  readonly protocol?: Protocol;
  readonly connector?: Connector;
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly listener: boolean;
  /** A connection is enough. */
  readonly bare: boolean;
  /** Of the time to live of what comes once a connection is open. */
  readonly minimumTtl?: number;
}

export interface Asked {
  readonly seen: Seen;
  /** Own address and port, where a socket was open. */
  readonly local?: { readonly address: string; readonly port: number };
  /** What a listener of Portolan was asked with: it writes that down, even where its answer doesn't come back. */
  readonly token?: string;
}

/** One for all: an error of its own for each check would cost more than its packets. */
const OVER = 'over';

/** How much longer a check may take than one answer: some ask several questions. */
const PATIENCE = 8;

export async function askOne(asking: Asking): Promise<Asked> {
  const { task, address, connector, timeout, place } = asking;
  if (task.transport === 'tcp' && asking.bare && connector) return await connectOnly(asking, connector);
  const end = new AbortController();
  const signal = AbortSignal.any([asking.signal, end.signal]);
  const dial = openDial({
    address,
    timeout,
    signal,
    ...(asking.from !== undefined && { from: asking.from }),
    ...(place?.namespace !== undefined && { namespace: place.namespace }),
    ...(connector && { connector }),
    ...(asking.minimumTtl !== undefined && { minimumTtl: asking.minimumTtl }),
  });
  const late = setTimeout(() => end.abort(OVER), timeout * PATIENCE);
  const token = task.transport === 'udp' ? newToken() : undefined;
  let seen: Seen;
  try {
    seen = await check(asking, dial, signal, token ?? '');
  } catch (error) {
    seen = caught(error, dial.head(() => true).length > 0);
  } finally {
    clearTimeout(late);
    end.abort(OVER);
    dial.close();
  }
  const local = dial.local();
  return { seen, ...(local && { local }), ...(token !== undefined && { token }) };
}

function caught(error: unknown, hostAnswered: boolean): Seen {
  if (error instanceof UnreachableError)
    return { seen: 'unreachable', how: { ...error.how, ...(hostAnswered && { hostAnswered }) } };
  const why = error instanceof Error ? error.message : String(error);
  return { seen: 'broken', why: `The check of this protocol failed: ${why}` };
}

/** Without a check, a connection costs three calls and no socket of Node. */
async function connectOnly(asking: Asking, connector: Connector): Promise<Asked> {
  const { task, address, timeout, from, place } = asking;
  const port = task.port ?? 0;
  const result = await connector.connect(address, port, timeout, {
    ...(place?.namespace !== undefined && { namespace: place.namespace }),
    ...(from !== undefined && { local: { address: from, port: 0 } }),
    reset: true,
  });
  if (result.outcome !== 'connected')
    return { seen: { seen: 'unreachable', how: { transport: 'tcp', address, port, ...result } } };
  closeSocket(result.fd);
  return { seen: { seen: 'connected', head: new Uint8Array() } };
}

async function check(asking: Asking, dial: ClosableDial, signal: AbortSignal, token: string): Promise<Seen> {
  const { task, address, protocol, timeout } = asking;
  if (!protocol || asking.bare) return await withoutCheck(asking, dial, token);
  const answer = await protocol.check({ task, address, port: task.port ?? 0, dial, timeout, signal });
  if (task.transport === 'udp' && (asking.listener || answer.answer === 'silent')) {
    const banner = await askListener(asking, dial, token);
    if (banner) return { seen: 'answer', answer, head: banner };
  }
  const isOurs = (port: number): boolean => isPortOf(task, port);
  if (task.range && task.transport === 'tcp' && startsLikeBanner(dial.head((port) => !isOurs(port)))) {
    // The listener has the port that would have named one: ask that at the start of the range.
    const { socket } = await dial.tcp(task.range.first);
    await firstBytes(socket, Math.min(timeout, GREETING));
  }
  return { seen: 'answer', answer, head: dial.head(isOurs) };
}

function isPortOf({ port, range }: ProbeTask, asked: number): boolean {
  return range ? asked >= range.first && asked <= range.last : asked === port;
}

async function withoutCheck(asking: Asking, dial: ClosableDial, token: string): Promise<Seen> {
  const { task } = asking;
  if (task.transport === 'icmp') return { seen: 'broken', why: 'There is no check for this kind of ICMP' };
  const port = task.port ?? 0;
  if (task.transport === 'tcp') {
    const { socket } = await dial.tcp(port);
    if (!asking.bare) await firstBytes(socket, Math.min(asking.timeout, GREETING));
    return { seen: 'connected', head: dial.head(() => true) };
  }
  const head = await askListener(asking, dial, token);
  if (head) return { seen: 'answer', answer: NO_ANSWER, head };
  const { address } = asking;
  return { seen: 'unreachable', how: { transport: 'udp', address, port, outcome: 'silence' } };
}

/** A listener of Portolan says what it is after 200 ms. */
const GREETING = 600;

async function firstBytes(socket: Duplex, milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    for (const event of ['data', 'close']) socket.once(event, () => resolve(clearTimeout(timer)));
  });
}

const NO_ANSWER: Answer = { answer: 'silent', says: 'No answer', facts: {} };

/** Asks whether a listener of Portolan is there; its banner, if it is. */
async function askListener(
  asking: Asking,
  dial: ClosableDial,
  token: string,
): Promise<Uint8Array | undefined> {
  const { task, timeout } = asking;
  const channel = await dial.udp(task.cast ? { broadcast: true } : {});
  try {
    await channel.send(Buffer.from(questionOf(token)), task.port ?? 0);
    const until = performance.now() + Math.min(timeout, 1000);
    for (;;) {
      const left = until - performance.now();
      const datagram = left > 0 ? await channel.receive(left) : undefined;
      if (!datagram) return undefined;
      if (startsLikeBanner(datagram.bytes)) return datagram.bytes;
    }
  } finally {
    channel.close();
  }
}
