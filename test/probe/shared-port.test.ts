/** Probes of protocols with an own port (DHCP) share it: each must get its own answers and errors only. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bannerOf } from '../../src/probe/banner.ts';
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

  test('the answer to a question comes to who asked it, and to nobody else', async () => {
    const second = createSocket('udp4').on('message', (_, { address, port }) => {
      second.send(bannerOf({ host: 'second', token: '0123456789abcdef' }), port, address);
    });
    second.bind(open, '127.0.0.2');
    await once(second, 'listening');
    const dials = ['127.0.0.1', '127.0.0.2'].map((address) => dialTo(address));
    try {
      const [first, other] = await Promise.all(dials.map((dial) => dial.udp({ port: OWN_PORT })));
      await other?.send(Buffer.from('who is there?'), open);
      await first?.send(Buffer.from('first'), open);
      expect(Buffer.from((await first?.receive(2000))?.bytes ?? []).toString()).toBe('first');
      expect(Buffer.from((await other?.receive(2000))?.bytes ?? []).toString()).toContain(
        'PORTOLAN/1 second',
      );
      // A listener's word is that of the host that was asked.
      expect(Buffer.from(dials[0]?.head(() => true) ?? []).toString()).toBe('first');
      first?.close();
      await other?.send(Buffer.from('still there?'), open);
      expect(await other?.receive(2000)).toBeDefined();
    } finally {
      for (const dial of dials) dial.close();
      second.close();
    }
  });

  const dialTo = (address: string) =>
    openDial({
      address,
      from: '127.0.0.1',
      timeout: 1000,
      signal: new AbortController().signal,
      ...(connector && { connector }),
    });

  const channel = (address: string): Promise<UdpChannel> => dialTo(address).udp({ port: OWN_PORT });

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
