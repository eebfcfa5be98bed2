/** The list of mechanisms in a negotiation's security blob: RFC 4178, 4.2.1 and [MS-SPNG]. */
import { concat } from '../shared/bytes.ts';

const MECHANISMS: readonly (readonly [name: string, oid: readonly number[]])[] = [
  ['Kerberos', [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02]],
  ['NTLM', [0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a]],
];

/** Mechanisms that are named in a blob. */
export function mechanismsOf(blob: Uint8Array): string[] {
  const text = Buffer.from(blob).toString('latin1');
  return MECHANISMS.filter(([, oid]) => text.includes(String.fromCharCode(...oid))).map(([name]) => name);
}

/** A NegTokenInit that offers NTLM only. */
export function ntlmOnly(): Uint8Array {
  const ntlm = Uint8Array.from(MECHANISMS[1]?.[1] ?? []);
  const mechanisms = tlv(0xa0, tlv(0x30, tlv(0xa0, tlv(0x30, ntlm))));
  return tlv(0x60, concat(Uint8Array.of(6, 6), Uint8Array.of(0x2b, 6, 1, 5, 5, 2), mechanisms));
}

function tlv(tag: number, content: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(tag, content.length), content);
}
