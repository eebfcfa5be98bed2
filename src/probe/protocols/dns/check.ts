import { randomInt } from 'node:crypto';
import type { Answer, CheckContext } from '../../protocol.ts';
import { other, right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { converse, noMessage } from '../shared/conversation.ts';
import { domainFor, domainOf } from '../shared/domain.ts';
import {
  type DnsMessage,
  dnsFraming,
  type Question,
  readMessage,
  TYPES,
  withLength,
  writeQuery,
} from './wire.ts';

const EXPECTED = 'a DNS server';

export function checkDnsTcp(context: CheckContext): Promise<Answer> {
  const question = questionFor(context);
  const id = randomInt(0x10000);
  return converse(context, async (conversation) => {
    conversation.send(withLength(writeQuery(id, question)));
    const received = await conversation.receive(dnsFraming, context.timeout);
    if (received.kind !== 'message') return noMessage(received, EXPECTED, context.timeout);
    const message = readAnswer(received.bytes.subarray(2), id, question);
    return message === undefined ? other(EXPECTED, received.bytes) : judge(message, question);
  });
}

export function checkDnsUdp(context: CheckContext): Promise<Answer> {
  const question = questionFor(context);
  const id = randomInt(0x10000);
  return ask(
    context,
    {
      bytes: writeQuery(id, question),
      expected: EXPECTED,
      read: ({ bytes }) => readAnswer(bytes, id, question),
    },
    (message) => judge(message, question),
  );
}

/** Where the domain's controllers are, which all of Windows asks for; without a domain, who serves the root. */
function questionFor({ task }: CheckContext): Question {
  const domain = domainFor(task) ?? domainOf(task.from.fqdns);
  return domain === undefined
    ? { name: '', type: TYPES.NS ?? 2 }
    : { name: `_ldap._tcp.dc._msdcs.${domain}`, type: TYPES.SRV ?? 33 };
}

/** An answer to this very question; refusals may leave the question out. */
function readAnswer(bytes: Uint8Array, id: number, { name, type }: Question): DnsMessage | undefined {
  const message = readMessage(bytes);
  if (message === undefined || message.id !== id || !message.response || message.opcode !== 0)
    return undefined;
  const [question] = message.questions;
  const same = question?.type === type && question.name.toLowerCase() === name.toLowerCase();
  return same || (question === undefined && message.code !== 0) ? message : undefined;
}

/** RFC 1035, 4.1.1. */
const CODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

function judge(message: DnsMessage, question: Question): Answer {
  const code = CODES[message.code] ?? `code ${message.code}`;
  const asked = question.name === '' ? 'the root' : question.name;
  const found =
    message.code === 0 ? `${message.answers} ${message.answers === 1 ? 'record' : 'records'}` : code;
  return right(
    `DNS server answers: ${found} for ${asked}`,
    {
      'DNS question': `${asked} ${question.type === 33 ? 'SRV' : 'NS'}`,
      'DNS answer': code,
      'DNS records': `${message.answers}`,
      'DNS authoritative': message.authoritative ? 'yes' : 'no',
      'DNS recursion': message.recursion ? 'offered' : 'not offered',
    },
    message.code === 5 ? 'The server refuses this client: look at its access rules' : undefined,
  );
}
