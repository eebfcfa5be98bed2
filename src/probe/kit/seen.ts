/** What a kit's record says that was seen, as the probe would have seen it. */
import type { Observation } from '../../plan/observation.ts';
import { startsLikeBanner } from '../banner.ts';
import type { Answer } from '../protocol.ts';
import { plainText } from '../protocols/shared/bytes.ts';
import { describeBytes } from '../protocols/shared/describe.ts';
import type { ProbeTask } from '../task.ts';
import { UnreachableError } from '../unreachable.ts';
import type { Seen } from '../verdict.ts';
import { certificateFacts, judgeTls } from './certificates.ts';
import { connectionsOf, firstHeard, howOf } from './connections.ts';
import { plainProtocol } from './questions.ts';
import { type HeardConnection, replay } from './replay.ts';
import { judgeTunnels, nothingHeard, UNFINISHED } from './tunnels.ts';

export async function seenBy({ facts, to }: Observation, task: ProbeTask): Promise<Seen> {
  const address = to.address ?? task.to.address ?? '';
  switch (facts.outcome) {
    case 'connected':
      return await answered(facts, task, address);
    case 'refused':
    case 'silence':
    case 'unreachable': {
      // nc and its kind say so in words, whoever the message came from.
      if (facts.outcome === 'unreachable' && facts.engine !== undefined && facts['icmp 1'] === undefined)
        return { seen: 'answer', answer: UNREACHABLE, head: new Uint8Array() };
      const port = Number(facts['port 1'] ?? task.port ?? 0);
      return { seen: 'unreachable', how: howOf(facts, 1, facts.outcome, { task, address, port }) };
    }
    case 'unresolved':
      return { seen: 'unresolved', name: task.to.fqdns[0] ?? task.to.name, why: facts.error ?? 'no address' };
    default:
      return { seen: 'broken', why: `The kit could not ask: ${facts.error ?? 'no reason is written down'}` };
  }
}

const UNREACHABLE: Answer = answerOf('unproven', 'The host is said to be unreachable, but not by whom');

async function answered(facts: Observation['facts'], task: ProbeTask, address: string): Promise<Seen> {
  if (facts.listener !== undefined) {
    const head = Buffer.from(facts.listener, 'hex');
    return { seen: 'answer', answer: answerOf('silent', 'No answer'), head };
  }
  if (task.transport === 'icmp')
    return {
      seen: 'answer',
      answer: answerOf('right', 'The host answers an echo request'),
      head: new Uint8Array(),
    };
  const connections = connectionsOf(facts, task, address);
  const head = firstHeard(connections);
  // An answer of the listener is judged by its words alone.
  if (startsLikeBanner(head))
    return { seen: 'answer', answer: answerOf('other', 'Portolan’s listener'), head };
  try {
    return { seen: 'answer', answer: await judgeAnswer(facts, task, address, connections, head), head };
  } catch (error) {
    if (error instanceof UnreachableError && error.how.code !== 'UNASKED')
      return { seen: 'unreachable', how: error.how };
    return { seen: 'answer', answer: answerOf('unproven', UNFINISHED), head };
  }
}

async function judgeAnswer(
  facts: Observation['facts'],
  task: ProbeTask,
  address: string,
  connections: readonly HeardConnection[],
  head: Buffer,
): Promise<Answer> {
  if (task.service === 'http-proxy') return judgeTunnels(facts, task, connections);
  const { protocol, tls } = plainProtocol(task.service);
  const isSecure = facts['certificate 1'] !== undefined;
  if (tls && !isSecure) return withoutTls(facts, head);
  const seen = isSecure ? certificateFacts(facts, '1', task.to.fqdns) : undefined;
  if (seen?.ends) return seen.ends;
  if (tls && seen && (protocol === undefined || connections.every(({ turns }) => turns.length === 0)))
    return judgeTls(task, seen);
  if (protocol === undefined)
    return head.length === 0
      ? answerOf('unproven', 'The connection opens, and nothing is said')
      : answerOf('unproven', `${describeBytes(head)} answers`);
  if (head.length === 0 && connections.some(({ turns }) => turns.length > 0))
    return nothingHeard(connections);
  const replayed = await replay(protocol, task, address, connections);
  if (replayed.isShort && replayed.answer.answer !== 'right') return answerOf('unproven', UNFINISHED);
  const answer = task.service === 'ntp' ? withoutClock(replayed.answer) : replayed.answer;
  if (seen === undefined) return answer;
  return { ...answer, says: `${seen.says}; ${answer.says}`, facts: { ...answer.facts, ...seen.facts } };
}

/** What a client says that is answered by something else than TLS, whatever its library: OpenSSL's words. */
const NO_TLS = /WRONG_VERSION_NUMBER|UNKNOWN_PROTOCOL|HTTP_REQUEST|record layer failure/i;

/** A handshake that fails may be the server's own no: only what speaks another protocol is another service. */
function withoutTls(facts: Observation['facts'], head: Buffer): Answer {
  const why = facts['tls error 1'];
  const because = why === undefined ? '' : `: ${plainText(why)}`;
  if (head.length > 0)
    return answerOf('other', `There is no TLS: ${describeBytes(head)} answers without being asked`);
  if (why !== undefined && NO_TLS.test(why))
    return answerOf('other', `The connection opens, but there is no TLS${because}`);
  if (why !== undefined && /timed out/i.test(why))
    return answerOf('silent', 'The connection opened, but nothing came back');
  return answerOf('unproven', `The connection opens, but no TLS comes about${because}`);
}

/** The clock was compared with this machine's, now: that says nothing of the clock when the kit asked. */
function withoutClock({ answer, says, facts }: Answer): Answer {
  const { 'clock difference': _, ...rest } = facts;
  return { answer, says: says.replace(/, clocks differ by .*$/, ''), facts: rest };
}

function answerOf(answer: Answer['answer'], says: string): Answer {
  return { answer, says, facts: {} };
}
