import type { Place } from '../../../../src/diagnostics/diagnostic.ts';
import type { FindingKind } from '../../../../src/verify/finding.ts';
import type { LineMark } from '../../code/marks.ts';
import { FINDING_KINDS, type Finding, type FindingsDocument } from './document.ts';

export interface FindingGroup {
  readonly kind: FindingKind;
  readonly word: string;
  readonly about: string;
  readonly findings: readonly Finding[];
}

/** Findings by kind, the worst kinds first, in their order; empty kinds are left out. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  return FINDING_KINDS.flatMap(({ id, word, about }) => {
    const group = findings.filter(({ kind }) => kind === id);
    return group.length === 0 ? [] : [{ kind: id, word, about, findings: group }];
  });
}

/** Whether a place is in a file that is shown; in the only one if none is named. */
const isIn = (place: Place, file: string | undefined): boolean => file === undefined || place.file === file;

/** The lines of one finding: the one that it is about, and those that decide with it. */
export function findingMarks({ place, lines, severity }: Finding, file?: string): LineMark[] {
  const tone = severity === 'error' ? 'bad' : severity === 'warning' ? 'warning' : 'info';
  const marks = new Map<number, LineMark>();
  for (const line of lines)
    if (line.place && isIn(line.place, file))
      marks.set(line.place.line, { line: line.place.line, tone: 'info' });
  if (place && isIn(place, file)) marks.set(place.line, { line: place.line, tone });
  return [...marks.values()];
}

/** Where every finding is, the worst tone of each line. */
export function overview(findings: readonly Finding[], file?: string): LineMark[] {
  const rank = { error: 0, warning: 1, note: 2 } as const;
  const worst = new Map<number, Finding>();
  for (const finding of findings) {
    if (!finding.place || !isIn(finding.place, file)) continue;
    const before = worst.get(finding.place.line);
    if (!before || rank[finding.severity] < rank[before.severity]) worst.set(finding.place.line, finding);
  }
  return [...worst.values()].flatMap((finding) => findingMarks({ ...finding, lines: [] }));
}

/** Where a finding leads to. */
export function placeOf({ place, lines }: Finding): Place | undefined {
  return place ?? lines.find((line) => line.place)?.place;
}

/** Whether findings are about several files, so that a line alone says too little. */
export function isOfSeveralFiles({ parts }: Pick<FindingsDocument, 'parts'>): boolean {
  return parts.flatMap(({ files }) => files).length > 1;
}

/** A line as people name it, with its file where there are several: `line 12`, `line 12 of branch.rules.v4`. */
export function lineText({ line, file }: Place, isOneOfSeveral: boolean): string {
  return isOneOfSeveral ? `line ${line} of ${file.split('/').at(-1)}` : `line ${line}`;
}

/** A decimal number with spaces between its thousands: numbers of packets have up to 80 digits. */
export function grouped(digits: string): string {
  if (digits.length > 15) return `about 10^${digits.length - 1}`;
  return digits.replace(/\B(?=(?:\d{3})+$)/g, '\u202f');
}

/** Messages begin small, because other programs put something before them; here they stand alone. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
