import type { LabTestJob } from './job-input.ts';
import { JobFailure } from './outcome.ts';
import type { Told, Work } from './work.ts';

/** As `portolan lab test --format json`. */
export async function runLab(_: LabTestJob, __: Told): Promise<Work> {
  throw new JobFailure({ code: 'no-lab', title: 'No lab can run here', detail: 'later' });
}
