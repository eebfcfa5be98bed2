/** DHCPv6: RFC 8415, 8, 9 and 21. */
import { ByteReader, ByteWriter, concat, decoded, MalformedError } from '../shared/bytes.ts';

/** RFC 8415, 7.3. */
export const DHCP6 = {
  solicit: 1,
  advertise: 2,
  request: 3,
  renew: 5,
  reply: 7,
  information: 11,
  relayForward: 12,
  relayReply: 13,
} as const;

/** RFC 8415, 24; 59 is the boot file of RFC 5970. */
export const OPTION6 = {
  client: 1,
  server: 2,
  address: 3,
  iaAddress: 5,
  oro: 6,
  elapsed: 8,
  relayed: 9,
  bootFile: 59,
} as const;

export type Options = ReadonlyMap<number, Uint8Array>;

export interface Dhcp6Message {
  readonly type: number;
  readonly transaction: number;
  readonly options: Options;
}

function writeOptions(options: Options): Uint8Array {
  const writer = new ByteWriter();
  for (const [code, value] of options) writer.u16(code).u16(value.length).bytes(value);
  return writer.done();
}

function readOptions(reader: ByteReader): Options {
  const options = new Map<number, Uint8Array>();
  while (reader.left > 0) {
    const code = reader.u16();
    options.set(code, reader.take(reader.u16()));
  }
  return options;
}

export function writeMessage({ type, transaction, options }: Dhcp6Message): Uint8Array {
  return concat(new ByteWriter().u32((type << 24) | (transaction & 0xffffff)).done(), writeOptions(options));
}

export function readMessage(bytes: Uint8Array): Dhcp6Message | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const first = reader.u32();
    const type = first >>> 24;
    if (type < 1 || type > 11) throw new MalformedError('type');
    return { type, transaction: first & 0xffffff, options: readOptions(reader) };
  });
}

/** RFC 8415, 9: what a relay hands on, either way. Addresses have sixteen bytes. */
export interface Relayed {
  readonly type: number;
  readonly link: Uint8Array;
  readonly peer: Uint8Array;
  readonly inner: Uint8Array;
}

export function writeRelayed({ type, link, peer, inner }: Relayed): Uint8Array {
  const head = new ByteWriter().u8(type).u8(0).bytes(link).bytes(peer).done();
  return concat(head, writeOptions(new Map([[OPTION6.relayed, inner]])));
}

export function readRelayed(bytes: Uint8Array): Relayed | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const type = reader.u8();
    if (type !== DHCP6.relayForward && type !== DHCP6.relayReply) throw new MalformedError('type');
    reader.skip(1);
    const link = reader.take(16);
    const peer = reader.take(16);
    const inner = readOptions(reader).get(OPTION6.relayed);
    if (inner === undefined) throw new MalformedError('nothing relayed');
    return { type, link, peer, inner };
  });
}
