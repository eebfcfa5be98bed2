import { randomInt } from 'node:crypto';
import type { Answer, CheckContext } from '../../protocol.ts';
import { right } from '../shared/answers.ts';
import { ask } from '../shared/ask.ts';
import { DESCRIPTION, NAME, readSnmp, type SnmpMessage, writeDiscovery, writeGet } from './wire.ts';

/**
 * Asks in version 2c with the community of the hints (`public` without one), and in version 3 for the engine's id,
 * which needs no name: an agent that doesn't know the community stays silent in version 2c.
 */
export function checkSnmp(context: CheckContext): Promise<Answer> {
  const id = randomInt(0x01000000, 0x7fffffff);
  return ask(
    context,
    {
      bytes: [writeGet(id, context.task.hints.snmpCommunity ?? 'public'), writeDiscovery(id)],
      expected: 'an SNMP agent',
      read: ({ bytes }) => {
        const message = readSnmp(bytes);
        const answers = message?.kind === 'response' || message?.kind === 'report';
        return answers && message.id === id ? message : undefined;
      },
    },
    judge,
  );
}

function judge(message: SnmpMessage): Answer {
  if (message.version === 3)
    return right('SNMP agent answers (version 3)', {
      'SNMP version': '3',
      'SNMP engine': Buffer.from(message.engine).toString('hex'),
    });
  const value = (oid: string) => message.values.find((one) => one.oid === oid)?.text;
  return right(`SNMP agent of ${value(NAME) ?? 'a host without a name'} answers`, {
    'SNMP version': '2c',
    sysName: value(NAME),
    sysDescr: value(DESCRIPTION),
  });
}
