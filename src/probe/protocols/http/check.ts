/** Whether the role behind a web server answers, over HTTP or HTTPS. */
import type { Answer, CheckContext, TcpConnection } from '../../protocol.ts';
import { closed, known, other, right, silent, unproven } from '../shared/answers.ts';
import { type Secured, secure, WITHOUT_CERTIFICATE } from '../tls.ts';
import { header, type RoleQuestion, statusOf } from './judgement.ts';
import { isOnTheWay, middleBox } from './middle-box.ts';
import { type HttpReply, type HttpRequest, hostHeader, request } from './request.ts';

/** A path that no web server has: what it says about it, it says about any. */
const CONTROL: HttpRequest = { path: '/portolan-asks-for-what-is-not-there' };

interface Asked {
  readonly reply: HttpReply;
  readonly secured?: Secured;
}

/** @param tls - whether the port speaks HTTPS */
export async function checkRole(
  context: CheckContext,
  question: RoleQuestion,
  tls: boolean,
): Promise<Answer> {
  const expected = `${question.role} over ${tls ? 'HTTPS' : 'HTTP'}`;
  const asked = await askOnce(context, question.request, expected, tls);
  if ('answer' in asked) return asked;
  const { reply, secured } = asked;
  const location = header(reply, 'location');
  const facts = known({
    HTTP: statusOf(reply),
    server: header(reply, 'server'),
    location,
    ...secured?.facts,
  });
  const box = middleBox(reply);
  if (box !== undefined) return isOnTheWay(reply) ? interceptedBy(box, facts) : proxied(box, question, facts);
  const judgement = question.judge(reply);
  const transport = secured === undefined ? '' : `${secured.says}; `;
  if (judgement.kind === 'own') {
    const more = await further(context, question, expected, tls);
    return right(`${transport}${judgement.says}`, { ...facts, ...judgement.facts, ...more }, secured?.next);
  }
  const path = question.request.path.split('?')[0] ?? '';
  if (judgement.kind === 'there') {
    const control = await askOnce(context, CONTROL, expected, tls);
    if ('reply' in control && control.reply.status === 404)
      return right(
        `${transport}${path} of ${question.role} is there: ${statusOf(reply)}`,
        { ...facts, 'unknown path': statusOf(control.reply) },
        secured?.next ?? signIn(reply, secured !== undefined),
      );
    if (!('reply' in control))
      return unproven(
        `${transport}${path} is answered with ${statusOf(reply)}, but a second question isn't: whether it says so to any path can't be told`,
        facts,
        `The way is open. ${question.look}`,
      );
    return wrong(
      `${transport}a web server answers, but it says ${statusOf(reply)} to any path: whether ${question.role} is there can't be told`,
      facts,
      question.look,
    );
  }
  return wrong(`${transport}${WORDS[judgement.kind](path, reply, question)}`, facts, question.look);
}

const WORDS = {
  absent: (path: string, reply: HttpReply) =>
    `a web server answers, but it has no ${path}: ${statusOf(reply)}`,
  failing: (path: string, reply: HttpReply) =>
    `a web server answers, but it can't serve ${path}: ${statusOf(reply)}`,
  foreign: (path: string, reply: HttpReply, question: RoleQuestion) => {
    const location = header(reply, 'location');
    return reply.status >= 300 && reply.status < 400 && location !== undefined
      ? `a web server answers, but sends who asks for ${path} elsewhere: ${statusOf(reply)}, to ${location}`
      : `a web server answers (${statusOf(reply)}), but not as ${question.role} does`;
  },
} as const;

function wrong(says: string, facts: Answer['facts'], look: string): Answer {
  return {
    answer: 'other',
    says: says.charAt(0).toUpperCase() + says.slice(1),
    facts,
    next: `The way is open. ${look}`,
  };
}

function proxied(box: string, { role }: RoleQuestion, facts: Answer['facts']): Answer {
  return {
    answer: 'other',
    says: `A web proxy answers, not ${role}: ${box}`,
    facts: { ...facts, proxy: box },
    next: 'Find out whether a proxy on the way takes this port, or one on the host has it; exempt this server from it',
  };
}

export function interceptedBy(box: string, facts: Answer['facts']): Answer {
  return {
    answer: 'intercepted',
    says: `Something on the way answers in the server's place: ${box}`,
    facts,
    next: 'Exempt this server from the proxy, or let the proxy pass this traffic on',
  };
}

function signIn(reply: HttpReply, isTls: boolean): string | undefined {
  if (reply.status !== 403) return undefined;
  return isTls
    ? 'Probably it wants a client certificate, as a role that is set to HTTPS does: a client that has one will tell'
    : 'It may be set to HTTPS only, or forbid this address: see its log (sc-substatus 4 or 6) where clients fail';
}

async function further(
  context: CheckContext,
  question: RoleQuestion,
  expected: string,
  tls: boolean,
): Promise<Record<string, string>> {
  const facts: Record<string, string> = {};
  for (const { request: next, facts: read } of question.further ?? []) {
    if (context.signal.aborted) break;
    try {
      const asked = await askOnce(context, next, expected, tls);
      if ('reply' in asked) Object.assign(facts, read(asked.reply));
    } catch {
      // The role has answered; what more there is to know isn't worth a failure.
      break;
    }
  }
  return facts;
}

/** TLS 1.3 lets a client in before it looks for its certificate: RFC 8446, 4.4.2.4. */
function unsigned({ says, facts }: Secured): Answer {
  return unproven(
    `${says}; the server asked for a client certificate and ended without one`,
    facts,
    WITHOUT_CERTIFICATE,
  );
}

function noHttp(expected: string, facts: Answer['facts']): Answer {
  return {
    answer: 'other',
    says: `A TLS server answers, but inside of TLS it speaks no HTTP, as ${expected} would`,
    facts,
    next: 'Find out which program has the port, and whether the address is the right host',
  };
}

/** One request over a connection of its own; an answer where there was no HTTP. */
export async function askOnce(
  context: CheckContext,
  question: HttpRequest,
  expected: string,
  tls: boolean,
): Promise<Asked | Answer> {
  const outer = await context.dial.tcp(context.port);
  try {
    const secured = tls ? await secure(context, outer, expected) : undefined;
    if (secured !== undefined && 'ends' in secured) return secured.ends;
    const name = context.task.to.fqdns[0] ?? context.address;
    const connection: TcpConnection = secured?.connection ?? outer;
    const reply = await request(connection.socket, question, {
      host: hostHeader(name, context.port),
      timeout: context.timeout,
      signal: context.signal,
    });
    if (typeof reply === 'object') return { reply, ...(secured && { secured }) };
    // Inside of TLS the head is ciphertext, and says nothing.
    const head = tls ? new Uint8Array() : outer.head();
    if (head.length > 0) return other(expected, head);
    if (reply === 'closed' && secured?.facts['client certificate'] === 'asked for') return unsigned(secured);
    if (reply === 'garbage') return noHttp(expected, secured?.facts ?? {});
    return reply === 'silent' ? silent(expected, context.timeout) : closed(expected, head);
  } finally {
    outer.close();
  }
}
