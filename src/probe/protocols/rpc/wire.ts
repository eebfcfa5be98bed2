/** Connection-oriented RPC: [C706] chapter 12.6 and [MS-RPCE] 2.2.2. Little endian is written, and demanded. */
import { ByteReader, ByteWriter, concat, decoded, equalBytes, MalformedError } from '../shared/bytes.ts';
import type { Framing } from '../shared/conversation.ts';
import { guid, guidBytes } from '../shared/values.ts';

/** An RPC interface, and what of Windows it is the door to. */
export interface RpcInterface {
  readonly name: string;
  readonly uuid: string;
  readonly major: number;
  readonly minor: number;
}

/** [C706] 14: NDR, the only transfer syntax that every server knows. */
export const NDR: RpcInterface = {
  name: 'NDR',
  uuid: '8a885d04-1ceb-11c9-9fe8-08002b104860',
  major: 2,
  minor: 0,
};

/** [C706] 12.6.4: types of PDUs. */
export const PDU = { request: 0, response: 2, fault: 3, bind: 11, bindAck: 12, bindNak: 13 } as const;

/** More than a fragment may have here: 5840 is what is offered in a bind, and servers don't exceed it. */
const FRAGMENT_LIMIT = 16_384;

export const rpcFraming: Framing = (bytes) => {
  if (bytes[0] !== 5) return 'other';
  if (bytes.length < 16) return 'more';
  // Minor version 0 or 1; type up to 19; little endian, ASCII, IEEE.
  const length = (bytes[8] ?? 0) | ((bytes[9] ?? 0) << 8);
  if ((bytes[1] ?? 0) > 1 || (bytes[2] ?? 0) > 19 || bytes[4] !== 0x10) return 'other';
  return length < 16 || length > FRAGMENT_LIMIT ? 'other' : length;
};

export interface Pdu {
  readonly type: number;
  readonly call: number;
  readonly body: Uint8Array;
}

function writePdu({ type, call, body }: Pdu): Uint8Array {
  const header = new ByteWriter().u8(5).u8(0).u8(type).u8(3).u32(0x10000000);
  header
    .u16le(16 + body.length)
    .u16le(0)
    .u32le(call);
  return concat(header.done(), body);
}

export function readPdu(bytes: Uint8Array): Pdu | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    reader.skip(2);
    const type = reader.u8();
    reader.skip(5);
    const length = reader.u16le();
    reader.skip(2);
    const call = reader.u32le();
    return { type, call, body: reader.take(length - 16) };
  });
}

function syntax(one: RpcInterface): Uint8Array {
  return new ByteWriter().bytes(guidBytes(one.uuid)).u16le(one.major).u16le(one.minor).done();
}

/** [C706] 12.6.4.3: asks for one interface, in NDR. */
export function writeBind(one: RpcInterface, call: number): Uint8Array {
  const body = new ByteWriter().u16le(5840).u16le(5840).u32le(0).u8(1).zeros(3);
  body.u16le(0).u8(1).u8(0).bytes(syntax(one)).bytes(syntax(NDR));
  return writePdu({ type: PDU.bind, call, body: body.done() });
}

/** The contexts that a bind asks for: id, interface's UUID, and whether NDR is among the transfer syntaxes. */
export function readBind(
  body: Uint8Array,
): readonly { readonly id: number; readonly uuid: string; readonly ndr: boolean }[] | undefined {
  return decoded(() => {
    const reader = new ByteReader(body);
    reader.skip(8);
    const count = reader.u8();
    reader.skip(3);
    return Array.from({ length: count }, () => {
      const id = reader.u16le();
      const syntaxes = reader.u8();
      reader.skip(1);
      const uuid = guid(reader.take(16));
      reader.skip(4);
      const offered = Array.from({ length: syntaxes }, () => reader.take(20));
      return { id, uuid, ndr: offered.some((one) => equalBytes(one, syntax(NDR))) };
    });
  });
}

/** [C706] 12.6.4.4. @param results - for each context whether it is accepted */
export function writeBindAck(results: readonly boolean[], port: number, call: number): Uint8Array {
  const address = `${port}`;
  const body = new ByteWriter().u16le(5840).u16le(5840).u32le(0x1234);
  body
    .u16le(address.length + 1)
    .bytes(Buffer.from(`${address}\0`, 'latin1'))
    .align(4);
  body.u8(results.length).zeros(3);
  for (const accepted of results) {
    // 2: provider rejection; 1: the abstract syntax isn't supported.
    body.u16le(accepted ? 0 : 2).u16le(accepted ? 0 : 1);
    if (accepted) body.bytes(syntax(NDR));
    else body.zeros(20);
  }
  return writePdu({ type: PDU.bindAck, call, body: body.done() });
}

/** What a bind got: accepted, or why not. `undefined` where the bytes are no answer to a bind. */
export function readBindAnswer(
  pdu: Pdu,
): { readonly accepted: true } | { readonly accepted: false; readonly reason: string } | undefined {
  if (pdu.type === PDU.fault) return { accepted: false, reason: 'fault' };
  return decoded(() => {
    const reader = new ByteReader(pdu.body);
    if (pdu.type === PDU.bindNak)
      return { accepted: false, reason: `bind refused, reason ${reader.u16le()}` };
    if (pdu.type !== PDU.bindAck) throw new MalformedError('type');
    reader.skip(8);
    reader.skip(reader.u16le());
    reader.align(4);
    if (reader.u8() === 0) throw new MalformedError('no result');
    reader.skip(3);
    const result = reader.u16le();
    const reason = reader.u16le();
    return result === 0
      ? { accepted: true }
      : { accepted: false, reason: `interface refused, reason ${reason}` };
  });
}

/** [C706] 12.6.4.9. */
export function writeRequest(operation: number, stub: Uint8Array, call: number): Uint8Array {
  const body = new ByteWriter().u32le(stub.length).u16le(0).u16le(operation).bytes(stub);
  return writePdu({ type: PDU.request, call, body: body.done() });
}

export function readRequest(
  body: Uint8Array,
): { readonly context: number; readonly operation: number; readonly stub: Uint8Array } | undefined {
  return decoded(() => {
    const reader = new ByteReader(body, 4);
    return { context: reader.u16le(), operation: reader.u16le(), stub: reader.rest() };
  });
}

/** [C706] 12.6.4.10. */
export function writeResponse(context: number, stub: Uint8Array, call: number): Uint8Array {
  const body = new ByteWriter().u32le(stub.length).u16le(context).u16le(0).bytes(stub);
  return writePdu({ type: PDU.response, call, body: body.done() });
}

/** [C706] 12.6.4.7. */
export function writeFault(context: number, status: number, call: number): Uint8Array {
  const body = new ByteWriter().u32le(32).u16le(context).u16le(0).u32le(status).u32le(0);
  return writePdu({ type: PDU.fault, call, body: body.done() });
}

/** What a call returned; `undefined` for a fault. */
export function readResponse(pdu: Pdu): Uint8Array | undefined {
  return pdu.type === PDU.response && pdu.body.length >= 8 ? pdu.body.subarray(8) : undefined;
}
