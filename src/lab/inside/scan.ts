/**
 * Asks thousands of ports from many hosts at once: a socket of its own for each question, made in the asking host's
 * namespace, and nothing of Node's around it.
 */
import { C, errorName, type Libc, libc } from '../../probe/native/libc.ts';
import { SocketError } from '../../probe/native/socket.ts';
import { readSocketAddress, socketAddress } from '../../probe/native/socket-address.ts';
import type { Namespaces } from './namespaces.ts';

export interface Question {
  /** Namespace of the host that asks. */
  readonly place: string;
  readonly transport: 'tcp' | 'udp' | 'icmp';
  readonly source: string;
  /** Any if absent. */
  readonly sourcePort?: number;
  readonly target: string;
  /** 0 for ICMP. */
  readonly port: number;
}

/**
 * `open`: connected, or a datagram came back. `refused`: somebody says that nobody listens: a reset in TCP, ICMP's port
 * unreachable in UDP. `rejected`: something says that it is prohibited. `silent`: nothing came back in time.
 * `unroutable`: the host knows no way. `failed`: this machine could not ask.
 */
export type Outcome = 'open' | 'refused' | 'rejected' | 'silent' | 'unroutable' | 'failed';

export interface Reply {
  readonly outcome: Outcome;
  /** Own port that was asked from; for ICMP 0. */
  readonly localPort: number;
  readonly error?: string;
}

export type IsSeen = (question: Question, localPort: number) => boolean;

/** How long the other end may take to see a connection, in milliseconds. */
const SEEN = 3000;
/** Sockets that are open at the same time. */
const BATCH = 1000;
const POLL_SIZE = 8;
const SO_LINGER_NOW = new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]);
const ICMP_PROTOCOL = 1;
const ICMPV6_PROTOCOL = 58;
const EINPROGRESS = 115;

/**
 * Asks all questions, so many at a time, each once.
 * @param patience how long silence is listened to, in milliseconds.
 * @param isSeen whether the other end has taken a connection: none is closed before, up to three seconds.
 * @returns replies in the order of the questions.
 * @throws {SocketError} where this machine can't wait for answers.
 */
export async function scan(
  namespaces: Namespaces,
  questions: readonly Question[],
  patience: number,
  isSeen: IsSeen,
): Promise<Reply[]> {
  const c = libc();
  if (!c) throw new Error('no C library');
  const replies = new Array<Reply>(questions.length);
  // From one namespace at a time: going into one costs more than a socket.
  const order = questions.map((_, i) => i).sort((a, b) => compare(questions[a], questions[b]) || a - b);
  for (let at = 0; at < order.length; at += BATCH)
    await ask(c, namespaces, questions, order.slice(at, at + BATCH), replies, patience, isSeen);
  return replies;
}

function compare(a: Question | undefined, b: Question | undefined): number {
  const [one, other] = [a?.place ?? '', b?.place ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
}

interface Open {
  readonly index: number;
  readonly fd: number;
  readonly localPort: number;
}

async function ask(
  c: Libc,
  namespaces: Namespaces,
  questions: readonly Question[],
  batch: readonly number[],
  replies: Reply[],
  patience: number,
  isSeen: IsSeen,
): Promise<void> {
  let waiting: Open[] = [];
  // Connections that are there stay until the other end has seen who came.
  const connected: Open[] = [];
  for (let at = 0; at < batch.length; ) {
    const place = questions[batch[at] as number]?.place ?? '';
    namespaces.in(place, () => {
      for (; at < batch.length; at++) {
        const index = batch[at] as number;
        const question = questions[index] as Question;
        if (question.place !== place) return;
        const begun = begin(c, question);
        if (typeof begun === 'number') waiting.push({ index, fd: begun, localPort: localPort(c, begun) });
        else replies[index] = begun;
      }
    });
  }
  const deadline = performance.now() + patience;
  for (let turn = 0; waiting.length > 0; turn++) {
    const left = deadline - performance.now();
    waiting = collect(
      c,
      questions,
      waiting,
      replies,
      connected,
      turn === 0 ? 0 : Math.max(0, Math.min(left, 2)),
    );
    if (waiting.length === 0) break;
    if (performance.now() >= deadline) {
      for (const { index, fd, localPort: own } of waiting) {
        replies[index] = { outcome: 'silent', localPort: own };
        c.close(fd);
      }
      break;
    }
    // The other ends are answered by this same thread.
    await eventLoop();
  }
  const until = performance.now() + SEEN;
  while (performance.now() < until) {
    if (connected.every(({ index, localPort: own }) => isSeen(questions[index] as Question, own))) break;
    await eventLoop();
  }
  for (const { fd } of connected) c.close(fd);
}

/** Lets everything that has come in be seen to. */
const eventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Sends the first packet: a socket that waits for the answer, or what the kernel said at once. */
function begin(c: Libc, { transport, source, sourcePort, target, port }: Question): number | Reply {
  const six = target.includes(':');
  const family = six ? C.AF_INET6 : C.AF_INET;
  const kind = (transport === 'tcp' ? C.SOCK_STREAM : C.SOCK_DGRAM) | C.SOCK_NONBLOCK | C.SOCK_CLOEXEC;
  const protocol = transport !== 'icmp' ? 0 : six ? ICMPV6_PROTOCOL : ICMP_PROTOCOL;
  const fd = c.socket(family, kind, protocol);
  if (fd < 0) return failure(c);
  // Closing says so at once, and leaves nothing behind.
  if (transport === 'tcp') c.setsockopt(fd, C.SOL_SOCKET, C.SO_LINGER, SO_LINGER_NOW, SO_LINGER_NOW.length);
  const from = socketAddress(source, sourcePort ?? 0);
  const to = socketAddress(target, transport === 'icmp' ? 0 : port);
  const ok =
    c.bind(fd, from, from.length) === 0 &&
    (c.connect(fd, to, to.length) === 0 || (transport === 'tcp' && c.errno() === EINPROGRESS)) &&
    (transport === 'tcp' || c.send(fd, payload(transport, six), payload(transport, six).length, 0) > 0);
  if (ok) return fd;
  const reply = failure(c);
  c.close(fd);
  return reply;
}

const TEXT = new TextEncoder().encode('PORTOLAN/1 ?');
/** Type 8, code 0; the kernel fills in the checksum and the identifier. RFC 792, RFC 4443. */
const ECHO = new Uint8Array([8, 0, 0, 0, 0, 0, 0, 1, ...TEXT]);
const ECHO_V6 = new Uint8Array([128, 0, 0, 0, 0, 0, 0, 1, ...TEXT]);

function payload(transport: Question['transport'], six: boolean): Uint8Array {
  return transport === 'udp' ? TEXT : six ? ECHO_V6 : ECHO;
}

function failure(c: Libc): Reply {
  return replyOf(c.errno(), 0);
}

function replyOf(errno: number, localPort: number): Reply {
  const error = errorName(errno);
  return { outcome: OUTCOMES[error] ?? 'failed', localPort, error };
}

/** What an error of a socket says here: ICMP's "administratively prohibited" is EHOSTUNREACH in IPv4, EACCES in IPv6. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'rejected',
  EACCES: 'rejected',
  // The own firewall refuses to send.
  EPERM: 'rejected',
  ENETUNREACH: 'unroutable',
  EADDRNOTAVAIL: 'failed',
  ETIMEDOUT: 'silent',
};

/** Takes the answers that are there; what still waits comes back. */
function collect(
  c: Libc,
  questions: readonly Question[],
  waiting: Open[],
  replies: Reply[],
  connected: Open[],
  milliseconds: number,
): Open[] {
  const table = new Uint8Array(waiting.length * POLL_SIZE);
  const view = new DataView(table.buffer);
  for (const [n, { index, fd }] of waiting.entries()) {
    view.setInt32(n * POLL_SIZE, fd, true);
    view.setInt16(n * POLL_SIZE + 4, questions[index]?.transport === 'tcp' ? C.POLLOUT : C.POLLIN, true);
  }
  const ready = c.poll(table, waiting.length, milliseconds);
  const error = ready < 0 ? errorName(c.errno()) : undefined;
  // Silence that was never listened to would look like a filter.
  if (error !== undefined && error !== 'EINTR') throw new SocketError('poll', error);
  if (ready <= 0) return waiting;
  return waiting.filter(({ index, fd, localPort: own }, n) => {
    if (view.getInt16(n * POLL_SIZE + 6, true) === 0) return true;
    const errno = socketError(c, fd);
    replies[index] = errno === 0 ? { outcome: 'open', localPort: own } : replyOf(errno, own);
    if (errno === 0 && questions[index]?.transport === 'tcp') connected.push({ index, fd, localPort: own });
    else c.close(fd);
    return false;
  });
}

const VALUE = new Uint8Array(4);
const LENGTH = new Uint8Array(4);

function socketError(c: Libc, fd: number): number {
  LENGTH[0] = VALUE.length;
  c.getsockopt(fd, C.SOL_SOCKET, C.SO_ERROR, VALUE, LENGTH);
  return new DataView(VALUE.buffer).getInt32(0, true);
}

const NAME = new Uint8Array(28);

/** The port that a socket is bound to; 0 where it has none. */
export function localPort(c: Libc, fd: number): number {
  LENGTH[0] = NAME.length;
  return c.getsockname(fd, NAME, LENGTH) === 0 ? (readSocketAddress(NAME)?.port ?? 0) : 0;
}
