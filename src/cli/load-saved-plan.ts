import { readFileSync, statSync } from 'node:fs';
import { diagnostic } from '../diagnostics/codes.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import type { Plan } from '../plan/model.ts';
import { LONGEST_PLAN, type PlanReading, readPlan } from '../plan/read-plan.ts';
import { decodeText } from '../workspace/text-encoding.ts';
import { systemCause, UsageError } from './exit.ts';
import type { Io } from './io.ts';

/** A plan that `portolan plan --format json` wrote; nothing comes back where it can't be read, and why is told. */
export async function loadSavedPlan(file: string, name: string, io: Io): Promise<Plan | undefined> {
  const reading = readSaved(file, name);
  if ('plan' in reading) return reading.plan;
  await io.err(renderDiagnostics(reading.diagnostics, new Map(), { color: io.color.err }));
  return undefined;
}

function readSaved(file: string, name: string): PlanReading {
  try {
    const { size } = statSync(file);
    const place = { file: name, line: 1, column: 1, length: 0 };
    if (size > LONGEST_PLAN) {
      const message = `${name} has ${Math.ceil(size / 1024 / 1024)} MB`;
      return { diagnostics: [diagnostic('PT6011', { message, place })] };
    }
    const text = decodeText(readFileSync(file))?.text;
    if (text === undefined)
      return { diagnostics: [diagnostic('PT6009', { message: `${name} is no text`, place })] };
    return readPlan(text, name);
  } catch (error) {
    throw new UsageError(`can't read ${file}: ${systemCause(error)}`);
  }
}
