import { Duplex } from 'node:stream';
import { concat } from '../shared/bytes.ts';

/** Enough for a handshake with a long chain of certificates and a long list of authorities. */
const KEPT = 1 << 17;

/** A stream that passes everything on, and keeps what came first: to say what answered when it wasn't TLS. */
export class Tap extends Duplex {
  readonly #inner: Duplex;
  readonly #chunks: Uint8Array[] = [];
  #kept = 0;

  constructor(inner: Duplex) {
    super();
    this.#inner = inner;
    inner.on('data', (chunk: Uint8Array) => {
      if (this.#kept < KEPT) {
        this.#chunks.push(Uint8Array.from(chunk));
        this.#kept += chunk.length;
      }
      if (!this.push(chunk)) inner.pause();
    });
    inner.on('end', () => this.push(null));
    inner.on('error', (error: Error) => this.destroy(error));
    inner.on('close', () => {
      if (!this.readableEnded) this.push(null);
    });
  }

  /** What came, from the first byte on. */
  seen(): Uint8Array {
    return concat(...this.#chunks);
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#inner.writable) this.#inner.write(chunk, done);
    else done(new Error('the connection is closed'));
  }

  override _final(done: () => void): void {
    this.#inner.end(done);
  }
}
