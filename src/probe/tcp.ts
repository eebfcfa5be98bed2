import { connect, type Socket } from 'node:net';
import type { DialOptions } from './dial-options.ts';
import type { Connecting } from './native/connector.ts';
import { adoptSocket, dropBelow } from './native/socket.ts';
import { familyOf } from './native/socket-address.ts';
import type { TcpConnection } from './protocol.ts';
import { UnreachableError } from './unreachable.ts';

const HEAD = 256;

/**
 * Opens a TCP connection.
 * @throws {UnreachableError}
 */
export async function connectTcp(
  address: string,
  port: number,
  options: Omit<DialOptions, 'address'>,
): Promise<TcpConnection> {
  const { connector, timeout, namespace, from } = options;
  if (!connector) return wrap(await connectByNode(address, port, options));
  const result = await connector.connect(address, port, timeout, {
    ...(namespace !== undefined && { namespace }),
    ...(from !== undefined && { local: { address: from, port: 0 } }),
    // Closing is a reset: a probe leaves no connection behind, not even one that waits.
    reset: true,
  });
  if (result.outcome !== 'connected') throw unreachable(address, port, result);
  if (options.minimumTtl !== undefined) dropBelow(result.fd, familyOf(address), options.minimumTtl);
  return wrap(adoptSocket(result.fd));
}

/** The error that an outcome is. */
function unreachable(
  address: string,
  port: number,
  result: Exclude<Connecting, { outcome: 'connected' }>,
): UnreachableError {
  return new UnreachableError({ transport: 'tcp', address, port, ...result });
}

/** Keeps the first bytes that come, whoever reads them. */
function wrap(socket: Socket): TcpConnection {
  let head: Uint8Array = new Uint8Array();
  const { localAddress = '', localPort = 0 } = socket;
  const push = socket.push.bind(socket);
  socket.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (head.length < HEAD && chunk instanceof Uint8Array)
      head = Buffer.concat([head, chunk]).subarray(0, HEAD);
    return push(chunk, encoding);
  };
  // A check listens for itself; after it is done an error is nobody's business.
  socket.on('error', () => {});
  return {
    socket,
    localAddress,
    localPort,
    head: () => head,
    // Not `resetAndDestroy`: it ends the stream first, and a peer that is gone then keeps the handle open for ever.
    close: () => void socket.destroy(),
  };
}

/** Where the system's own calls can't be made. A refusal may then be a reset or an ICMP message. */
function connectByNode(
  address: string,
  port: number,
  { timeout, from, signal }: Omit<DialOptions, 'address'>,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: address,
      port,
      autoSelectFamily: false,
      ...(from !== undefined && { localAddress: from }),
    });
    const fail = (outcome: 'reset' | 'silence' | 'failed', code?: string, unclear?: boolean): void => {
      socket.destroy();
      reject(
        new UnreachableError({
          transport: 'tcp',
          address,
          port,
          outcome,
          ...(code !== undefined && { code }),
          ...(unclear && { unclear }),
        }),
      );
    };
    const abort = (): void => fail('silence');
    signal.addEventListener('abort', abort, { once: true });
    socket.setTimeout(timeout, abort);
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.setTimeout(0);
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', abort);
      if (error.code === 'ETIMEDOUT') fail('silence');
      else if (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET') fail('reset', undefined, true);
      else fail('failed', error.code ?? error.message);
    });
  });
}
