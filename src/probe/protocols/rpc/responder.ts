import type { Responder, ResponderContext } from '../../protocol.ts';
import { type Reaction, serve } from '../shared/serve.ts';
import { EPT_MAP, readMapRequest, writeMapResponse, writeTower } from './ept-map.ts';
import { ENDPOINT_MAPPER, interfacesFor } from './interfaces.ts';
import {
  PDU,
  type RpcInterface,
  readBind,
  readPdu,
  readRequest,
  rpcFraming,
  writeBindAck,
  writeFault,
  writeResponse,
} from './wire.ts';

/** [C706] appendix E: `nca_s_op_rng_error`, and access denied. */
const NO_SUCH_OPERATION = 0x1c010002;
const ACCESS_DENIED = 5;

/**
 * TCP 135: an endpoint mapper that knows the usual interfaces of Windows, all on the port that the hint `rpcPort` says
 * (49152 without it).
 */
export const endpointMapperResponder: Responder = {
  tcp: (socket, context) =>
    serve(socket, rpcFraming, (message) => react(message, context, [ENDPOINT_MAPPER], mapped)),
};

/** A dynamic port: accepts binds to the usual interfaces, and denies every call. */
export const dynamicPortResponder: Responder = {
  tcp: (socket, context) =>
    serve(socket, rpcFraming, (message) =>
      react(message, context, interfacesFor([]), (request, call) =>
        writeFault(request.context, ACCESS_DENIED, call),
      ),
    ),
};

type Request = NonNullable<ReturnType<typeof readRequest>>;

function react(
  message: Uint8Array,
  context: ResponderContext,
  served: readonly RpcInterface[],
  answer: (request: Request, call: number, context: ResponderContext) => Uint8Array,
): Reaction {
  const pdu = readPdu(message);
  if (pdu?.type === PDU.bind) {
    const contexts = readBind(pdu.body);
    return contexts?.length
      ? writeBindAck(
          contexts.map(({ uuid, ndr }) => ndr && served.some((one) => one.uuid === uuid)),
          context.port,
          pdu.call,
        )
      : undefined;
  }
  const request = pdu?.type === PDU.request ? readRequest(pdu.body) : undefined;
  return pdu && request && answer(request, pdu.call, context);
}

function mapped(request: Request, call: number, context: ResponderContext): Uint8Array {
  if (request.operation !== EPT_MAP) return writeFault(request.context, NO_SUCH_OPERATION, call);
  const uuid = readMapRequest(request.stub);
  const one = interfacesFor([]).find((known) => known.uuid === uuid);
  const towers = one === undefined ? [] : [writeTower(one, namedPort(context), address(context))];
  return writeResponse(request.context, writeMapResponse(towers), call);
}

function namedPort({ hints }: ResponderContext): number {
  const port = Number(hints.rpcPort);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 49_152;
}

/** The floor has room for IPv4 only; Windows writes zeros for IPv6. */
function address({ host }: ResponderContext): Uint8Array {
  const four = host.addresses.find((one) => /^\d+\.\d+\.\d+\.\d+$/.test(one));
  return Uint8Array.from((four ?? '0.0.0.0').split('.').map(Number));
}
