import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HTTP } from '../../src/probe/protocols/http/protocol.ts';
import { destinationsOf } from '../../src/probe/protocols/proxy/destinations.ts';
import { HTTP_PROXY } from '../../src/probe/protocols/proxy/protocol.ts';
import { certificate } from './certificate.ts';
import { ask, type Case, listen, respond, run, WRONG_SERVICES } from './kit.ts';

const CASE: Case = { service: 'http-proxy', roles: ['proxy-server'] };

/** Squid on a port of its own, which lets CONNECT pass to one port only. */
class Squid {
  port = 0;
  #folder = '';
  #stop: () => Promise<void> = async () => {};

  async start(allowed: number): Promise<void> {
    this.port = await freePort();
    this.#folder = mkdtempSync(path.join(tmpdir(), 'portolan-squid-'));
    const file = path.join(this.#folder, 'squid.conf');
    writeFileSync(
      file,
      `http_port 127.0.0.1:${this.port}
visible_hostname proxy.corp.example
pid_filename ${this.#folder}/squid.pid
access_log none
cache_log ${this.#folder}/cache.log
cache deny all
netdb_filename none
shutdown_lifetime 0 seconds
acl passing port ${allowed}
acl web port 80
http_access allow passing
http_access allow !CONNECT web
http_access deny all
`,
    );
    const child = spawn('squid', ['-N', '-f', file, '-n', `cm${this.port}`], { stdio: 'ignore' });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.#stop = async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(this.#folder, { recursive: true, force: true });
    };
    for (let tries = 0; tries < 150 && !(await isOpen(this.port)); tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe('a web proxy', () => {
  describe('that is Squid', () => {
    const squid = new Squid();
    let beyond: Awaited<ReturnType<typeof listen>>;

    beforeAll(async () => {
      beyond = await listen((socket) => {
        const secured = new TLSSocket(socket, { isServer: true, ...certificate() });
        secured.on('error', () => socket.destroy());
      });
      await squid.start(beyond.port);
    });
    afterAll(async () => {
      await squid.stop();
      await beyond[Symbol.asyncDispose]();
    });

    it('passes what it is allowed to, and what is behind it is looked at', async () => {
      const given: Case = { ...CASE, beyond: [`127.0.0.1:${beyond.port}`, '*.microsoft.com'] };
      const answer = await ask(HTTP_PROXY, squid.port, given);
      expect(answer).toMatchObject({
        answer: 'right',
        says: `The proxy passes 127.0.0.1:${beyond.port}`,
      });
      expect(answer.facts[`behind 127.0.0.1:${beyond.port}`]).toMatch(/^TLS 1\.3/);
    });

    it('refuses the rest, and the check says so', async () => {
      expect(await ask(HTTP_PROXY, squid.port, { ...CASE, beyond: ['127.0.0.1:444'] })).toMatchObject({
        answer: 'other',
        says: "The proxy answers, but doesn't let 127.0.0.1:444 pass: 403 Forbidden",
        next: 'Allow CONNECT to 127.0.0.1:444 for this host in the proxy’s rules',
      });
    });

    it.each([
      ['CONNECT', () => `nowhere.invalid:${beyond.port}`],
      ['GET', () => 'http://nowhere.invalid'],
    ])('says nothing about its rules where it can’t get there itself: %s', async (_, destination) => {
      expect(await ask(HTTP_PROXY, squid.port, { ...CASE, beyond: [destination()] }, 4000)).toMatchObject({
        answer: 'unproven',
        says: expect.stringContaining("doesn't reach nowhere.invalid"),
        facts: { proxy: 'answers' },
      });
    });

    it('is known for a proxy without any destination', async () => {
      expect(await ask(HTTP_PROXY, squid.port, CASE, 4000)).toMatchObject({ answer: 'right' });
    });

    it('is no management point', async () => {
      const given: Case = { service: 'http', conversation: 'client-management-point' };
      expect(await ask(HTTP, squid.port, given)).toMatchObject({ answer: 'other' });
    });
  });

  it('is played by a small one', async () => {
    const given: Case = {
      ...CASE,
      certificate: certificate(),
      beyond: ['srv01.corp.example', 'http://a.example'],
    };
    await using server = await respond(HTTP_PROXY, given);
    expect(await ask(HTTP_PROXY, server.port, given)).toMatchObject({
      answer: 'right',
      says: 'The proxy passes srv01.corp.example:443, a.example:80',
    });
    const { text } = await run('curl', [
      '-sS',
      '--max-time',
      '5',
      '-x',
      `http://127.0.0.1:${server.port}`,
      'http://a.example/',
    ]);
    expect(text).toBe('beyond\n');
    const tunnel = await run('curl', [
      '-sS',
      '-p',
      '--max-time',
      '5',
      '-k',
      '-v',
      '-x',
      `http://127.0.0.1:${server.port}`,
      'https://srv01.corp.example/',
    ]);
    expect(tunnel.text).toBe('beyond\n');
  });

  it.concurrent.each([['a.example'], ['http://a.example'], []])(
    'is not taken for wrong services (asked for %s)',
    async (...beyond) => {
      const names = beyond.filter((name): name is string => typeof name === 'string');
      const answers = await Promise.all(
        Object.entries(WRONG_SERVICES).map(async ([name, serve]) => {
          await using server = await listen(serve);
          return [name, await ask(HTTP_PROXY, server.port, { ...CASE, beyond: names }, 250)] as const;
        }),
      );
      for (const [name, answer] of answers)
        expect(answer.answer, `${name}: ${answer.says}`).not.toBe('right');
    },
  );
});

describe('destinationsOf', () => {
  it('reads names with and without ports, and leaves out what names no single host', () => {
    expect(
      destinationsOf([
        'a.example',
        'A.example',
        'b.example:8531',
        'http://c.example/x',
        '*.d.example',
        '[2001:db8::1]:443',
        'e.example:99999',
        'x y',
        "';drop",
      ]),
    ).toEqual([
      { host: 'a.example', port: 443 },
      { host: 'b.example', port: 8531 },
      { host: 'c.example', port: 80 },
      { host: '2001:db8::1', port: 443 },
    ]);
  });
});
