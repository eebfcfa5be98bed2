import { randomUUID } from 'node:crypto';
import type { Protocol } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { CONNECTIONLESS, readConnectionless, writeConnectionless } from './wire.ts';

/** Asks after a call that never was: a server says that it has none. No Windows since Vista answers at all. */
export const RPC_UDP: Protocol = {
  name: 'RPC over UDP',
  transport: 'udp',
  services: ['rpc-endpoint-mapper-udp'],
  check(context) {
    const activity = randomUUID();
    return ask(
      context,
      {
        bytes: writeConnectionless({ type: CONNECTIONLESS.ping, activity, sequence: 0 }),
        expected: 'connectionless RPC',
        read({ bytes }) {
          const pdu = readConnectionless(bytes);
          return pdu?.activity === activity && pdu.type !== CONNECTIONLESS.ping ? pdu : undefined;
        },
      },
      () => right('RPC server answers over UDP'),
    );
  },
  responder: {
    udp(datagram, reply) {
      const pdu = readConnectionless(datagram.bytes);
      if (pdu?.type === CONNECTIONLESS.ping)
        reply(writeConnectionless({ ...pdu, type: CONNECTIONLESS.nocall }));
    },
  },
};
