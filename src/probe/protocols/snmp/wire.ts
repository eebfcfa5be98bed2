/** SNMP: a GET in version 2c (RFC 3416, 3) and the discovery of version 3 (RFC 3412, 6; RFC 3414, 4). */
import { BER, ber, berInteger, berText, elements, expectElement, integerOf } from '../shared/ber.ts';
import { ByteReader, decoded, MalformedError, printable } from '../shared/bytes.ts';

/** RFC 3416, 3: types of PDUs. */
const GET = 0xa0;
const GET_NEXT = 0xa1;
const RESPONSE = 0xa2;
const REPORT = 0xa8;

/** RFC 3418: sysDescr.0 and sysName.0. */
export const DESCRIPTION = '1.3.6.1.2.1.1.1.0';
export const NAME = '1.3.6.1.2.1.1.5.0';
/** RFC 3414, 5: usmStatsUnknownEngineIDs.0. */
const UNKNOWN_ENGINES = '1.3.6.1.6.3.15.1.1.4.0';

function writeOid(oid: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return ber(BER.oid, Uint8Array.from(bytes));
}

function readOid(content: Uint8Array): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    if (parts.length === 0)
      parts.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)));
    else parts.push(value);
    value = 0;
  }
  return parts.join('.');
}

interface Binding {
  readonly oid: string;
  readonly value: Uint8Array;
}

function pdu(tag: number, id: number, bindings: readonly Binding[]): Uint8Array {
  const list = bindings.map(({ oid, value }) => ber(BER.sequence, writeOid(oid), value));
  return ber(tag, berInteger(id), berInteger(0), berInteger(0), ber(BER.sequence, ...list));
}

export function writeGet(id: number, community: string): Uint8Array {
  const bindings = [DESCRIPTION, NAME].map((oid) => ({ oid, value: ber(BER.null) }));
  return ber(BER.sequence, berInteger(1), berText(community), pdu(GET, id, bindings));
}

/** RFC 3414, 4: a question without a user, which every agent of version 3 answers with its engine's id. */
export function writeDiscovery(id: number): Uint8Array {
  return versionThree(id, 4, new Uint8Array(), pdu(GET, id, []));
}

function versionThree(id: number, flags: number, engine: Uint8Array, inner: Uint8Array): Uint8Array {
  const global = ber(
    BER.sequence,
    berInteger(id),
    berInteger(65_507),
    ber(BER.octets, Uint8Array.of(flags)),
    berInteger(3),
  );
  const security = ber(
    BER.sequence,
    ber(BER.octets, engine),
    berInteger(1),
    berInteger(1),
    ...['', '', ''].map((text) => berText(text)),
  );
  const scoped = ber(BER.sequence, ber(BER.octets, engine), berText(''), inner);
  return ber(BER.sequence, berInteger(3), global, ber(BER.octets, security), scoped);
}

export type SnmpMessage =
  | {
      readonly version: 2 | 1;
      readonly id: number;
      readonly kind: 'get' | 'next' | 'response' | 'other';
      readonly community: string;
      readonly values: readonly { readonly oid: string; readonly text: string }[];
    }
  | {
      readonly version: 3;
      readonly id: number;
      readonly kind: 'question' | 'report';
      readonly engine: Uint8Array;
    };

export function readSnmp(bytes: Uint8Array): SnmpMessage | undefined {
  return decoded(() => {
    const reader = new ByteReader(expectElement(new ByteReader(bytes), BER.sequence));
    const version = integerOf(expectElement(reader, BER.integer));
    if (version === 3) return readVersionThree(reader);
    if (version !== 0 && version !== 1) throw new MalformedError('version');
    const community = printable(expectElement(reader, BER.octets));
    const element = elements(reader.rest())[0];
    if (element === undefined) throw new MalformedError('no PDU');
    const kind =
      ({ [GET]: 'get', [GET_NEXT]: 'next', [RESPONSE]: 'response' } as const)[element.tag] ?? 'other';
    const inner = new ByteReader(element.content);
    const id = integerOf(expectElement(inner, BER.integer));
    expectElement(inner, BER.integer);
    expectElement(inner, BER.integer);
    const values = elements(expectElement(inner, BER.sequence)).map((binding) => {
      const pair = new ByteReader(binding.content);
      const oid = readOid(expectElement(pair, BER.oid));
      return { oid, text: printable(elements(pair.rest())[0]?.content ?? new Uint8Array()) };
    });
    return { version: version === 0 ? 1 : 2, id, kind, community, values } as const;
  });
}

function readVersionThree(reader: ByteReader): SnmpMessage {
  const global = new ByteReader(expectElement(reader, BER.sequence));
  const id = integerOf(expectElement(global, BER.integer));
  const security = new ByteReader(
    expectElement(new ByteReader(expectElement(reader, BER.octets)), BER.sequence),
  );
  const engine = expectElement(security, BER.octets);
  const scoped = elements(reader.rest())[0];
  const inner = scoped?.tag === BER.sequence ? elements(scoped.content)[2] : undefined;
  if (inner === undefined) throw new MalformedError('encrypted');
  return { version: 3, id, kind: inner.tag === REPORT ? 'report' : 'question', engine };
}

export function writeResponse(
  question: Extract<SnmpMessage, { version: 1 | 2 }>,
  values: Readonly<Record<string, string>>,
): Uint8Array {
  const bindings = question.values.map(({ oid }) => {
    const value = values[oid];
    // RFC 3416, 2.2: noSuchObject.
    return { oid, value: value === undefined ? ber(0x80) : berText(value) };
  });
  const inner = pdu(RESPONSE, question.id, bindings);
  return ber(BER.sequence, berInteger(question.version - 1), berText(question.community), inner);
}

export function writeReport(id: number, engine: Uint8Array): Uint8Array {
  const bindings = [{ oid: UNKNOWN_ENGINES, value: berInteger(1, 0x41) }];
  return versionThree(id, 0, engine, pdu(REPORT, id, bindings));
}
