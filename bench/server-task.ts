/** A server that is measured: Portolan's on Contoso, or one of Node alone that answers bytes it was given. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openExample, serve } from '../src/server/serve.ts';

export type ToServer =
  | { readonly type: 'portolan' }
  | { readonly type: 'bare'; readonly body: Uint8Array; readonly headers: Record<string, string> }
  | { readonly type: 'usage' };

export interface Started {
  readonly port: number;
  readonly cookie: string;
}

export interface Usage {
  /** Seconds of processor time since the start. */
  readonly seconds: number;
  /** Resident memory, as the system counts it. */
  readonly megabytes: number;
}

async function portolan(): Promise<Started> {
  const example = openExample();
  const { port, newLink } = await serve({
    workspace: example.folder,
    host: '127.0.0.1',
    port: 0,
    version: '0',
    readOnly: false,
    log: (message) => process.stderr.write(`${message}\n`),
  });
  process.on('disconnect', () => {
    example.remove();
    process.exit();
  });
  const answer = await fetch(newLink() ?? '', { redirect: 'manual' });
  return { port, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

function bare(body: Uint8Array, headers: Record<string, string>): Promise<Started> {
  process.on('disconnect', () => process.exit());
  const server = createServer((_, response) => {
    response.writeHead(200, { ...headers, 'content-length': body.length });
    response.end(body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ port: (server.address() as AddressInfo).port, cookie: 'none=1' }),
    );
  });
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { seconds: (user + system) / 1e6, megabytes: process.memoryUsage.rss() / 1e6 };
}

process.on('message', async (message: ToServer) => {
  if (message.type === 'usage') process.send?.(usage());
  else process.send?.(message.type === 'bare' ? await bare(message.body, message.headers) : await portolan());
});
