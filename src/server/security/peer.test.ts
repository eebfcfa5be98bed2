import { describe, expect, it } from 'vitest';
import { type Network, parseNetwork } from '../../net/network.ts';
import type { RequestContext } from '../context.ts';
import { isThroughProxy, peerOf } from './peer.ts';

const PROXIES = ['192.0.2.10', '2001:db8::/64'].map((text) => parseNetwork(text) as Network);

function from(remoteAddress: string | undefined, forwarded?: string): RequestContext {
  return {
    env: { incoming: { socket: { remoteAddress } } },
    req: { header: (name: string) => (name === 'x-forwarded-for' ? forwarded : undefined) },
  } as unknown as RequestContext;
}

describe('peerOf', () => {
  it.each([
    ['198.51.100.7', '203.0.113.1', '198.51.100.7'],
    ['192.0.2.10', '203.0.113.1', '203.0.113.1'],
    ['::ffff:192.0.2.10', '203.0.113.1', '203.0.113.1'],
    ['192.0.2.10', '1.1.1.1, 203.0.113.1', '203.0.113.1'],
    ['192.0.2.10', '1.1.1.1, 203.0.113.1, 2001:db8::5', '203.0.113.1'],
    ['192.0.2.10', '203.0.113.1, nonsense', '192.0.2.10'],
    ['192.0.2.10', undefined, '192.0.2.10'],
    ['192.0.2.10', '[2001:db8:1::1]:4711', '2001:db8:1::1'],
    [undefined, '203.0.113.1', ''],
  ])('%s, forwarded for %s: %s', (remote, forwarded, peer) => {
    expect(peerOf(from(remote, forwarded), PROXIES)).toBe(peer);
  });

  it('believes nobody where no proxy is trusted', () => {
    expect(peerOf(from('127.0.0.1', '203.0.113.1'), [])).toBe('127.0.0.1');
  });
});

it('knows a connection of the proxy’s', () => {
  expect(isThroughProxy(from('::ffff:192.0.2.10'), PROXIES)).toBe(true);
  expect(isThroughProxy(from('192.0.2.11', '192.0.2.10'), PROXIES)).toBe(false);
});
