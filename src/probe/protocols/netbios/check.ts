import { randomInt } from 'node:crypto';
import type { Answer, CheckContext } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { readDatagramAnswer, readStatus, writeDatagramQuery, writeStatusQuery } from './wire.ts';

/** UDP 137: asks for the host's names, as `nbtstat -A` does. */
export function checkNetbiosName(context: CheckContext): Promise<Answer> {
  const id = randomInt(0x10000);
  return ask(
    context,
    {
      bytes: writeStatusQuery(id),
      expected: 'a NetBIOS name service',
      read: ({ bytes }) => readStatus(bytes, id),
    },
    (names) => {
      const unique = names.find(({ suffix, group }) => !group && (suffix === 0x20 || suffix === 0));
      return right(`NetBIOS name service of ${unique?.name ?? 'a host without a name'} answers`, {
        'NetBIOS name': unique?.name,
        'NetBIOS domain': names.find(({ suffix, group }) => group && suffix === 0)?.name,
        'NetBIOS names': names
          .map(({ name, suffix }) => `${name}<${suffix.toString(16).padStart(2, '0')}>`)
          .join(' '),
      });
    },
  );
}

/** UDP 138: most hosts never answer here, so that only an answer says something. */
export function checkNetbiosDatagram(context: CheckContext): Promise<Answer> {
  const id = randomInt(0x10000);
  return ask(
    context,
    {
      bytes: writeDatagramQuery(id, Uint8Array.of(0, 0, 0, 0), context.port),
      expected: 'a NetBIOS datagram service',
      read: ({ bytes }) => readDatagramAnswer(bytes, id),
    },
    (kind) => right(`NetBIOS datagram service answers (${kind})`, { 'NetBIOS datagram answer': kind }),
  );
}
