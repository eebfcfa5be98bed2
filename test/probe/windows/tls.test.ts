/** What the handshake says of a server, against servers of OpenSSL. */
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { openDial } from '../../../src/probe/dial.ts';
import type { CheckContext } from '../../../src/probe/protocol.ts';
import { secure } from '../../../src/probe/protocols/tls.ts';
import { authority } from '../../probe-cm/certificate.ts';
import { listen } from './kit.ts';

const { server: certificate, ca } = authority();

async function shake(options: TlsOptions, fqdns: readonly string[] = ['srv01.corp.example']) {
  const tls = createTlsServer({ ...certificate, ...options }, (socket) => void socket.on('error', () => {}));
  tls.on('tlsClientError', () => {});
  await using server = await listen((socket) => void tls.emit('connection', socket));
  return await shakeWith(server.port, fqdns, 3000);
}

async function shakeWith(port: number, fqdns: readonly string[], timeout: number) {
  const signal = AbortSignal.timeout(10_000);
  const dial = openDial({ address: '127.0.0.1', timeout, signal });
  const task = { to: { fqdns } } as unknown as CheckContext['task'];
  const context = { task, address: '127.0.0.1', port, dial, timeout, signal };
  try {
    return await secure(context, await dial.tcp(port), 'a test');
  } finally {
    dial.close();
  }
}

describe('a TLS handshake', () => {
  it.each([
    ['TLSv1.3', 'TLS_AES_128_GCM_SHA256', true],
    ['TLSv1.3', 'TLS_AES_256_GCM_SHA384', true],
    ['TLSv1.3', 'TLS_CHACHA20_POLY1305_SHA256', true],
    ['TLSv1.3', 'TLS_AES_256_GCM_SHA384', false],
    ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384', true],
    ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384', false],
  ] as const)(
    'of %s with %s says whether a client certificate is asked for: %s',
    async (version, ciphers, asked) => {
      const versions = { minVersion: version, maxVersion: version };
      const outcome = await shake({
        ...versions,
        ciphers,
        requestCert: asked,
        rejectUnauthorized: false,
        ca,
      });
      expect(outcome).toMatchObject({
        facts: {
          TLS: version.replace('TLSv', 'TLS '),
          'client certificate': asked ? 'asked for' : 'not asked for',
          'certificate name': 'matches',
        },
      });
    },
  );

  it('says for whom the certificate isn’t', async () => {
    const outcome = await shake({}, ['mp1.corp.example', 'mp2.corp.example']);
    expect(outcome).toMatchObject({
      says: 'TLS 1.3, but the certificate isn’t for mp1.corp.example or mp2.corp.example',
    });
  });

  it('takes one of several names', async () => {
    expect(await shake({}, ['mp1.corp.example', 'srv01.corp.example'])).toMatchObject({
      facts: { 'certificate name': 'matches' },
    });
  });

  it('speaks old versions, and says so', async () => {
    const ciphers = 'DEFAULT@SECLEVEL=0';
    const outcome = await shake({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers });
    expect(outcome).toMatchObject({ facts: { TLS: 'TLS 1.0' } });
  });

  it('is no other server’s that only doesn’t end in time', async () => {
    // The first half of a ServerHello's record, and then nothing: as on a path that loses large packets.
    const hello = Buffer.from([22, 3, 3, 0, 122, 2, 0, 0, 118, 3, 3]);
    await using server = await listen((socket) => socket.once('data', () => void socket.write(hello)));
    expect(await shakeWith(server.port, [], 300)).toMatchObject({
      ends: { answer: 'unproven', facts: { answered: 'a TLS server' } },
    });
  });

  it('tells a server that refuses from one without TLS', async () => {
    // Two ends without a common cipher.
    const outcome = await shake({
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: 'PSK-AES128-CBC-SHA256',
    });
    expect(outcome).toMatchObject({ ends: { answer: 'other', facts: { answered: 'a TLS server' } } });
  });
});
