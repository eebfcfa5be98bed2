import type { Responder, ResponderContext } from '../../protocol.ts';
import { domainOf } from '../shared/domain.ts';
import { serve } from '../shared/serve.ts';
import { kerberosFraming, preauthentication, readAsRequest, withLength, writeError } from './wire.ts';

/** RFC 4120, 7.5.9. */
const PREAUTHENTICATION_REQUIRED = 25;
const WRONG_REALM = 68;

/** A KDC that wants everybody to prove first who he is, over TCP and UDP. */
export const kerberosResponder: Responder = {
  tcp: (socket, context) =>
    serve(socket, kerberosFraming, (message) => {
      const answer = react(message.subarray(4), context);
      return answer && withLength(answer);
    }),
  udp: (datagram, reply, context) => {
    const answer = react(datagram.bytes, context);
    if (answer !== undefined) reply(answer);
  },
};

function react(message: Uint8Array, { host, hints }: ResponderContext): Uint8Array | undefined {
  const request = readAsRequest(message);
  if (request === undefined) return undefined;
  const own = (hints.domain ?? domainOf([host.fqdn]) ?? request.realm).toUpperCase();
  return request.realm.toUpperCase() === own
    ? writeError(PREAUTHENTICATION_REQUIRED, own, Date.now(), preauthentication(own))
    : writeError(WRONG_REALM, own, Date.now());
}
