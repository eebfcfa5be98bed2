import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ServerEnv } from '../context.ts';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "font-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** The content security policy; a page may get a nonce for the styles that its editor makes. */
export function contentPolicy(nonce?: string): string {
  return `${POLICY}; style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`;
}

const HEADERS: readonly (readonly [string, string])[] = [
  ['content-security-policy', contentPolicy()],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['x-frame-options', 'DENY'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
];

/** Headers that every answer has, also one that says no. */
export function securityHeaders(isSecure: boolean): MiddlewareHandler<ServerEnv> {
  return createMiddleware<ServerEnv>(async (c, next) => {
    for (const [name, value] of HEADERS) c.header(name, value);
    if (isSecure) c.header('strict-transport-security', 'max-age=31536000');
    await next();
  });
}
