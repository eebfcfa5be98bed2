import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { HTTP, HTTPS } from '../../src/probe/protocols/http/protocol.ts';
import { questionOf } from '../../src/probe/protocols/http/roles.ts';
import { authority, certificate } from './certificate.ts';
import { ask, type Case, listen, respond, run, WRONG_SERVICES } from './kit.ts';

const MP: Case = {
  service: 'http',
  conversation: 'client-management-point',
  roles: ['management-point'],
  hints: { site: 'P01' },
};

/** Conversation → the role that answers. */
const ROLES: readonly (readonly [conversation: string, role: string])[] = [
  ['client-management-point', 'management-point'],
  ['client-distribution-point', 'distribution-point'],
  ['distribution-point-source-distribution-point', 'distribution-point'],
  ['client-fallback-status-point', 'fallback-status-point'],
  ['client-software-update-point', 'software-update-point'],
  ['software-update-point-wsus-server', 'wsus-server'],
  ['software-update-point-upstream', 'software-update-point'],
  ['client-state-migration-point', 'state-migration-point'],
  ['console-reporting-services-point', 'reporting-services-point'],
  ['console-sms-provider', 'sms-provider'],
  ['any-sms-provider-administration-service', 'sms-provider'],
  ['enrollment-proxy-point-enrollment-point', 'enrollment-point'],
  ['mobile-device-enrollment-proxy-point', 'enrollment-proxy-point'],
  ['ndes-policy-module-certificate-registration-point', 'certificate-registration-point'],
  ['client-ndes-policy-module', 'ndes-policy-module'],
  ['client-client-peer-cache-download', 'client'],
  ['client-client-branchcache', 'client'],
  ['client-distribution-point-connected-cache', 'distribution-point'],
];

describe('HTTP', () => {
  it.concurrent('asks a management point for its list, its certificate and its site', async () => {
    await using server = await respond(HTTP, { ...MP, certificate: certificate() });
    expect(await ask(HTTP, server.port, MP)).toMatchObject({
      answer: 'right',
      says: 'the management point answers and lists srv01.corp.example (9141)',
      facts: {
        HTTP: '200 OK',
        server: 'Microsoft-IIS/10.0',
        'management points': 'srv01.corp.example (9141)',
        'signing certificate': 'CN=srv01.corp.example',
        'site code': 'P01',
      },
    });
  });

  it.concurrent.each(ROLES)('%s: takes the role for right, and no other role', async (conversation, role) => {
    const given: Case = { service: 'http', conversation, roles: [role] };
    await using server = await respond(HTTP, given);
    const right = await ask(HTTP, server.port, given);
    expect(right.answer, right.says).toBe('right');
    const others = [...new Set(ROLES.map(([, other]) => other))].filter(
      (other) => other !== role && !isWsus(other, role),
    );
    await using wrong = await respond(HTTP, { ...given, roles: others });
    const answer = await ask(HTTP, wrong.port, given);
    expect(answer).toMatchObject({ answer: 'other', next: expect.stringContaining('The way is open') });
  });

  it.concurrent.each(ROLES)('%s: is not taken for wrong services', async (conversation, role) => {
    const given: Case = { service: 'http', conversation, roles: [role] };
    const answers = await Promise.all(
      Object.entries(WRONG_SERVICES).map(async ([name, serve]) => {
        await using server = await listen(serve);
        return [name, await ask(HTTP, server.port, given, 400)] as const;
      }),
    );
    for (const [name, answer] of answers) {
      expect(answer.answer, `${name}: ${answer.says}`).not.toBe('right');
      expect(answer.says).not.toMatch(/undefined|\[object/);
    }
  });

  it.concurrent('takes nothing for right where it does not know the role', async () => {
    const given: Case = { service: 'http', conversation: 'some-other' };
    await using server = await respond(HTTP, given);
    expect((await ask(HTTP, server.port, given)).answer).toBe('unproven');
  });

  it.concurrent('says that the role is missing where the web server is right', async () => {
    await using server = await listen(
      WRONG_SERVICES['a web server without what is asked for'] as (socket: Socket) => void,
    );
    expect(await ask(HTTP, server.port, MP)).toEqual({
      answer: 'other',
      says: 'A web server answers, but it has no /SMS_MP/.sms_aut: 404 Not Found',
      facts: { HTTP: '404 Not Found', server: 'Microsoft-IIS/10.0' },
      next: 'The way is open. Look whether the management point is installed there (MPSetup.log, mpcontrol.log), and in the web site that has this port',
    });
  });

  it.concurrent('says that a proxy answers, not where it stands', async () => {
    await using server = await listen((socket) =>
      socket.once('data', () =>
        socket.end(
          'HTTP/1.1 403 Forbidden\r\nServer: squid/5.7\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 0\r\n\r\n',
        ),
      ),
    );
    expect(await ask(HTTP, server.port, MP)).toMatchObject({
      answer: 'other',
      says: 'A web proxy answers, not a management point: Squid says ERR_ACCESS_DENIED 0',
    });
  });

  it.concurrent.each([
    ['511 Network Authentication Required', 'intercepted', 'a portal asks for a sign-in (511'],
    ['407 Proxy Authentication Required', 'other', 'a proxy asks for a sign-in (407'],
    [
      '301 Moved Permanently',
      'other',
      'sends who asks for /SMS_MP/.sms_aut elsewhere: 301 Moved Permanently, to https://',
    ],
    ['500 Internal Server Error', 'other', "can't serve /SMS_MP/.sms_aut: 500"],
    ['401 Unauthorized', 'other', 'says 401 Unauthorized to any path'],
  ])('knows what %s means', async (status, answer, says) => {
    await using server = await listen((socket) =>
      socket.once('data', () =>
        socket.end(`HTTP/1.1 ${status}\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n`),
      ),
    );
    expect(await ask(HTTP, server.port, MP, 10_000)).toMatchObject({
      answer,
      says: expect.stringContaining(says),
    });
  });

  it.concurrent('takes a forbidden path for the role’s where others aren’t there, and says what to look at', async () => {
    await using server = await listen((socket) =>
      socket.once('data', (bytes) => {
        const status = String(bytes).includes('SMS_MP') ? '403 Forbidden' : '404 Not Found';
        socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
      }),
    );
    expect(await ask(HTTP, server.port, MP, 10_000)).toMatchObject({
      answer: 'right',
      next: expect.stringContaining('HTTPS only'),
    });
  });

  it.concurrent('has a question for each conversation of the catalog that a role’s web server answers', () => {
    const catalog = loadCatalog();
    const unasked = catalog.conversations
      .filter(({ services }) => services.some(({ service }) => /^(wsus-)?https?(-alternate)?$/.test(service)))
      .map(({ id }) => id)
      .filter((id) => questionOf(id) === undefined);
    expect(
      unasked.filter(
        (id) => !/-(cmg|cmg-classic|azure[a-z-]*|entra-id|cloud-distribution-point|internet)$/.test(id),
      ),
    ).toEqual([]);
  });

  it.concurrent('answers curl', async () => {
    await using server = await respond(HTTP, MP);
    const url = `http://127.0.0.1:${server.port}/SMS_MP/.sms_aut?mplist`;
    expect((await run('curl', ['-sS', '--max-time', '5', url])).text).toContain('<MPList>');
    const missing = await run('curl', [
      '-sS',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      `http://127.0.0.1:${server.port}/x`,
    ]);
    expect(missing.text).toBe('404');
  });
});

function isWsus(a: string, b: string): boolean {
  const wsus = ['software-update-point', 'wsus-server'];
  return wsus.includes(a) && wsus.includes(b);
}

describe('HTTPS', () => {
  const given: Case = { ...MP, service: 'https', certificate: certificate() };

  it.concurrent('asks over TLS, with what the certificate says', async () => {
    await using server = await respond(HTTPS, given);
    const answer = await ask(HTTPS, server.port, given);
    expect(answer).toMatchObject({
      answer: 'right',
      facts: { 'site code': 'P01', 'certificate subject': 'CN=srv01.corp.example' },
    });
    expect(answer.says).toMatch(/^TLS 1\.3.*the management point answers and lists/);
  });

  it.concurrent.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'calls nothing wrong that wants a certificate before it answers (%s)',
    async (version) => {
      const tls = createTlsServer(
        {
          ...certificate(),
          minVersion: version,
          maxVersion: version,
          requestCert: true,
          rejectUnauthorized: true,
        },
        () => {},
      );
      tls.on('tlsClientError', () => {});
      await using server = await listen((socket) => void tls.emit('connection', socket));
      expect(await ask(HTTPS, server.port, given, 10_000)).toMatchObject({
        answer: 'unproven',
        facts: { 'client certificate': 'asked for' },
        next: expect.stringContaining('The way is open'),
      });
    },
  );

  it.concurrent('names no address to a server of TLS', async () => {
    const named: (string | false)[] = [];
    const tls = createTlsServer(certificate(), (socket) => {
      named.push(socket.servername ?? '');
      socket.end();
    });
    tls.on('tlsClientError', () => {});
    await using server = await listen((socket) => void tls.emit('connection', socket));
    const warned: Error[] = [];
    const warn = (warning: Error): void => void warned.push(warning);
    process.on('warning', warn);
    await ask(HTTPS, server.port, { ...given, fqdns: ['127.0.0.1.', '::1'] });
    process.off('warning', warn);
    expect(named.length).toBeGreaterThan(0);
    expect(warned.filter((warning) => 'code' in warning && warning.code === 'DEP0123')).toEqual([]);
  });

  it.concurrent('says that the port speaks plain HTTP', async () => {
    await using server = await respond(HTTP, MP);
    expect((await ask(HTTPS, server.port, given)).answer).toBe('other');
  });

  it.concurrent('says that the port speaks TLS where HTTP is planned', async () => {
    await using server = await respond(HTTPS, given);
    const { answer } = await ask(HTTP, server.port, MP);
    expect(['other', 'closed']).toContain(answer);
  });

  it.concurrent('answers curl, also with a client’s certificate', async () => {
    await using server = await respond(HTTPS, given);
    const folder = mkdtempSync(path.join(tmpdir(), 'portolan-curl-'));
    const { ca, client } = authority();
    try {
      const file = (name: string, text: string): string => {
        writeFileSync(path.join(folder, name), text);
        return path.join(folder, name);
      };
      const to = ['--resolve', `srv01.corp.example:${server.port}:127.0.0.1`, '--max-time', '5', '-sS'];
      const trust = ['--cacert', file('ca.pem', ca)];
      const sign = ['--cert', file('client.pem', client.cert), '--key', file('client.key', client.key)];
      const url = `https://srv01.corp.example:${server.port}/SMS_MP/.sms_aut?mplist`;
      expect((await run('curl', [...to, ...trust, url])).text).toContain('<MPList>');
      expect((await run('curl', [...to, ...trust, ...sign, url])).text).toContain('<MPList>');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.concurrent.each(Object.entries(WRONG_SERVICES))('is not taken for %s', async (_, serve) => {
    await using server = await listen(serve);
    const plain = await ask(HTTPS, server.port, given, 400);
    expect(plain.answer, plain.says).not.toBe('right');
  });

  it.concurrent.each(Object.entries(WRONG_SERVICES))(
    'is not taken for %s inside of TLS',
    async (_, serve) => {
      await using server = await listen((socket) => {
        const secured = new TLSSocket(socket, { isServer: true, ...certificate() });
        secured.on('error', () => socket.destroy());
        serve(Object.assign(secured, { resetAndDestroy: () => socket.resetAndDestroy() }));
      });
      const answer = await ask(HTTPS, server.port, given, 400);
      expect(answer.answer, answer.says).not.toBe('right');
    },
  );
});
