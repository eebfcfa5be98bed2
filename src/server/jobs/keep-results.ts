import { revisionOf } from '../../workspace/own-files.ts';
import { type NewResult, storeResults } from '../../workspace/verify-results.ts';
import type { JobInput, VerifyJob } from './job-input.ts';
import type { JobRequest } from './job-request.ts';
import type { TargetDocument } from './outcome.ts';

/** Whether what a job finds is about the workspace as it is stored, and is worth to be kept there. */
export function isAboutStored(asked: JobRequest, input: JobInput): input is VerifyJob {
  return (
    input.kind === 'verify' && asked.kind === 'verify' && asked.targets.every(({ stored }) => stored === true)
  );
}

/** Keeps what a verification said of each filter and host in the workspace. */
export function keepResults(
  folder: string,
  { hierarchy, targets }: VerifyJob,
  separate: readonly TargetDocument[],
): void {
  const results = separate.map(({ kind, name, document }): NewResult => {
    const own = targets.filter(({ target }) => target.kind === kind && target.name === name);
    return {
      kind,
      name,
      file: own.map(({ file }) => file).join(', '),
      revision: own.map(({ bytes }) => revisionOf(bytes)).join(', '),
      hierarchy: revisionOf(hierarchy.bytes),
      text: document,
    };
  });
  storeResults(folder, results);
}
