/** Reading and writing of binary formats. Whatever a peer sent, reading stays inside of it. */

/** What was read isn't in the format: too short, or a value that can't be. Only `decoded` catches it. */
export class MalformedError extends Error {}

/** Runs a decoder; `undefined` where the bytes aren't in its format. */
export function decoded<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof MalformedError) return undefined;
    throw error;
  }
}

/** A cursor over bytes. Each method throws {@link MalformedError} instead of reading past the end. */
export class ByteReader {
  readonly bytes: Uint8Array;
  offset: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, offset = 0) {
    this.bytes = bytes;
    this.offset = offset;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.bytes.length - this.offset;
  }

  #advance(count: number): number {
    const at = this.offset;
    if (!Number.isInteger(count) || count < 0 || at < 0 || at + count > this.bytes.length)
      throw new MalformedError(`${count} bytes at ${at} of ${this.bytes.length}`);
    this.offset = at + count;
    return at;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4));
  }

  u16le(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  u32le(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  u64le(): bigint {
    return this.#view.getBigUint64(this.#advance(8), true);
  }

  /** A view, not a copy. */
  take(count: number): Uint8Array {
    const at = this.#advance(count);
    return this.bytes.subarray(at, at + count);
  }

  skip(count: number): void {
    this.#advance(count);
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  /** Skips to the next multiple of `size`, counted from the start of the bytes. */
  align(size: number): void {
    this.skip((size - (this.offset % size)) % size);
  }
}

/** Collects bytes. Numbers are cut to their width. */
export class ByteWriter {
  readonly #parts: number[] = [];

  get length(): number {
    return this.#parts.length;
  }

  u8(value: number): this {
    this.#parts.push(value & 0xff);
    return this;
  }

  u16(value: number): this {
    return this.u8(value >>> 8).u8(value);
  }

  u32(value: number): this {
    return this.u16(value >>> 16).u16(value);
  }

  u16le(value: number): this {
    return this.u8(value).u8(value >>> 8);
  }

  u32le(value: number): this {
    return this.u16le(value).u16le(value >>> 16);
  }

  u64le(value: bigint): this {
    return this.u32le(Number(value & 0xffffffffn)).u32le(Number((value >> 32n) & 0xffffffffn));
  }

  bytes(bytes: Iterable<number>): this {
    for (const byte of bytes) this.#parts.push(byte & 0xff);
    return this;
  }

  zeros(count: number): this {
    for (let index = 0; index < count; index++) this.#parts.push(0);
    return this;
  }

  /** Zeros up to the next multiple of `size`. */
  align(size: number): this {
    return this.zeros((size - (this.length % size)) % size);
  }

  done(): Uint8Array {
    return Uint8Array.from(this.#parts);
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** Bytes as text, without anything that could act on a terminal; `length` cuts. */
export function printable(bytes: Uint8Array, length = 256): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, length * 4)).toString(
    'utf8',
  );
  return plainText(text, length);
}

/** A peer's text, fit for a terminal and a table: controls, direction marks and lone surrogates become `·`. */
export function plainText(text: string, length = 256): string {
  const plain = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\uFFFD]/gu, '·');
  return plain.length > length ? `${plain.slice(0, length - 1).toWellFormed()}…` : plain;
}
