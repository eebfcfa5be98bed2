import type { Answer, CheckContext } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { Conversation, converse, noMessage } from '../shared/conversation.ts';
import { secure } from '../tls.ts';
import { askRootDse, rootFacts } from './root-dse.ts';
import { LDAP, ldapFraming, readEntry, readMessage, readResult } from './wire.ts';

const EXPECTED = 'an LDAP server';

/** LDAP and the global catalog: searches the root DSE without a name. */
export function checkLdap(context: CheckContext): Promise<Answer> {
  return converse(context, (conversation) => search(context, conversation));
}

/** The same inside of TLS. */
export function checkLdaps(context: CheckContext): Promise<Answer> {
  return secured(context, 'an LDAP server with TLS', search);
}

async function secured(
  context: CheckContext,
  expected: string,
  talk: (context: CheckContext, conversation: Conversation) => Promise<Answer>,
): Promise<Answer> {
  const connection = await context.dial.tcp(context.port);
  try {
    const session = await secure(context, connection, expected);
    if ('ends' in session) return session.ends;
    const answer = await talk(context, new Conversation(session.connection, context.signal));
    const next = answer.next ?? session.next;
    return {
      ...answer,
      says: `${answer.says}, over ${session.says}`,
      facts: { ...session.facts, ...answer.facts },
      ...(next !== undefined && { next }),
    };
  } finally {
    connection.close();
  }
}

async function search(context: CheckContext, conversation: Conversation): Promise<Answer> {
  conversation.send(askRootDse(1));
  let entry: ReturnType<typeof readEntry>;
  const until = performance.now() + context.timeout;
  for (let count = 0; count < 8; count++) {
    const received = await conversation.receive(ldapFraming, until - performance.now());
    if (received.kind !== 'message') return noMessage(received, EXPECTED, context.timeout);
    const message = readMessage(received.bytes);
    const strange = { kind: 'other', bytes: received.bytes } as const;
    if (message === undefined) return noMessage(strange, EXPECTED, context.timeout);
    if (message.tag === LDAP.entry && message.id === 1) {
      entry = readEntry(message.content);
      if (entry === undefined) return noMessage(strange, EXPECTED, context.timeout);
      continue;
    }
    // RFC 4511, 4.4.1: a notice of disconnection is an extended response with the id 0.
    if (message.tag !== LDAP.done && message.tag !== LDAP.extendedResponse)
      return noMessage(strange, EXPECTED, context.timeout);
    const result = readResult(message.content);
    return result ? judge(entry, result) : noMessage(strange, EXPECTED, context.timeout);
  }
  return { answer: 'other', says: 'An LDAP server answers with more entries than one root', facts: {} };
}

function judge(
  entry: ReadonlyMap<string, readonly Uint8Array[]> | undefined,
  result: { readonly code: number; readonly message: string },
): Answer {
  if (entry === undefined) {
    // An answer in LDAP all the same: servers may refuse to say anything before a bind.
    return right(`LDAP server answers, but shows no root DSE (result ${result.code})`, {
      'LDAP result': `${result.code}`,
      'LDAP message': result.message,
    });
  }
  const facts = rootFacts(entry);
  const whose = facts.defaultNamingContext;
  return right(whose ? `LDAP server of ${whose} answers` : 'LDAP server answers', facts);
}
