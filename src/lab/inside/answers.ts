/** What a listener of the light tier says: the protocol of its port, or who it is where it knows none. */
import type { Socket } from 'node:net';
import { bannerOf, newToken, readQuestion, startsLikeBanner } from '../../probe/banner.ts';
import type { Datagram, Responder, ResponderContext } from '../../probe/protocol.ts';
import { protocolOf } from '../../probe/protocols/registry.ts';
import type { Authority } from '../authority.ts';
import type { LabHost, LabPort } from '../model.ts';

export interface Answerer {
  tcp(socket: Socket): void;
  /** @param fromOther sends from a new port of the host's */
  udp(datagram: Datagram, reply: (bytes: Uint8Array) => void, fromOther: (bytes: Uint8Array) => void): void;
}

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

const addressesOf = ({ interfaces }: LabHost): string[] =>
  interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address));

function answererOf(host: LabHost, port: LabPort, context: ResponderContext): Answerer {
  const spoken = port.services.flatMap((service): [Responder, ResponderContext][] => {
    const protocol = protocolOf(service);
    const responder = protocol?.transport === port.transport ? protocol.responder : undefined;
    // The certificate stays a getter: a copy would make it.
    return responder ? [[responder, Object.create(context, { service: { value: service } })]] : [];
  });
  const tcp = spoken.find(([responder]) => responder.tcp);
  const udp = spoken.find(([responder]) => responder.udp);
  return {
    tcp(socket) {
      socket.on('error', () => undefined);
      if (tcp) tcp[0].tcp?.(socket, tcp[1]);
      else introduce(socket, host.label);
    },
    udp(datagram, reply, fromOther) {
      const { bytes, address, port: from } = datagram;
      if (startsLikeBanner(bytes) || !udp) {
        // No answer to an answer: two listeners would never end.
        if (startsLikeBanner(bytes) && !isQuestion(bytes)) return;
        const token = readQuestion(bytes) ?? newToken();
        const line = bannerOf({ host: host.label, token, sender: `${address}:${from}` });
        reply(new TextEncoder().encode(`${line}\r\n`));
      } else udp[0].udp?.(datagram, reply, udp[1], fromOther);
    },
  };
}

const isQuestion = (bytes: Uint8Array): boolean =>
  /^PORTOLAN\/1 \?/.test(Buffer.from(bytes).toString('latin1'));

/** How long a client is waited for: then it is told who is here, and later the connection is closed. */
const SILENCE = 200;
const PATIENCE = 5000;

/** Says who is here, after the client's first bytes or a moment of silence. */
function introduce(socket: Socket, label: string): void {
  let isSaid = false;
  const say = (): void => {
    if (isSaid) return;
    isSaid = true;
    socket.end(`${bannerOf({ host: label, token: newToken() })}\r\n`);
  };
  socket.once('data', say);
  socket.setTimeout(SILENCE, () => {
    if (isSaid) socket.destroy();
    say();
    socket.setTimeout(PATIENCE);
  });
}
