/** Asks an endpoint mapper which ports of TCP the interfaces of a host have. */
import type { CheckContext } from '../../protocol.ts';
import type { Conversation, Received } from '../shared/conversation.ts';
import { EPT_MAP, type MapAnswer, readMapResponse, writeMapRequest } from './ept-map.ts';
import { ENDPOINT_MAPPER } from './interfaces.ts';
import {
  PDU,
  type Pdu,
  type RpcInterface,
  readBindAnswer,
  readPdu,
  readResponse,
  rpcFraming,
  writeBind,
  writeRequest,
} from './wire.ts';

export interface NamedPort {
  readonly interface: RpcInterface;
  readonly port: number;
}

/**
 * What the mapper said. `strange`: the bytes that came (or didn't) instead of an answer. `none`: an RPC server, but no
 * endpoint mapper. `refused`: a mapper that tells us nothing.
 */
export type Mapping =
  | { readonly kind: 'named'; readonly ports: readonly NamedPort[] }
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'strange'; readonly received: Received };

/**
 * @param enough - stops at the first port that this accepts; later interfaces aren't asked for
 */
export async function askMapper(
  context: CheckContext,
  conversation: Conversation,
  interfaces: readonly RpcInterface[],
  enough: (port: number) => boolean,
): Promise<Mapping> {
  const until = performance.now() + context.timeout;
  conversation.send(writeBind(ENDPOINT_MAPPER, 1));
  const bound = await nextPdu(context, conversation, until);
  if ('kind' in bound) return { kind: 'strange', received: bound };
  const answer = readBindAnswer(bound.pdu);
  if (answer === undefined) return { kind: 'strange', received: { kind: 'other', bytes: bound.bytes } };
  if (!answer.accepted) return { kind: 'none', reason: answer.reason };
  const ports: NamedPort[] = [];
  for (const [index, one] of interfaces.entries()) {
    conversation.send(writeRequest(EPT_MAP, writeMapRequest(one), index + 2));
    const received = await nextPdu(context, conversation, until);
    if ('kind' in received)
      return ports.length > 0 ? { kind: 'named', ports } : { kind: 'strange', received };
    if (received.pdu.type === PDU.fault) return { kind: 'refused', reason: 'it refuses the call' };
    const map = readMap(received.pdu);
    if (map === undefined) return { kind: 'strange', received: { kind: 'other', bytes: received.bytes } };
    for (const tower of map.towers) {
      if (tower.tcp !== undefined && tower.uuid === one.uuid) ports.push({ interface: one, port: tower.tcp });
    }
    if (ports.some(({ port }) => enough(port))) break;
  }
  return { kind: 'named', ports };
}

function readMap(pdu: Pdu): MapAnswer | undefined {
  const stub = readResponse(pdu);
  return stub && readMapResponse(stub);
}

/** The next PDU; or what came instead. */
export async function nextPdu(
  context: CheckContext,
  conversation: Conversation,
  until: number = performance.now() + context.timeout,
): Promise<{ readonly pdu: Pdu; readonly bytes: Uint8Array } | Received> {
  const received = await conversation.receive(rpcFraming, until - performance.now());
  if (received.kind !== 'message') return received;
  const pdu = readPdu(received.bytes);
  return pdu === undefined ? { kind: 'other', bytes: received.bytes } : { pdu, bytes: received.bytes };
}
