/** One HTTP request over a connection that is open already: Node's own parser, with limits of time and bytes. */
import http, { type IncomingHttpHeaders } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';

/** No answer that is judged is longer; of what is, the beginning is read. */
const BODY_LIMIT = 64 * 1024;

export interface HttpRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'CONNECT';
  /** With its query; a whole URL towards a proxy. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface HttpReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** `garbage`: bytes came that are no HTTP. */
export type HttpFailure = 'garbage' | 'silent' | 'closed';

/** The value of the Host header: a name as it is, an address in brackets where it needs them. */
export function hostHeader(name: string, port: number): string {
  const plain = name.replace(/\.$/, '').replace(/%.*$/, '');
  const host = isIPv6(plain) ? `[${plain}]` : /^[\w.-]{1,253}$/.test(plain) ? plain : 'localhost';
  return port === 80 || port === 443 ? host : `${host}:${port}`;
}

/** Never rejects. The connection can't be used on: each question has its own. */
export function request(
  socket: Duplex,
  question: HttpRequest,
  options: { readonly host: string; readonly timeout: number; readonly signal: AbortSignal },
): Promise<HttpReply | HttpFailure> {
  return new Promise((resolve) => {
    const finish = (result: HttpReply | HttpFailure): void => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', abort);
      resolve(result);
      call.destroy();
    };
    const abort = (): void => finish('silent');
    const timer = setTimeout(abort, options.timeout);
    const call = http.request({
      method: question.method ?? 'GET',
      path: question.path,
      // With any `agent`, Node would open a connection of its own.
      createConnection: () => socket,
      setHost: false,
      headers: {
        Host: options.host,
        'User-Agent': 'Portolan',
        Accept: '*/*',
        Connection: 'close',
        ...(question.body !== undefined && { 'Content-Length': `${Buffer.byteLength(question.body)}` }),
        ...question.headers,
      },
    });
    options.signal.addEventListener('abort', abort);
    call.on('error', (error: NodeJS.ErrnoException) =>
      finish(error.code?.startsWith('HPE_') ? 'garbage' : 'closed'),
    );
    call.on('connect', (response: http.IncomingMessage) => finish(replyOf(response, Buffer.alloc(0))));
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const done = (): void => finish(replyOf(response, Buffer.concat(chunks).subarray(0, BODY_LIMIT)));
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length >= BODY_LIMIT) done();
      });
      response.on('end', done);
      response.on('error', done);
      response.on('close', done);
    });
    call.end(question.body);
  });
}

function replyOf(response: http.IncomingMessage, body: Buffer): HttpReply {
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    headers: response.headers,
    body,
  };
}
