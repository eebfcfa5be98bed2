/** What a kit brought back, judged with all that Portolan knows: the same checks, the same verdicts. */
import type { Observation } from '../../plan/observation.ts';
import { observationOf } from '../observe.ts';
import type { ProbeTask } from '../task.ts';
import { type Judged, judge, type Known, type Seen } from '../verdict.ts';
import { type KitRecord, located } from './located.ts';
import { isFromKit, questionKey } from './model.ts';
import { seenBy } from './seen.ts';

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
  const addresses = new Map<string, Set<string>>();
  for (const task of tasks) {
    byId.set(task.id, task);
    const key = alikeKey(task);
    alike.set(key, [...(alike.get(key) ?? []), task]);
    const { host, address } = task.to;
    if (host !== undefined && address !== undefined)
      addresses.set(host, (addresses.get(host) ?? new Set()).add(address));
  }
  const taskOf = (one: Observation): ProbeTask | undefined =>
    isFromKit(one) ? byId.get(one.task ?? '') : undefined;
  const latest = withoutEarlier(observations, taskOf);
  const records: KitRecord[] = [];
  for (let at = 0; at < latest.length; at += AT_ONCE) {
    const some = latest.slice(at, at + AT_ONCE).flatMap((observation) => {
      const task = taskOf(observation);
      return task === undefined ? [] : [{ observation, task }];
    });
    records.push(
      ...(await Promise.all(
        some.map(async (one) => ({ ...one, seen: await seenBy(one.observation, one.task) })),
      )),
    );
  }
  const seen = await located(records);
  const judged = new Map(
    records.map(({ observation, task }, index) => [observation, { task, seen: seen[index] }]),
  );
  return latest.flatMap((observation) => {
    const one = judged.get(observation);
    if (!one?.seen) return [observation];
    const { task } = one;
    const known = {
      host: [...(addresses.get(task.to.host ?? '') ?? [])],
      own: observation.from.address === undefined ? [] : [observation.from.address],
    };
    return (alike.get(alikeKey(task)) ?? [task]).map((each) =>
      told(observation, each, one.seen as Seen, known),
    );
  });
}

/** Records judged at once: most are waited for no longer than they are read. */
const AT_ONCE = 64;

function alikeKey(task: ProbeTask): string {
  return `${task.from.name} ${questionKey(task)}`;
}

/** A kit writes a question's line again when it has looked a second time: the last one of a run counts. */
function withoutEarlier(
  observations: readonly Observation[],
  taskOf: (one: Observation) => ProbeTask | undefined,
): Observation[] {
  const key = ({ on, task, time }: Observation): string => JSON.stringify([on, task, time]);
  const last = new Map(observations.map((one) => [key(one), one]));
  return observations.filter((one) => taskOf(one) === undefined || last.get(key(one)) === one);
}

function told(observation: Observation, task: ProbeTask, seen: Seen, known: Known): Observation {
  const { from, to, facts } = observation;
  const { engine, 'connected ms': connected } = facts;
  const judgement = withDoubt(judge(task, seen, known), facts);
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

/** Windows goes on asking when an ICMP message comes, and doesn't tell of it. */
function withDoubt(judged: Judged, { system }: Observation['facts']): Judged {
  if (system !== 'windows' || judged.verdict !== 'filtered') return judged;
  return {
    ...judged,
    evidence: `${judged.evidence}. A filter that rejects with an ICMP message looks the same from Windows`,
  };
}
