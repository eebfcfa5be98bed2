/** What a client sends after PRELOGIN, and the answers that satisfy it: [MS-TDS] 2.2.6.4 (LOGIN7), 2.2.7 (tokens). */
import { PACKET, packet } from './prelogin.ts';

const TDS_74 = 0x74000004;
const DONE = { plain: 0xfd, proc: 0xfe, inProc: 0xff } as const;
const DONE_MORE = 1;
const DONE_COUNT = 0x10;

/** B_VARCHAR: its length in characters, then UCS-2. */
function shortText(text: string): Buffer {
  const value = Buffer.from(text.slice(0, 127), 'utf16le');
  return Buffer.concat([Buffer.from([value.length / 2]), value]);
}

function counted(token: number, data: Buffer): Buffer {
  const head = Buffer.from([token, 0, 0]);
  head.writeUInt16LE(data.length, 1);
  return Buffer.concat([head, data]);
}

function done(token: number, status: number, rows: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt8(token, 0);
  bytes.writeUInt16LE(status, 1);
  // The command that is done, SELECT: a count of rows belongs to it.
  bytes.writeUInt16LE(0xc1, 3);
  bytes.writeUInt32LE(rows, 5);
  return bytes;
}

/** ENVCHANGE of one string: 1 is the database, 4 the packet size. */
function change(type: number, to: string, from: string): Buffer {
  return counted(0xe3, Buffer.concat([Buffer.from([type]), shortText(to), shortText(from)]));
}

/** Anybody is let in: there is nothing to see here. */
export function loginReply(server: string): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt32BE(TDS_74);
  const acknowledged = counted(
    0xad,
    Buffer.concat([
      Buffer.from([1]),
      version,
      shortText('Microsoft SQL Server'),
      Buffer.from([16, 0, 0x03, 0xe8]),
    ]),
  );
  const info = Buffer.concat([
    Buffer.from([0x45, 0x16, 0, 0, 2, 0]),
    longText(`Portolan answers for ${server}`),
  ]);
  const message = counted(
    0xab,
    Buffer.concat([info, shortText(server), shortText(''), Buffer.from([1, 0, 0, 0])]),
  );
  return packet(
    PACKET.reply,
    Buffer.concat([
      change(1, 'master', 'master'),
      change(4, '4096', '4096'),
      message,
      acknowledged,
      done(DONE.plain, 0, 0),
    ]),
  );
}

function longText(text: string): Buffer {
  const value = Buffer.from(text.slice(0, 200), 'utf16le');
  const length = Buffer.alloc(2);
  length.writeUInt16LE(value.length / 2);
  return Buffer.concat([length, value]);
}

/** The number that a batch or a call asks for, as in `SELECT 1`. */
export function selectedNumber(data: Buffer): number | undefined {
  // The text stands in UCS-2 after headers of any length: look for it at both parities.
  for (const start of [0, 1]) {
    const text = data.subarray(start).toString('utf16le');
    const match = /\bselect\s+(\d{1,9})\b/i.exec(text);
    if (match) return Number(match[1]);
  }
  return undefined;
}

/** The answer to a batch or to a call of a procedure: one row with one number, or none. */
export function resultReply(number: number | undefined, isCall: boolean): Buffer {
  const parts: Buffer[] = [];
  if (number !== undefined) {
    // COLMETADATA: one nullable INTN of four bytes without a name.
    parts.push(Buffer.from([0x81, 1, 0, 0, 0, 0, 0, 1, 0, 0x26, 4, 0]));
    const row = Buffer.from([0xd1, 4, 0, 0, 0, 0]);
    row.writeInt32LE(number, 2);
    parts.push(row);
  }
  const rows = number === undefined ? 0 : 1;
  const count = rows === 0 ? 0 : DONE_COUNT;
  if (isCall) {
    parts.push(done(DONE.inProc, count | DONE_MORE, rows), Buffer.from([0x79, 0, 0, 0, 0]));
    parts.push(done(DONE.proc, 0, 0));
  } else parts.push(done(DONE.plain, count, rows));
  return packet(PACKET.reply, Buffer.concat(parts));
}

/** What a client is told that wants its request cancelled. */
export function attentionReply(): Buffer {
  return packet(PACKET.reply, done(DONE.plain, 0x20, 0));
}
