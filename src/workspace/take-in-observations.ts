/** Takes in what was seen elsewhere: files of `portolan probe`, of `portolan listen` and of the kit. */
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Observation } from '../plan/observation.ts';
import { readObservations } from '../probe/read-observations.ts';
import { probesOf } from '../probe/tasks.ts';
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
export function takeInObservations(text: string, file: string, planned: Planned, now: number): TakenIn {
  const place = { file, line: 1, column: 1, length: 0 };
  const reading = readObservations(text);
  if ('code' in reading)
    return {
      observations: [],
      left: 0,
      diagnostics: [diagnostic(reading.code, { message: reading.message, place })],
    };
  const { hierarchy: name, observations } = reading.set;
  const { plan, hierarchy } = planned;
  const diagnostics: Diagnostic[] = [];
  const flows = [...new Set(observations.flatMap(({ flow }) => flow ?? []))];
  const tasks = new Map<string, string>();
  if (flows.length > 0) for (const { id, flow } of probesOf(plan, hierarchy, { flows })) tasks.set(id, flow);
  const hosts = new Set(hierarchy.hosts.map((host) => host.name));
  const isOurs = ({ task, flow, on, kind }: Observation): boolean =>
    task === undefined ? kind === 'listen' && hosts.has(on) : tasks.get(task) === flow;
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
