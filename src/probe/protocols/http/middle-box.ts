/** Answers that only something on the way gives: proxies and portals that take a connection in the server's place. */
import { header, statusOf } from './judgement.ts';
import type { HttpReply } from './request.ts';

const PRODUCTS =
  /\b(squid|zscaler|netskope|blue ?coat|proxysg|fortigate|fortiproxy|mcafee web gateway|skyhigh|websense|forcepoint|barracuda|sophos|mikrotik httpproxy|tinyproxy|polipo|ironport)\b/i;

/** RFC 6585, 6: said by what intercepts a connection, and not by servers themselves. */
const PORTAL = 511;

/**
 * Whether the answer tells that it comes from something on the way. Other words of a proxy don't: it may have the port of
 * the host itself.
 */
export function isOnTheWay({ status }: HttpReply): boolean {
  return status === PORTAL;
}

/** What gives a middle box away, in words; `undefined` where nothing does. */
export function middleBox(reply: HttpReply): string | undefined {
  const error = header(reply, 'x-squid-error');
  if (error !== undefined) return `Squid says ${error}`;
  if (reply.status === 407) return `a proxy asks for a sign-in (${statusOf(reply)})`;
  if (reply.status === PORTAL) return `a portal asks for a sign-in (${statusOf(reply)})`;
  const server = header(reply, 'server');
  if (server !== undefined && PRODUCTS.test(server)) return `${server} says ${statusOf(reply)}`;
  // Via alone is no proof: reverse proxies in front of a role have it, too.
  const via = header(reply, 'via');
  if (via !== undefined && PRODUCTS.test(via) && reply.status >= 400) return `${via} says ${statusOf(reply)}`;
  return undefined;
}
