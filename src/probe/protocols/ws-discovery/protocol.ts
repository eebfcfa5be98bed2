import { randomUUID } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Protocol } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { readDiscovery, writeProbe, writeProbeMatches } from './wire.ts';

/** A probe to the group on the own subnet where the task is a multicast, to the host itself otherwise. */
export const WS_DISCOVERY: Protocol = {
  name: 'WS-Discovery',
  transport: 'udp',
  services: ['ws-discovery'],
  check(context) {
    const id = `urn:uuid:${randomUUID()}`;
    const group = isIPv6(context.address) ? 'ff02::c' : '239.255.255.250';
    const cast = context.task.cast !== undefined;
    return ask(
      context,
      {
        bytes: writeProbe(id),
        expected: 'WS-Discovery',
        anyPort: true,
        ...(cast && { address: group, anyAddress: true }),
        read({ bytes }) {
          const message = readDiscovery(bytes);
          return message?.kind === 'ProbeMatches' && message.relatesTo === id ? message : undefined;
        },
      },
      (message, { address }) =>
        right('WS-Discovery answers the probe', {
          'discovered endpoint': message.endpoint,
          'answered from': address,
        }),
    );
  },
  responder: {
    udp(datagram, reply) {
      const message = readDiscovery(datagram.bytes);
      if (message?.kind !== 'Probe' || message.id === undefined) return;
      reply(writeProbeMatches(message.id, `urn:uuid:${randomUUID()}`, `urn:uuid:${randomUUID()}`));
    },
  },
};
