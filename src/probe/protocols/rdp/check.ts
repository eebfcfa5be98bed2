import type { Answer, CheckContext, TcpConnection } from '../../protocol.ts';
import { other, right } from '../shared/answers.ts';
import { Conversation, noMessage } from '../shared/conversation.ts';
import { secure } from '../tls.ts';
import { RDP_PROTOCOLS, rdpFraming, readConnectionConfirm, writeConnectionRequest } from './wire.ts';

const EXPECTED = 'a Remote Desktop server';

/** Negotiates security, and looks at the certificate where that is TLS. Nobody logs on. */
export async function checkRdp(context: CheckContext): Promise<Answer> {
  const connection = await context.dial.tcp(context.port);
  try {
    return await negotiate(context, connection);
  } finally {
    connection.close();
  }
}

async function negotiate(context: CheckContext, connection: TcpConnection): Promise<Answer> {
  const conversation = new Conversation(connection, context.signal);
  const { tls, credssp, credsspEarly } = RDP_PROTOCOLS;
  conversation.send(writeConnectionRequest(tls | credssp | credsspEarly));
  const received = await conversation.receive(rdpFraming, context.timeout);
  if (received.kind !== 'message') return noMessage(received, EXPECTED, context.timeout);
  const confirm = readConnectionConfirm(received.bytes);
  if (confirm === undefined) return other(EXPECTED, received.bytes);
  if (confirm.selected === undefined) {
    const why = FAILURES[confirm.failure ?? 0] ?? `reason ${confirm.failure}`;
    return right(`Remote Desktop answers, but turns us away: ${why}`, { 'RDP failure': why });
  }
  const security = SECURITY[confirm.selected] ?? `protocol ${confirm.selected}`;
  if (confirm.selected === 0)
    return right(`Remote Desktop answers, ${security}`, { 'RDP security': security });
  conversation.release();
  const session = await secure(context, connection, EXPECTED);
  // The negotiation was right already; TLS only adds to what is known.
  const facts = 'ends' in session ? session.ends.facts : session.facts;
  if ('ends' in session && session.ends.answer === 'intercepted') return session.ends;
  return right(`Remote Desktop answers, ${security}`, { 'RDP security': security, ...facts });
}

/** [MS-RDPBCGR] 2.2.1.2.1. */
const SECURITY: Readonly<Record<number, string>> = {
  0: 'with the old RDP security only',
  1: 'with TLS, without network level authentication',
  2: 'with network level authentication',
  4: 'with RDSTLS',
  8: 'with network level authentication',
};

/** [MS-RDPBCGR] 2.2.1.2.2. */
const FAILURES: Readonly<Record<number, string>> = {
  1: 'it requires TLS',
  2: 'it allows no TLS',
  3: 'it has no certificate',
  4: 'the flags were inconsistent',
  5: 'it requires network level authentication',
  6: 'it requires TLS with a client certificate',
};
