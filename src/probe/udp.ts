import { startsLikeBanner } from './banner.ts';
import type { DialOptions } from './dial-options.ts';
import { type IcmpError, isTimeExceeded } from './native/icmp-errors.ts';
import { readSocketAddress, socketAddress } from './native/socket-address.ts';
import { ownAddresses } from './own-addresses.ts';
import type { Datagram, Dial, UdpChannel } from './protocol.ts';
import { failed, type Lent, lendPort } from './udp-port.ts';
import { UnreachableError } from './unreachable.ts';

/**
 * Opens a UDP socket. Where the system tells of ICMP errors, `receive` throws one as an `UnreachableError`.
 * @throws {UnreachableError}
 */
export async function openUdp(
  options: DialOptions,
  wanted: NonNullable<Parameters<Dial['udp']>[0]>,
): Promise<HeadedChannel> {
  const lent = await lendPort(options, wanted);
  if (!wanted.broadcast) return new Channel(lent, options);
  const own = ownAddresses(options.namespace);
  return new Channel(lent, options, new Set(own.map((address) => keyOf({ address, port: 0 }))));
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
  readonly #lent: Lent;
  readonly #options: DialOptions;
  /** Keys of this machine's own addresses, for questions to everybody: it hears them itself. */
  readonly #own: ReadonlySet<string> | undefined;
  readonly #queue: Datagram[] = [];
  readonly #sent: Set<string> = new Set();
  /** The same without the port. */
  readonly #hosts: Set<string> = new Set();
  #icmp: IcmpError | undefined;
  #lastPort = 0;
  #wake: (() => void) | undefined;
  #closed = false;
  #head: Uint8Array = new Uint8Array();
  #headPort: number | undefined;
  readonly head = (): Uint8Array => this.#head;
  readonly headPort = (): number | undefined => this.#headPort;

  constructor(lent: Lent, options: DialOptions, own?: ReadonlySet<string>) {
    this.#lent = lent;
    this.#options = options;
    this.#own = own;
    this.localPort = lent.port.localPort;
    lent.port.users.add(this);
    options.signal.addEventListener('abort', this.#abort);
  }

  readonly #abort = (): void => this.#wake?.();

  take(datagram: Datagram): void {
    const sender = keyOf({ address: datagram.address, port: 0 });
    // What others send is no answer, and says nothing of the target.
    if (this.#own === undefined ? !this.#hosts.has(sender) : this.#own.has(sender)) return;
    if (this.#head.length === 0 || startsLikeBanner(datagram.bytes)) {
      this.#head = datagram.bytes;
      this.#headPort = datagram.port;
    }
    if (this.#queue.length < KEPT) this.#queue.push(datagram);
    this.#wake?.();
  }

  isOurs({ target }: IcmpError): boolean {
    return target === undefined || this.#sent.has(keyOf(target));
  }

  fail(icmp: IcmpError): void {
    if (!isTimeExceeded(icmp)) this.#icmp ??= icmp;
    this.#wake?.();
  }

  async send(bytes: Uint8Array, port: number, address: string = this.#options.address): Promise<void> {
    this.#lastPort = port;
    if (this.#sent.size < KEPT) this.#sent.add(keyOf({ address, port }));
    this.#hosts.add(keyOf({ address, port: 0 }));
    for (let tries = 1; ; tries++) {
      const error = await this.#lent.port.send(bytes, port, address);
      if (!error) return;
      // The kernel tells of an earlier datagram's error when the next is sent, and doesn't send that one.
      const passed = this.#lent.port.drain(this);
      if (this.#icmp) return;
      if (passed === 0 || tries > TRIES) throw failed(address, port, error);
    }
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
    this.#closed = true;
    this.#lent.port.users.delete(this);
    this.#options.signal.removeEventListener('abort', this.#abort);
    this.#wake?.();
    this.#lent.release();
  }
}
