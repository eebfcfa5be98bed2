import { type Paint, painter } from '../diagnostics/render.ts';
import { visible } from '../diagnostics/visible.ts';
import type { Finding, Findings } from '../verify/finding.ts';
import { assumedText } from './assumed.ts';
import { wrap } from './display-width.ts';
import { findingEntries } from './finding-entries.ts';
import { byFile, type FileFindings, SEVERITIES } from './findings-order.ts';
import { flowsText, kindsText, nothingText, partText, severitiesText } from './findings-summary.ts';
import { type Limit, labelledLines } from './labelled.ts';
import { NARROWEST } from './table.ts';
import { counted, pointText } from './words.ts';

/** Findings of one severity in one file that are told, and parts that were looked at. */
const SHOWN = 20;

/** How a person gets to see what is left out. */
const HINT = ' (--all shows them)';

/** How much of the lists of a finding is told. */
const SHORT: Limit = { most: 5, hint: HINT };
const WHOLE: Limit = { most: Number.POSITIVE_INFINITY, hint: '' };

export interface FindingsTextOptions {
  readonly width: number;
  /** ANSI colours. */
  readonly color?: boolean;
  /** Nothing is left out. */
  readonly all?: boolean;
}

/**
 * Findings for a person, as a compiler prints them, in pieces: file by file, the worst first, each with a packet that
 * shows it, the lines that take part, whose conversation it is and what to do; at the end what it comes to.
 */
export function* findingsTextChunks(findings: Findings, options: FindingsTextOptions): Generator<string> {
  const view: View = {
    width: Math.max(NARROWEST, Math.floor(options.width)),
    paint: painter(options.color ?? false),
    all: options.all ?? false,
  };
  for (const file of byFile(findings)) yield* fileChunks(file, view);
  yield `${summaryLines(findings, view).join('\n')}\n`;
}

interface View {
  readonly width: number;
  readonly paint: Paint;
  readonly all: boolean;
}

function* fileChunks({ file, findings }: FileFindings, view: View): Generator<string> {
  const title = file === undefined ? 'Not about a single line' : visible(file);
  yield `${view.paint('bold', title)}: ${severitiesText(findings)}\n\n`;
  for (const severity of SEVERITIES) {
    const own = findings.filter((finding) => finding.severity === severity);
    const shown = view.all ? own : own.slice(0, SHOWN);
    for (const finding of shown) yield `${blockLines(finding, view).join('\n')}\n\n`;
    if (own.length > shown.length)
      yield `… and ${counted(own.length - shown.length, `more ${severity}`)} here${HINT}\n\n`;
  }
}

/** `core.nft:41:5: error PT9001: …`, then what is known, an entry a line or more. */
function blockLines(finding: Finding, { width, paint, all }: View): string[] {
  const { code, severity, message, place, filter, ruleset } = finding;
  const where = place ? pointText(place) : (filter ?? ruleset ?? 'everywhere');
  const head = `${paint('bold', `${visible(where)}:`)} ${paint(severity, `${severity} ${code}`)}`;
  const entries = findingEntries(finding, all ? WHOLE : SHORT);
  return [`${head}: ${visible(message)}`, ...labelledLines(entries, width, (label) => paint('frame', label))];
}

function summaryLines(findings: Findings, { width, paint, all }: View): string[] {
  const { parts, flows, assumed = [] } = findings;
  const list = findings.findings;
  const verdict = list.length === 0 ? nothingText(findings) : `${severitiesText(list)}: ${kindsText(list)}`;
  const shown = (all ? parts : parts.slice(0, SHOWN)).map((part) => `Looked at ${partText(part)}`);
  const more = parts.length - shown.length;
  return [
    ...wrap(verdict, width).map((line) => paint('bold', line)),
    ...(flows ? wrap(flowsText(flows), width) : []),
    ...shown.flatMap((text) => wrap(visible(text), width)),
    ...(more > 0 ? [`and at ${more} more${HINT}`] : []),
    ...assumed.flatMap((line) => wrap(visible(assumedText(line)), width)),
  ];
}
