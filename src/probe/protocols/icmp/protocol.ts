/** ICMP echo: RFC 792 and RFC 4443, 4. The kernel fills in checksum and identifier, and answers for every host. */
import { randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { Answer, CheckContext, Protocol } from '../../protocol.ts';
import { UnreachableError } from '../../unreachable.ts';
import { right, silent, unproven } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { ByteReader, ByteWriter, decoded, equalBytes, MalformedError } from '../shared/bytes.ts';
import { systemPing } from './ping.ts';

/** Type of the question and of the answer. */
const TYPES = { 4: [8, 0], 6: [128, 129] } as const;

export function writeEcho(type: number, sequence: number, data: Uint8Array): Uint8Array {
  return new ByteWriter().u8(type).u8(0).u16(0).u16(0).u16(sequence).bytes(data).done();
}

export function readEcho(
  bytes: Uint8Array,
): { readonly type: number; readonly data: Uint8Array } | undefined {
  return decoded(() => {
    const reader = new ByteReader(bytes);
    const type = reader.u8();
    if (reader.u8() !== 0) throw new MalformedError('code');
    reader.skip(6);
    return { type, data: reader.rest() };
  });
}

export const ICMP_ECHO: Protocol = {
  name: 'ICMP echo',
  transport: 'icmp',
  services: ['icmp-echo'],
  async check(context) {
    try {
      return await echo(context);
    } catch (error) {
      if (!mayNotOpen(error)) throw error;
      const answers = await systemPing(context.address, context.timeout, context.signal);
      if (answers === true) return right('The host answers the echo', { asked: 'by the system’s ping' });
      if (answers === false) return silent('an echo reply', context.timeout, 'udp');
      return unproven(
        'This machine lets this program send no echo, and has no ping that does',
        {},
        'Run as root, or permit it: sysctl -w net.ipv4.ping_group_range="0 2147483647"',
      );
    }
  },
};

function echo(context: CheckContext): Promise<Answer> {
  const [question, answer] = TYPES[isIPv4(context.address) ? 4 : 6];
  const data = randomBytes(16);
  const start = performance.now();
  return ask(
    context,
    {
      bytes: writeEcho(question, 1, data),
      expected: 'an echo reply',
      echo: true,
      // Node wants one; ICMP has none.
      port: 1,
      read({ bytes }) {
        const reply = readEcho(bytes);
        return reply?.type === answer && equalBytes(reply.data, data) ? reply : undefined;
      },
    },
    () =>
      right('The host answers the echo', { 'round trip': `${(performance.now() - start).toFixed(1)} ms` }),
  );
}

/** No right to open such a socket, or no such socket. What can't be sent is something else. */
function mayNotOpen(error: unknown): boolean {
  if (!(error instanceof UnreachableError) || error.how.outcome !== 'failed') return false;
  return (
    ['EACCES', 'EPERM', 'ENOSYS', 'EPROTONOSUPPORT'].includes(error.how.code ?? '') && error.how.port === 0
  );
}
