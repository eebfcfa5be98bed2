/** Connectionless RPC: [C706] 12.5. Windows gave it up with Vista; the question here is a ping, and needs no call. */

import { ENDPOINT_MAPPER } from '../rpc/interfaces.ts';
import { ByteReader, ByteWriter, decoded, MalformedError } from '../shared/bytes.ts';
import { guid, guidBytes } from '../shared/values.ts';

/** [C706] 12.5.2: types of PDUs. */
export const CONNECTIONLESS = { ping: 1, nocall: 5 } as const;

export interface ConnectionlessPdu {
  readonly type: number;
  readonly activity: string;
  readonly sequence: number;
}

export function writeConnectionless({ type, activity, sequence }: ConnectionlessPdu): Uint8Array {
  // Version 4, the type, idempotent, little endian.
  const writer = new ByteWriter().u8(4).u8(type).u8(0x20).u8(0).u8(0x10).u16(0).u8(0);
  writer.zeros(16).bytes(guidBytes(ENDPOINT_MAPPER.uuid)).bytes(guidBytes(activity));
  writer.u32le(0).u32le(3).u32le(sequence).u16le(3).u16le(0xffff).u16le(0xffff);
  return writer.u16le(0).u16le(0).u8(0).u8(0).done();
}

export function readConnectionless(bytes: Uint8Array): ConnectionlessPdu | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    if (reader.u8() !== 4) throw new MalformedError('version');
    const type = reader.u8() & 0x1f;
    reader.skip(2);
    const little = (reader.u8() & 0xf0) === 0x10;
    reader.skip(3 + 32);
    const activity = guid(reader.take(16));
    reader.skip(8);
    const sequence = little ? reader.u32le() : reader.u32();
    reader.skip(12);
    if (type > 10) throw new MalformedError('type');
    return { type, activity, sequence };
  });
}
