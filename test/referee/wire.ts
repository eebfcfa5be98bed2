/** Packets as bytes on a wire, and the capture files that they are sent from and found again in. */
import { ICMP, ICMPV6, TCP, UDP } from '../../src/net/match.ts';
import type { Packet } from '../../src/net/packet.ts';

/** Stands before the number by which a packet is found again. */
const MAGIC = Buffer.from('Ptln');
const MARK_BYTES: number = MAGIC.length + 4;

export interface Link {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** An Ethernet frame with the first packet of a connection; its payload is `mark`. */
export function frameOf(packet: Packet, mark: number, link: Link): Buffer {
  const payload = Buffer.alloc(MARK_BYTES);
  MAGIC.copy(payload);
  payload.writeUInt32BE(mark, MAGIC.length);
  const body = Buffer.concat([headOf(packet, mark), payload]);
  const ends = Buffer.concat([
    address(packet.family, packet.source),
    address(packet.family, packet.destination),
  ]);
  seal(packet, body, ends);
  const ethernet = Buffer.concat([
    link.to,
    link.from,
    Buffer.from(packet.family === 4 ? '0800' : '86dd', 'hex'),
  ]);
  return Buffer.concat([ethernet, ipHead(packet, body.length, ends), body]);
}

/** The number that `frameOf` put into a packet of that length; absent in any other, ICMP errors about it too. */
export function markOf(bytes: Buffer): number | undefined {
  const at = bytes.length - MARK_BYTES;
  if (at < 0 || !bytes.subarray(at, at + MAGIC.length).equals(MAGIC)) return undefined;
  return bytes.readUInt32BE(at + MAGIC.length);
}

function address(family: 4 | 6, value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(family === 4 ? 8 : 32, '0'), 'hex');
}

function headOf({ protocol, sourcePort, destinationPort }: Packet, mark: number): Buffer {
  if (protocol === ICMP || protocol === ICMPV6) {
    const head = Buffer.from([sourcePort >> 8, destinationPort >> 8, 0, 0, 0, 0, 0, 0]);
    // The identifier keeps requests apart, so that each is a connection of its own.
    head.writeUInt16BE(mark & 0xffff, 4);
    return head;
  }
  if (protocol !== TCP && protocol !== UDP) return Buffer.alloc(8);
  const head = Buffer.alloc(protocol === TCP ? 20 : 8);
  head.writeUInt16BE(sourcePort, 0);
  head.writeUInt16BE(destinationPort, 2);
  if (protocol === UDP) head.writeUInt16BE(8 + MARK_BYTES, 4);
  else {
    head.writeUInt32BE(mark, 4);
    Buffer.from('5002ffff', 'hex').copy(head, 12);
  }
  return head;
}

const CHECKSUM_AT: Readonly<Record<number, number>> = { [TCP]: 16, [UDP]: 6, [ICMP]: 2, [ICMPV6]: 2 };

function seal({ protocol }: Packet, body: Buffer, ends: Buffer): void {
  const at = CHECKSUM_AT[protocol];
  if (at === undefined) return;
  const pseudo = Buffer.alloc(8);
  pseudo.writeUInt32BE(body.length, 0);
  pseudo.writeUInt8(protocol, 7);
  const sum = checksum(protocol === ICMP ? body : Buffer.concat([ends, pseudo, body]));
  body.writeUInt16BE(protocol === UDP && sum === 0 ? 0xffff : sum, at);
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function ipHead({ family, protocol }: Packet, length: number, ends: Buffer): Buffer {
  if (family === 6) {
    const head = Buffer.from('6000000000000040', 'hex');
    head.writeUInt16BE(length, 4);
    head.writeUInt8(protocol, 6);
    return Buffer.concat([head, ends]);
  }
  const head = Buffer.concat([Buffer.from('450000000000400040000000', 'hex'), ends]);
  head.writeUInt16BE(20 + length, 2);
  head.writeUInt8(protocol, 9);
  head.writeUInt16BE(checksum(head), 10);
  return head;
}

/** A capture file (pcap, Ethernet) with these frames. */
export function capture(frames: readonly Buffer[]): Buffer {
  const head = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex');
  const records = frames.flatMap((frame, i) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(i, 4);
    record.writeUInt32LE(frame.length, 8);
    record.writeUInt32LE(frame.length, 12);
    return [record, frame];
  });
  return Buffer.concat([head, ...records]);
}

/** The records of a capture file, whatever its kind of link; a last one that was cut off is left out. */
export function records(file: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 24; at + 16 <= file.length; ) {
    const length = file.readUInt32LE(at + 8);
    at += 16;
    if (at + length > file.length) break;
    found.push(file.subarray(at, at + length));
    at += length;
  }
  return found;
}
