/** Questions and answers over UDP. */
import type { Answer, CheckContext, Datagram, UdpChannel } from '../../protocol.ts';
import { UnreachableError } from '../../unreachable.ts';
import { other, silent } from './answers.ts';

export interface Question<T> {
  /** One datagram, or several that ask the same in different versions of the protocol. */
  readonly bytes: Uint8Array | readonly Uint8Array[];
  /** The protocol of the port, with its article. */
  readonly expected: string;
  /** Reads an answer; `undefined` where it is none to this question. */
  read(datagram: Datagram): T | undefined;
  /** Whether a datagram is somebody else's: on a well-known own port, questions and answers of others arrive, too. */
  foreign?(datagram: Datagram): boolean;
  /** Own port, where the protocol sends its answers to one. Where it is taken, the question comes from another. */
  readonly ownPort?: number;
  /** ICMP echo instead of UDP. */
  readonly echo?: boolean;
  /** Sends to a broadcast address. */
  readonly broadcast?: boolean;
  /** Takes answers from other addresses as well: for questions to a multicast group or to everybody. */
  readonly anyAddress?: boolean;
  /** Answers may come from another port of the target. */
  readonly anyPort?: boolean;
  /** Where the question goes instead of the task's port or address. */
  readonly port?: number;
  readonly address?: string;
}

/**
 * Asks, and asks again after a third of the time: a lost datagram is no answer. Datagrams of other hosts are passed
 * over. What the target sent, but isn't an answer, is said only when no answer came.
 */
export async function ask<T>(
  context: CheckContext,
  question: Question<T>,
  answer: (value: T, datagram: Datagram) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { channel, deaf } = await open(context, question);
  try {
    const until = performance.now() + context.timeout;
    let again = performance.now() + context.timeout / 3;
    let strange: Datagram | undefined;
    let elsewhere: number | undefined;
    const questions = question.bytes instanceof Uint8Array ? [question.bytes] : question.bytes;
    const send = async () => {
      for (const bytes of questions)
        await channel.send(bytes, question.port ?? context.port, question.address ?? context.address);
    };
    await send();
    for (let seen = 0; seen < 64 && !context.signal.aborted; ) {
      const now = performance.now();
      if (now >= until) break;
      const datagram = await channel.receive(Math.max(1, Math.min(again > now ? again : until, until) - now));
      if (datagram === undefined) {
        if (performance.now() >= again && again !== Number.POSITIVE_INFINITY) {
          again = Number.POSITIVE_INFINITY;
          await send();
        }
        continue;
      }
      if (question.anyAddress !== true && !sameAddress(datagram.address, context.address)) continue;
      if (question.foreign?.(datagram)) continue;
      seen++;
      const value = question.read(datagram);
      if (value !== undefined && !isFromAsked(datagram, context, question)) {
        elsewhere ??= datagram.port;
        continue;
      }
      if (value !== undefined) return await answer(value, datagram);
      strange ??= datagram;
      // Portolan's listener has said all that it will say.
      if (startsListener(datagram.bytes)) break;
    }
    if (strange) return other(question.expected, strange.bytes);
    if (elsewhere !== undefined) return fromElsewhere(question.expected, elsewhere);
    const nothing = silent(question.expected, context.timeout, 'udp');
    return deaf === undefined ? nothing : cannotHear(nothing, question.ownPort, deaf);
  } finally {
    channel.close();
  }
}

/** Who asks a port of UDP takes answers of that port only, and so does a firewall on the way. */
function isFromAsked<T>({ port }: Datagram, context: CheckContext, question: Question<T>): boolean {
  const { anyPort, anyAddress, echo, ownPort } = question;
  if (anyPort || anyAddress || echo || ownPort !== undefined) return true;
  return port === (question.port ?? context.port);
}

function fromElsewhere(expected: string, port: number): Answer {
  return {
    answer: 'other',
    says: `${expected.charAt(0).toUpperCase()}${expected.slice(1)} answers, but from port ${port}, which clients pass over`,
    facts: { 'answered from port': `${port}` },
    next: 'Look for a translation of addresses on the way that changes the port of answers',
  };
}

/** The answer would come to a port that isn't ours, so that silence says nothing at all. */
function cannotHear(nothing: Answer, port: number | undefined, code: string): Answer {
  const taken = code === 'EADDRINUSE';
  const why = taken ? 'another program of this machine has it' : `this machine doesn’t give it (${code})`;
  return {
    ...nothing,
    says: `${nothing.says}; the answer may have come to port ${port}, which couldn’t be opened: ${why}`,
    facts: { ...nothing.facts, 'own port': code },
    next: taken
      ? `See which program has UDP ${port} on this machine (ss -ulnp), end it for as long as the probe runs, and ask again`
      : `Ask as root, or with CAP_NET_BIND_SERVICE: answers come to UDP ${port}`,
  };
}

interface Opened {
  readonly channel: UdpChannel;
  /** Why the own port, to which answers come, couldn't be had. */
  readonly deaf?: string;
}

async function open<T>({ dial }: CheckContext, question: Question<T>): Promise<Opened> {
  const broadcast = question.broadcast === true || question.anyAddress === true;
  const options = { ...(broadcast && { broadcast }), ...(question.echo === true && { echo: true }) };
  if (question.ownPort === undefined) return { channel: await dial.udp(options) };
  try {
    return { channel: await dial.udp({ ...options, port: question.ownPort }) };
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return { channel: await dial.udp(options), deaf: error.how.code ?? error.how.outcome };
  }
}

function startsListener(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 11)).toString('latin1') === 'PORTOLAN/1 ';
}

/** IPv4 in an IPv6 socket, an interface's name behind `%`, and capital letters are the same address. */
export function sameAddress(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(address: string): string {
  return address
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
}
