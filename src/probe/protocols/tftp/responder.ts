import type { Responder } from '../../protocol.ts';
import { readTftp, type TftpPacket, writeTftp } from './wire.ts';

/** What every file contains: more than a block, so that a transfer goes on. */
const CONTENT: Uint8Array = Uint8Array.from(
  Buffer.from('Portolan’s TFTP responder has this for every file.\n'.repeat(24)),
);
const BLOCK = 512;

/**
 * A server that has every file with the same content, which it sends from another port; nobody may write. Who calls
 * hands what comes to that other port to this responder as well: it knows nothing of a transfer but what the packet
 * says, for all of them are alike.
 */
export const tftpResponder: Responder = {
  udp: (datagram, reply, _, fromOther) => {
    const packet = readTftp(datagram.bytes);
    if (packet === undefined) return;
    if (packet.kind === 'read') fromOther(writeTftp(first(packet.options)));
    else if (packet.kind === 'write') reply(writeTftp({ kind: 'error', code: 2, message: 'Read only' }));
    else if (packet.kind === 'ack' && packet.block * BLOCK <= CONTENT.length)
      reply(writeTftp(block(packet.block + 1)));
  },
};

/** A client that takes whatever a server sends first. */
export const tftpReplyResponder: Responder = {
  udp: (datagram, reply) => {
    const packet = readTftp(datagram.bytes);
    if (packet?.kind === 'data') reply(writeTftp({ kind: 'ack', block: packet.block }));
  },
};

function first(options: ReadonlyMap<string, string>): TftpPacket {
  const agreed = new Map<string, string>();
  // RFC 2348: a server may answer with a smaller size than was asked for, never with a greater one.
  if (Number(options.get('blksize')) >= BLOCK) agreed.set('blksize', `${BLOCK}`);
  if (options.has('tsize')) agreed.set('tsize', `${CONTENT.length}`);
  return agreed.size > 0 ? { kind: 'options', options: agreed } : block(1);
}

function block(number: number): TftpPacket {
  return { kind: 'data', block: number, data: CONTENT.subarray((number - 1) * BLOCK, number * BLOCK) };
}
