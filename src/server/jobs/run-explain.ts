import { parsePacket } from '../../net/packet.ts';
import { explainPacket, explanationsJson } from '../../workspace/explain-packet.ts';
import type { ExplainJob } from './job-input.ts';
import { JobFailure } from './outcome.ts';
import { contextFor, type Told, Work } from './work.ts';

/** As `portolan explain --format json`. */
export async function runExplain(job: ExplainJob, tell: Told): Promise<Work> {
  const { configuration, hierarchy, target, packet: text, way, state, options } = job;
  const packet = parsePacket(text);
  if ('error' in packet)
    throw new JobFailure({
      code: 'bad-packet',
      title: 'That is no packet',
      detail: `"${text}" is no packet: ${packet.error}`,
    });
  const work = new Work(hierarchy ? 4 : 3, tell);
  const planned = hierarchy && work.plan(hierarchy);
  const [read] = work.readable([await work.read(configuration, contextFor(options, planned, target))]);
  if (!read) throw new TypeError('nothing was read');
  work.step('deciding');
  const answers = explainPacket(read.configuration, packet, { way, isEstablished: state === 'established' });
  return work.write(() => [explanationsJson(answers)]);
}
