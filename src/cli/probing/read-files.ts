import { readFileSync, statSync } from 'node:fs';
import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../../diagnostics/render.ts';
import type { Observation } from '../../plan/observation.ts';
import { joinObservations } from '../../probe/join.ts';
import { judgeKit } from '../../probe/kit/read.ts';
import { readObservations } from '../../probe/read-observations.ts';
import { probesOf } from '../../probe/tasks.ts';
import { counted } from '../../report/words.ts';
import type { Planned } from '../../workspace/plan-text.ts';
import { decodeText } from '../../workspace/text-encoding.ts';
import { systemCause, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';

const LARGEST = 512 * 1024 * 1024;

/** Reads results, joins what both ends saw, and tells what can't be used; `undefined` where a file is none. */
export async function readResults(
  files: readonly string[],
  { plan, hierarchy }: Planned,
  io: Io,
): Promise<readonly Observation[] | undefined> {
  const diagnostics: Diagnostic[] = [];
  const all: Observation[] = [];
  for (const file of files) {
    const reading = readObservations(textOf(file));
    const place = { file, line: 1, column: 1, length: 0 };
    if ('code' in reading) {
      diagnostics.push(diagnostic(reading.code, { message: `${file}: ${reading.message}`, place }));
    } else if (reading.set.hierarchy !== hierarchy.name) {
      const message = `${file} is of the hierarchy ${reading.set.hierarchy}, not of ${hierarchy.name}`;
      diagnostics.push(diagnostic('PT9703', { message, place }));
    } else all.push(...reading.set.observations);
  }
  const tasks = [...probesOf(plan, hierarchy)];
  const known = new Set(tasks.map(({ id }) => id));
  const joined = joinObservations(await judgeKit(all, tasks), (id) => known.has(id));
  const [unknown] = joined.unknown;
  if (unknown !== undefined) {
    const message = `${counted(joined.unknown.length, 'task')} that the plan doesn’t have, such as ${unknown}`;
    diagnostics.push(diagnostic('PT9704', { message }));
  }
  if (diagnostics.length > 0)
    await io.err(renderDiagnostics(diagnostics, new Map(), { color: io.color.err }));
  return diagnostics.some(({ severity }) => severity === 'error') ? undefined : joined.observations;
}

function textOf(file: string): string {
  try {
    if (statSync(file).size > LARGEST) throw new UsageError(`${file} is too large`);
    return decodeText(readFileSync(file))?.text ?? '';
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`can't read ${file}: ${systemCause(error)}`);
  }
}
