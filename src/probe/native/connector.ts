/**
 * Many TCP connections at once without a `net.Socket` for each: most probes end without a connection, and a socket of
 * Node costs more than the kernel's whole work. What opens is handed on by its fd.
 */
import { closeSync } from 'node:fs';
import { type IcmpError, takeIcmpError } from './icmp-errors.ts';
import { C, errorName, type Libc, libc, type Watch } from './libc.ts';
import { resetOnClose, SocketError, type SocketOptions, socketIn } from './socket.ts';
import { familyOf } from './socket-address.ts';

/**
 * `reset`: a TCP reset came. `icmp`: an ICMP message came. `silence`: nothing, in the time given. `failed`: this
 * machine sent nothing; `code` says why.
 */
export type Connecting =
  | { readonly outcome: 'connected'; readonly fd: number }
  | { readonly outcome: 'reset' | 'silence' }
  | { readonly outcome: 'icmp'; readonly icmp: IcmpError }
  | { readonly outcome: 'failed'; readonly code: string };

export type ConnectOptions = Pick<
  SocketOptions,
  'namespace' | 'local' | 'ttl' | 'minimumTtl' | 'onLink' | 'reset'
>;

interface Pending {
  readonly fd: number;
  readonly timer: NodeJS.Timeout;
  readonly reset: boolean;
  readonly settle: (result: Connecting) => void;
}

const SILENCE: Connecting = { outcome: 'silence' };
const RESET: Connecting = { outcome: 'reset' };
const EVENTS = 512;
/** `struct epoll_event` is packed on x86-64 alone. */
const EVENT = process.arch === 'x64' ? 12 : 16;
const DATA = EVENT - 8;

export class Connector {
  readonly #c: Libc;
  readonly #epoll: number;
  readonly #watch: Watch;
  readonly #pending: Map<number, Pending> = new Map();
  readonly #events: Uint8Array = new Uint8Array(EVENT * EVENTS);
  readonly #view: DataView = new DataView(this.#events.buffer);
  readonly #event: Uint8Array = new Uint8Array(EVENT);
  readonly #error: Uint8Array = new Uint8Array(4);
  readonly #length: Uint8Array = new Uint8Array([4, 0, 0, 0]);

  private constructor(c: Libc) {
    this.#c = c;
    this.#epoll = c.epoll_create1(C.EPOLL_CLOEXEC);
    if (this.#epoll < 0) throw new SocketError('epoll_create1', errorName(c.errno()));
    this.#watch = c.watch(this.#epoll, () => this.#collect());
    this.#watch.unref();
  }

  /** `undefined` where the calls don't exist: then Node's sockets have to do. */
  static open(): Connector | undefined {
    const c = libc();
    return c && new Connector(c);
  }

  /** @param timeout in milliseconds */
  connect(address: string, port: number, timeout: number, options: ConnectOptions = {}): Promise<Connecting> {
    return new Promise((resolve) => this.start(address, port, timeout, options, resolve));
  }

  /** As `connect`, with a callback: it isn't called before this returns, except for `failed`. */
  start(
    address: string,
    port: number,
    timeout: number,
    options: ConnectOptions,
    settle: (result: Connecting) => void,
  ): void {
    let fd: number;
    try {
      // A connection's own reset is asked for when there is one: most probes never get there.
      fd = socketIn({
        ...options,
        reset: false,
        type: 'tcp',
        family: familyOf(address),
        remote: { address, port },
        errors: true,
      });
    } catch (error) {
      settle({ outcome: 'failed', code: error instanceof SocketError ? error.code : String(error) });
      return;
    }
    const view = new DataView(this.#event.buffer);
    view.setUint32(0, C.EPOLLOUT, true);
    view.setInt32(DATA, fd, true);
    if (this.#c.epoll_ctl(this.#epoll, C.EPOLL_CTL_ADD, fd, this.#event) !== 0) {
      const code = errorName(this.#c.errno());
      this.#c.close(fd);
      settle({ outcome: 'failed', code });
      return;
    }
    if (this.#pending.size === 0) this.#watch.ref();
    const timer = setTimeout(() => this.#expire(fd), timeout);
    this.#pending.set(fd, { fd, timer, settle, reset: options.reset === true });
  }

  /** On a busy machine the answer may have come long ago, and only nobody had the time to look. */
  #expire(fd: number): void {
    this.#collect();
    this.#finish(fd, SILENCE);
  }

  #collect(): void {
    const count = this.#c.epoll_wait(this.#epoll, this.#events, EVENTS, 0);
    const ready: number[] = [];
    for (let i = 0; i < count; i++) ready.push(this.#view.getInt32(i * EVENT + DATA, true));
    for (const fd of ready) if (this.#pending.has(fd)) this.#finish(fd, this.#result(fd));
  }

  #result(fd: number): Connecting {
    this.#error.fill(0);
    this.#length[0] = 4;
    this.#c.getsockopt(fd, C.SOL_SOCKET, C.SO_ERROR, this.#error, this.#length);
    const errno = (this.#error[0] ?? 0) | ((this.#error[1] ?? 0) << 8);
    if (errno === 0) return { outcome: 'connected', fd };
    const icmp = takeIcmpError(fd);
    if (icmp) return { outcome: 'icmp', icmp };
    const code = errorName(errno);
    // A connection that is refused was never open; one that is reset was, however short.
    if (code === 'ECONNRESET' || code === 'EPIPE') return { outcome: 'connected', fd };
    if (code === 'ECONNREFUSED') return RESET;
    return code === 'ETIMEDOUT' ? SILENCE : { outcome: 'failed', code };
  }

  #finish(fd: number, result: Connecting): void {
    const pending = this.#pending.get(fd);
    if (!pending) return;
    this.#pending.delete(fd);
    if (this.#pending.size === 0) this.#watch.unref();
    clearTimeout(pending.timer);
    if (result.outcome === 'connected' && pending.reset) resetOnClose(fd);
    if (result.outcome === 'connected') this.#c.epoll_ctl(this.#epoll, C.EPOLL_CTL_DEL, fd, this.#event);
    else this.#c.close(fd);
    pending.settle(result);
  }

  /** Ends what is under way as silence. */
  cancel(): void {
    for (const { fd } of [...this.#pending.values()]) this.#finish(fd, SILENCE);
  }

  close(): void {
    this.cancel();
    this.#watch.close();
    closeSync(this.#epoll);
  }
}
