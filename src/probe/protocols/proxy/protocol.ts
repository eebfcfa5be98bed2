/** A web proxy, asked for the destinations that lie beyond it: CONNECT (RFC 9110, 9.3.6), or GET with a whole URL. */
import type { Answer, CheckContext, Protocol } from '../../protocol.ts';
import { header, statusOf } from '../http/judgement.ts';
import { request } from '../http/request.ts';
import { serveHttp } from '../http/responder.ts';
import { closed, known, other, right, silent, unproven } from '../shared/answers.ts';
import { Conversation, noMessage } from '../shared/conversation.ts';
import { secure, secureResponder } from '../tls.ts';
import {
  connectRequest,
  EXPECTED,
  headerEnd,
  isOwnFailure,
  judgeConnect,
  refused,
  targetOf,
} from './connect.ts';
import { type Destination, destinationsOf } from './destinations.ts';

/** So many are asked for; the rest is behind the same proxy with the same rules. */
export const ASKED = 8;

interface Passed {
  readonly says: string;
  readonly facts?: Answer['facts'];
}

async function check(context: CheckContext): Promise<Answer> {
  const all = destinationsOf(context.task.beyond ?? []);
  const destinations = all.slice(0, ASKED);
  if (destinations.length === 0) return anyProxy(context);
  const passed: string[] = [];
  let facts: Answer['facts'] = {};
  for (const destination of destinations) {
    const result = await (destination.port === 80 ? get : tunnel)(context, destination);
    if ('answer' in result) return result;
    passed.push(result.says);
    facts = { ...facts, ...result.facts };
  }
  const rest = all.length - destinations.length;
  return right(
    `The proxy passes ${passed.join(', ')}${rest === 0 ? '' : `; ${rest} more destinations were not asked for`}`,
    { ...facts, destinations: passed.join(', ') },
  );
}

/** No destination has a name that can be asked for: only whether there is a proxy. */
async function anyProxy(context: CheckContext): Promise<Answer> {
  const result = await get(context, { host: 'portolan.invalid', port: 80 });
  if (!('answer' in result)) return right('The proxy answers', result.facts);
  // A name that can't exist: a proxy says so with its own status, and in its own name.
  return result.facts.proxy === undefined ? result : right('The proxy answers', result.facts);
}

async function tunnel(context: CheckContext, { host, port }: Destination): Promise<Passed | Answer> {
  const connection = await context.dial.tcp(context.port);
  try {
    const conversation = new Conversation(connection, context.signal);
    const target = targetOf({ host, port });
    conversation.send(connectRequest({ host, port }));
    const received = await conversation.receive(headerEnd, context.timeout, 16 * 1024);
    if (received.kind !== 'message') return noMessage(received, EXPECTED, context.timeout);
    const against = judgeConnect(target, received.bytes);
    if (against !== undefined) return against;
    const secured = await secure(context, connection, host, { names: [host] });
    if ('ends' in secured) return behind(target, secured.ends);
    return { says: target, facts: known({ [`behind ${target}`]: secured.says }) };
  } finally {
    connection.close();
  }
}

/** The tunnel is there, but not what should be at its end: the conversation fails all the same. */
function behind(target: string, ends: Answer): Answer {
  if (ends.answer === 'intercepted') return ends;
  return {
    answer: 'other',
    says: `The proxy lets ${target} pass, but there is no TLS behind it: ${ends.says}`,
    facts: ends.facts,
    next: `Look whether the proxy reaches ${target}, and whether this port is a proxy's at all`,
  };
}

async function get(context: CheckContext, { host, port }: Destination): Promise<Passed | Answer> {
  const connection = await context.dial.tcp(context.port);
  try {
    const name = port === 80 ? host : `${host}:${port}`;
    const reply = await request(
      connection.socket,
      { path: `http://${name}/` },
      { host: name, timeout: context.timeout, signal: context.signal },
    );
    if (typeof reply === 'string') {
      const head = connection.head();
      if (head.length > 0) return other(EXPECTED, head);
      return reply === 'silent' ? silent(EXPECTED, context.timeout) : closed(EXPECTED, head);
    }
    const via = header(reply, 'via');
    const error = header(reply, 'x-squid-error');
    const facts = known({
      HTTP: statusOf(reply),
      via,
      'proxy error': error,
      ...((via !== undefined || error !== undefined || reply.status === 407) && { proxy: 'answers' }),
    });
    const isGateway = via !== undefined && isOwnFailure(reply.status);
    if (error !== undefined || reply.status === 407 || isGateway)
      return refused(
        `${name}`,
        reply.status,
        statusOf(reply),
        `x-squid-error: ${error ?? ''}\nvia: ${via ?? ''}`,
      );
    // RFC 9110, 7.6.3: a proxy must say Via. What doesn't may be a web server that takes any URL for its own.
    if (via === undefined)
      return unproven(
        `A web server answers (${statusOf(reply)}); it doesn't say that it is a proxy (no Via header)`,
        facts,
        'The way is open. Look whether the proxy hides its Via header, and ask for a destination with a browser',
      );
    if (reply.status === 403)
      return unproven(
        `The proxy answers, and ${statusOf(reply)} may be its own or that of ${name}`,
        facts,
        `Look into the proxy's log: whether its rules let ${name} pass for this host`,
      );
    return { says: `${name}:80`, facts };
  } finally {
    connection.close();
  }
}

export const HTTP_PROXY: Protocol = {
  name: 'HTTP proxy',
  transport: 'tcp',
  services: ['http-proxy'],
  check,
  responder: {
    tcp(socket, context) {
      const via = { Via: '1.1 proxy (Portolan)' };
      serveHttp(
        socket,
        (_, path) =>
          /^http:\/\//i.test(path)
            ? { status: 200, headers: via, text: 'beyond\n' }
            : { status: 400, headers: via, text: 'Invalid URL\n' },
        (_, client) => {
          client.write('HTTP/1.1 200 Connection established\r\n\r\n');
          // All that lies beyond is played here, too.
          const secured = secureResponder(client, context);
          if (secured === undefined) client.end();
          else serveHttp(secured, () => ({ status: 200, text: 'beyond\n' }));
        },
      );
    },
  },
};
