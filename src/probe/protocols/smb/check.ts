import { randomBytes } from 'node:crypto';
import type { Answer, CheckContext } from '../../protocol.ts';
import { closed, other, right } from '../shared/answers.ts';
import { equalBytes } from '../shared/bytes.ts';
import { type Conversation, converse, noMessage } from '../shared/conversation.ts';
import { fileTime, guid } from '../shared/values.ts';
import { mechanismsOf } from './spnego.ts';
import {
  DIALECTS,
  NEGOTIATE,
  readHeader,
  readNegotiateResponse,
  SMB1_MARK,
  smbFraming,
  writeNegotiateRequest,
  writeSessionRequest,
} from './wire.ts';

const EXPECTED = 'an SMB server';

/** SMB directly over TCP: negotiates, and leaves before anybody would have to say who he is. */
export function checkSmb(context: CheckContext): Promise<Answer> {
  return converse(context, (conversation) => negotiate(context, conversation));
}

/** SMB over NetBIOS: calls the session service first. */
export function checkNetbiosSession(context: CheckContext): Promise<Answer> {
  return converse(context, async (conversation) => {
    conversation.send(writeSessionRequest('PORTOLAN'));
    const received = await conversation.receive(smbFraming, context.timeout);
    if (received.kind !== 'message') return noMessage(received, EXPECTED, context.timeout);
    const type = received.bytes[0];
    if (type === 0x83) {
      // RFC 1002, 4.3.4: not listening on or for the name, not there, no resources.
      const error = `0x${(received.bytes[4] ?? 0).toString(16)}`;
      return right(`NetBIOS session service answers, but refuses the session (error ${error})`, {
        'session error': error,
      });
    }
    if (type !== 0x82) return other(EXPECTED, received.bytes);
    return negotiate(context, conversation);
  });
}

async function negotiate(context: CheckContext, conversation: Conversation): Promise<Answer> {
  conversation.send(writeNegotiateRequest(randomBytes(16), randomBytes(32)));
  const received = await conversation.receive(smbFraming, context.timeout);
  if (received.kind === 'closed' && received.bytes.length === 0) {
    return {
      ...closed(EXPECTED, received.bytes),
      next: 'A server that knows SMB 1 only closes such a connection; look for it, or for a proxy without a server behind it',
    };
  }
  if (received.kind !== 'message') return noMessage(received, EXPECTED, context.timeout);
  return judge(received.bytes);
}

/** The answer to a negotiation, with the four bytes of its length. */
function judge(bytes: Uint8Array): Answer {
  const message = bytes.subarray(4);
  if (equalBytes(message.subarray(0, 4), SMB1_MARK))
    return right('SMB 1 only', { 'SMB dialect': '1' }, 'SMB 1 is unsafe: turn it off, and SMB 2 on');
  const header = readHeader(message);
  if (header === undefined || !header.response || header.command !== NEGOTIATE) return other(EXPECTED, bytes);
  if (header.status !== 0) {
    const status = `0x${header.status.toString(16).padStart(8, '0')}`;
    return right(`SMB 2 server answers the negotiation with status ${status}`, { 'SMB status': status });
  }
  const response = readNegotiateResponse(message);
  const dialect = response && DIALECTS[response.dialect];
  if (response === undefined || dialect === undefined) return other(EXPECTED, bytes);
  const signing = { required: 'signing required', enabled: 'signing not required', off: 'signing off' };
  return right(`SMB ${dialect}, ${signing[response.signing]}`, {
    'SMB dialect': dialect,
    'SMB signing': response.signing,
    'SMB encryption': CIPHERS[response.cipher],
    'SMB authentication': mechanismsOf(response.security).join(', '),
    'SMB server id': guid(response.serverGuid),
    'server time': fileTime(response.time),
  });
}

/** [MS-SMB2] 2.2.3.1.2. */
const CIPHERS: Readonly<Record<number, string>> = {
  1: 'AES-128-CCM',
  2: 'AES-128-GCM',
  3: 'AES-256-CCM',
  4: 'AES-256-GCM',
};
