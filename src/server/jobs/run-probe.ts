import type { Observation } from '../../plan/observation.ts';
import { addressFor, chooseTasks } from '../../probe/choose.ts';
import { runProbes } from '../../probe/run.ts';
import { observationsJsonChunks } from '../../report/observations-json.ts';
import type { ProbeJob } from './job-input.ts';
import { JobFailure } from './outcome.ts';
import { questionKey } from './question-key.ts';
import { type Told, Work } from './work.ts';

/** Between two tellings of how far it is, in milliseconds. */
const EVERY = 150;

/** As `portolan probe --format json`. What was found by the time that it is stopped is its document. */
export async function runProbeJob(
  { hierarchy: text, wanted, answered = [], pace }: ProbeJob,
  tell: Told,
  stop: AbortSignal,
): Promise<Work> {
  const work = new Work(1, tell);
  const { plan, hierarchy } = work.plan(text);
  const chosen = chooseTasks({ plan, hierarchy }, wanted);
  if (!('tasks' in chosen))
    throw new JobFailure({
      code: 'nobody-here',
      title: 'Nothing of the plan starts on this machine',
      detail: 'Say which host or network of the hierarchy it stands for',
    });
  const { on } = chosen;
  const known = new Set(answered);
  const tasks = chosen.tasks.filter(({ id }) => !known.has(questionKey(on, id)));
  const hosts = new Map(hierarchy.hosts.map((host) => [host.name, host.addresses.map((a) => a.text)]));
  const order = new Map(tasks.map(({ id }, i) => [id, i]));
  const found = new Map<string, Observation>();
  const counts: Record<string, number> = {};
  let told = 0;
  const progress = (): void => {
    told = performance.now();
    tell({ done: found.size, total: Math.max(1, tasks.length), stage: 'asking', counts: { ...counts } });
  };
  progress();
  await runProbes(tasks, {
    ...pace,
    on,
    signal: stop,
    addressIn: (task) => addressFor(task, wanted.addresses),
    addressesOf: (host) => hosts.get(host) ?? [],
    found(observation, { id }) {
      found.set(id, observation);
      counts[observation.verdict] = (counts[observation.verdict] ?? 0) + 1;
      if (performance.now() - told > EVERY) progress();
    },
  });
  progress();
  const sorted = [...found].sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const observations = sorted.map(([, observation]) => observation);
  return work.keepDocument(observationsJsonChunks({ hierarchy: hierarchy.name, observations }));
}
