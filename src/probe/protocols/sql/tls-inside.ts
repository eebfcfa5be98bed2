/** TLS inside of TDS: [MS-TDS] 3.2.5.2: the handshake's records travel as data of PRELOGIN packets, what follows is bare. */
import { Duplex } from 'node:stream';
import { PACKET, packet, readPacket } from './prelogin.ts';

/** A packet takes at most 4096 bytes until another size is agreed upon. */
const FIT = 4096 - 8;

export interface InnerStream {
  /** What a TLS library gets in the connection's place. */
  readonly stream: Duplex;
  /** From now on bytes pass as they are; called when the handshake is done. */
  bare(): void;
}

/** Wraps a connection that is past PRELOGIN; `early` are bytes that were read from it already. */
export function insidePackets(socket: Duplex, early: Buffer = Buffer.alloc(0)): InnerStream {
  let isBare = false;
  let pending = early;
  const stream = new Duplex({
    read() {
      socket.resume();
    },
    write(chunk: Buffer, _encoding, callback) {
      if (isBare) return void socket.write(chunk, callback);
      const packets: Buffer[] = [];
      for (let at = 0; at < chunk.length; at += FIT)
        packets.push(packet(PACKET.prelogin, chunk.subarray(at, at + FIT)));
      socket.write(Buffer.concat(packets), callback);
    },
    final(callback) {
      socket.end(callback);
    },
    destroy(_error, callback) {
      socket.destroy();
      callback(null);
    },
  });
  const take = (chunk: Buffer): void => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      // After the handshake TLS records come bare; the first bytes of both kinds differ.
      if (isBare || pending[0] !== PACKET.prelogin) {
        stream.push(pending);
        pending = Buffer.alloc(0);
        return;
      }
      const next = readPacket(pending);
      if (next === undefined) return;
      if (next === 'garbage') return void stream.destroy(new Error('no packet of TDS'));
      stream.push(next.data);
      pending = pending.subarray(next.length);
    }
  };
  socket.on('data', take);
  socket.on('end', () => stream.push(null));
  socket.on('close', () => stream.destroy());
  socket.on('error', (error) => stream.destroy(error));
  if (early.length > 0) queueMicrotask(() => take(Buffer.alloc(0)));
  return {
    stream,
    bare() {
      isBare = true;
    },
  };
}
