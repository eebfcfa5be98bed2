/** SMB 2 and 3 up to the negotiation. [MS-SMB2] 2.1 to 2.2.4; the session service around it: RFC 1002, 4.3. */
import {
  ascii,
  ByteReader,
  ByteWriter,
  concat,
  decoded,
  equalBytes,
  MalformedError,
} from '../shared/bytes.ts';
import type { Framing } from '../shared/conversation.ts';

const SMB2_MARK: Uint8Array = Uint8Array.of(0xfe, 0x53, 0x4d, 0x42);
export const SMB1_MARK: Uint8Array = Uint8Array.of(0xff, 0x53, 0x4d, 0x42);

/** [MS-SMB2] 2.2.1: commands. */
export const NEGOTIATE = 0;

/** [MS-SMB2] 2.2.4: dialects, by their number on the wire. */
export const DIALECTS: Readonly<Record<number, string>> = {
  514: '2.0.2',
  528: '2.1',
  767: '2.???',
  768: '3.0',
  770: '3.0.2',
  785: '3.1.1',
};

/** The first message: four bytes of length, then the message. Session service packets (RFC 1002) look the same. */
export const smbFraming: Framing = (bytes) => {
  const type = bytes[0] ?? 0;
  // 0: message; 0x81 to 0x85: the session service.
  if (type !== 0 && (type < 0x81 || type > 0x85)) return 'other';
  if (bytes.length < 4) return 'more';
  const length = new ByteReader(bytes).u32() & 0xffffff;
  if (type === 0 && bytes.length >= 8 && !isSmb(bytes.subarray(4, 8))) return 'other';
  if (type === 0 && (length < 32 || length > 0x100000)) return 'other';
  return 4 + length;
};

function isSmb(mark: Uint8Array): boolean {
  return equalBytes(mark, SMB2_MARK) || equalBytes(mark, SMB1_MARK);
}

/** A message with the four bytes of its length before it. */
export function framed(message: Uint8Array): Uint8Array {
  return concat(new ByteWriter().u32(message.length & 0xffffff).done(), message);
}

export interface SmbHeader {
  readonly command: number;
  readonly status: number;
  readonly response: boolean;
  readonly messageId: bigint;
  readonly treeId: number;
  readonly sessionId: bigint;
}

/** [MS-SMB2] 2.2.1.2: the sync header. */
export function writeHeader(header: SmbHeader): Uint8Array {
  return new ByteWriter()
    .bytes(SMB2_MARK)
    .u16le(64)
    .u16le(1)
    .u32le(header.status)
    .u16le(header.command)
    .u16le(1)
    .u32le(header.response ? 1 : 0)
    .u32le(0)
    .u64le(header.messageId)
    .u32le(0)
    .u32le(header.treeId)
    .u64le(header.sessionId)
    .zeros(16)
    .done();
}

/** @param message - without the four bytes of its length */
export function readHeader(message: Uint8Array): SmbHeader | undefined {
  return decoded(() => {
    const reader = new ByteReader(message);
    if (!equalBytes(reader.take(4), SMB2_MARK) || reader.u16le() !== 64) throw new MalformedError('header');
    reader.skip(2);
    const status = reader.u32le();
    const command = reader.u16le();
    reader.skip(2);
    const flags = reader.u32le();
    reader.skip(4);
    const messageId = reader.u64le();
    reader.skip(4);
    const treeId = reader.u32le();
    const sessionId = reader.u64le();
    reader.skip(16);
    return { command, status, response: (flags & 1) === 1, messageId, treeId, sessionId };
  });
}

export interface NegotiateRequest {
  readonly dialects: readonly number[];
}

/** [MS-SMB2] 2.2.3: offers everything from 2.0.2 to 3.1.1, with the contexts that 3.1.1 demands. */
export function writeNegotiateRequest(client: Uint8Array, salt: Uint8Array): Uint8Array {
  const dialects = [0x0202, 0x0210, 0x0300, 0x0302, 0x0311];
  const contexts = new ByteWriter()
    // 2.2.3.1.1: SHA-512 for the integrity of what comes before authentication.
    .u16le(1)
    .u16le(6 + salt.length)
    .u32le(0)
    .u16le(1)
    .u16le(salt.length)
    .u16le(1)
    .bytes(salt)
    .align(8)
    // 2.2.3.1.2: AES-128-GCM, AES-128-CCM, AES-256-GCM, AES-256-CCM.
    .u16le(2)
    .u16le(10)
    .u32le(0)
    .u16le(4)
    .u16le(2)
    .u16le(1)
    .u16le(4)
    .u16le(3)
    .done();
  const fixed = 64 + 36 + dialects.length * 2;
  const start = Math.ceil(fixed / 8) * 8;
  const body = new ByteWriter().u16le(36).u16le(dialects.length).u16le(1).u16le(0).u32le(0x7f).bytes(client);
  body.u32le(start).u16le(2).u16le(0);
  for (const dialect of dialects) body.u16le(dialect);
  body.align(8);
  const header = writeHeader({
    command: NEGOTIATE,
    status: 0,
    response: false,
    messageId: 0n,
    treeId: 0,
    sessionId: 0n,
  });
  return framed(concat(header, body.done(), contexts));
}

/** The dialects of a negotiation's request, without its four bytes of length. */
export function readNegotiateRequest(message: Uint8Array): NegotiateRequest | undefined {
  return decoded(() => {
    const reader = new ByteReader(message, 64);
    if (reader.u16le() !== 36) throw new MalformedError('size');
    const count = reader.u16le();
    reader.skip(32);
    return { dialects: Array.from({ length: count }, () => reader.u16le()) };
  });
}

export interface NegotiateResponse {
  readonly dialect: number;
  readonly signing: 'required' | 'enabled' | 'off';
  readonly serverGuid: Uint8Array;
  readonly capabilities: number;
  /** 100 ns since 1601. */
  readonly time: bigint;
  readonly security: Uint8Array;
  /** 0 where the dialect has none. */
  readonly cipher: number;
}

/** [MS-SMB2] 2.2.4. */
export function writeNegotiateResponse(header: SmbHeader, response: NegotiateResponse): Uint8Array {
  const mode = { required: 3, enabled: 1, off: 0 }[response.signing];
  const modern = response.dialect === 0x0311;
  const before = 64 + 64 + response.security.length;
  const start = modern ? Math.ceil(before / 8) * 8 : 0;
  const body = new ByteWriter().u16le(65).u16le(mode).u16le(response.dialect);
  body
    .u16le(modern ? 2 : 0)
    .bytes(response.serverGuid)
    .u32le(response.capabilities);
  body.u32le(0x100000).u32le(0x100000).u32le(0x100000).u64le(response.time).u64le(0n);
  body.u16le(128).u16le(response.security.length).u32le(start).bytes(response.security);
  if (modern) {
    body.align(8);
    body
      .u16le(1)
      .u16le(38)
      .u32le(0)
      .u16le(1)
      .u16le(32)
      .u16le(1)
      .bytes(response.serverGuid)
      .zeros(16)
      .align(8);
    body.u16le(2).u16le(4).u32le(0).u16le(1).u16le(response.cipher);
  }
  return framed(concat(writeHeader(header), body.done()));
}

/** @param message - without the four bytes of its length */
export function readNegotiateResponse(message: Uint8Array): NegotiateResponse | undefined {
  return decoded(() => {
    const reader = new ByteReader(message, 64);
    if (reader.u16le() !== 65) throw new MalformedError('size');
    const mode = reader.u16le();
    const dialect = reader.u16le();
    const count = reader.u16le();
    const serverGuid = reader.take(16);
    const capabilities = reader.u32le();
    reader.skip(12);
    const time = reader.u64le();
    reader.skip(8);
    const offset = reader.u16le();
    const length = reader.u16le();
    const contexts = reader.u32le();
    const security = new ByteReader(message, offset).take(length);
    const signing = (mode & 2) !== 0 ? 'required' : (mode & 1) !== 0 ? 'enabled' : 'off';
    const cipher = dialect === 0x0311 ? readCipher(message, contexts, count) : 0;
    return { dialect, signing, serverGuid, capabilities, time, security, cipher };
  });
}

/** [MS-SMB2] 2.2.4.1: negotiate contexts, each aligned to eight bytes. */
function readCipher(message: Uint8Array, start: number, count: number): number {
  const reader = new ByteReader(message, start);
  for (let index = 0; index < count; index++) {
    if (index > 0) reader.align(8);
    const type = reader.u16le();
    const length = reader.u16le();
    reader.skip(4);
    const data = new ByteReader(reader.take(length));
    if (type === 2 && data.u16le() > 0) return data.u16le();
  }
  return 0;
}

/** RFC 1002, 4.3.2: asks for the file server by the name that every one answers to. */
export function writeSessionRequest(caller: string): Uint8Array {
  const names = concat(encodeName('*SMBSERVER', 0x20), encodeName(caller, 0));
  return concat(Uint8Array.of(0x81, 0, names.length >> 8, names.length & 0xff), names);
}

/** RFC 1001, 14.1: sixteen bytes, half a byte a letter. */
export function encodeName(name: string, suffix: number): Uint8Array {
  const padded = Uint8Array.from([...ascii(name.toUpperCase().slice(0, 15).padEnd(15)), suffix]);
  const letters = [...padded].flatMap((byte) => [0x41 + (byte >> 4), 0x41 + (byte & 15)]);
  return Uint8Array.from([32, ...letters, 0]);
}
