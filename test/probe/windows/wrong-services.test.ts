/** No check takes another protocol, half an answer or nonsense for right, throws for it, or waits for ever. */

import type { Socket } from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { WINDOWS_PROTOCOLS } from '../../../src/probe/protocols/windows.ts';
import { authority } from '../../probe-cm/certificate.ts';
import { WRONG_SERVICES } from '../../probe-cm/kit.ts';
import { ask, listen, listenUdp, protocolFor, respond, type Target } from './kit.ts';

const certificate = authority().server;
const TIMEOUT = 200;
/** Some checks ask several questions, one after the other. */
const LONGEST = 6 * TIMEOUT + 2000;

const all = WINDOWS_PROTOCOLS.flatMap(({ services, transport }) =>
  services.map((service) => ({ service, transport })),
);
const overTcp = all.filter(({ transport }) => transport === 'tcp').map(({ service }) => service);
const overUdp = all.filter(({ transport }) => transport === 'udp').map(({ service }) => service);

/** Services that one and the same server answers, and rightly. */
const FAMILIES: readonly (readonly string[])[] = [
  ['smb', 'netbios-session'],
  ['ldap', 'global-catalog'],
  ['ldaps', 'global-catalog-tls'],
  ['ldap-udp', 'ldaps-udp'],
  ['dhcp', 'pxe-binl'],
  ['tftp', 'tftp-data'],
  ['rpc-dynamic', 'rpc-dynamic-legacy'],
];

function related(a: string, b: string): boolean {
  return a === b || FAMILIES.some((family) => family.includes(a) && family.includes(b));
}

function targetOf(service: string, port: number): Target {
  const address = service === 'dhcpv6' ? '::1' : '127.0.0.1';
  return {
    service,
    port,
    address,
    timeout: TIMEOUT,
    range: { first: 1, last: 65_535 },
    roles: rolesOf(service),
  };
}

function rolesOf(service: string): string[] {
  return service === 'pxe-binl' ? ['distribution-point'] : ['dhcp-server'];
}

/** What dynamic ports are asked for on other ports goes to the wrong server as well. */
function everywhere(port: number): Record<number, number> {
  return { 69: port, 135: port };
}

async function expectNotRight(target: Target, what: string): Promise<void> {
  const start = performance.now();
  const answer = await ask(target, everywhere(target.port ?? 0));
  expect([what, answer.answer], answer.says).not.toEqual([what, 'right']);
  expect(answer.says).not.toBe('');
  expect(performance.now() - start).toBeLessThan(LONGEST);
}

const MORE_WRONG: Readonly<Record<string, (socket: Socket) => void>> = {
  'a server that speaks slowly': (socket) => {
    const timer = setInterval(() => socket.write('\0'), 20);
    socket.on('close', () => clearInterval(timer));
  },
  'a server that sends zeros': (socket) => void socket.on('data', () => socket.write(Buffer.alloc(300))),
  'a server that sends ones': (socket) => void socket.on('data', () => socket.write(Buffer.alloc(300, 0xff))),
  'a mail server': (socket) => void socket.write('220 mail.corp.lab ESMTP\r\n'),
};

describe.concurrent('a check over TCP', () => {
  it.each(overTcp)('of %s takes no wrong service for right', async (service) => {
    const wrong = Object.entries({ ...WRONG_SERVICES, ...MORE_WRONG });
    await Promise.all(
      wrong.map(async ([what, accept]) => {
        await using server = await listen(accept);
        await expectNotRight(targetOf(service, server.port), what);
      }),
    );
  });

  it.each(overTcp)('of %s takes no other service of Windows for right', async (service) => {
    const others = overTcp.filter((other) => !related(service, other) && !other.startsWith('winrm'));
    await Promise.all(
      others.map(async (other) => {
        // An endpoint mapper names a port to which the check of dynamic ports then talks: nobody is there.
        const hints = { rpcPort: '1' };
        await using server = await respond({ service: other, certificate, hints });
        if (service.startsWith('rpc-dynamic') && other === 'rpc-endpoint-mapper') return;
        await expectNotRight(targetOf(service, server.port), other);
      }),
    );
  });

  it.each(overTcp.filter((service) => !/^(rpc-dynamic|ldaps|global-catalog-tls|winrm)/.test(service)))(
    'of %s takes no part of an answer for right',
    async (service) => {
      let whole = 0;
      const cut = (limit: number) =>
        listen((socket) => {
          const server = new Cut(socket, limit, (count) => {
            whole = Math.max(whole, count);
          });
          protocolFor(service).responder?.tcp?.(server, {
            host: { name: 'dc1', fqdn: 'dc1.corp.lab', roles: [], addresses: ['127.0.0.1'] },
            service,
            port: 0,
            hints: {},
          });
        });
      {
        await using server = await cut(Number.POSITIVE_INFINITY);
        expect((await ask({ ...targetOf(service, server.port), timeout: 2000 })).answer).toBe('right');
      }
      const lengths = [1, 4, 5, Math.floor(whole / 3), Math.floor(whole / 2), whole - 1];
      await Promise.all(
        lengths.map(async (length) => {
          await using server = await cut(length);
          await expectNotRight(targetOf(service, server.port), `${length} of ${whole} bytes`);
        }),
      );
    },
  );

  it('says what a TLS server is that speaks something else inside', async () => {
    const tls = createTlsServer(certificate, (socket) => {
      socket.on('error', () => {});
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    await using server = await listen((socket) => void tls.emit('connection', socket));
    const answer = await ask({ service: 'ldaps', port: server.port });
    expect(answer.answer).toBe('other');
    expect(answer.says).toMatch(/^An HTTP server \(HTTP\/1\.1 400 Bad Request\) answers, not an LDAP server/);
  });
});

/** A server's side of a connection of which only the first bytes get through. */
class Cut extends Duplex {
  #left: number;
  #count = 0;
  readonly #socket: Socket;
  readonly #counted: (count: number) => void;

  constructor(socket: Socket, limit: number, counted: (count: number) => void) {
    super();
    this.#socket = socket;
    this.#left = limit;
    this.#counted = counted;
    socket.on('data', (chunk) => this.push(chunk));
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
    socket.pipe(new PassThrough()).resume();
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _: BufferEncoding, done: () => void): void {
    const part = chunk.subarray(0, this.#left);
    this.#left -= part.length;
    this.#count += part.length;
    this.#counted(this.#count);
    if (part.length > 0 && !this.#socket.destroyed) this.#socket.write(part);
    done();
  }
}

const WRONG_DATAGRAMS: Readonly<Record<string, (question: Uint8Array) => Uint8Array>> = {
  'what was asked': (question) => question,
  'nothing in a datagram': () => new Uint8Array(),
  'a zero': () => Uint8Array.of(0),
  'many zeros': () => new Uint8Array(600),
  'many ones': () => new Uint8Array(600).fill(255),
  'a text': () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
  'a banner of a listener': () => Buffer.from('PORTOLAN/1 dc1 0123456789abcdef 127.0.0.1:1'),
  'the question with zeros behind it': (question) => Buffer.concat([question, Buffer.alloc(40)]),
  'half of the question': (question) => question.subarray(0, question.length >> 1),
  'a huge datagram': () => new Uint8Array(60_000).fill(0x30),
};

describe.concurrent('a check over UDP', () => {
  it.each(overUdp)('of %s takes no wrong datagram for right', async (service) => {
    const wrong = Object.entries(WRONG_DATAGRAMS);
    await Promise.all(
      wrong.map(async ([what, answer]) => {
        const target = targetOf(service, 0);
        const address = target.address ?? '127.0.0.1';
        await using server = await listenUdp(({ bytes }, reply) => reply(answer(bytes)), { address });
        await expectNotRight({ ...target, port: server.port }, what);
      }),
    );
  });

  it.each(overUdp)('of %s takes no other service for right', async (service) => {
    const others = overUdp.filter((other) => !related(service, other));
    await Promise.all(
      others.map(async (other) => {
        const target = targetOf(service, 0);
        const address = target.address ?? '127.0.0.1';
        await using server = await respond({ service: other, address, roles: rolesOf(other) });
        await expectNotRight({ ...target, port: server.port }, other);
      }),
    );
  });
});

// One after the other: some take an own port.
describe('a check over UDP, with a part of the answer,', () => {
  it.each(overUdp.filter((service) => service !== 'tftp-data'))(
    'of %s takes no part of an answer for right',
    async (service) => {
      const { responder } = protocolFor(service);
      const cut = (part: (bytes: Uint8Array) => Uint8Array, address: string) =>
        listenUdp(
          (datagram, reply, other) =>
            responder?.udp?.(
              datagram,
              (bytes) => reply(part(bytes)),
              {
                host: { name: 'dc1', fqdn: 'dc1.corp.lab', roles: rolesOf(service), addresses: [address] },
                service,
                port: 0,
                hints: {},
              },
              (bytes) => other(part(bytes)),
            ),
          { address },
        );
      const target = targetOf(service, 0);
      const address = target.address ?? '127.0.0.1';
      {
        await using server = await cut((bytes) => bytes, address);
        expect((await ask({ ...target, port: server.port, timeout: 2000 })).answer).toBe('right');
      }
      // A part of a TFTP packet of options or data is another one, but whole.
      if (service === 'tftp') return;
      // DHCP's messages end in zeros that mean nothing.
      const shares = /dhcp|binl/.test(service) ? [0.1, 0.3, 0.6, 0.79] : [0.1, 0.3, 0.6, 0.85];
      await Promise.all(
        shares.map(async (share) => {
          const part = (bytes: Uint8Array) => bytes.subarray(0, Math.floor(bytes.length * share));
          await using server = await cut(part, address);
          await expectNotRight({ ...target, port: server.port }, `${share} of the answer`);
        }),
      );
    },
  );
});
