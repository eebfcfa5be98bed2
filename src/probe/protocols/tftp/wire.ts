/** TFTP: RFC 1350, 5; options: RFC 2347 to 2349. */
import { ByteReader, ByteWriter, decoded, MalformedError, plainText } from '../shared/bytes.ts';

const READ = 1;
const WRITE = 2;
const DATA = 3;
const ACK = 4;
const ERROR = 5;
const OPTIONS = 6;

export type TftpPacket =
  | { readonly kind: 'read' | 'write'; readonly file: string; readonly options: ReadonlyMap<string, string> }
  | { readonly kind: 'data'; readonly block: number; readonly data: Uint8Array }
  | { readonly kind: 'ack'; readonly block: number }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  | { readonly kind: 'options'; readonly options: ReadonlyMap<string, string> };

export function writeTftp(packet: TftpPacket): Uint8Array {
  const writer = new ByteWriter();
  const string = (text: string) => writer.bytes(Buffer.from(text, 'utf8')).u8(0);
  switch (packet.kind) {
    case 'read':
    case 'write':
      writer.u16(packet.kind === 'read' ? READ : WRITE);
      string(packet.file);
      string('octet');
      for (const [name, value] of packet.options) string(name) && string(value);
      break;
    case 'data':
      writer.u16(DATA).u16(packet.block).bytes(packet.data);
      break;
    case 'ack':
      writer.u16(ACK).u16(packet.block);
      break;
    case 'error':
      writer.u16(ERROR).u16(packet.code);
      string(packet.message);
      break;
    case 'options':
      writer.u16(OPTIONS);
      for (const [name, value] of packet.options) string(name) && string(value);
  }
  return writer.done();
}

export function readTftp(bytes: Uint8Array): TftpPacket | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const operation = reader.u16();
    if (operation === DATA) return { kind: 'data', block: reader.u16(), data: reader.rest() };
    if (operation === ACK) {
      const block = reader.u16();
      if (reader.left > 0) throw new MalformedError('too long');
      return { kind: 'ack', block };
    }
    if (operation === ERROR) {
      const code = reader.u16();
      return { kind: 'error', code, message: strings(reader)[0] ?? '' };
    }
    if (operation === OPTIONS) return { kind: 'options', options: pairs(strings(reader)) };
    if (operation !== READ && operation !== WRITE) throw new MalformedError('operation');
    const [file, mode, ...rest] = strings(reader);
    if (file === undefined || mode === undefined) throw new MalformedError('no file');
    return { kind: operation === READ ? 'read' : 'write', file, options: pairs(rest) };
  });
}

/** Each ends with a zero. */
function strings(reader: ByteReader): string[] {
  if (reader.left === 0) return [];
  const all = Buffer.from(reader.rest());
  if (all.at(-1) !== 0) throw new MalformedError('text without an end');
  return all
    .subarray(0, -1)
    .toString('utf8')
    .split('\0')
    .map((text) => plainText(text));
}

function pairs(texts: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (let at = 0; at + 1 < texts.length; at += 2)
    options.set((texts[at] ?? '').toLowerCase(), texts[at + 1] ?? '');
  return options;
}
