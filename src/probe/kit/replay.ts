/** Plays back to a check what a kit heard, so that the same check judges it that asks where Portolan is. */
import { Duplex } from 'node:stream';
import type { Answer, Datagram, Dial, Protocol, TcpConnection } from '../protocol.ts';
import type { ProbeTask } from '../task.ts';
import { type Unreachable, UnreachableError } from '../unreachable.ts';

/** One connection of a kit's record: what was asked, and what was heard after it. */
export interface HeardConnection {
  readonly port: number;
  readonly turns: readonly { readonly asked: Buffer; readonly heard: Buffer }[];
  /** What came before anything was asked. */
  readonly greeting: Buffer;
  readonly end: 'open' | 'closed' | 'reset';
  /** Where there was none: how that went. */
  readonly failed?: Unreachable;
}

/**
 * Everything is there already: who waits this long, in milliseconds, waits for what never came. Long enough for a busy
 * machine, whose slowness must not look like silence.
 */
const TIMEOUT = 3000;

/** `isShort`: the check asked what the kit hadn't, so that what it says isn't the whole truth. */
interface Replayed {
  readonly answer: Answer;
  readonly isShort: boolean;
}

/**
 * First as it was heard. Only where that is no right answer may it be one to other numbers: most protocols repeat
 * none, and then what differs between two questions (the time of day) must change nothing of the answer.
 */
export async function replay(
  protocol: Protocol,
  task: ProbeTask,
  address: string,
  connections: readonly HeardConnection[],
): Promise<Replayed> {
  const heard = await replayOnce(protocol, task, address, connections, (bytes) => bytes);
  if (heard.answer.answer === 'right') return heard;
  const translated = await replayOnce(protocol, task, address, connections, translate);
  return translated.answer.answer === 'right' ? translated : heard;
}

type Translate = (heard: Buffer, asked: Buffer, question: Buffer) => Buffer;

async function replayOnce(
  protocol: Protocol,
  task: ProbeTask,
  address: string,
  connections: readonly HeardConnection[],
  translated: Translate,
): Promise<Replayed> {
  const over = new AbortController();
  const record: Record = {
    connections,
    translated,
    isShort: false,
    // What the kit hadn't asked has no answer: no need to wait for it.
    endsHere() {
      record.isShort = true;
      setImmediate(() => over.abort());
    },
  };
  const answer = await protocol.check({
    task,
    address,
    port: task.port ?? 0,
    timeout: TIMEOUT,
    signal: over.signal,
    dial: dialOf(record, address),
  });
  return { answer, isShort: record.isShort };
}

interface Record {
  readonly connections: readonly HeardConnection[];
  /** What was heard, as an answer to the question that is asked now. */
  readonly translated: Translate;
  /** The check asked what the kit hadn't. */
  isShort: boolean;
  endsHere(): void;
}

function dialOf(record: Record, address: string): Dial {
  const { connections } = record;
  return {
    async tcp(port) {
      const there = connections.filter((connection) => connection.port === port);
      if (there.length === 0)
        throw new UnreachableError({ transport: 'tcp', address, port, outcome: 'failed', code: 'UNASKED' });
      const failed = there[0]?.failed;
      if (failed) throw new UnreachableError(failed);
      return played(there, record);
    },
    // What was asked is compared with what the check asks now.
    ownAddress: async () => undefined,
    async udp() {
      const waiting: Datagram[] = [];
      return {
        localPort: 50_000,
        async send(bytes, port, to = address) {
          const found = nearest(connections, 0, Buffer.from(bytes));
          const turn = found?.turns[0];
          if (turn && turn.heard.length > 0)
            waiting.push({
              bytes: record.translated(turn.heard, turn.asked, Buffer.from(bytes)),
              address: to,
              port,
            });
        },
        async receive(milliseconds = TIMEOUT) {
          const next = waiting.shift();
          if (next === undefined)
            await new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, TIMEOUT)));
          return next;
        },
        close() {},
      };
    },
  };
}

/** A connection that answers as one of the recorded ones did: the one whose question is the nearest. */
function played(candidates: readonly HeardConnection[], record: Record): TcpConnection {
  let turn = 0;
  let chosen: HeardConnection | undefined = candidates.length === 1 ? candidates[0] : undefined;
  let head = Buffer.alloc(0);
  let question = Buffer.alloc(0);
  let isAnswering = false;
  const give = (bytes: Buffer): void => {
    if (bytes.length === 0) return;
    if (head.length < 256) head = Buffer.concat([head, bytes]).subarray(0, 256);
    socket.push(bytes);
  };
  const endIfOver = (): void => {
    if (chosen && turn >= chosen.turns.length && chosen.end !== 'open' && !socket.destroyed)
      socket.push(null);
  };
  const answer = (): void => {
    const asked = question;
    question = Buffer.alloc(0);
    chosen ??= nearest(candidates, 0, asked);
    const recorded = chosen?.turns[turn];
    if (recorded === undefined || !isLike(recorded.asked, asked)) {
      if (chosen === undefined || chosen.end === 'open') record.endsHere();
      return;
    }
    turn++;
    give(record.translated(recorded.heard, recorded.asked, asked));
    endIfOver();
  };
  const socket: Duplex = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, callback) {
      question = Buffer.concat([question, chunk]);
      // A question may be written in pieces.
      if (!isAnswering)
        setImmediate(() => {
          isAnswering = false;
          if (!socket.destroyed) answer();
        });
      isAnswering = true;
      callback();
    },
  });
  socket.on('error', () => {});
  const greeting = candidates.find((one) => one.greeting.length > 0)?.greeting;
  if (greeting) give(greeting);
  if (candidates.every(({ turns }) => turns.length === 0)) endIfOver();
  return {
    socket,
    localAddress: '',
    localPort: 0,
    head: () => head,
    close: () => void socket.destroy(),
  };
}

function nearest(
  connections: readonly HeardConnection[],
  turn: number,
  question: Buffer,
): HeardConnection | undefined {
  const fitting = connections.filter((one) => {
    const asked = one.turns[turn]?.asked;
    return asked !== undefined && isLike(asked, question);
  });
  return fitting.find((one) => one.turns[turn]?.asked.equals(question)) ?? fitting[0];
}

/** The same question, but for numbers that are new in each: of the same length, and mostly the same bytes. */
function isLike(a: Buffer, b: Buffer): boolean {
  if (a.length !== b.length) return false;
  const same = a.reduce((sum, byte, index) => sum + (byte === b[index] ? 1 : 0), 0);
  return same >= a.length / 2;
}

/** An answer repeats the numbers of its question: those of the recorded one become those of the new one. */
function translate(heard: Buffer, asked: Buffer, question: Buffer): Buffer {
  const answer = Buffer.from(heard);
  for (let at = 0; at < asked.length; at++) {
    if (asked[at] === question[at]) continue;
    // A number may have bytes that are the same by chance: a run ends at the third of them.
    let end = at + 1;
    for (let same = 0; end + same < asked.length && same < 3; ) {
      if (asked[end + same] === question[end + same]) same++;
      else {
        end += same + 1;
        same = 0;
      }
    }
    const where = answer.indexOf(asked.subarray(at, end));
    if (where !== -1) question.copy(answer, where, at, end);
    at = end;
  }
  return answer;
}
