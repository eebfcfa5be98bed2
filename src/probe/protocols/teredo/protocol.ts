import { randomBytes } from 'node:crypto';
import type { Protocol } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { equalBytes } from '../shared/bytes.ts';
import { readTeredo, writeAdvertisement, writeSolicitation } from './wire.ts';

/** A client's first question to a Teredo server. A peer that is no server stays silent. */
export const TEREDO: Protocol = {
  name: 'Teredo',
  transport: 'udp',
  services: ['teredo'],
  check(context) {
    const nonce = randomBytes(8);
    return ask(
      context,
      {
        bytes: writeSolicitation(nonce),
        expected: 'Teredo',
        read({ bytes }) {
          const packet = readTeredo(bytes);
          return packet?.kind === 'advertisement' && equalBytes(packet.nonce, nonce) ? packet : undefined;
        },
      },
      ({ origin }) =>
        right('Teredo answers', { 'seen by the other end as': origin && `${origin.address}:${origin.port}` }),
    );
  },
  responder: {
    udp(datagram, reply) {
      const packet = readTeredo(datagram.bytes);
      if (packet?.kind === 'solicitation')
        reply(writeAdvertisement(packet.nonce, datagram.address, datagram.port));
    },
  },
};
