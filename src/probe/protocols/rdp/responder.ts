import type { Responder } from '../../protocol.ts';
import { serve } from '../shared/serve.ts';
import { RDP_PROTOCOLS, rdpFraming, readConnectionRequest, writeConnectionConfirm } from './wire.ts';

/** Negotiates the best security that a client offers, and ends there: who goes on to log on is left. */
export const rdpResponder: Responder = {
  tcp: (socket) => {
    let negotiated = false;
    serve(
      socket,
      (bytes) => (negotiated ? 'other' : rdpFraming(bytes)),
      (message) => {
        const request = readConnectionRequest(message);
        if (request === undefined) return undefined;
        negotiated = true;
        const { tls, credssp, credsspEarly } = RDP_PROTOCOLS;
        const best = [credsspEarly, credssp, tls].find((one) => (request.protocols & one) !== 0);
        return writeConnectionConfirm(best ?? 0);
      },
    );
  },
};
