/** LDAP as far as a search for the root DSE goes. RFC 4511; over UDP: RFC 1798 and [MS-ADTS] 3.1.1.3.1.13. */
import {
  BER,
  ber,
  berFraming,
  berInteger,
  berText,
  elements,
  expectElement,
  integerOf,
} from '../shared/ber.ts';
import { ByteReader, decoded, MalformedError, printable } from '../shared/bytes.ts';
import type { Framing } from '../shared/conversation.ts';

/** RFC 4511, 4: application tags. */
export const LDAP = {
  bindRequest: 0x60,
  bindResponse: 0x61,
  unbind: 0x42,
  search: 0x63,
  entry: 0x64,
  done: 0x65,
  extendedRequest: 0x77,
  extendedResponse: 0x78,
} as const;

export const ldapFraming: Framing = berFraming(BER.sequence, 1 << 18);

export interface LdapMessage {
  readonly id: number;
  readonly tag: number;
  readonly content: Uint8Array;
}

export function writeMessage(id: number, operation: Uint8Array): Uint8Array {
  return ber(BER.sequence, berInteger(id), operation);
}

export function readMessage(bytes: Uint8Array): LdapMessage | undefined {
  return decoded(() => {
    const reader = new ByteReader(expectElement(new ByteReader(bytes), BER.sequence));
    const id = integerOf(expectElement(reader, BER.integer));
    const operation = elements(reader.rest())[0];
    // RFC 4511, 4.1.1: the operations are application tags.
    if (operation === undefined || (operation.tag & 0xc0) !== 0x40) throw new MalformedError('no operation');
    return { id, tag: operation.tag, content: operation.content };
  });
}

/** RFC 4511, 4.5.1. A base search of the root with a filter that is encoded already. */
export function writeSearch(filter: Uint8Array, attributes: readonly string[]): Uint8Array {
  return ber(
    LDAP.search,
    berText(''),
    berInteger(0, BER.enumerated),
    berInteger(0, BER.enumerated),
    berInteger(0),
    berInteger(5),
    ber(BER.boolean, Uint8Array.of(0)),
    filter,
    ber(BER.sequence, ...attributes.map((attribute) => berText(attribute))),
  );
}

/** `(objectClass=*)`. */
export const ANYTHING: Uint8Array = berText('objectClass', 0x87);

/** `(attribute=value)`. */
export function equals(attribute: string, value: Uint8Array): Uint8Array {
  return ber(0xa3, berText(attribute), ber(BER.octets, value));
}

export function and(...filters: readonly Uint8Array[]): Uint8Array {
  return ber(0xa0, ...filters);
}

export interface SearchRequest {
  readonly base: string;
  readonly scope: number;
  readonly attributes: readonly string[];
  /** Values of equality terms, by attribute in lower case, wherever they stand in the filter. */
  readonly equal: Readonly<Record<string, Uint8Array>>;
}

export function readSearch(content: Uint8Array): SearchRequest | undefined {
  return decoded(() => {
    const reader = new ByteReader(content);
    const base = Buffer.from(expectElement(reader, BER.octets)).toString('utf8');
    const scope = integerOf(expectElement(reader, BER.enumerated));
    expectElement(reader, BER.enumerated);
    expectElement(reader, BER.integer);
    expectElement(reader, BER.integer);
    expectElement(reader, BER.boolean);
    const [filter, attributes] = elements(reader.rest());
    if (filter === undefined) throw new MalformedError('no filter');
    return {
      base,
      scope,
      equal: filter.tag === 0xa0 ? equalities(filter.content) : {},
      attributes: elements(attributes?.content ?? new Uint8Array()).map((one) => printable(one.content)),
    };
  });
}

function equalities(content: Uint8Array): Record<string, Uint8Array> {
  const terms = elements(content).filter((term) => term.tag === 0xa3);
  return Object.fromEntries(
    terms.map((term) => {
      const reader = new ByteReader(term.content);
      const name = printable(expectElement(reader, BER.octets)).toLowerCase();
      return [name, expectElement(reader, BER.octets)];
    }),
  );
}

/** RFC 4511, 4.5.2: the attributes of an entry at the root, each with its values. */
export function writeEntry(attributes: Readonly<Record<string, readonly Uint8Array[]>>): Uint8Array {
  const all = Object.entries(attributes).map(([name, values]) =>
    ber(BER.sequence, berText(name), ber(BER.set, ...values.map((value) => ber(BER.octets, value)))),
  );
  return ber(LDAP.entry, berText(''), ber(BER.sequence, ...all));
}

/** Names in lower case. */
export function readEntry(content: Uint8Array): ReadonlyMap<string, readonly Uint8Array[]> | undefined {
  return decoded(() => {
    const reader = new ByteReader(content);
    expectElement(reader, BER.octets);
    const attributes = elements(expectElement(reader, BER.sequence)).map((attribute) => {
      const inner = new ByteReader(attribute.content);
      const name = printable(expectElement(inner, BER.octets)).toLowerCase();
      const values = elements(expectElement(inner, BER.set)).map((value) => value.content);
      return [name, values] as const;
    });
    return new Map(attributes);
  });
}

/** RFC 4511, 4.1.9: what every response but an entry has. */
export function writeResult(tag: number, code: number, message = ''): Uint8Array {
  return ber(tag, berInteger(code, BER.enumerated), berText(''), berText(message));
}

export function readResult(
  content: Uint8Array,
): { readonly code: number; readonly message: string } | undefined {
  return decoded(() => {
    const reader = new ByteReader(content);
    const code = integerOf(expectElement(reader, BER.enumerated));
    expectElement(reader, BER.octets);
    return { code, message: printable(expectElement(reader, BER.octets)) };
  });
}
