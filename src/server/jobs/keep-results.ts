import type { KeptFinding, KeptResult } from '../../report/flow-states.ts';
import { revisionOf } from '../../workspace/own-files.ts';
import { storeResults } from '../../workspace/verify-results.ts';
import type { JobInput, VerifyJob } from './job-input.ts';
import type { JobRequest } from './job-request.ts';

/** Whether what a job finds is about the workspace as it is stored, and is worth to be kept there. */
export function isAboutStored(asked: JobRequest, input: JobInput): input is VerifyJob {
  return (
    input.kind === 'verify' && asked.kind === 'verify' && asked.targets.every(({ stored }) => stored === true)
  );
}

interface FindingsDocument {
  readonly parts: readonly { readonly filter?: string; readonly dialect: string }[];
  readonly findings: readonly (KeptFinding & { readonly filter?: string })[];
}

/** Keeps the findings of a verification in the workspace, filter by filter. */
export function keepResults(folder: string, { hierarchy, targets }: VerifyJob, document: Uint8Array): void {
  const { parts, findings } = JSON.parse(Buffer.from(document).toString('utf8')) as FindingsDocument;
  const results = new Map<string, KeptResult>();
  for (const { target, file, bytes } of targets) {
    const { kind, name } = target;
    const key = `${kind} ${name}`;
    const before = results.get(key);
    results.set(key, {
      kind,
      name,
      file: before ? `${before.file}, ${file}` : file,
      revision: before ? `${before.revision}, ${revisionOf(bytes)}` : revisionOf(bytes),
      hierarchy: revisionOf(hierarchy.bytes),
      dialect: parts.find(({ filter }) => filter === name)?.dialect ?? '',
      findings: findings.filter(({ filter }) => filter === name),
    });
  }
  storeResults(folder, [...results.values()]);
}
