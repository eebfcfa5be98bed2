import { createHash } from 'node:crypto';
import type { Responder, ResponderContext } from '../../protocol.ts';
import { ascii, equalBytes } from '../shared/bytes.ts';
import { type Reaction, serve } from '../shared/serve.ts';
import { toFileTime } from '../shared/values.ts';
import { ntlmOnly } from './spnego.ts';
import {
  framed,
  NEGOTIATE,
  readHeader,
  readNegotiateRequest,
  SMB1_MARK,
  type SmbHeader,
  smbFraming,
  writeHeader,
  writeNegotiateResponse,
} from './wire.ts';

const ACCESS_DENIED = 0xc0000022;
const NOT_SUPPORTED = 0xc00000bb;

/** A file server up to the negotiation: whoever wants a session is denied access. With the session service (139), too. */
export const smbResponder: Responder = {
  tcp: (socket, context) => serve(socket, smbFraming, (message) => react(message, context)),
};

function react(bytes: Uint8Array, context: ResponderContext): Reaction {
  // RFC 1002, 4.3.3: a positive session response has no body. 0x85 keeps alive.
  if (bytes[0] === 0x81) return Uint8Array.of(0x82, 0, 0, 0);
  if (bytes[0] === 0x85) return new Uint8Array();
  if (bytes[0] !== 0) return undefined;
  const message = bytes.subarray(4);
  if (equalBytes(message.subarray(0, 4), SMB1_MARK)) return upgrade(message, context);
  const header = readHeader(message);
  if (header === undefined || header.response) return undefined;
  const answer = { ...header, response: true };
  if (header.command === NEGOTIATE) {
    const request = readNegotiateRequest(message);
    const best = [0x0311, 0x0302, 0x0300, 0x0210, 0x0202].find((one) => request?.dialects.includes(one));
    return best === undefined ? refuse(answer, NOT_SUPPORTED) : negotiated(answer, best, context);
  }
  return refuse(answer, ACCESS_DENIED);
}

/** [MS-SMB2] 3.3.5.3: an SMB 1 negotiation that knows of SMB 2 is answered in SMB 2. */
function upgrade(message: Uint8Array, context: ResponderContext): Reaction {
  const text = Buffer.from(message).toString('latin1');
  const dialect = text.includes('SMB 2.???') ? 0x02ff : text.includes('SMB 2.002') ? 0x0202 : undefined;
  if (message[4] !== 0x72 || dialect === undefined) return undefined;
  const header = { command: NEGOTIATE, status: 0, response: true, messageId: 0n, treeId: 0, sessionId: 0n };
  return negotiated(header, dialect, context);
}

function negotiated(header: SmbHeader, dialect: number, context: ResponderContext): Uint8Array {
  return writeNegotiateResponse(
    { ...header, status: 0 },
    {
      dialect,
      signing: 'required',
      serverGuid: createHash('md5').update(ascii(context.host.name)).digest(),
      capabilities: dialect >= 0x0210 ? 7 : 1,
      time: toFileTime(Date.now()),
      security: ntlmOnly(),
      cipher: 2,
    },
  );
}

/** [MS-SMB2] 2.2.2. */
function refuse(header: SmbHeader, status: number): Uint8Array {
  const error = Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0);
  return framed(Uint8Array.from([...writeHeader({ ...header, status }), ...error]));
}
