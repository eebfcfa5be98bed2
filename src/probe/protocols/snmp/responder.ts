import { createHash } from 'node:crypto';
import type { Responder } from '../../protocol.ts';
import { DESCRIPTION, NAME, readSnmp, writeReport, writeResponse } from './wire.ts';

/** An agent that tells its name to those who know its community, and its engine's id to everybody. */
export const snmpResponder: Responder = {
  udp: (datagram, reply, { host, hints }) => {
    const message = readSnmp(datagram.bytes);
    if (message?.version === 3 && message.kind === 'question') {
      // RFC 3411, 5: enterprise 0 with the first bit set, then bytes of the maker's choice (5).
      const own = createHash('md5').update(host.name).digest().subarray(0, 8);
      reply(writeReport(message.id, Uint8Array.from([0x80, 0, 0, 0, 5, ...own])));
    } else if (message?.kind === 'get' && message.community === (hints.snmpCommunity ?? 'public')) {
      reply(writeResponse(message, { [DESCRIPTION]: 'Portolan', [NAME]: host.fqdn || host.name }));
    }
  },
};
