/** Asks a server for pages as fast as it answers: a process of its own, on a core of its own. */
import { connect, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  readonly cookie: string;
  /** Asked in turns. */
  readonly paths: readonly string[];
  readonly requests: number;
  /** Each waits for its answer before it asks again. */
  readonly connections: number;
}

export interface Loaded {
  readonly seconds: number;
  /** Bytes of all bodies. */
  readonly bytes: number;
  /** Answers other than 200. */
  readonly failures: number;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** Node's own client costs more than the server that is measured: this one reads the length and nothing else. */
async function ask({ port, cookie, paths, requests, connections }: Load): Promise<Loaded> {
  let [asked, bytes, failures] = [0, 0, 0];
  const next = (socket: Socket): boolean => {
    if (asked >= requests) return false;
    const path = paths[asked++ % paths.length];
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\n\r\n`);
    return true;
  };
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const socket = connect(port, '127.0.0.1', () => {
        if (!next(socket)) socket.end();
      });
      let head = Buffer.alloc(0);
      let left = -1;
      socket.on('data', (piece) => {
        let rest = piece;
        if (left < 0) {
          head = Buffer.concat([head, rest]);
          const end = head.indexOf(END_OF_HEAD);
          if (end < 0) return;
          const text = head.toString('latin1', 0, end);
          const length = /^content-length: (\d+)$/im.exec(text)?.[1];
          if (length === undefined) throw new Error(`an answer without its length:\n${text}`);
          if (!text.startsWith('HTTP/1.1 200 ')) failures++;
          left = Number(length);
          bytes += left;
          rest = head.subarray(end + END_OF_HEAD.length);
          head = Buffer.alloc(0);
        }
        left -= rest.length;
        if (left > 0) return;
        left = -1;
        if (!next(socket)) socket.end();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve());
      return promise;
    }),
  );
  return { seconds: (performance.now() - start) / 1000, bytes, failures };
}

process.on('message', async (load: Load) => process.send?.(await ask(load)));
