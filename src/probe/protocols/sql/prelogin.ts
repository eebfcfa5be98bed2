/** TDS packets and the PRELOGIN message: [MS-TDS] 2.2.3.1 (packet header) and 2.2.6.5 (PRELOGIN). Bounds are checked. */

/** Packet types, [MS-TDS] 2.2.3.1.1. */
export const PACKET: { readonly [name: string]: number } & {
  readonly batch: 1;
  readonly rpc: 3;
  readonly reply: 4;
  readonly attention: 6;
  readonly login: 16;
  readonly prelogin: 18;
} = { batch: 1, rpc: 3, reply: 4, attention: 6, login: 16, prelogin: 18 };

const HEADER = 8;
const LAST = 1;

/** Tokens of PRELOGIN options. */
const TOKEN = { version: 0, encryption: 1, instance: 2, thread: 3, mars: 4, end: 0xff } as const;

/** Values of the encryption option, by number. */
export const ENCRYPTION = { off: 0, on: 1, none: 2, required: 3 } as const;

/** One message in one packet; a message of ours always fits. */
export function packet(type: number, data: Uint8Array): Buffer {
  const header = Buffer.from([type, LAST, 0, 0, 0, 0, 1, 0]);
  header.writeUInt16BE(HEADER + data.length, 2);
  return Buffer.concat([header, data]);
}

export interface Packet {
  readonly type: number;
  readonly last: boolean;
  readonly data: Buffer;
  /** Bytes of the stream that it takes. */
  readonly length: number;
}

/** The first packet of a stream: `undefined` while it isn't whole, `garbage` where there is none. */
export function readPacket(bytes: Buffer): Packet | 'garbage' | undefined {
  if (bytes.length < HEADER) return undefined;
  const type = bytes.readUInt8(0);
  const length = bytes.readUInt16BE(2);
  if (!Object.values(PACKET).includes(type) && ![2, 7, 8, 14, 17].includes(type)) return 'garbage';
  if (length < HEADER || bytes.readUInt8(1) > 0x1f) return 'garbage';
  if (bytes.length < length) return undefined;
  return { type, last: (bytes.readUInt8(1) & LAST) === LAST, data: bytes.subarray(HEADER, length), length };
}

export interface Prelogin {
  /** `16.0.1000`; absent where the option is. */
  readonly version?: string;
  readonly encryption?: number;
  /** Of a client: the instance that it means. Of a server: empty where that name is right. */
  readonly instance?: Buffer;
}

/** The client's message: the encryption that it wants, and the instance where one is to be checked. */
export function preloginRequest(encryption: number, instance = ''): Buffer {
  return packet(
    PACKET.prelogin,
    preloginOptions([
      // Version 0: this is no driver of a product.
      [TOKEN.version, Buffer.alloc(6)],
      [TOKEN.encryption, Buffer.from([encryption])],
      [TOKEN.instance, Buffer.from(`${instance}\0`, 'latin1')],
      [TOKEN.thread, Buffer.alloc(4)],
      [TOKEN.mars, Buffer.from([0])],
    ]),
  );
}

/** The server's message. `known`: whether the instance that was asked for is this one. */
export function preloginReply(encryption: number, known: boolean): Buffer {
  return packet(
    PACKET.reply,
    preloginOptions([
      [TOKEN.version, Buffer.from([16, 0, 0x03, 0xe8, 0, 0])],
      [TOKEN.encryption, Buffer.from([encryption])],
      [TOKEN.instance, Buffer.from([known ? 0 : 1])],
      [TOKEN.thread, Buffer.alloc(0)],
      [TOKEN.mars, Buffer.from([0])],
    ]),
  );
}

function preloginOptions(options: readonly (readonly [number, Buffer])[]): Buffer {
  const table = Buffer.alloc(options.length * 5 + 1, TOKEN.end);
  let offset = table.length;
  options.forEach(([token, value], index) => {
    table.writeUInt8(token, index * 5);
    table.writeUInt16BE(offset, index * 5 + 1);
    table.writeUInt16BE(value.length, index * 5 + 3);
    offset += value.length;
  });
  return Buffer.concat([table, ...options.map(([, value]) => value)]);
}

/** Reads a PRELOGIN message; `undefined` where it is none. */
export function readPrelogin(data: Buffer): Prelogin | undefined {
  const values = new Map<number, Buffer>();
  for (let at = 0; ; at += 5) {
    const token = data[at];
    if (token === undefined) return undefined;
    if (token === TOKEN.end) break;
    if (at + 5 > data.length) return undefined;
    const offset = data.readUInt16BE(at + 1);
    const length = data.readUInt16BE(at + 3);
    if (offset + length > data.length) return undefined;
    values.set(token, data.subarray(offset, offset + length));
  }
  const version = values.get(TOKEN.version);
  const encryption = values.get(TOKEN.encryption)?.[0];
  const instance = values.get(TOKEN.instance);
  return {
    ...(version !== undefined &&
      version.length >= 4 && { version: `${version[0]}.${version[1]}.${version.readUInt16BE(2)}` }),
    ...(encryption !== undefined && { encryption }),
    ...(instance !== undefined && { instance }),
  };
}

/** Names of the products by major version: Microsoft, "Latest updates and version history for SQL Server". */
const PRODUCTS: Readonly<Record<string, string>> = {
  10: 'SQL Server 2008',
  11: 'SQL Server 2012',
  12: 'SQL Server 2014',
  13: 'SQL Server 2016',
  14: 'SQL Server 2017',
  15: 'SQL Server 2019',
  16: 'SQL Server 2022',
  17: 'SQL Server 2025',
};

/** `SQL Server 2022`, where the version is a known one. */
export function productOf(version: string): string {
  return PRODUCTS[version.split('.')[0] ?? ''] ?? 'SQL Server';
}
