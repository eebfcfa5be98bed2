/** A small SQL Server: PRELOGIN, TLS inside of it, LOGIN7, and `SELECT 1`. */
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Responder, ResponderContext } from '../../protocol.ts';
import { attentionReply, loginReply, resultReply, selectedNumber } from './login.ts';
import { ENCRYPTION, PACKET, preloginReply, readPacket, readPrelogin } from './prelogin.ts';
import { insidePackets } from './tls-inside.ts';

/** A client that says nothing is let go. */
const IDLE = 30_000;
const LONGEST_MESSAGE = 64 * 1024;

export const sqlResponder: Responder = {
  tcp(socket, context) {
    const timer = setTimeout(() => socket.destroy(), IDLE);
    timer.unref();
    socket.on('close', () => clearTimeout(timer));
    socket.on('error', () => socket.destroy());
    serve(socket, context, 'prelogin');
  },
};

function serve(socket: Duplex, context: ResponderContext, first: 'prelogin' | 'login'): void {
  let pending: Buffer = Buffer.alloc(0);
  let message: Buffer = Buffer.alloc(0);
  let awaits = first;
  const onData = (chunk: Buffer): void => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const next = readPacket(pending);
      if (next === undefined) break;
      if (next === 'garbage') return void socket.destroy();
      pending = pending.subarray(next.length);
      message = Buffer.concat([message, next.data]);
      if (message.length > LONGEST_MESSAGE) return void socket.destroy();
      if (!next.last) continue;
      const whole = message;
      message = Buffer.alloc(0);
      if (awaits === 'prelogin' && next.type === PACKET.prelogin) {
        const wanted = readPrelogin(whole);
        if (wanted === undefined) return void socket.destroy();
        const encryption = encryptionFor(wanted.encryption, context);
        socket.write(preloginReply(encryption, isKnown(wanted.instance, context)));
        awaits = 'login';
        if (encryption !== ENCRYPTION.on && encryption !== ENCRYPTION.required) continue;
        socket.off('data', onData);
        secure(socket, context, pending);
        return;
      }
      const reply = awaits === 'login' ? replyTo(next.type, whole, context) : undefined;
      if (reply === undefined) return void socket.destroy();
      socket.write(reply);
    }
    if (pending.length > LONGEST_MESSAGE) socket.destroy();
  };
  socket.on('data', onData);
}

function secure(socket: Duplex, context: ResponderContext, early: Buffer): void {
  const { certificate } = context;
  if (certificate === undefined) return void socket.destroy();
  const inner = insidePackets(socket, early);
  try {
    // TDS 7 knows TLS up to 1.2: later versions send records after the handshake, which have no place in packets.
    const secured = new TLSSocket(inner.stream, {
      isServer: true,
      cert: certificate.cert,
      key: certificate.key,
      maxVersion: 'TLSv1.2',
    });
    secured.on('error', () => socket.destroy());
    // The server's last message of the handshake goes out in a packet, too.
    secured.once('secure', () => setImmediate(inner.bare));
    serve(secured, context, 'login');
  } catch {
    socket.destroy();
  }
}

/** The table of [MS-TDS] 2.2.6.5, for a server that encrypts all or nothing. */
function encryptionFor(wanted: number | undefined, context: ResponderContext): number {
  if (context.certificate === undefined) return ENCRYPTION.none;
  if (wanted === ENCRYPTION.on || wanted === ENCRYPTION.required) return ENCRYPTION.on;
  return ENCRYPTION.none;
}

/** A server without a hint knows every name. */
function isKnown(asked: Buffer | undefined, context: ResponderContext): boolean {
  const own = context.hints.instance;
  const name = (asked ?? Buffer.alloc(0)).toString('latin1').replace(/\0.*$/s, '');
  return own === undefined || name === '' || name.toUpperCase() === own.toUpperCase();
}

function replyTo(type: number, message: Buffer, context: ResponderContext): Buffer | undefined {
  if (type === PACKET.login) return loginReply(context.host.name);
  if (type === PACKET.batch) return resultReply(selectedNumber(message), false);
  if (type === PACKET.rpc) return resultReply(selectedNumber(message), true);
  if (type === PACKET.attention) return attentionReply();
  // A second PRELOGIN, or a kind of message that isn't spoken here.
  return undefined;
}
