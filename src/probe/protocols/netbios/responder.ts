import { isIPv4 } from 'node:net';
import type { Responder, ResponderContext } from '../../protocol.ts';
import { equalBytes } from '../shared/bytes.ts';
import { domainOf } from '../shared/domain.ts';
import { encodeName } from '../smb/wire.ts';
import { answerDatagramQuery, readQuery, writeNameAnswer, writeStatus } from './wire.ts';

/** A name service that knows its own host's name. */
export const netbiosNameResponder: Responder = {
  udp: (datagram, reply, { host, hints }: ResponderContext) => {
    const query = readQuery(datagram.bytes);
    if (query === undefined) return;
    if (query.type === 'status') {
      const domain = (hints.domain ?? domainOf([host.fqdn]) ?? 'WORKGROUP').split('.')[0] ?? 'WORKGROUP';
      reply(
        writeStatus(query, [
          { name: host.name, suffix: 0, group: false },
          { name: host.name, suffix: 0x20, group: false },
          { name: domain, suffix: 0, group: true },
        ]),
      );
      return;
    }
    const own = [0, 0x20].some((suffix) => equalBytes(query.encoded, encodeName(host.name, suffix)));
    const address = host.addresses.find((one) => isIPv4(one));
    if (own && address !== undefined) reply(writeNameAnswer(query, address));
  },
};

/** A datagram service that takes nobody's datagrams, and says so. */
export const netbiosDatagramResponder: Responder = {
  udp: (datagram, reply) => {
    const answer = answerDatagramQuery(datagram.bytes);
    if (answer !== undefined) reply(answer);
  },
};
