/** Whether a server asked for a client certificate: Node doesn't say, so it is read from the handshake itself. */
import { createDecipheriv, createHmac } from 'node:crypto';
import { ascii, ByteReader, ByteWriter, concat, decoded } from '../shared/bytes.ts';

/** RFC 8446, 4 and RFC 5246, 7.4: types of handshake messages. */
const SERVER_HELLO = 2;
const CERTIFICATE_REQUEST = 13;

/** RFC 8446, B.4: cipher suites of TLS 1.3. */
const CIPHERS: Readonly<
  Record<number, { name: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305'; hash: string; key: number }>
> = {
  4865: { name: 'aes-128-gcm', hash: 'sha256', key: 16 },
  4866: { name: 'aes-256-gcm', hash: 'sha384', key: 32 },
  4867: { name: 'chacha20-poly1305', hash: 'sha256', key: 32 },
};

/**
 * @param seen - all that the server sent, from the first record on
 * @param secret - TLS 1.3's server handshake traffic secret, from the key log; absent for older versions
 * @returns `undefined` where the handshake couldn't be read
 */
export function asksForCertificate(seen: Uint8Array, secret: Uint8Array | undefined): boolean | undefined {
  const records = readRecords(seen);
  const plain = concat(...records.filter((record) => record.type === 22).map((record) => record.body));
  const messages = readMessages(plain);
  const hello = messages.findLast((message) => message.type === SERVER_HELLO);
  if (hello === undefined) return undefined;
  if (secret === undefined) return messages.some((message) => message.type === CERTIFICATE_REQUEST);
  const suite = decoded(() => {
    const reader = new ByteReader(hello.body);
    reader.skip(2 + 32);
    reader.skip(reader.u8());
    return reader.u16();
  });
  const hidden = records.filter((record) => record.type === 23);
  const opened = suite === undefined ? undefined : decrypt(hidden, suite, secret);
  return opened && readMessages(opened).some((message) => message.type === CERTIFICATE_REQUEST);
}

interface Record5246 {
  readonly type: number;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

function readRecords(bytes: Uint8Array): Record5246[] {
  const records: Record5246[] = [];
  const reader = new ByteReader(bytes);
  while (reader.left >= 5) {
    const header = reader.take(5);
    const length = ((header[3] ?? 0) << 8) | (header[4] ?? 0);
    if (length > reader.left) break;
    records.push({ type: header[0] ?? 0, header, body: reader.take(length) });
  }
  return records;
}

function readMessages(bytes: Uint8Array): { readonly type: number; readonly body: Uint8Array }[] {
  const messages: { type: number; body: Uint8Array }[] = [];
  const reader = new ByteReader(bytes);
  while (reader.left >= 4) {
    const type = reader.u8();
    const length = (reader.u8() << 16) | reader.u16();
    if (length > reader.left) break;
    messages.push({ type, body: reader.take(length) });
  }
  return messages;
}

/** RFC 8446, 5.2 and 7.3. Ends at the first record that another key closed: the handshake is over there. */
function decrypt(records: readonly Record5246[], suite: number, secret: Uint8Array): Uint8Array | undefined {
  const cipher = CIPHERS[suite];
  if (cipher === undefined) return undefined;
  const key = expand(cipher.hash, secret, 'key', cipher.key);
  const iv = expand(cipher.hash, secret, 'iv', 12);
  const opened: Uint8Array[] = [];
  for (const [index, record] of records.entries()) {
    const plain = open(cipher.name, key, nonce(iv, index), record);
    if (plain === undefined) break;
    // The real type stands behind the content, then zeros.
    const end = plain.findLastIndex((byte) => byte !== 0);
    if (plain[end] === 22) opened.push(plain.subarray(0, end));
  }
  return concat(...opened);
}

function open(
  name: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305',
  key: Uint8Array,
  iv: Uint8Array,
  { header, body }: Record5246,
): Uint8Array | undefined {
  if (body.length < 17) return undefined;
  const text = body.subarray(0, -16);
  try {
    const decipher = createDecipheriv(name as 'aes-128-gcm', key, iv, { authTagLength: 16 });
    decipher.setAAD(header, { plaintextLength: text.length } as never);
    decipher.setAuthTag(body.subarray(-16));
    return concat(decipher.update(text), decipher.final());
  } catch {
    return undefined;
  }
}

function nonce(iv: Uint8Array, sequence: number): Uint8Array {
  const bytes = Uint8Array.from(iv);
  for (let shift = 0; shift < 4; shift++) {
    const at = 11 - shift;
    bytes[at] = (bytes[at] ?? 0) ^ ((sequence >>> (8 * shift)) & 0xff);
  }
  return bytes;
}

/** RFC 8446, 7.1: HKDF-Expand-Label with an empty context; RFC 5869 for the expansion. */
function expand(hash: string, secret: Uint8Array, label: string, length: number): Uint8Array {
  const name = ascii(`tls13 ${label}`);
  const info = new ByteWriter().u16(length).u8(name.length).bytes(name).u8(0).u8(1).done();
  return hmac(hash, secret, info).subarray(0, length);
}

function hmac(hash: string, key: Uint8Array, bytes: Uint8Array): Uint8Array {
  return createHmac(hash, key).update(bytes).digest();
}
