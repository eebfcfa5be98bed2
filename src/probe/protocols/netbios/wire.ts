/** NetBIOS over UDP: the name service's status question (RFC 1002, 4.2.17) and the datagram service (4.4). */
import { ByteReader, ByteWriter, concat, decoded, MalformedError, printable } from '../shared/bytes.ts';
import { encodeName } from '../smb/wire.ts';

/** RFC 1002, 4.2.1.3. */
const STATUS = 0x21;
const NAME = 0x20;

/** RFC 1002, 4.2.17: asks for all names of whoever gets it. */
export function writeStatusQuery(id: number): Uint8Array {
  const header = new ByteWriter().u16(id).u16(0).u16(1).u16(0).u16(0).u16(0).done();
  // `*` is padded with zeros, not with blanks.
  const star = Uint8Array.from([32, 0x43, 0x4b, ...new Array<number>(30).fill(0x41), 0]);
  return concat(header, star, new ByteWriter().u16(STATUS).u16(1).done());
}

export interface NetbiosQuery {
  readonly id: number;
  readonly type: 'status' | 'name';
  /** The encoded name, with its length before it and the zero behind it. */
  readonly encoded: Uint8Array;
}

export function readQuery(bytes: Uint8Array): NetbiosQuery | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const id = reader.u16();
    const flags = reader.u16();
    if ((flags & 0xf800) !== 0 || reader.u16() !== 1) throw new MalformedError('no query');
    reader.skip(6);
    const encoded = reader.take(34);
    if (encoded[0] !== 32 || encoded[33] !== 0) throw new MalformedError('name');
    const type = reader.u16();
    if (type !== STATUS && type !== NAME) throw new MalformedError('type');
    return { id, type: type === STATUS ? 'status' : 'name', encoded };
  });
}

export interface NetbiosName {
  readonly name: string;
  /** 0x00: workstation or domain; 0x20: file server; 0x1b and 0x1c: domain controllers. */
  readonly suffix: number;
  readonly group: boolean;
}

/** RFC 1002, 4.2.18. */
export function writeStatus({ id, encoded }: NetbiosQuery, names: readonly NetbiosName[]): Uint8Array {
  const header = new ByteWriter().u16(id).u16(0x8400).u16(0).u16(1).u16(0).u16(0).bytes(encoded);
  const list = new ByteWriter().u8(names.length);
  for (const { name, suffix, group } of names) {
    list.bytes(Buffer.from(name.toUpperCase().slice(0, 15).padEnd(15), 'latin1')).u8(suffix);
    list.u16(group ? 0x8400 : 0x0400);
  }
  list.zeros(46);
  return header.u16(STATUS).u16(1).u32(0).u16(list.length).bytes(list.done()).done();
}

/** RFC 1002, 4.2.13: the address of a name. */
export function writeNameAnswer({ id, encoded }: NetbiosQuery, address: string): Uint8Array {
  const writer = new ByteWriter().u16(id).u16(0x8500).u16(0).u16(1).u16(0).u16(0).bytes(encoded);
  return writer.u16(NAME).u16(1).u32(300).u16(6).u16(0).bytes(address.split('.').map(Number)).done();
}

export function readStatus(bytes: Uint8Array, id: number): readonly NetbiosName[] | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    if (reader.u16() !== id || (reader.u16() & 0x8000) === 0) throw new MalformedError('no answer');
    if (reader.u16() !== 0 || reader.u16() !== 1) throw new MalformedError('counts');
    reader.skip(4 + 34);
    if (reader.u16() !== STATUS) throw new MalformedError('type');
    reader.skip(6);
    // Names, then statistics, of which only the length matters here.
    const data = new ByteReader(reader.take(reader.u16()));
    return Array.from({ length: data.u8() }, () => {
      const name = printable(data.take(15)).trimEnd();
      return { name, suffix: data.u8(), group: (data.u16() & 0x8000) !== 0 };
    });
  });
}

/** RFC 1002, 4.4.1: types of the datagram service. */
const QUERY = 0x14;
const POSITIVE = 0x15;
const NEGATIVE = 0x16;
const ERROR = 0x13;

/** RFC 1002, 4.4.5: asks whether a name's datagrams would be taken. */
export function writeDatagramQuery(id: number, address: Uint8Array, port: number): Uint8Array {
  const writer = new ByteWriter().u8(QUERY).u8(2).u16(id).bytes(address).u16(port);
  return writer.bytes(encodeName('*SMBSERVER', 0x20)).done();
}

/** The negative answer to such a question. */
export function answerDatagramQuery(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== QUERY || bytes.length !== 10 + 34) return undefined;
  return Uint8Array.from([NEGATIVE, ...bytes.subarray(1)]);
}

export function readDatagramAnswer(
  bytes: Uint8Array,
  id: number,
): 'taken' | 'not taken' | 'error' | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const type = reader.u8();
    reader.skip(1);
    if (reader.u16() !== id) throw new MalformedError('id');
    reader.skip(6);
    const kind = ({ [POSITIVE]: 'taken', [NEGATIVE]: 'not taken', [ERROR]: 'error' } as const)[type];
    if (kind === undefined || (type === ERROR ? reader.left !== 1 : reader.left !== 34))
      throw new MalformedError('type');
    return kind;
  });
}
