/** What a listener of the light tier says: the protocol of its port, or who it is where it knows none. */
import { startsLikeBanner } from '../../probe/banner.ts';
import type { Responder, ResponderContext } from '../../probe/protocol.ts';
import { protocolOf } from '../../probe/protocols/registry.ts';
import type { Authority } from '../authority.ts';
import { addressesOf, type LabHost, type LabPort } from '../model.ts';
import { type Answerer, bareAnswers } from './bare-answers.ts';

/**
 * Makes what answers on each port.
 * @param authority of all certificates of the lab, made when the first one is asked for.
 */
export function answersOf(authority: () => Authority): (host: LabHost, port: LabPort) => Answerer {
  const certificates = new Map<LabHost, { readonly cert: string; readonly key: string }>();
  // A key takes longer to make than all else: only where somebody asks for TLS.
  const certificateOf = (host: LabHost): { readonly cert: string; readonly key: string } => {
    let certificate = certificates.get(host);
    if (!certificate) {
      certificate = authority().issue([...host.fqdns, host.name], addressesOf(host));
      certificates.set(host, certificate);
    }
    return certificate;
  };
  return (host, port) => {
    const context: ResponderContext = {
      host: {
        name: host.name,
        fqdn: host.fqdns[0] ?? host.name,
        roles: host.roles,
        addresses: addressesOf(host),
      },
      service: '',
      port: port.port,
      hints: host.hints,
      get certificate() {
        return certificateOf(host);
      },
    };
    return answererOf(host, port, context);
  };
}

function answererOf(host: LabHost, port: LabPort, context: ResponderContext): Answerer {
  const spoken = port.services.flatMap((service): [Responder, ResponderContext][] => {
    const protocol = protocolOf(service);
    const responder = protocol?.transport === port.transport ? protocol.responder : undefined;
    // The certificate stays a getter: a copy would make it.
    return responder ? [[responder, Object.create(context, { service: { value: service } })]] : [];
  });
  const tcp = spoken.find(([responder]) => responder.tcp);
  const udp = spoken.find(([responder]) => responder.udp);
  const bare = bareAnswers(host);
  return {
    tcp(socket) {
      socket.on('error', () => undefined);
      if (tcp) tcp[0].tcp?.(socket, tcp[1]);
      else bare.tcp(socket);
    },
    udp(datagram, reply, fromOther) {
      if (udp && !startsLikeBanner(datagram.bytes)) udp[0].udp?.(datagram, reply, udp[1], fromOther);
      else bare.udp(datagram, reply, fromOther);
    },
  };
}
