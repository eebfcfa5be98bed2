import { painter } from '../diagnostics/render.ts';
import { visible } from '../diagnostics/visible.ts';
import type { Assumption } from '../policy/ruleset.ts';
import type { Repair } from '../verify/repair.ts';
import { unifiedDiff } from '../verify/text-edit.ts';
import { assumedText } from './assumed.ts';
import { wrap } from './display-width.ts';
import { assumptionDocument } from './findings-json.ts';
import { counted } from './words.ts';

/** A repair with the file that it is for. */
export interface RepairReport extends Repair {
  readonly file: string;
  /** The configuration as it is. */
  readonly original: string;
  /** What its file begins with before that: a byte order mark, or nothing. */
  readonly mark?: string;
  /** Whether `patch` can change the file: it reads no UTF-16. */
  readonly isPatchable?: boolean;
  /** What was taken for granted. */
  readonly assumed?: readonly Assumption[];
}

/** The patch, and what there is to say of it: to be kept apart, so that the patch can be piped. */
export function repairText(
  report: RepairReport,
  { width, color = false }: { readonly width: number; readonly color?: boolean },
): { readonly patch: string; readonly story: string } {
  const { edits, mended, left, file, assumed = [] } = report;
  const paint = painter(color);
  const lines: string[] = [];
  if (mended.length === 0 && left.length === 0) {
    lines.push(`${visible(file)}: nothing to mend`);
  } else if (edits.length > 0) {
    const added = edits.reduce((sum, edit) => sum + edit.lines.length, 0);
    const removed = edits.filter((edit) => edit.kind === 'replace').length;
    lines.push(
      paint(
        'bold',
        `${visible(file)}: ${counted(edits.length, 'edit')} (${counted(added, 'line')} in, ${counted(removed, 'statement')} out) ${edits.length === 1 ? 'mends' : 'mend'} ${counted(mended.length, 'finding')}`,
      ),
      ...wrap(
        'Applied to a copy, read again and proven: what is newly permitted is needed, and nothing else is closed.',
        width,
      ),
    );
  }
  for (const { finding, why } of left) {
    const at = finding.place ? `${visible(finding.place.file)}:${finding.place.line}: ` : '';
    lines.push(...wrap(`${at}left: ${finding.code} ${visible(finding.message)}: ${why}`, width));
  }
  lines.push(...assumed.flatMap((line) => wrap(visible(assumedText(line)), width)));
  return { patch: patchOf(report), story: `${lines.join('\n')}\n` };
}

const patchOf = ({ file, original, edits, mark }: RepairReport): string =>
  unifiedDiff(file, original, edits, mark);

/** Names the form of the document; `schema/repair.schema.json` describes it. */
const REPAIR_FORMAT = 'portolan/repair/1';

/** The repair as a document for programs. */
export function repairJson(report: RepairReport): string {
  const { file, edits, text, mended, left, isPatchable = true, assumed = [] } = report;
  const document = {
    format: REPAIR_FORMAT,
    file,
    ...(assumed.length > 0 && { assumed: assumed.map(assumptionDocument) }),
    ...(isPatchable && { patch: patchOf(report) }),
    edits: edits.map((edit) => ({
      kind: edit.kind,
      line: (edit.kind === 'insert' ? edit.before : edit.rule).place.line,
      lines: edit.lines,
    })),
    mended: mended.map(({ code, message, place }) => ({ code, message, ...(place && { place }) })),
    left: left.map(({ finding: { code, message, place }, why }) => ({
      code,
      message,
      why,
      ...(place && { place }),
    })),
    text,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
