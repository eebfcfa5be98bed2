/** The part of BER that LDAP, Kerberos and SNMP use: definite lengths, tags of one byte. X.690. */
import { ByteReader, ByteWriter, concat, MalformedError } from './bytes.ts';
import type { Framing } from './conversation.ts';

/** X.690, 8: universal tags. */
export const BER = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  generalizedTime: 0x18,
  generalString: 0x1b,
  bitString: 0x03,
  sequence: 0x30,
  set: 0x31,
} as const;

export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

export function ber(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concat(...contents);
  const writer = new ByteWriter().u8(tag);
  if (content.length < 0x80) writer.u8(content.length);
  else if (content.length < 0x100) writer.u8(0x81).u8(content.length);
  else if (content.length < 0x10000) writer.u8(0x82).u16(content.length);
  else writer.u8(0x84).u32(content.length);
  return concat(writer.done(), content);
}

/** Two's complement in as few bytes as it takes. */
export function berInteger(value: number, tag: number = BER.integer): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(Math.trunc(value));
  do {
    bytes.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (!((rest === 0n && (bytes[0] ?? 0) < 0x80) || (rest === -1n && (bytes[0] ?? 0) >= 0x80)));
  return ber(tag, Uint8Array.from(bytes));
}

export function berText(text: string, tag: number = BER.octets): Uint8Array {
  return ber(tag, Uint8Array.from(Buffer.from(text, 'utf8')));
}

/** @throws {MalformedError} */
function readElement(reader: ByteReader): Element {
  const tag = reader.u8();
  if ((tag & 0x1f) === 0x1f) throw new MalformedError('long tag');
  return { tag, content: reader.take(readLength(reader)) };
}

function readLength(reader: ByteReader): number {
  const first = reader.u8();
  if (first < 0x80) return first;
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new MalformedError('length');
  let length = 0;
  for (let index = 0; index < count; index++) length = length * 256 + reader.u8();
  return length;
}

/** All elements of a content. @throws {MalformedError} */
export function elements(content: Uint8Array): Element[] {
  const reader = new ByteReader(content);
  const all: Element[] = [];
  while (reader.left > 0) all.push(readElement(reader));
  return all;
}

/** The next element, which has to have this tag. @throws {MalformedError} */
export function expectElement(reader: ByteReader, tag: number): Uint8Array {
  const element = readElement(reader);
  if (element.tag !== tag) throw new MalformedError(`tag ${element.tag} instead of ${tag}`);
  return element.content;
}

/** @throws {MalformedError} for more than six bytes: nothing that is asked for here is greater */
export function integerOf(content: Uint8Array): number {
  if (content.length === 0 || content.length > 6) throw new MalformedError('integer');
  let value = (content[0] ?? 0) >= 0x80 ? -1 : 0;
  for (const byte of content) value = value * 256 + byte;
  return value;
}

/** Messages that are one element with this tag each. */
export function berFraming(tag: number, limit: number): Framing {
  return (bytes) => {
    if (bytes[0] !== tag) return 'other';
    if (bytes.length < 2) return 'more';
    const count = (bytes[1] ?? 0) & 0x80 ? (bytes[1] ?? 0) & 0x7f : 0;
    if (count > 4 || bytes[1] === 0x80) return 'other';
    if (bytes.length < 2 + count) return 'more';
    const reader = new ByteReader(bytes, 1);
    const length = readLength(reader);
    return length > limit ? 'other' : reader.offset + length;
  };
}
