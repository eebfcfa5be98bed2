import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { closeSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connector } from '../../src/probe/native/connector.ts';
import { inNamespace, openNamespace } from '../../src/probe/native/namespace.ts';
import { closeSocket, SocketError, socketIn } from '../../src/probe/native/socket.ts';
import { connectTcp } from '../../src/probe/tcp.ts';
import { UnreachableError } from '../../src/probe/unreachable.ts';

const OWN = '/proc/thread-self/ns/net';

let holder: ChildProcess;
let namespace: number;

beforeAll(async () => {
  holder = spawn('unshare', ['-n', 'sh', '-c', 'ip link set lo up; echo; exec sleep 100'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (holder.stdout) await once(holder.stdout, 'data');
  namespace = openNamespace(`/proc/${holder.pid}/ns/net`);
});

afterAll(() => {
  closeSync(namespace);
  holder.kill();
});

/** What a connection that must not open ended with. */
async function refusal(connecting: Promise<unknown>): Promise<string> {
  const error = await connecting.then(() => undefined).catch((thrown: unknown) => thrown);
  return error instanceof UnreachableError ? error.how.outcome : 'connected';
}

describe('another network namespace', () => {
  it('is left again, also after an error', () => {
    const before = readlinkSync(OWN);
    const inside = inNamespace(namespace, () => readlinkSync(OWN));
    expect(inside).not.toBe(before);
    expect(() =>
      inNamespace(namespace, () => {
        throw new Error('mine');
      }),
    ).toThrow('mine');
    expect(readlinkSync(OWN)).toBe(before);
  });

  it.each([
    ['127.0.0.1', 4],
    ['::1', 6],
  ] as const)('has TCP sockets of its own on %s', async (address, family) => {
    const fd = socketIn({ type: 'tcp', family, namespace, local: { address, port: 7 }, listen: 8 });
    const server = createServer((socket) => {
      // A probe leaves by a reset.
      socket.on('error', () => undefined);
      socket.end(`from ${socket.remoteAddress}`);
    }).listen({ fd });
    const connector = Connector.open();
    if (!connector) throw new Error('no connector');
    const options = { connector, timeout: 10_000, signal: new AbortController().signal };
    try {
      const client = await connectTcp(address, 7, { ...options, namespace });
      const [data] = (await once(client.socket, 'data')) as [Buffer];
      expect(data.toString()).toBe(`from ${address}`);
      client.close();
      expect(await refusal(connectTcp(address, 8, { ...options, namespace }))).toBe('reset');
      expect(await refusal(connectTcp(address, 7, options))).toBe('reset');
    } finally {
      connector.close();
      server.close();
    }
  });

  it('has UDP sockets of its own, at the port that was asked for', async () => {
    const local = { address: '127.0.0.1', port: 7 };
    const fd = socketIn({ type: 'udp', family: 4, namespace, local });
    const receiver = createSocket('udp4');
    const bound = once(receiver, 'listening');
    receiver.bind({ fd });
    await bound;
    expect(receiver.address()).toMatchObject(local);
    const sender = createSocket('udp4');
    sender.bind({ fd: socketIn({ type: 'udp', family: 4, namespace }) });
    try {
      const received = once(receiver, 'message');
      sender.send('a', 7, '127.0.0.1');
      expect(String((await received)[0])).toBe('a');
    } finally {
      receiver.close();
      sender.close();
    }
  });

  it('says why a socket could not be made', () => {
    const local = { address: '127.0.0.1', port: 9 };
    const first = socketIn({ type: 'tcp', family: 4, namespace, local, listen: 1 });
    let refused: unknown;
    try {
      socketIn({ type: 'tcp', family: 4, namespace, local, listen: 1 });
    } catch (error) {
      refused = error;
    } finally {
      closeSocket(first);
    }
    expect(refused).toBeInstanceOf(SocketError);
    expect((refused as SocketError).code).toBe('EADDRINUSE');
  });
});
