import type { LineMark } from '../../code/marks.ts';
import type { RulesDocument } from './queries.ts';

type Lines = RulesDocument['lines'];

/** Flows that a line is for; lines of the same rule without an own entry are not among them. */
export function flowsOfLine(lines: Lines, line: number): readonly string[] {
  return [...new Set(lines.filter((entry) => entry.line === line).flatMap((entry) => entry.flows))];
}

export function linesOfFlow(lines: Lines, flow: string): number[] {
  return [...new Set(lines.filter(({ flows }) => flows.includes(flow)).map(({ line }) => line))].sort(
    (a, b) => a - b,
  );
}

/** What is marked: the lines of the flow that was come for, and those of the selected line's rule. */
export function marksFor(lines: Lines, flow: string | undefined, line: number | undefined): LineMark[] {
  const marks = new Map<number, LineMark>();
  const rules = new Set(lines.filter((entry) => entry.line === line).map(({ rule }) => rule));
  for (const entry of lines)
    if (rules.has(entry.rule)) marks.set(entry.line, { line: entry.line, tone: 'info' });
  if (flow !== undefined)
    for (const at of linesOfFlow(lines, flow)) marks.set(at, { line: at, tone: 'good' });
  return [...marks.values()];
}
