/** What a kit heard of a proxy: each tunnel is judged by its own answer, and by the certificate behind it. */
import type { Observation } from '../../plan/observation.ts';
import type { Answer } from '../protocol.ts';
import { judgeConnect, targetOf } from '../protocols/proxy/connect.ts';
import { destinationsOf } from '../protocols/proxy/destinations.ts';
import { plainText } from '../protocols/shared/bytes.ts';
import type { ProbeTask } from '../task.ts';
import { certificateFacts } from './certificates.ts';
import type { HeardConnection } from './replay.ts';

export const UNFINISHED = 'The port answers, but the kit could not ask all that it takes to judge the answer';

export function judgeTunnels(
  facts: Observation['facts'],
  task: ProbeTask,
  connections: readonly HeardConnection[],
): Answer {
  const destinations = destinationsOf(task.beyond ?? []);
  const passed: string[] = [];
  const all: Record<string, string> = {};
  for (const [index, { turns }] of connections.entries()) {
    const destination = destinations[index];
    const heard = turns[0]?.heard;
    if (destination === undefined || heard === undefined || heard.length === 0)
      return nothingHeard(connections.slice(index));
    const target = targetOf(destination);
    const against = judgeConnect(target, heard);
    if (against !== undefined) return against;
    const number = `${index + 1}`;
    if (facts[`tls ${number}`] === undefined) return answerOf('unproven', UNFINISHED);
    if (facts[`certificate ${number}`] === undefined) {
      const why = facts[`tls error ${number}`] ?? 'no handshake';
      return answerOf(
        'other',
        `The proxy lets ${target} pass, but there is no TLS behind it: ${plainText(why)}`,
      );
    }
    const seen = certificateFacts(facts, number, [destination.host]);
    if (seen.ends) return seen.ends;
    passed.push(target);
    all[`behind ${target}`] = seen.says;
  }
  const rest = destinations.length - passed.length;
  const more = rest === 0 ? '' : `; ${rest} more destinations were not asked for`;
  if (passed.length === 0) return answerOf('unproven', 'No destination beyond the proxy can be asked for');
  return { answer: 'right', says: `The proxy passes ${passed.join(', ')}${more}`, facts: all };
}

export function nothingHeard(connections: readonly HeardConnection[]): Answer {
  return connections.some(({ end }) => end !== 'open')
    ? answerOf('closed', 'The connection opened and was closed before an answer')
    : answerOf('silent', 'The connection opened, but nothing came back');
}

function answerOf(answer: Answer['answer'], says: string): Answer {
  return { answer, says, facts: {} };
}
