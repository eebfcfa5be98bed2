/** Teredo: IPv6 in UDP. RFC 4380, 5.1.1; its question is a router solicitation (RFC 4861, 4.1), or a bubble (2.8). */
import { isIPv4 } from 'node:net';
import { ByteReader, ByteWriter, concat, decoded, MalformedError } from '../shared/bytes.ts';

/** RFC 4380, 5.2.1: the link-local address of a client that doesn't know its own yet. */
const CLIENT = Uint8Array.from([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0x80, 0, 0x6f, 0x6e, 0x6f, 0x6c, 0x61, 0x6e]);
const SERVER = Uint8Array.from([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0x80, 0, 0xf2, 0x27, 0x3f, 0xff, 0xfe, 0xfe]);
const ALL_ROUTERS = Uint8Array.from([0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);

const ICMP6 = 58;
const NO_NEXT_HEADER = 59;
const SOLICITATION = 133;
const ADVERTISEMENT = 134;

export interface TeredoPacket {
  readonly kind: 'solicitation' | 'advertisement' | 'bubble';
  readonly nonce: Uint8Array;
  /** As the server saw the client, where it says so. */
  readonly origin?: { readonly address: string; readonly port: number };
}

/** RFC 4380, 5.1.1: an authentication header without a secret, then the solicitation. */
export function writeSolicitation(nonce: Uint8Array): Uint8Array {
  return concat(
    authentication(nonce),
    icmp(CLIENT, ALL_ROUTERS, Uint8Array.of(SOLICITATION, 0, 0, 0, 0, 0, 0, 0)),
  );
}

export function writeAdvertisement(nonce: Uint8Array, address: string, port: number): Uint8Array {
  const four = isIPv4(address) ? address.split('.').map(Number) : [0, 0, 0, 0];
  // RFC 4380, 5.1.1: the origin is written with all bits inverted.
  const origin = new ByteWriter()
    .u8(0)
    .u8(0)
    .u16(port ^ 0xffff)
    .bytes(four.map((byte) => byte ^ 0xff));
  const body = new ByteWriter().u8(ADVERTISEMENT).u8(0).u16(0).u8(0).u8(0).u16(0).u32(0).u32(0);
  // RFC 4861, 4.6.2: the prefix 2001::/32 with the server's address, for configuration.
  body.u8(3).u8(4).u8(64).u8(0x40).u32(0xffffffff).u32(0xffffffff).u32(0).u32(0x20010000).zeros(12);
  return concat(authentication(nonce), origin.done(), icmp(SERVER, CLIENT, body.done()));
}

function authentication(nonce: Uint8Array): Uint8Array {
  return new ByteWriter().u8(0).u8(1).u16(0).bytes(nonce.subarray(0, 8)).u8(0).done();
}

/** RFC 4443, 2.3: the checksum goes over addresses, length and type as well. */
function icmp(from: Uint8Array, to: Uint8Array, message: Uint8Array): Uint8Array {
  const pseudo = new ByteWriter().bytes(from).bytes(to).u32(message.length).u32(ICMP6).bytes(message).done();
  let sum = 0;
  for (let at = 0; at < pseudo.length; at += 2) sum += ((pseudo[at] ?? 0) << 8) | (pseudo[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  const body = Uint8Array.from(message);
  body[2] = (~sum >> 8) & 0xff;
  body[3] = ~sum & 0xff;
  const header = new ByteWriter().u32(0x60000000).u16(body.length).u8(ICMP6).u8(255).bytes(from).bytes(to);
  return concat(header.done(), body);
}

export function readTeredo(bytes: Uint8Array): TeredoPacket | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    let nonce: Uint8Array = new Uint8Array(8);
    let origin: TeredoPacket['origin'];
    if (bytes[0] === 0 && bytes[1] === 1) {
      reader.skip(2);
      const lengths = reader.u16();
      reader.skip((lengths >> 8) + (lengths & 0xff));
      nonce = reader.take(8);
      reader.skip(1);
    }
    if (bytes[reader.offset] === 0 && bytes[reader.offset + 1] === 0) {
      reader.skip(2);
      const port = reader.u16() ^ 0xffff;
      origin = { port, address: [...reader.take(4)].map((byte) => byte ^ 0xff).join('.') };
    }
    if (reader.u8() >> 4 !== 6) throw new MalformedError('version');
    reader.skip(3);
    const length = reader.u16();
    const next = reader.u8();
    reader.skip(33);
    if (length !== reader.left) throw new MalformedError('length');
    if (next === NO_NEXT_HEADER && length === 0) return { kind: 'bubble', nonce };
    const type = next === ICMP6 ? reader.u8() : 0;
    if (type !== SOLICITATION && type !== ADVERTISEMENT) throw new MalformedError('type');
    return {
      kind: type === SOLICITATION ? 'solicitation' : 'advertisement',
      nonce,
      ...(origin && { origin }),
    };
  });
}
