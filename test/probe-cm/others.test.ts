import { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { Protocol } from '../../src/probe/protocol.ts';
import { CONFIGURATION_MANAGER_PROTOCOLS } from '../../src/probe/protocols/configuration-manager.ts';
import { CLIENT_NOTIFICATION } from '../../src/probe/protocols/notification/protocol.ts';
import { certificate } from './certificate.ts';
import { ask, type Case, listen, listenUdp, respond, run, WRONG_SERVICES } from './kit.ts';

function protocolFor(service: string): Protocol {
  const protocol = CONFIGURATION_MANAGER_PROTOCOLS.find(({ services }) => services.includes(service));
  if (!protocol) throw new Error(service);
  return protocol;
}

describe('client notification', () => {
  const given: Case = {
    service: 'client-notification',
    roles: ['management-point'],
    certificate: certificate(),
  };

  it.concurrent('is a server that shakes hands and says nothing more', async () => {
    await using server = await respond(CLIENT_NOTIFICATION, given);
    const answer = await ask(CLIENT_NOTIFICATION, server.port, given);
    expect(answer).toMatchObject({
      answer: 'right',
      facts: { 'certificate subject': 'CN=srv01.corp.example' },
    });
  });

  it.concurrent('shakes hands with OpenSSL', async () => {
    await using server = await respond(CLIENT_NOTIFICATION, given);
    const { text } = await run('openssl', ['s_client', '-connect', `127.0.0.1:${server.port}`]);
    expect(text).toMatch(/srv01\.corp\.example/);
  });

  it.concurrent.each(Object.entries(WRONG_SERVICES))('is not taken for %s', async (_, serve) => {
    await using server = await listen(serve);
    const answer = await ask(CLIENT_NOTIFICATION, server.port, given, 300);
    expect(answer.answer, answer.says).not.toBe('right');
  });

  it.concurrent.each(
    Object.entries(WRONG_SERVICES).filter(([name]) => /web|nonsense|SSH|repeats/.test(name)),
  )('is not taken for %s inside of TLS', async (_, serve) => {
    await using server = await listen((socket) => {
      const secured = new TLSSocket(socket, { isServer: true, ...certificate() });
      secured.on('error', () => socket.destroy());
      serve(Object.assign(secured, { resetAndDestroy: () => socket.resetAndDestroy() }));
    });
    const answer = await ask(CLIENT_NOTIFICATION, server.port, given, 300);
    expect(answer.answer, answer.says).not.toBe('right');
  });
});

describe('services whose protocols are not published', () => {
  const services = [
    'sql-broker',
    'sql-endpoint',
    'remote-control',
    'delivery-optimization',
    'delta-download',
  ];

  it.concurrent.each(services)('%s: a connection that is kept proves nothing', async (service) => {
    await using server = await listen(() => {});
    const answer = await ask(protocolFor(service), server.port, { service }, 200);
    expect(answer).toMatchObject({ answer: 'unproven', next: expect.stringMatching(/^The way is open\./) });
  });

  it.concurrent.each(services)('%s: says what else answers, and never that it is right', async (service) => {
    const answers = await Promise.all(
      Object.values(WRONG_SERVICES).map(async (serve) => {
        await using server = await listen(serve);
        return (await ask(protocolFor(service), server.port, { service }, 200)).answer;
      }),
    );
    expect(answers).not.toContain('right');
    expect(answers).toContain('other');
    expect(answers).toContain('closed');
  });
});

describe('datagrams that nobody answers', () => {
  const services = ['wake-on-lan', 'wake-up-proxy', 'peer-cache-broadcast', 'multicast'];

  it.concurrent.each(services)('%s: silence is silence, and an answer is somebody else', async (service) => {
    await using quiet = await listenUdp(() => {});
    expect((await ask(protocolFor(service), quiet.port, { service }, 150)).answer).toBe('silent');
    await using loud = await listenUdp((_, reply) => reply(Buffer.from('hello')));
    expect((await ask(protocolFor(service), loud.port, { service }, 150)).answer).toBe('other');
  });

  it('wakes as wakeonlan does', async () => {
    const packets: Buffer[] = [];
    await using server = await listenUdp(({ bytes }) => void packets.push(Buffer.from(bytes)));
    await ask(protocolFor('wake-on-lan'), server.port, { service: 'wake-on-lan' }, 100);
    await run('wakeonlan', ['-i', '127.0.0.1', '-p', `${server.port}`, '02:00:00:00:00:00']);
    await expect.poll(() => packets.length).toBeGreaterThanOrEqual(2);
    expect(packets.at(-1)).toEqual(packets[0]);
    expect(packets[0]).toHaveLength(102);
  });
});
