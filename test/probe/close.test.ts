import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDial } from '../../src/probe/dial.ts';

const server = createServer((socket) => socket.end('bye\r\n'));
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => server.close());

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length;

// A socket that stays open keeps the command from ending, long after its last word.
it('leaves no socket behind where the other end closes first', async () => {
  const before = sockets();
  const { port } = server.address() as AddressInfo;
  for (let i = 0; i < 20; i++) {
    const dial = openDial({ address: '127.0.0.1', timeout: 1000, signal: new AbortController().signal });
    const { socket } = await dial.tcp(port);
    socket.resume();
    await once(socket, 'end');
    dial.close();
  }
  await wait(50);
  expect(sockets()).toBe(before);
});
