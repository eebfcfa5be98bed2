import { expect, it } from 'vitest';
import { type Exposure, refuseExposure } from './exposure.ts';

const TLS = { certificate: 'cert.pem', key: 'key.pem' };
const OPEN: Exposure = {
  host: '0.0.0.0',
  tls: undefined,
  isProxied: false,
  hasProxies: false,
  hasSignIn: false,
};

it.each<[string, Partial<Exposure>, string | undefined]>([
  ['loopback', { host: '127.0.0.1' }, undefined],
  ['loopback of IPv6', { host: '::1' }, undefined],
  ['nothing at all', {}, 'encrypted'],
  ['sign-in in the clear', { hasSignIn: true }, 'encrypted'],
  ['TLS and links', { tls: TLS }, 'sign-in'],
  ['TLS and sign-in', { tls: TLS, hasSignIn: true }, undefined],
  ['one address', { host: '192.0.2.1', tls: TLS }, 'sign-in'],
  ['a name that looks like loopback', { host: '127.0.0.1.example.com' }, 'encrypted'],
  ['a proxy on this machine, without sign-in', { host: '127.0.0.1', isProxied: true }, 'sign-in'],
  ['a proxy on this machine', { host: '127.0.0.1', isProxied: true, hasSignIn: true }, undefined],
  ['a proxy elsewhere that nobody knows', { isProxied: true, hasSignIn: true }, 'proxy'],
  ['a proxy elsewhere', { isProxied: true, hasSignIn: true, hasProxies: true }, undefined],
])('%s', (_, more, expected) => {
  const refused = refuseExposure({ ...OPEN, ...more });
  if (expected === undefined) expect(refused).toBeUndefined();
  else expect(refused?.message).toContain(expected);
});
