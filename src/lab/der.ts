/** The few forms of DER (X.690) that a certificate is made of. */

const TAG = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

export const sequence = (...contents: readonly Uint8Array[]): Buffer => der(TAG.sequence, ...contents);
export const set = (...contents: readonly Uint8Array[]): Buffer => der(TAG.set, ...contents);
export const octets = (...contents: readonly Uint8Array[]): Buffer => der(TAG.octets, ...contents);
export const utf8 = (text: string): Buffer => der(TAG.utf8, Buffer.from(text, 'utf8'));
export const truth = (): Buffer => der(0x01, Buffer.from([0xff]));
/** `[n]`, constructed and explicit. */
export const tagged = (n: number, ...contents: readonly Uint8Array[]): Buffer => der(0xa0 + n, ...contents);
/** `[n]`, primitive and implicit. */
export const implicit = (n: number, ...contents: readonly Uint8Array[]): Buffer => der(0x80 + n, ...contents);

/** Positive; the bytes are big-endian. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(first));
  return der(TAG.integer, (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short);
}

/** `unused`: bits of the last byte that don't count. */
export const bits = (bytes: Uint8Array, unused = 0): Buffer => der(TAG.bits, Buffer.from([unused]), bytes);

/** GeneralizedTime, to the second, UTC. */
export const time = (date: Date): Buffer =>
  der(TAG.time, Buffer.from(`${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`, 'latin1'));

/** Of an object identifier in dots. */
export function oid(dotted: string): Buffer {
  const [a = 0, b = 0, ...rest] = dotted.split('.').map(Number);
  return der(TAG.oid, Buffer.from([a * 40 + b, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    bytes.unshift((rest % 128) + 128);
  return bytes;
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 + bytes.length, ...bytes]);
}
