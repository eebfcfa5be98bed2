/** Whether SQL Server answers: PRELOGIN, and the certificate of the TLS inside of it. Nobody signs in. */
import type { Answer, CheckContext, TcpConnection } from '../../protocol.ts';
import { other, right } from '../shared/answers.ts';
import { converse, type Framing, noMessage } from '../shared/conversation.ts';
import { type Secured, secure } from '../tls.ts';
import {
  ENCRYPTION,
  PACKET,
  type Prelogin,
  preloginRequest,
  productOf,
  readPacket,
  readPrelogin,
} from './prelogin.ts';
import { insidePackets } from './tls-inside.ts';

const EXPECTED = 'SQL Server';

const FRAMING: Framing = (bytes) => {
  const packet = readPacket(Buffer.from(bytes));
  if (packet === 'garbage') return 'other';
  if (bytes.length > 0 && bytes[0] !== PACKET.reply) return 'other';
  return packet === undefined ? 'more' : packet.length;
};

/** What the server says about encryption, for people: [MS-TDS] 2.2.6.5. */
const ENCRYPTS: Readonly<Record<number, string>> = {
  [ENCRYPTION.off]: 'of the sign-in only',
  [ENCRYPTION.on]: 'on',
  [ENCRYPTION.none]: 'not available',
  [ENCRYPTION.required]: 'required',
};

export function checkSql(context: CheckContext): Promise<Answer> {
  const asked = context.task.hints.instance ?? '';
  return converse(context, async (conversation, connection) => {
    conversation.send(preloginRequest(ENCRYPTION.off, asked));
    const received = await conversation.receive(FRAMING, context.timeout, 4096);
    if (received.kind !== 'message') return noMessage(received, EXPECTED, context.timeout);
    const packet = readPacket(Buffer.from(received.bytes));
    const prelogin = typeof packet === 'object' ? readPrelogin(packet.data) : undefined;
    if (prelogin?.version === undefined || prelogin.encryption === undefined)
      return other(EXPECTED, received.bytes);
    const answer = describe(prelogin, prelogin.version, asked);
    if (prelogin.encryption === ENCRYPTION.none) return answer;
    return withCertificate(answer, await certificateOf(context, connection));
  });
}

/** The server's certificate, from the handshake inside of TDS packets; nothing where there is no handshake. */
async function certificateOf(context: CheckContext, connection: TcpConnection): Promise<Secured | undefined> {
  const inside: TcpConnection = {
    socket: insidePackets(connection.socket).stream,
    localAddress: connection.localAddress,
    localPort: connection.localPort,
    head: () => connection.head(),
    close: () => connection.close(),
  };
  const secured = await secure(context, inside, EXPECTED);
  return 'ends' in secured ? undefined : secured;
}

function withCertificate(answer: Answer, secured: Secured | undefined): Answer {
  if (secured === undefined) return answer;
  const problem = secured.problem === undefined ? '' : `, but ${secured.problem}`;
  return { ...answer, says: `${answer.says}${problem}`, facts: { ...answer.facts, ...secured.facts } };
}

function describe(prelogin: Prelogin, version: string, asked: string): Answer {
  const encryption = ENCRYPTS[prelogin.encryption ?? -1] ?? `unknown (${prelogin.encryption})`;
  // [MS-TDS] 2.2.6.5, INSTOPT: 0 where the name is the server's.
  const instance = asked === '' ? undefined : prelogin.instance?.[0] === 1 ? 'another' : 'right';
  const facts = { product: productOf(version), version, encryption, ...(instance && { instance }) };
  return right(
    `${facts.product} (${version}), encryption ${encryption}`,
    facts,
    instance === 'another'
      ? `The instance that answers isn't ${asked}: look at the instance's port in SQL Server Configuration Manager`
      : undefined,
  );
}
