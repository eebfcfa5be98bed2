/** Web servers of the roles, with the paths that clients and checks ask for. */
import http from 'node:http';
import type { Duplex } from 'node:stream';
import type { Responder } from '../../protocol.ts';
import { secureResponder } from '../tls.ts';
import { type Page, pageFor } from './pages.ts';

const IDLE = 30_000;
const BODY_LIMIT = 64 * 1024;

export function httpResponder(tls: boolean): Responder {
  return {
    tcp(socket, context) {
      const inner = tls ? secureResponder(socket, context) : socket;
      socket.on('error', () => socket.destroy());
      if (inner === undefined) return void socket.destroy();
      serveHttp(inner, (method, path, body) => pageFor(context, method, path, body));
    },
  };
}

/** One connection of a web server; `page` gives the answer to a method, a path and a body. */
export function serveHttp(
  socket: Duplex,
  page: (method: string, path: string, body: string) => Page,
  onConnect?: (target: string, socket: Duplex) => void,
): void {
  const server = http.createServer(
    { connectionsCheckingInterval: IDLE, requestTimeout: IDLE },
    (question, answer) => {
      let body = '';
      question.setEncoding('latin1');
      question.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > BODY_LIMIT) socket.destroy();
      });
      question.on('error', () => socket.destroy());
      question.on('end', () => {
        const { status, headers = {}, text } = page(question.method ?? '', question.url ?? '', body);
        const bytes = Buffer.from(text);
        answer.writeHead(status, { 'Content-Length': `${bytes.length}`, ...headers });
        answer.end(question.method === 'HEAD' ? undefined : bytes);
      });
    },
  );
  const idle = setTimeout(() => socket.destroy(), IDLE).unref();
  server.on('clientError', (_error, client) => {
    // As IIS does, also to who speaks TLS to it.
    if (client.writable)
      client.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
  server.on('connect', (question, client) => {
    if (onConnect === undefined) client.end('HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n');
    else onConnect(question.url ?? '', client);
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    clearTimeout(idle);
    // Its timer of connections would keep it alive; it was never listening.
    server.closeAllConnections();
    server.close();
  });
  server.emit('connection', socket);
}
