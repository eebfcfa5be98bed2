/** Questions and answers over TCP, message by message. */
import type { Answer, CheckContext, TcpConnection } from '../../protocol.ts';
import { closed, other, silent } from './answers.ts';
import { concat } from './bytes.ts';

/**
 * Finds the first message in what has come so far: its length in bytes, `more` while it isn't complete, `other` where
 * no message begins like this.
 */
export type Framing = (bytes: Uint8Array) => number | 'more' | 'other';

/** `bytes`: the message, or all that came of it. */
export interface Received {
  readonly kind: 'message' | 'other' | 'silent' | 'closed';
  readonly bytes: Uint8Array;
}

/** More than any answer that a check waits for; a peer that sends more speaks another protocol. */
const LIMIT = 1 << 20;

export class Conversation {
  readonly #connection: TcpConnection;
  readonly #signal: AbortSignal;
  readonly #onData = (chunk: Uint8Array): void => {
    if (this.#buffer.length <= LIMIT) this.#buffer = concat(this.#buffer, chunk);
    this.#wake?.();
  };
  #buffer: Uint8Array = new Uint8Array();
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(connection: TcpConnection, signal: AbortSignal) {
    this.#connection = connection;
    this.#signal = signal;
    const { socket } = connection;
    socket.on('data', this.#onData);
    const end = () => {
      this.#ended = true;
      this.#wake?.();
    };
    socket.on('end', end);
    socket.on('close', end);
    socket.on('error', end);
  }

  send(bytes: Uint8Array): void {
    if (!this.#ended && this.#connection.socket.writable) this.#connection.socket.write(bytes);
  }

  /** Leaves the stream to somebody else, who reads on from here: TLS after a negotiation without it. */
  release(): void {
    this.#connection.socket.pause();
    this.#connection.socket.off('data', this.#onData);
    if (this.#buffer.length > 0) this.#connection.socket.unshift(this.#buffer);
    this.#buffer = new Uint8Array();
  }

  /** @param milliseconds - for the whole message, however slowly it comes */
  async receive(framing: Framing, milliseconds: number, limit: number = LIMIT): Promise<Received> {
    const until = performance.now() + milliseconds;
    for (;;) {
      const length = this.#buffer.length === 0 ? 'more' : framing(this.#buffer);
      if (length === 'other' || (typeof length === 'number' && (length <= 0 || length > limit)))
        return this.#all('other');
      if (typeof length === 'number' && length <= this.#buffer.length) return this.#message(length);
      if (this.#buffer.length > limit) return this.#all('other');
      if (this.#ended) return this.#all('closed');
      const left = until - performance.now();
      if (left <= 0 || this.#signal.aborted) return this.#all('silent');
      await this.#more(left);
    }
  }

  #all(kind: 'other' | 'silent' | 'closed'): Received {
    return { kind, bytes: this.#buffer };
  }

  #message(length: number): Received {
    const bytes = this.#buffer.slice(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return { kind: 'message', bytes };
  }

  async #more(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#signal.removeEventListener('abort', wake);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.#wake = wake;
      this.#signal.addEventListener('abort', wake);
    });
  }
}

/** Opens a connection to the task's port for as long as a check talks on it. */
export async function converse(
  context: CheckContext,
  talk: (conversation: Conversation, connection: TcpConnection) => Promise<Answer>,
  port: number = context.port,
): Promise<Answer> {
  const connection = await context.dial.tcp(port);
  try {
    return await talk(new Conversation(connection, context.signal), connection);
  } finally {
    connection.close();
  }
}

/** What to say when there was no message. Bytes that stopped in the middle of a message aren't one. */
export function noMessage(received: Received, expected: string, milliseconds: number): Answer {
  if (received.kind === 'closed') return closed(expected, received.bytes);
  if (received.kind === 'silent' && received.bytes.length === 0) return silent(expected, milliseconds);
  return other(expected, received.bytes);
}
