import { type Network, overlaps, parseNetwork } from '../../net/network.ts';
import type { RequestContext } from '../context.ts';

/** Addresses in the header that are looked at; more come from nobody's proxies. */
const MOST_HOPS = 20;

/**
 * The address that a request comes from. What X-Forwarded-For says counts only as far as proxies that are trusted said
 * it: the last address that is no trusted proxy's.
 */
export function peerOf(c: RequestContext, proxies: readonly Network[]): string {
  let peer = plainAddress(c.env?.incoming?.socket?.remoteAddress ?? '');
  if (proxies.length === 0 || !isTrusted(peer, proxies)) return peer;
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => plainAddress(hop.trim()));
  for (const hop of hops.slice(-MOST_HOPS).reverse()) {
    if ('error' in parseNetwork(hop)) break;
    peer = hop;
    if (!isTrusted(hop, proxies)) break;
  }
  return peer;
}

/** Whether the connection itself comes from a trusted proxy. */
export function isThroughProxy(c: RequestContext, proxies: readonly Network[]): boolean {
  return isTrusted(plainAddress(c.env?.incoming?.socket?.remoteAddress ?? ''), proxies);
}

function isTrusted(address: string, proxies: readonly Network[]): boolean {
  const network = parseNetwork(address);
  return !('error' in network) && proxies.some((proxy) => overlaps(proxy, network));
}

/** `::ffff:192.0.2.1` is how a socket for both families calls an IPv4 address; a zone and a port are no part of one. */
function plainAddress(text: string): string {
  return text
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '')
    .replace(/^\[(.*)\](?::\d+)?$/, '$1');
}
