/** What responders over TCP share: messages in, messages out, within limits of bytes and time. */
import type { Duplex } from 'node:stream';
import { concat } from './bytes.ts';
import type { Framing } from './conversation.ts';

/** An answer; `close` afterwards; or `undefined`: the message isn't understood, so the connection ends. */
export type Reaction = Uint8Array | { readonly send: Uint8Array; readonly close: true } | undefined;

const IDLE_MILLISECONDS = 30_000;
const MESSAGE_LIMIT = 1 << 17;
const MESSAGES = 10_000;

/** Answers message by message until the client is done, is idle, says nonsense or has asked too much. */
export function serve(socket: Duplex, framing: Framing, react: (message: Uint8Array) => Reaction): void {
  let buffer: Uint8Array = new Uint8Array();
  let messages = 0;
  const idle = setTimeout(() => socket.destroy(), IDLE_MILLISECONDS).unref();
  socket.on('error', () => socket.destroy());
  socket.on('close', () => clearTimeout(idle));
  socket.on('end', () => socket.end());
  socket.on('data', (chunk: Uint8Array) => {
    idle.refresh();
    buffer = concat(buffer, chunk);
    while (buffer.length > 0 && socket.writable) {
      const length = framing(buffer);
      if (length === 'more' && buffer.length <= MESSAGE_LIMIT) return;
      if (typeof length !== 'number' || length <= 0 || length > MESSAGE_LIMIT || ++messages > MESSAGES) {
        socket.end();
        return;
      }
      if (length > buffer.length) return;
      const message = buffer.slice(0, length);
      buffer = buffer.subarray(length);
      const reaction = react(message);
      if (reaction === undefined) socket.end();
      else if (reaction instanceof Uint8Array) socket.write(reaction);
      else socket.end(reaction.send);
    }
  });
}
