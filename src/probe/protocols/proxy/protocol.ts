/** A web proxy, asked for the destinations that lie beyond it: CONNECT (RFC 9110, 9.3.6), or GET with a whole URL. */
import type { Answer, CheckContext, Protocol } from '../../protocol.ts';
import { header, statusOf } from '../http/judgement.ts';
import { request } from '../http/request.ts';
import { serveHttp } from '../http/responder.ts';
import { closed, known, other, right, silent, unproven } from '../shared/answers.ts';
import { plainText } from '../shared/bytes.ts';
import { Conversation, noMessage } from '../shared/conversation.ts';
import { secure, secureResponder } from '../tls.ts';
import { type Destination, destinationsOf } from './destinations.ts';

/** So many are asked for; the rest is behind the same proxy with the same rules. */
const ASKED = 8;
const EXPECTED = 'a web proxy';

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
    const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    conversation.send(
      Buffer.from(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\nUser-Agent: Portolan\r\n\r\n`),
    );
    const received = await conversation.receive(headerEnd, context.timeout, 16 * 1024);
    if (received.kind !== 'message') return noMessage(received, EXPECTED, context.timeout);
    const text = Buffer.from(received.bytes).toString('latin1');
    const line = /^HTTP\/1\.[01] (\d{3})([^\r\n]{0,60})/.exec(text);
    if (line === null) return other(EXPECTED, received.bytes);
    const status = Number(line[1]);
    if (status < 200 || status > 299) return refused(target, status, plainText(`${status}${line[2]}`), text);
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

function headerEnd(bytes: Uint8Array): number | 'more' | 'other' {
  const text = Buffer.from(bytes).toString('latin1');
  if (!'HTTP/1.'.startsWith(text.slice(0, 7))) return 'other';
  const end = text.indexOf('\r\n\r\n');
  return end === -1 ? 'more' : end + 4;
}

function refused(target: string, status: number, shown: string, text: string): Answer {
  const header = (name: string): string | undefined =>
    new RegExp(`^${name}:[ \\t]*([^\\r\\n]{1,120})`, 'im').exec(text)?.[1];
  const error = header('x-squid-error');
  const isProxy = status === 407 || error !== undefined || header('via') !== undefined;
  const facts = known({
    HTTP: shown,
    server: header('server') && plainText(header('server') ?? ''),
    'proxy error': error && plainText(error),
    ...(isProxy && { proxy: 'answers' }),
  });
  // RFC 9110, 15.5.6: who knows no CONNECT says 405; nginx says 400.
  if (!isProxy && [400, 404, 405, 501].includes(status))
    return {
      answer: 'other',
      says: `A web server answers, not ${EXPECTED}: it says ${shown} to CONNECT`,
      facts,
      next: 'Look at the proxy’s port',
    };
  return {
    answer: 'other',
    says: `The proxy answers, but doesn't let ${target} pass: ${shown}`,
    facts,
    next:
      status === 407
        ? 'Let this host pass without a sign-in, or give the site system an account for the proxy'
        : status >= 500
          ? `The proxy itself doesn't reach ${target}: look at its name resolution and its own way out`
          : `Allow CONNECT to ${target} for this host in the proxy’s rules`,
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
    if (error !== undefined || reply.status === 407)
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
          if (secureResponder(client, context) === undefined) client.end();
        },
      );
    },
  },
};
