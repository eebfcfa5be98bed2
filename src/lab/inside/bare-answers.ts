/** What a listener says that knows no protocol: who it is. */
import type { Socket } from 'node:net';
import { bannerOf, newToken, readQuestion, startsLikeBanner } from '../../probe/banner.ts';
import type { Datagram } from '../../probe/protocol.ts';
import type { LabHost } from '../model.ts';

export interface Answerer {
  tcp(socket: Socket): void;
  /** @param fromOther sends from a new port of the host's */
  udp(datagram: Datagram, reply: (bytes: Uint8Array) => void, fromOther: (bytes: Uint8Array) => void): void;
}

export function bareAnswers({ label }: LabHost): Answerer {
  return {
    tcp: (socket) => introduce(socket, label),
    udp: ({ bytes, address, port }, reply) => {
      // No answer to an answer: two listeners would never end.
      if (bytes.length === 0 || (startsLikeBanner(bytes) && !isQuestion(bytes))) return;
      const token = readQuestion(bytes) ?? newToken();
      reply(
        new TextEncoder().encode(`${bannerOf({ host: label, token, sender: `${address}:${port}` })}\r\n`),
      );
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
  socket.on('error', () => undefined);
  socket.once('data', say);
  socket.setTimeout(SILENCE, () => {
    if (isSaid) socket.destroy();
    say();
    socket.setTimeout(PATIENCE);
  });
}
