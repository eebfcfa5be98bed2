import { randomInt } from 'node:crypto';
import type { Answer, CheckContext } from '../../protocol.ts';
import { other, right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { converse, noMessage } from '../shared/conversation.ts';
import { domainFor, hostLabel } from '../shared/domain.ts';
import { type KerberosAnswer, kerberosFraming, readAnswer, withLength, writeAsRequest } from './wire.ts';

const EXPECTED = 'a Kerberos KDC';

export function checkKerberos(context: CheckContext): Promise<Answer> {
  const { request, realm } = question(context);
  return converse(context, async (conversation) => {
    conversation.send(withLength(request));
    const received = await conversation.receive(kerberosFraming, context.timeout);
    if (received.kind !== 'message') return noMessage(received, EXPECTED, context.timeout);
    const answer = readAnswer(received.bytes.subarray(4));
    return answer === undefined ? other(EXPECTED, received.bytes) : judge(answer, realm);
  });
}

export function checkKerberosUdp(context: CheckContext): Promise<Answer> {
  const { request, realm } = question(context);
  return ask(
    context,
    { bytes: request, expected: EXPECTED, read: ({ bytes }) => readAnswer(bytes) },
    (answer) => judge(answer, realm),
  );
}

/**
 * A ticket for the computer account of the host itself: it exists where the realm is right, so that the KDC logs no
 * unknown name; and without a proof it gives no ticket.
 */
function question(context: CheckContext): { readonly request: Uint8Array; readonly realm: string } {
  const { task } = context;
  const realm = (domainFor(task) ?? 'portolan.invalid').toUpperCase();
  const label = hostLabel(task);
  const client = label === undefined ? 'portolan' : `${label.toUpperCase().slice(0, 15)}$`;
  // Always of the same length, so that two questions differ in nothing but their numbers.
  const nonce = randomInt(0x01000000, 0x7fffffff);
  return { request: writeAsRequest(client, realm, nonce, Date.now()), realm };
}

/** RFC 4120, 7.5.9: the errors that a first request meets. */
const ERRORS: Readonly<Record<number, string>> = {
  6: 'client unknown',
  7: 'server unknown',
  12: 'refused by policy',
  14: 'no common encryption',
  18: 'account disabled',
  23: 'password expired',
  24: 'preauthentication failed',
  25: 'preauthentication required',
  37: 'clocks differ too much',
  52: 'answer too big for UDP',
  60: 'generic error',
  68: 'another realm',
};

function judge(answer: KerberosAnswer, realm: string): Answer {
  const name = answer.error === undefined ? 'a ticket' : (ERRORS[answer.error] ?? `error ${answer.error}`);
  const facts = {
    realm: answer.realm,
    'Kerberos answer': answer.error === undefined ? name : `${answer.error} ${name}`,
    'server time': answer.time,
  };
  if (answer.error === 68)
    return right(
      `KDC answers, but not for the realm ${realm}`,
      facts,
      'Check which domain the server belongs to',
    );
  return right(`KDC of ${answer.realm} answers (${name})`, facts);
}
