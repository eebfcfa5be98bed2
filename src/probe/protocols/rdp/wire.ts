/** Remote Desktop's negotiation: [MS-RDPBCGR] 2.2.1.1 and 2.2.1.2, in X.224 (ISO 8073) in TPKT (RFC 1006). */
import { ByteReader, ByteWriter, concat, decoded, MalformedError } from '../shared/bytes.ts';
import type { Framing } from '../shared/conversation.ts';

export const rdpFraming: Framing = (bytes) => {
  if (bytes[0] !== 3 || (bytes[1] ?? 0) !== 0) return 'other';
  if (bytes.length < 4) return 'more';
  const length = new ByteReader(bytes, 2).u16();
  return length < 7 || length > 1024 ? 'other' : length;
};

/** [MS-RDPBCGR] 2.2.1.1.1: TLS, CredSSP, CredSSP with early authorisation. */
export const RDP_PROTOCOLS = { tls: 1, credssp: 2, credsspEarly: 8 } as const;

const CONNECTION_REQUEST = 0xe0;
const CONNECTION_CONFIRM = 0xd0;

function tpkt(code: number, negotiation: Uint8Array): Uint8Array {
  const x224 = new ByteWriter()
    .u8(6 + negotiation.length)
    .u8(code)
    .u16(0)
    .u16(0)
    .u8(0)
    .bytes(negotiation)
    .done();
  return concat(
    new ByteWriter()
      .u8(3)
      .u8(0)
      .u16(4 + x224.length)
      .done(),
    x224,
  );
}

function negotiation(type: number, value: number): Uint8Array {
  return new ByteWriter().u8(type).u8(0).u16le(8).u32le(value).done();
}

export function writeConnectionRequest(protocols: number): Uint8Array {
  return tpkt(CONNECTION_REQUEST, negotiation(1, protocols));
}

/** The protocols that a client offers; 0 where it only knows the old security. A cookie may stand before them. */
export function readConnectionRequest(bytes: Uint8Array): { readonly protocols: number } | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes, 5);
    if (reader.u8() !== CONNECTION_REQUEST) throw new MalformedError('code');
    reader.skip(5);
    const rest = reader.rest();
    const line = Buffer.from(rest).indexOf('\r\n');
    const structure = rest[0] === 1 ? rest : line >= 0 ? rest.subarray(line + 2) : new Uint8Array();
    return {
      protocols: structure[0] === 1 && structure.length >= 8 ? new ByteReader(structure, 4).u32le() : 0,
    };
  });
}

export function writeConnectionConfirm(selected: number): Uint8Array {
  return tpkt(CONNECTION_CONFIRM, negotiation(2, selected));
}

export interface ConnectionConfirm {
  /** 0: the old security of RDP itself. */
  readonly selected?: number;
  /** [MS-RDPBCGR] 2.2.1.2.2: why not. */
  readonly failure?: number;
}

export function readConnectionConfirm(bytes: Uint8Array): ConnectionConfirm | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes, 4);
    const length = reader.u8();
    if (reader.u8() !== CONNECTION_CONFIRM || length < 6) throw new MalformedError('code');
    reader.skip(5);
    // A server from before negotiation sends none.
    if (reader.left < 8) return { selected: 0 };
    const type = reader.u8();
    reader.skip(1);
    if (reader.u16le() !== 8) throw new MalformedError('length');
    const value = reader.u32le();
    if (type !== 2 && type !== 3) throw new MalformedError('type');
    return type === 2 ? { selected: value } : { failure: value };
  });
}
