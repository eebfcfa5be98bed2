/** DHCP: RFC 2131, 2 and RFC 2132; network boot: RFC 4578 and the PXE specification 2.1, 2.4. */
import { ByteReader, ByteWriter, decoded, MalformedError, printable } from '../shared/bytes.ts';

const COOKIE = 0x63825363;

/** RFC 2132, 9.6: types of messages. */
export const DHCP = { discover: 1, offer: 2, request: 3, ack: 5, nak: 6, inform: 8 } as const;

/** RFC 2132, with 93 and 97 of RFC 4578. */
export const OPTION = {
  mask: 1,
  router: 3,
  lease: 51,
  type: 53,
  server: 54,
  parameters: 55,
  vendor: 60,
  bootServer: 66,
  bootFile: 67,
  architecture: 93,
  clientGuid: 97,
} as const;

export interface DhcpMessage {
  /** 1: a client's; 2: a server's. */
  readonly operation: 1 | 2;
  readonly transaction: number;
  readonly hops?: number;
  readonly broadcast?: boolean;
  /** The client's own address, the one that is offered, the next server's, and the relay's. */
  readonly client?: string;
  readonly offered?: string;
  readonly next?: string;
  readonly relay?: string;
  readonly hardware: Uint8Array;
  readonly file?: string;
  readonly options: ReadonlyMap<number, Uint8Array>;
}

export function addressBytes(address: string | undefined): Uint8Array {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address ?? '');
  return Uint8Array.from(match ? match.slice(1, 5).map(Number) : [0, 0, 0, 0]);
}

export function writeDhcp(message: DhcpMessage): Uint8Array {
  const writer = new ByteWriter()
    .u8(message.operation)
    .u8(1)
    .u8(6)
    .u8(message.hops ?? 0);
  writer
    .u32(message.transaction)
    .u16(0)
    .u16(message.broadcast === true ? 0x8000 : 0);
  for (const address of [message.client, message.offered, message.next, message.relay])
    writer.bytes(addressBytes(address));
  writer.bytes(message.hardware.subarray(0, 6)).zeros(10 + 64);
  const file = Buffer.from(message.file ?? '', 'latin1').subarray(0, 127);
  writer
    .bytes(file)
    .zeros(128 - file.length)
    .u32(COOKIE);
  for (const [code, value] of message.options) writer.u8(code).u8(value.length).bytes(value.subarray(0, 255));
  writer.u8(255);
  // BOOTP's messages have at least 300 bytes (RFC 1542, 2.1).
  return writer.zeros(Math.max(0, 300 - writer.length)).done();
}

export function readDhcp(bytes: Uint8Array): DhcpMessage | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const operation = reader.u8();
    if (operation !== 1 && operation !== 2) throw new MalformedError('operation');
    reader.skip(2);
    const hops = reader.u8();
    const transaction = reader.u32();
    reader.skip(2);
    const broadcast = (reader.u16() & 0x8000) !== 0;
    const [client, offered, next, relay] = Array.from({ length: 4 }, () => [...reader.take(4)].join('.'));
    const hardware = reader.take(16).subarray(0, 6);
    reader.skip(64);
    const file = text(reader.take(128));
    if (reader.u32() !== COOKIE) throw new MalformedError('cookie');
    return {
      operation,
      hops,
      transaction,
      broadcast,
      hardware,
      file,
      client: client ?? '',
      offered: offered ?? '',
      next: next ?? '',
      relay: relay ?? '',
      options: readOptions(reader),
    };
  });
}

function readOptions(reader: ByteReader): ReadonlyMap<number, Uint8Array> {
  const options = new Map<number, Uint8Array>();
  for (;;) {
    const code = reader.u8();
    // RFC 2132, 3.2: the end is always marked.
    if (code === 255) return options;
    if (code !== 0) options.set(code, reader.take(reader.u8()));
  }
}

/** Up to the first zero. */
export function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return printable(end < 0 ? bytes : bytes.subarray(0, end));
}

export function typeOf(message: DhcpMessage): number {
  return message.options.get(OPTION.type)?.[0] ?? 0;
}

/** RFC 4578, 2: what a computer with 64-bit UEFI says of itself when it boots from the network. */
export function pxeOptions(id: Uint8Array): readonly (readonly [number, Uint8Array])[] {
  return [
    [OPTION.vendor, Buffer.from('PXEClient:Arch:00007:UNDI:003016')],
    [OPTION.architecture, Uint8Array.of(0, 7)],
    [94, Uint8Array.of(1, 3, 16)],
    [OPTION.clientGuid, Uint8Array.from([0, ...id.subarray(0, 16)])],
  ];
}
