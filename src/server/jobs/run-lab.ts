import type { LabTestJob } from './job-input.ts';
import { JobFailure, type LabPhaseProgress } from './outcome.ts';
import { type Told, Work } from './work.ts';

/** What a lab is known to go through, for how far it is. */
const PHASES = 8;
/** Enough to see what they are for, in a few seconds. */
const MUTATIONS = 8;
/** A server's lab doesn't take the whole machine. */
const MOST_NAMESPACES = 60;

/** As `portolan lab test --format json` in the light tier. What it sees is a lab's, and kept with nothing else. */
export async function runLab({ hierarchy }: LabTestJob, tell: Told, stop: AbortSignal): Promise<Work> {
  const work = new Work(1, tell);
  work.plan(hierarchy);
  const phases: LabPhaseProgress[] = [];
  const progress = (): void =>
    tell({ done: Math.min(phases.length, PHASES), total: PHASES, stage: 'testing', phases: [...phases] });
  progress();
  // A worker has nothing of the server's surroundings; the lab looks for programs.
  process.env.PATH ??= '/usr/local/bin:/usr/bin:/bin';
  const [{ runTest }, { LabError }, { reportJson }] = await Promise.all([
    import('../../lab/proof/run-test.ts'),
    import('../../lab/start.ts'),
    import('../../lab/proof/report-files.ts'),
  ]);
  const source = { file: hierarchy.file, text: Buffer.from(hierarchy.bytes).toString('utf8') };
  const options = { dialect: 'nftables', mutations: MUTATIONS, most: MOST_NAMESPACES } as const;
  try {
    const tellPhase = ({ id, title, asked, right, milliseconds }: LabPhaseProgress): void => {
      phases.push({ id, title, asked, right, milliseconds });
      progress();
    };
    const report = await runTest({ source, options }, tellPhase, stop);
    return work.keepDocument([reportJson(report)]);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new JobFailure({ code: 'no-lab', title: 'The lab came to no result', detail: `${error.message}.` });
  }
}
