/** What a kit brought back, judged with all that Portolan knows: the same checks, the same verdicts. */
import type { Observation } from '../../plan/observation.ts';
import { startsLikeBanner } from '../banner.ts';
import { observationOf } from '../observe.ts';
import type { Answer } from '../protocol.ts';
import { judgeConnect, targetOf } from '../protocols/proxy/connect.ts';
import { destinationsOf } from '../protocols/proxy/destinations.ts';
import { plainText } from '../protocols/shared/bytes.ts';
import { describeBytes } from '../protocols/shared/describe.ts';
import type { ProbeTask } from '../task.ts';
import { UnreachableError } from '../unreachable.ts';
import { judge, type Seen } from '../verdict.ts';
import { certificateFacts, judgeTls } from './certificates.ts';
import { KIT_VERSION, questionKey } from './model.ts';
import { plainProtocol } from './questions.ts';
import { type HeardConnection, replay } from './replay.ts';

/** A kit's record waits to be judged. */
function isFromKit({ facts, kind }: Observation): boolean {
  return kind === 'probe' && facts.kit === KIT_VERSION;
}

/**
 * Judges the records of a kit; other observations, and records of tasks that the plan no longer has, stay as they are.
 * @param tasks - the plan's; a record answers all of them that ask the same
 */
export async function judgeKit(
  observations: readonly Observation[],
  tasks: Iterable<ProbeTask>,
): Promise<Observation[]> {
  const byId = new Map<string, ProbeTask>();
  const alike = new Map<string, ProbeTask[]>();
  for (const task of tasks) {
    byId.set(task.id, task);
    const key = `${task.from.name} ${questionKey(task)}`;
    alike.set(key, [...(alike.get(key) ?? []), task]);
  }
  const judged: Observation[] = [];
  for (let at = 0; at < observations.length; at += AT_ONCE) {
    const some = observations.slice(at, at + AT_ONCE).map(async (observation) => {
      const task = isFromKit(observation) ? byId.get(observation.task ?? '') : undefined;
      if (task === undefined) return [observation];
      const seen = await seenBy(observation, task);
      const same = alike.get(`${task.from.name} ${questionKey(task)}`) ?? [task];
      return same.map((one) => told(observation, one, seen));
    });
    judged.push(...(await Promise.all(some)).flat());
  }
  return judged;
}

/** Records judged at once: most are waited for no longer than they are read. */
const AT_ONCE = 64;

function told(observation: Observation, task: ProbeTask, seen: Seen): Observation {
  const { from, to } = observation;
  const { kit: _, engine, 'connected ms': connected } = observation.facts;
  const judgement = judge(task, seen);
  const time = new Date(observation.time);
  return observationOf(
    task,
    {
      ...judgement,
      facts: {
        ...judgement.facts,
        'asked by': engine === undefined ? 'kit' : `kit with ${engine}`,
        ...(connected !== undefined && { 'connected ms': connected }),
      },
    },
    {
      time,
      on: observation.on,
      ...(to.address !== undefined && { address: to.address }),
      ...(from.address !== undefined && { local: { address: from.address, port: from.port ?? 0 } }),
      ...(observation.milliseconds !== undefined && { milliseconds: observation.milliseconds }),
    },
  );
}

/** A kit's words for a connection that there was none of. A reset's sender isn't known to it. */
const HOW = {
  refused: { outcome: 'reset', unclear: true },
  silence: { outcome: 'silence' },
  unreachable: { outcome: 'failed', code: 'EHOSTUNREACH' },
} as const;

async function seenBy({ facts, to }: Observation, task: ProbeTask): Promise<Seen> {
  const address = to.address ?? task.to.address ?? '';
  const { transport } = task;
  const how = { transport, address, port: task.port ?? 0 };
  switch (facts.outcome) {
    case 'connected':
      return await answered(facts, task, address);
    case 'refused':
    case 'silence':
    case 'unreachable':
      return {
        seen: 'unreachable',
        how: { ...how, port: Number(facts['port 1'] ?? how.port), ...HOW[facts.outcome] },
      };
    case 'unresolved':
      return { seen: 'unresolved', name: task.to.fqdns[0] ?? task.to.name, why: facts.error ?? 'no address' };
    default:
      return { seen: 'broken', why: `The kit could not ask: ${facts.error ?? 'no reason is written down'}` };
  }
}

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

const UNFINISHED = 'The port answers, but the kit could not ask all that it takes to judge the answer';

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
  if (tls && !isSecure) {
    const why = facts['tls error 1'];
    return answerOf(
      'other',
      `The connection opens, but there is no TLS${why === undefined ? '' : `: ${why}`}`,
    );
  }
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

/** The clock was compared with this machine's, now: that says nothing of the clock when the kit asked. */
function withoutClock({ answer, says, facts }: Answer): Answer {
  const { 'clock difference': _, ...rest } = facts;
  return { answer, says: says.replace(/, clocks differ by .*$/, ''), facts: rest };
}

/** Each tunnel by its own answer, and by the certificate behind it. */
function judgeTunnels(
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

function nothingHeard(connections: readonly HeardConnection[]): Answer {
  return connections.some(({ end }) => end !== 'open')
    ? answerOf('closed', 'The connection opened and was closed before an answer')
    : answerOf('silent', 'The connection opened, but nothing came back');
}

function answerOf(answer: Answer['answer'], says: string): Answer {
  return { answer, says, facts: {} };
}

/** `port N`, `asked N.T`, `heard N.T`, `end N`: connection N, turn T. A greeting has turn 0. */
function connectionsOf(facts: Observation['facts'], task: ProbeTask, address: string): HeardConnection[] {
  const connections: HeardConnection[] = [];
  for (let number = 1; number <= 32; number++) {
    const port = Number(facts[`port ${number}`]);
    if (!Number.isInteger(port) || port < 1 || port > 65535) continue;
    const outcome = facts[`outcome ${number}`];
    const failed =
      outcome === undefined
        ? undefined
        : {
            transport: task.transport,
            address,
            port,
            ...(HOW[outcome as keyof typeof HOW] ?? HOW.unreachable),
          };
    const turns = [];
    for (let turn = 1; turn <= 16; turn++) {
      const asked = bytesOf(facts[`asked ${number}.${turn}`]);
      if (asked === undefined) break;
      turns.push({ asked, heard: bytesOf(facts[`heard ${number}.${turn}`]) ?? Buffer.alloc(0) });
    }
    const end = facts[`end ${number}`];
    connections.push({
      port,
      turns,
      greeting: bytesOf(facts[`heard ${number}.0`]) ?? Buffer.alloc(0),
      end: end === 'closed' || end === 'reset' ? end : 'open',
      ...(failed && { failed }),
    });
  }
  return connections;
}

/** A kit cuts at 16 KiB and a little more; what is longer, or no hexadecimal digits, wasn't written by one. */
function bytesOf(text: string | undefined): Buffer | undefined {
  if (text === undefined || text.length > 1 << 18 || !/^(?:[0-9a-f]{2})*$/i.test(text)) return undefined;
  return Buffer.from(text, 'hex');
}

function firstHeard(connections: readonly HeardConnection[]): Buffer {
  for (const { greeting, turns } of connections) {
    if (greeting.length > 0) return greeting;
    const heard = turns.find((turn) => turn.heard.length > 0)?.heard;
    if (heard) return heard.subarray(0, 256);
  }
  return Buffer.alloc(0);
}
