/** NTP: RFC 5905, 7.3. The extension by which Windows' domain members sign ([MS-SNTP]) isn't asked for. */
import { ByteReader, ByteWriter, decoded, MalformedError, printable } from '../shared/bytes.ts';

export interface NtpPacket {
  /** 0 to 3; 3: the clock isn't synchronised. */
  readonly leap: number;
  readonly version: number;
  /** 3: client, 4: server. */
  readonly mode: number;
  readonly stratum: number;
  /** Four letters for a stratum of 0 and 1, an address otherwise. */
  readonly reference: string;
  readonly originate: bigint;
  /** Seconds since 1900 in the upper half, fractions in the lower. */
  readonly transmit: bigint;
}

export function writePacket(packet: NtpPacket, receive: bigint): Uint8Array {
  const writer = new ByteWriter().u8((packet.leap << 6) | (packet.version << 3) | packet.mode);
  writer.u8(packet.stratum).u8(6).u8(0xec).u32(0).u32(0);
  writer.bytes(Buffer.from(packet.reference.padEnd(4, '\0').slice(0, 4), 'latin1'));
  for (const stamp of [packet.mode === 4 ? receive : 0n, packet.originate, receive, packet.transmit])
    writer.u32(Number(stamp >> 32n)).u32(Number(stamp & 0xffffffffn));
  return writer.done();
}

export function readPacket(bytes: Uint8Array): NtpPacket | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const first = reader.u8();
    const stratum = reader.u8();
    reader.skip(10);
    const reference = reader.take(4);
    reader.skip(8);
    const originate = stamp(reader);
    reader.skip(8);
    const transmit = stamp(reader);
    const version = (first >> 3) & 7;
    if (version < 1 || version > 4) throw new MalformedError('version');
    return {
      leap: first >> 6,
      version,
      mode: first & 7,
      stratum,
      reference: stratum > 1 ? [...reference].join('.') : printable(reference.subarray(0, zero(reference))),
      originate,
      transmit,
    };
  });
}

function zero(bytes: Uint8Array): number {
  const at = bytes.indexOf(0);
  return at < 0 ? bytes.length : at;
}

function stamp(reader: ByteReader): bigint {
  return (BigInt(reader.u32()) << 32n) | BigInt(reader.u32());
}

/** Between 1900 and 1970 lie 2 208 988 800 seconds. */
const EPOCH = 2_208_988_800;

export function toStamp(milliseconds: number): bigint {
  const seconds = Math.floor(milliseconds / 1000);
  const fraction = Math.floor(((milliseconds % 1000) / 1000) * 2 ** 32);
  return (BigInt(seconds + EPOCH) << 32n) | BigInt(fraction);
}

/** Milliseconds since 1970. */
export function fromStamp(value: bigint): number {
  return (Number(value >> 32n) - EPOCH) * 1000 + (Number(value & 0xffffffffn) * 1000) / 2 ** 32;
}
