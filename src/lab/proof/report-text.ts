/** A lab's report for people: what was proven, and everything that isn't as it has to be. */
import { painter } from '../../diagnostics/render.ts';
import { visible } from '../../diagnostics/visible.ts';
import { counted } from '../../report/words.ts';
import type { LabPhase, LabReport } from './report-model.ts';

/** Faults of a phase that are listed; the JSON form has more. */
const LISTED = 20;
const EXPECTED = 8;

export interface ReportTextOptions {
  readonly color?: boolean;
}

/** One line of a phase, as soon as it is done. */
export function phaseText(phase: LabPhase, { color = false }: ReportTextOptions = {}): string {
  const paint = painter(color);
  const isFine = phase.right === phase.asked && phase.faults.length === 0;
  const mark = isFine ? paint('note', '✓') : paint('error', '✗');
  const count = `${phase.right}/${phase.asked}`.padStart(15);
  const seconds = `${(phase.milliseconds / 1000).toFixed(1)} s`.padStart(8);
  const lines = [`${mark} ${count} ${seconds}  ${visible(phase.title)}`];
  for (const { says } of phase.faults.slice(0, LISTED)) lines.push(`    ${visible(says)}`);
  if (phase.faults.length > LISTED) lines.push(`    and ${phase.faults.length - LISTED} more`);
  return `${lines.join('\n')}\n`;
}

/** What follows the phases. */
export function summaryText(report: LabReport, { color = false }: ReportTextOptions = {}): string {
  const paint = painter(color);
  const lines: string[] = [];
  const { expectedBlocked, mutations } = report;
  for (const { says, failing } of mutations.slice(0, EXPECTED))
    lines.push(`  ${visible(says)}: ${failsText(failing)}`);
  if (mutations.length > EXPECTED) lines.push(`  and ${mutations.length - EXPECTED} more`);
  if (expectedBlocked.length > 0) {
    lines.push(`Planned, but blocked by design: ${expectedBlocked.length}`);
    for (const text of expectedBlocked.slice(0, EXPECTED)) lines.push(`  ${visible(text)}`);
    if (expectedBlocked.length > EXPECTED) lines.push(`  and ${expectedBlocked.length - EXPECTED} more`);
  }
  const wrong = wrongCount(report);
  const asked = report.phases.reduce((sum, phase) => sum + phase.asked, 0);
  const verdict =
    wrong === 0
      ? `${asked} questions, all answered as the plan has it`
      : `${wrong} of ${asked} questions were not answered as the plan has it`;
  lines.push(
    paint(
      'bold',
      `${visible(report.hierarchy)} (${report.dialect}, ${report.tier}): ${verdict}, ${(report.milliseconds / 1000).toFixed(1)} s`,
    ),
  );
  return `${lines.join('\n')}\n`;
}

function failsText(failing: readonly string[]): string {
  const [first] = failing;
  if (first === undefined) return 'nothing fails, because other rules let the same packets pass';
  const count = `${counted(failing.length, 'conversation')} ${failing.length === 1 ? 'fails' : 'fail'}`;
  return `${count}, ${failing.length === 1 ? 'namely' : 'such as'} ${visible(first)}`;
}

/** Questions that were not answered as they have to be. */
export function wrongCount({ phases }: LabReport): number {
  return phases.reduce(
    (sum, { asked, right, faults }) => sum + Math.max(asked - right, faults.length > 0 ? 1 : 0),
    0,
  );
}
