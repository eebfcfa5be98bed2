import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { App } from './context.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Files in PEM. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

export interface Listening {
  readonly port: number;
  /** Takes no more requests, ends those that last (events), and waits for the others. */
  close(): Promise<void>;
}

const SECOND = 1_000;
/** A slow line sends 64 MB in this. */
const REQUEST = 300 * SECOND;
const HEADERS = 20 * SECOND;
const IDLE = 65 * SECOND;

/** Opens the port. Rejects with what the system says where it can't be had. */
export async function listen(app: App, { host, port, tls }: ListenOptions): Promise<Listening> {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const handle = (...args: Parameters<typeof answer>): void => void answer(...args);
  const timeouts = { requestTimeout: REQUEST, headersTimeout: HEADERS, keepAliveTimeout: IDLE };
  const server: Server = tls
    ? createHttpsServer(
        { ...timeouts, cert: readFileSync(tls.certificate), key: readFileSync(tls.key) },
        handle,
      )
    : createHttpServer(timeouts, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), SECOND).unref();
      }),
  };
}
