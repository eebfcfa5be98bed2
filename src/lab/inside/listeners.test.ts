import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { listenAtOnce } from './listeners.ts';

test('a port that is taken is said at once, and not later to nobody', async () => {
  const [first, second] = [createServer(), createServer()];
  listenAtOnce(first, 0);
  try {
    const { port } = first.address() as AddressInfo;
    const told = once(second, 'error');
    expect(() => listenAtOnce(second, port)).toThrow('it is taken');
    expect(await told.catch((error: unknown) => error)).toBeDefined();
  } finally {
    first.close();
  }
});
