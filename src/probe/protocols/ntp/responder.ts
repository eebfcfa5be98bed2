import type { Responder } from '../../protocol.ts';
import { readPacket, toStamp, writePacket } from './wire.ts';

/** A time server that tells this machine's time. */
export const ntpResponder: Responder = {
  udp: (datagram, reply) => {
    const packet = readPacket(datagram.bytes);
    // 3: a client; Windows' time service asks as a symmetric peer (1), too.
    if (packet === undefined || (packet.mode !== 3 && packet.mode !== 1)) return;
    const now = toStamp(Date.now());
    const mode = packet.mode === 3 ? 4 : 2;
    const answer = { ...packet, leap: 0, mode, stratum: 1, reference: 'LOCL' };
    reply(writePacket({ ...answer, originate: packet.transmit, transmit: now }, now));
  },
};
