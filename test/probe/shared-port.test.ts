/** Probes of protocols with an own port (DHCP) share it: each must get its own answers and errors only. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDial } from '../../src/probe/dial.ts';
import { Connector } from '../../src/probe/native/connector.ts';
import type { UdpChannel } from '../../src/probe/protocol.ts';
import { UnreachableError } from '../../src/probe/unreachable.ts';

const OWN_PORT = 31_968;
const CLOSED = 31_969;
const connector = Connector.open();

describe.runIf(connector !== undefined)('sockets of one port', () => {
  let server: Socket;
  let open: number;

  beforeAll(async () => {
    server = createSocket('udp4');
    server.on('message', (bytes, { address, port }) => server.send(bytes, port, address));
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    open = server.address().port;
  });
  afterAll(() => {
    server.close();
    connector?.close();
  });

  const channel = (address: string): Promise<UdpChannel> =>
    openDial({
      address,
      from: '127.0.0.1',
      timeout: 1000,
      signal: new AbortController().signal,
      ...(connector && { connector }),
    }).udp({ port: OWN_PORT });

  test('the error of a datagram is told to who sent it, and to nobody else', async () => {
    const asking = await channel('127.0.0.2');
    // The kernel tells the newest socket of the port.
    const newest = await channel('127.0.0.1');
    try {
      await asking.send(Buffer.from('nobody listens'), CLOSED);
      await expect(newest.receive(200)).resolves.toBeUndefined();
      await newest.send(Buffer.from('ping'), open);
      expect(Buffer.from((await newest.receive(500))?.bytes ?? []).toString()).toBe('ping');
      await newest.send(Buffer.from('nobody listens'), CLOSED);
      await expect(newest.receive(500)).rejects.toBeInstanceOf(UnreachableError);
    } finally {
      asking.close();
      newest.close();
    }
  });
});
