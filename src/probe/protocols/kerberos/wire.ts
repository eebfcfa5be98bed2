/** Kerberos up to the first refusal: RFC 4120, 5.4 and 5.9; over TCP with a length before it: 7.2.2. */
import {
  BER,
  ber,
  berInteger,
  berText,
  type Element,
  elements,
  expectElement,
  integerOf,
} from '../shared/ber.ts';
import { ByteReader, ByteWriter, concat, decoded, MalformedError, printable } from '../shared/bytes.ts';
import type { Framing } from '../shared/conversation.ts';

const AS_REQUEST = 0x6a;
const AS_REPLY = 0x6b;
const KRB_ERROR = 0x7e;

export const kerberosFraming: Framing = (bytes) => {
  if (bytes.length < 4) return (bytes[0] ?? 0) === 0 ? 'more' : 'other';
  const length = new ByteReader(bytes).u32();
  if (length < 16 || length > 1 << 16) return 'other';
  // An application tag of RFC 4120, 5.10: AS and TGS requests and replies, errors.
  const tag = bytes[4];
  return tag === undefined || (tag >= 0x6a && tag <= 0x6d) || tag === KRB_ERROR ? 4 + length : 'other';
};

export function withLength(message: Uint8Array): Uint8Array {
  return concat(new ByteWriter().u32(message.length).done(), message);
}

function tagged(number: number, ...contents: readonly Uint8Array[]): Uint8Array {
  return ber(0xa0 | number, ...contents);
}

function principal(type: number, names: readonly string[]): Uint8Array {
  const strings = names.map((name) => berText(name, BER.generalString));
  return ber(BER.sequence, tagged(0, berInteger(type)), tagged(1, ber(BER.sequence, ...strings)));
}

/** RFC 4120, 5.2.3. */
function time(milliseconds: number): Uint8Array {
  const text = new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '');
  return berText(text, BER.generalizedTime);
}

/** An AS-REQ for a ticket-granting ticket, without a proof of who asks: what every logon begins with. */
export function writeAsRequest(client: string, realm: string, nonce: number, now: number): Uint8Array {
  const types = [18, 17, 23].map((type) => berInteger(type));
  const body = ber(
    BER.sequence,
    tagged(0, ber(BER.bitString, Uint8Array.of(0, 0x40, 0x81, 0, 0x10))),
    tagged(1, principal(1, [client])),
    tagged(2, berText(realm, BER.generalString)),
    tagged(3, principal(2, ['krbtgt', realm])),
    tagged(5, time(now + 3_600_000)),
    tagged(7, berInteger(nonce)),
    tagged(8, ber(BER.sequence, ...types)),
  );
  return ber(
    AS_REQUEST,
    ber(BER.sequence, tagged(1, berInteger(5)), tagged(2, berInteger(10)), tagged(4, body)),
  );
}

function fieldsOf(content: Uint8Array): Map<number, Element> {
  const fields = elements(expectElement(new ByteReader(content), BER.sequence));
  return new Map(
    fields.map(({ tag, content: inner }) => {
      if ((tag & 0xe0) !== 0xa0) throw new MalformedError('field');
      const element = elements(inner)[0];
      if (element === undefined) throw new MalformedError('empty field');
      return [tag & 0x1f, element];
    }),
  );
}

/** The realm that a request asks in. */
export function readAsRequest(bytes: Uint8Array): { readonly realm: string } | undefined {
  return decoded(() => {
    const fields = fieldsOf(expectElement(new ByteReader(bytes), AS_REQUEST));
    const body = fields.get(4);
    const realm = body && fieldsOf(ber(BER.sequence, body.content)).get(2)?.content;
    if (realm === undefined) throw new MalformedError('no realm');
    return { realm: printable(realm) };
  });
}

export interface KerberosAnswer {
  /** Absent where a ticket came. */
  readonly error?: number;
  readonly realm: string;
  /** The server's time, ISO 8601. */
  readonly time?: string;
}

/** RFC 4120, 5.9.1. */
export function writeError(code: number, realm: string, now: number, data?: Uint8Array): Uint8Array {
  return ber(
    KRB_ERROR,
    ber(
      BER.sequence,
      tagged(0, berInteger(5)),
      tagged(1, berInteger(30)),
      tagged(4, time(now)),
      tagged(5, berInteger((now % 1000) * 1000)),
      tagged(6, berInteger(code)),
      tagged(9, berText(realm, BER.generalString)),
      tagged(10, principal(2, ['krbtgt', realm])),
      ...(data ? [tagged(12, ber(BER.octets, data))] : []),
    ),
  );
}

/** [MS-KILE] 3.3.5.6: what a KDC that wants to know who asks names: encrypted timestamps, AES-256 with a salt. */
export function preauthentication(salt: string): Uint8Array {
  const info = ber(
    BER.sequence,
    ber(BER.sequence, tagged(0, berInteger(18)), tagged(1, berText(salt, BER.generalString))),
  );
  return ber(
    BER.sequence,
    ber(BER.sequence, tagged(1, berInteger(2)), tagged(2, ber(BER.octets))),
    ber(BER.sequence, tagged(1, berInteger(19)), tagged(2, ber(BER.octets, info))),
  );
}

/** @param bytes - without the length that stands before it in TCP */
export function readAnswer(bytes: Uint8Array): KerberosAnswer | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const tag = bytes[0];
    if (tag !== KRB_ERROR && tag !== AS_REPLY) throw new MalformedError('tag');
    const fields = fieldsOf(expectElement(reader, tag));
    const version = fields.get(0);
    if (version === undefined || integerOf(version.content) !== 5) throw new MalformedError('version');
    if (tag === AS_REPLY) return { realm: printable(fields.get(3)?.content ?? new Uint8Array()) };
    const code = fields.get(6);
    const realm = fields.get(9);
    if (code === undefined || realm === undefined) throw new MalformedError('error without a code or realm');
    const stamp = printable(fields.get(4)?.content ?? new Uint8Array());
    const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
    return {
      error: integerOf(code.content),
      realm: printable(realm.content),
      ...(iso !== stamp && { time: iso }),
    };
  });
}
