/**
 * Client notification (10123): TLS, with a protocol inside that isn't published. A client's log tells of the handshake
 * (CcmNotificationAgent.log: "Handshake was successful", "Pass verification on server certificate").
 */
import type { Answer, CheckContext, Protocol } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { ascii } from '../shared/bytes.ts';
import { Conversation } from '../shared/conversation.ts';
import { describeBytes } from '../shared/describe.ts';
import { secure, secureResponder } from '../tls.ts';

const EXPECTED = 'the notification server of a management point';

/** A web server answers its clients sooner, in milliseconds. */
const WEB_SERVER = 1000;

async function check(context: CheckContext): Promise<Answer> {
  const outer = await context.dial.tcp(context.port);
  try {
    const secured = await secure(context, outer, EXPECTED);
    if ('ends' in secured) return secured.ends;
    // The notification server hangs up, or waits for more; a web server can't but answer.
    const conversation = new Conversation(secured.connection, context.signal);
    conversation.send(ascii('GET / HTTP/1.0\r\n\r\n'));
    const received = await conversation.receive(() => 'more', Math.min(WEB_SERVER, context.timeout));
    if (received.bytes.length > 0)
      return {
        answer: 'other',
        says: `${secured.says}; inside of it ${describeBytes(received.bytes)} answers, not ${EXPECTED}`,
        facts: secured.facts,
        next: 'Find out which program has the port (bgbserver.log on the management point); the notification port and those of the web site must differ',
      };
    return right(`${secured.says}: the notification server shakes hands`, secured.facts, secured.next);
  } finally {
    outer.close();
  }
}

export const CLIENT_NOTIFICATION: Protocol = {
  name: 'client notification',
  transport: 'tcp',
  services: ['client-notification'],
  check,
  responder: {
    tcp(socket, context) {
      const secured = secureResponder(socket, context);
      if (secured === undefined) return void socket.destroy();
      const idle = setTimeout(() => socket.destroy(), 30_000).unref();
      socket.on('close', () => clearTimeout(idle));
      secured.on('error', () => socket.destroy());
      // Nobody signs in here: what a client says ends the connection, as nonsense does at the real one.
      secured.on('data', () => socket.destroy());
    },
  },
};
