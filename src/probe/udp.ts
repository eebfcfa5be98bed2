import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { startsLikeBanner } from './banner.ts';
import type { DialOptions } from './dial-options.ts';
import { type IcmpError, isTimeExceeded, takeIcmpError } from './native/icmp-errors.ts';
import { SocketError, socketIn } from './native/socket.ts';
import { familyOf, readSocketAddress, socketAddress } from './native/socket-address.ts';
import type { Datagram, Dial, UdpChannel } from './protocol.ts';
import { UnreachableError } from './unreachable.ts';

type Wanted = NonNullable<Parameters<Dial['udp']>[0]>;

/**
 * Opens a UDP socket. Where the system tells of ICMP errors, `receive` throws one as an `UnreachableError`.
 * @throws {UnreachableError}
 */
export async function openUdp(options: DialOptions, wanted: Wanted): Promise<HeadedChannel> {
  if (wanted.echo && !options.connector)
    throw failed(options.address, 0, new SocketError('socket', 'ENOSYS'));
  const family = wanted.family ?? familyOf(options.address);
  const fd = options.connector ? nativeSocket(options, wanted, family) : undefined;
  const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', reuseAddr: wanted.port !== undefined });
  // Until it is bound, and again at the end, errors are told by the promises.
  socket.on('error', () => {});
  try {
    await bind(socket, fd, options.from, wanted.port);
    // Node keeps an own idea of this option, which a socket that it is given doesn't change.
    if (wanted.broadcast) socket.setBroadcast(true);
  } catch (error) {
    socket.close();
    throw failed(options.address, wanted.port ?? 0, error);
  }
  return new Channel(socket, fd, options);
}

function nativeSocket(options: DialOptions, wanted: Wanted, family: 4 | 6): number {
  try {
    return socketIn({
      type: wanted.echo ? 'echo' : 'udp',
      family,
      ...(options.namespace !== undefined && { namespace: options.namespace }),
      local: { address: options.from ?? '', port: wanted.port ?? 0 },
      broadcast: wanted.broadcast === true,
      reuseAddress: wanted.port !== undefined,
      errors: true,
    });
  } catch (error) {
    throw failed(options.address, wanted.port ?? 0, error);
  }
}

async function bind(
  socket: Socket,
  fd: number | undefined,
  address: string | undefined,
  port: number | undefined,
): Promise<void> {
  const listening = once(socket, 'listening');
  if (fd === undefined)
    socket.bind({ port: port ?? 0, ...(address !== undefined && { address }), exclusive: true });
  else socket.bind({ fd });
  await listening;
}

function failed(address: string, port: number, error: unknown): UnreachableError {
  const code =
    error instanceof SocketError ? error.code : String((error as NodeJS.ErrnoException).code ?? error);
  return new UnreachableError({ transport: 'udp', address, port, outcome: 'failed', code });
}

/** How often a datagram is sent again because the error of another's came in between. */
const TRIES = 3;
/** Datagrams that nobody took yet are kept up to this many. */
const KEPT = 64;

/** One text for one address, however it is written. */
function keyOf({ address, port }: { readonly address: string; readonly port: number }): string {
  const own = readSocketAddress(socketAddress(address, port));
  return `${own?.address ?? address} ${port}`;
}

/** A channel that keeps the first datagram of Portolan's listener, or the first at all. */
interface HeadedChannel extends UdpChannel {
  head(): Uint8Array;
  /** The port that it came from. */
  headPort(): number | undefined;
}

class Channel implements HeadedChannel {
  readonly localPort: number;
  readonly #socket: Socket;
  readonly #fd: number | undefined;
  readonly #options: DialOptions;
  readonly #queue: Datagram[] = [];
  readonly #sent: Set<string> = new Set();
  #icmp: IcmpError | undefined;
  #lastPort = 0;
  #wake: (() => void) | undefined;
  #closed = false;
  #head: Uint8Array = new Uint8Array();
  #headPort: number | undefined;
  readonly head = (): Uint8Array => this.#head;
  readonly headPort = (): number | undefined => this.#headPort;

  constructor(socket: Socket, fd: number | undefined, options: DialOptions) {
    this.#socket = socket;
    this.#fd = fd;
    this.#options = options;
    this.localPort = socket.address().port;
    socket.on('message', (bytes, { address, port }) => {
      if (this.#head.length === 0 || startsLikeBanner(bytes)) {
        this.#head = bytes;
        this.#headPort = port;
      }
      if (this.#queue.length < KEPT) this.#queue.push({ bytes, address, port });
      this.#wake?.();
    });
    socket.on('error', () => this.#drain());
    options.signal.addEventListener('abort', this.#abort);
  }

  readonly #abort = (): void => this.#wake?.();

  /**
   * Takes all errors: one that stays in the queue would wake the event loop for ever. Gives the number of those that
   * are about others' packets.
   */
  #drain(): number {
    if (this.#fd === undefined || this.#closed) return 0;
    let passed = 0;
    for (let icmp = takeIcmpError(this.#fd); icmp; icmp = takeIcmpError(this.#fd)) {
      if (!this.#isOurs(icmp)) passed++;
      else if (!isTimeExceeded(icmp)) this.#icmp ??= icmp;
    }
    this.#wake?.();
    return passed;
  }

  /** Several sockets may have one port (68, 67): the kernel tells any of them of an error, whoever sent the packet. */
  #isOurs({ target }: IcmpError): boolean {
    return target === undefined || this.#sent.has(keyOf(target));
  }

  async send(bytes: Uint8Array, port: number, address: string = this.#options.address): Promise<void> {
    this.#lastPort = port;
    if (this.#sent.size < KEPT) this.#sent.add(keyOf({ address, port }));
    for (let tries = 1; ; tries++) {
      const error = await this.#sendOnce(bytes, port, address);
      if (!error) return;
      // The kernel tells of an earlier datagram's error when the next is sent, and doesn't send that one.
      const passed = this.#drain();
      if (this.#icmp) return;
      if (passed === 0 || tries > TRIES) throw failed(address, port, error);
    }
  }

  #sendOnce(bytes: Uint8Array, port: number, address: string): Promise<Error | null> {
    return new Promise((resolve) => this.#socket.send(bytes, port, address, resolve));
  }

  async receive(milliseconds: number = this.#options.timeout): Promise<Datagram | undefined> {
    const until = performance.now() + milliseconds;
    for (;;) {
      const datagram = this.#queue.shift();
      if (datagram) return datagram;
      if (this.#icmp) {
        const { address } = this.#options;
        const icmp = this.#icmp;
        throw new UnreachableError({
          transport: 'udp',
          address,
          port: this.#lastPort,
          outcome: 'icmp',
          icmp,
        });
      }
      const left = until - performance.now();
      if (left <= 0 || this.#closed || this.#options.signal.aborted) return undefined;
      await this.#next(left);
    }
  }

  async #next(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  close(): void {
    if (this.#closed) return;
    this.#drain();
    this.#closed = true;
    this.#options.signal.removeEventListener('abort', this.#abort);
    this.#wake?.();
    this.#socket.close();
  }
}
