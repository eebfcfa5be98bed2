/** The endpoint mapper's question and answer: `ept_map`, operation 3. [C706] appendix O and L (towers), [MS-RPCE] 2.2.1.2.5. */
import { ByteReader, ByteWriter, concat, decoded, MalformedError } from '../shared/bytes.ts';
import { guid, guidBytes } from '../shared/values.ts';
import { NDR, type RpcInterface } from './wire.ts';

export const EPT_MAP = 3;
/** [C706] appendix E, `ept_s_not_registered`. */
const NOT_REGISTERED = 0x16c9a0d6;
const MAX_TOWERS = 4;

/** [C706] appendix I: protocol identifiers of floors. */
const UUID_FLOOR = 0x0d;
const CONNECTION_ORIENTED = 0x0b;
const TCP = 0x07;
const IP = 0x09;

/** What an interface is served over: a port of TCP, or something else. */
export interface Tower {
  readonly uuid: string;
  readonly tcp?: number;
}

export function writeTower(one: RpcInterface, port: number, address: Uint8Array): Uint8Array {
  const writer = new ByteWriter().u16le(5);
  for (const { uuid, major, minor } of [one, NDR]) {
    writer.u16le(19).u8(UUID_FLOOR).bytes(guidBytes(uuid)).u16le(major).u16le(2).u16le(minor);
  }
  writer.u16le(1).u8(CONNECTION_ORIENTED).u16le(2).u16le(0);
  writer.u16le(1).u8(TCP).u16le(2).u16(port);
  writer.u16le(1).u8(IP).u16le(4).bytes(address);
  return writer.done();
}

export function readTower(bytes: Uint8Array): Tower | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const floors = Array.from({ length: Math.min(reader.u16le(), 16) }, () => {
      const left = reader.take(reader.u16le());
      return { left, right: reader.take(reader.u16le()) };
    });
    const uuid = floors[0]?.left;
    if (uuid === undefined || uuid[0] !== UUID_FLOOR || uuid.length !== 19) throw new MalformedError('floor');
    const tcp = floors.find((floor) => floor.left[0] === TCP && floor.right.length === 2);
    const port = tcp && new ByteReader(tcp.right).u16();
    return { uuid: guid(uuid.subarray(1, 17)), ...(port !== undefined && port > 0 && { tcp: port }) };
  });
}

export function writeMapRequest(one: RpcInterface): Uint8Array {
  const tower = writeTower(one, 135, Uint8Array.of(0, 0, 0, 0));
  // A pointer to no object, a pointer to the tower, a handle that begins, and how many answers may come.
  const writer = new ByteWriter().u32le(1).zeros(16).u32le(2).u32le(tower.length).u32le(tower.length);
  return writer.bytes(tower).align(4).zeros(20).u32le(MAX_TOWERS).done();
}

/** The UUID that is asked for. */
export function readMapRequest(stub: Uint8Array): string | undefined {
  return decoded(() => {
    const reader = new ByteReader(stub);
    if (reader.u32le() !== 0) reader.skip(16);
    if (reader.u32le() === 0) throw new MalformedError('no tower');
    reader.skip(4);
    return readTower(reader.take(reader.u32le()))?.uuid;
  });
}

export function writeMapResponse(towers: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter().zeros(20).u32le(towers.length);
  writer.u32le(MAX_TOWERS).u32le(0).u32le(towers.length);
  for (const index of towers.keys()) writer.u32le(index + 3);
  for (const tower of towers) writer.u32le(tower.length).u32le(tower.length).bytes(tower).align(4);
  return concat(writer.done(), new ByteWriter().u32le(towers.length > 0 ? 0 : NOT_REGISTERED).done());
}

export interface MapAnswer {
  /** 0 where something is registered. */
  readonly status: number;
  readonly towers: readonly Tower[];
}

export function readMapResponse(stub: Uint8Array): MapAnswer | undefined {
  return decoded(() => {
    const reader = new ByteReader(stub, 20);
    const count = reader.u32le();
    reader.skip(8);
    const actual = reader.u32le();
    if (count > MAX_TOWERS || actual > MAX_TOWERS) throw new MalformedError('too many towers');
    const pointers = Array.from({ length: actual }, () => reader.u32le()).filter((pointer) => pointer !== 0);
    const towers = pointers.map(() => {
      reader.align(4);
      reader.skip(4);
      return readTower(reader.take(reader.u32le()));
    });
    reader.align(4);
    return { status: reader.u32le(), towers: towers.filter((tower) => tower !== undefined) };
  });
}
