/** Takes in what was seen elsewhere: files of `portolan probe`, of `portolan listen` and of the kit. */
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Observation } from '../plan/observation.ts';
import { judgeKit } from '../probe/kit/read.ts';
import { readObservations } from '../probe/read-observations.ts';
import type { ProbeTask } from '../probe/task.ts';
import { probesOf, type TaskSelection } from '../probe/tasks.ts';
import type { Planned } from './plan-text.ts';

export interface TakenIn {
  /** Those that are about this plan. */
  readonly observations: readonly Observation[];
  /** How many aren't. */
  readonly left: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Clocks differ; what is further ahead would be the newest look for a long time. */
const AHEAD = 60 * 60 * 1000;

/**
 * Reads a file and keeps what is about a plan: its tasks, and arrivals on hosts of its hierarchy. Whatever is wrong with
 * the file is in the diagnostics.
 * @param now in milliseconds
 */
export async function takeInObservations(
  text: string,
  file: string,
  planned: Planned,
  now: number,
): Promise<TakenIn> {
  const place = { file, line: 1, column: 1, length: 0 };
  const reading = readObservations(text);
  if ('code' in reading) return refused(diagnostic(reading.code, { message: reading.message, place }));
  if (reading.isLab) return refused(diagnostic('PT9701', { message: OF_A_LAB, place }));
  const { hierarchy: name } = reading.set;
  const { hierarchy } = planned;
  const diagnostics: Diagnostic[] = [];
  const tasks = tasksOf(reading.set.observations, planned);
  const observations = await judgeKit(reading.set.observations, tasks.values());
  const hosts = new Set(hierarchy.hosts.map((host) => host.name));
  const isOurs = ({ task, flow, on, kind }: Observation): boolean =>
    task === undefined ? kind === 'listen' && hosts.has(on) : tasks.get(task)?.flow === flow;
  const ours = observations.filter(isOurs);
  const timely = ours.filter(({ time }) => Date.parse(time) <= now + AHEAD);
  if (ours.length < observations.length) {
    const count = observations.length - ours.length;
    const isOther = name !== hierarchy.name;
    diagnostics.push(
      diagnostic(isOther ? 'PT9703' : 'PT9704', {
        message: isOther
          ? `${file} is about the hierarchy “${name}”: ${count} of its ${observations.length} observations are left out`
          : `${count} of ${observations.length} observations are of tasks that this plan doesn’t have`,
        place,
      }),
    );
  }
  if (timely.length < ours.length)
    diagnostics.push(
      diagnostic('PT9702', {
        message: `${ours.length - timely.length} observations were made in the future, by the clock of this machine`,
        help: 'Set the clock of the machine that made them, and make them again',
        place,
      }),
    );
  return { observations: timely, left: observations.length - timely.length, diagnostics };
}

const OF_A_LAB =
  'it is the report of a lab: what works there says nothing of what the real network lets pass';

function refused(problem: Diagnostic): TakenIn {
  return { observations: [], left: 0, diagnostics: [problem] };
}

/** Ends that a file is asked about by their names; one with more is asked by its flows. */
const MOST_ENDS = 20;

/** All tasks of the ends that observations start from: a record of a kit answers each that asks the same. */
function tasksOf(
  observations: readonly Observation[],
  { plan, hierarchy }: Planned,
): ReadonlyMap<string, ProbeTask> {
  const probes = observations.filter(({ task }) => task !== undefined);
  const ends = [...new Set(probes.flatMap(({ from }) => from.name ?? []))];
  const flows = [...new Set(probes.flatMap(({ flow }) => flow ?? []))];
  const selections: TaskSelection[] = ends.length <= MOST_ENDS ? ends.map((from) => ({ from })) : [{ flows }];
  const tasks = selections.flatMap((selection) => [...probesOf(plan, hierarchy, selection)]);
  return new Map(tasks.map((task) => [task.id, task]));
}
