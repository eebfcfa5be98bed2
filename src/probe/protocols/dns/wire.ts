/** DNS messages: RFC 1035, 4; over TCP with a length before them: RFC 7766, 8. */
import { ByteReader, ByteWriter, concat, decoded, MalformedError, plainText } from '../shared/bytes.ts';
import type { Framing } from '../shared/conversation.ts';

/** RFC 1035, 3.2.2; RFC 3596; RFC 2782. */
export const TYPES: Readonly<Record<string, number>> = { A: 1, NS: 2, SOA: 6, PTR: 12, AAAA: 28, SRV: 33 };

export const dnsFraming: Framing = (bytes) => {
  if (bytes.length < 2) return 'more';
  const length = new ByteReader(bytes).u16();
  if (length < 12) return 'other';
  // The id is the client's; the next bytes are flags, of which three bits are always zero or of DNSSEC.
  return 2 + length;
};

export function withLength(message: Uint8Array): Uint8Array {
  return concat(new ByteWriter().u16(message.length).done(), message);
}

export interface Question {
  readonly name: string;
  readonly type: number;
}

export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  readonly opcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursion: boolean;
  readonly code: number;
  readonly questions: readonly Question[];
  /** How many records the answer section has. */
  readonly answers: number;
}

export function writeName(name: string): Uint8Array {
  const writer = new ByteWriter();
  for (const label of name.split('.').filter((one) => one !== '')) {
    const bytes = Buffer.from(label, 'latin1').subarray(0, 63);
    writer.u8(bytes.length).bytes(bytes);
  }
  return writer.u8(0).done();
}

export function writeQuery(id: number, question: Question): Uint8Array {
  const writer = new ByteWriter().u16(id).u16(0x0100).u16(1).u16(0).u16(0).u16(0);
  return writer.bytes(writeName(question.name)).u16(question.type).u16(1).done();
}

export interface Resource {
  readonly name: string;
  readonly type: number;
  readonly data: Uint8Array;
}

export function writeAnswer(query: DnsMessage, code: number, records: readonly Resource[]): Uint8Array {
  // Answer, authoritative, recursion as it was desired.
  const flags = 0x8400 | (query.opcode << 11) | (query.recursionDesired ? 0x100 : 0) | code;
  const writer = new ByteWriter().u16(query.id).u16(flags).u16(query.questions.length).u16(records.length);
  writer.u16(0).u16(0);
  for (const { name, type } of query.questions) writer.bytes(writeName(name)).u16(type).u16(1);
  for (const { name, type, data } of records) {
    writer.bytes(writeName(name)).u16(type).u16(1).u32(60).u16(data.length).bytes(data);
  }
  return writer.done();
}

/** Header and questions; records are counted, and have to be there, but aren't read. */
export function readMessage(bytes: Uint8Array): DnsMessage | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const id = reader.u16();
    const flags = reader.u16();
    const counts = [reader.u16(), reader.u16(), reader.u16(), reader.u16()] as const;
    if (counts[0] > 4) throw new MalformedError('questions');
    const questions = Array.from({ length: counts[0] }, () => {
      const name = readName(reader);
      const type = reader.u16();
      reader.skip(2);
      return { name, type };
    });
    const truncated = (flags & 0x200) !== 0;
    if (!truncated) for (let left = counts[1] + counts[2] + counts[3]; left > 0; left--) skipRecord(reader);
    return {
      id,
      response: (flags & 0x8000) !== 0,
      opcode: (flags >> 11) & 15,
      authoritative: (flags & 0x400) !== 0,
      truncated,
      recursionDesired: (flags & 0x100) !== 0,
      recursion: (flags & 0x80) !== 0,
      code: flags & 15,
      questions,
      answers: counts[1],
    };
  });
}

function skipRecord(reader: ByteReader): void {
  readName(reader);
  reader.skip(8);
  reader.skip(reader.u16());
}

/** RFC 1035, 4.1.4. Pointers go backwards only, so that there is an end. */
function readName(reader: ByteReader): string {
  const labels: string[] = [];
  let at = reader;
  let lowest = reader.offset;
  for (;;) {
    const length = at.u8();
    if (length === 0) return plainText(labels.join('.'));
    if (length < 0x40) labels.push(Buffer.from(at.take(length)).toString('latin1'));
    else if (length < 0xc0) throw new MalformedError('label');
    else {
      const target = ((length & 0x3f) << 8) | at.u8();
      if (target >= lowest) throw new MalformedError('pointer');
      lowest = target;
      at = new ByteReader(reader.bytes, target);
    }
    if (labels.length > 127) throw new MalformedError('labels');
  }
}
