/** Observations for the administrator who has to know at night what is wrong: host by host, what is fine in one line. */
import { type Paint, painter, type Style } from '../diagnostics/render.ts';
import { visible } from '../diagnostics/visible.ts';
import type { Observation, ObservationSet, Verdict } from '../plan/observation.ts';
import { wrap } from './display-width.ts';
import { type Entry, labelledLines } from './labelled.ts';
import {
  countsOf,
  type Pair,
  pairsOf,
  portText,
  sameQuestions,
  VERDICT_WORDS,
} from './observations-order.ts';
import { NARROWEST } from './table.ts';
import { counted } from './words.ts';

export interface ObservationsTextOptions {
  readonly width: number;
  /** ANSI colours. */
  readonly color?: boolean;
  /** Also what was seen of what is fine. */
  readonly all?: boolean;
  /** Sentences for the end: what was not asked, and why. */
  readonly notes?: readonly string[];
}

const STYLES: Readonly<Partial<Record<Verdict, Style>>> = {
  intercepted: 'error',
  filtered: 'error',
  rejected: 'error',
  other: 'error',
  refused: 'warning',
  unresolved: 'warning',
  failed: 'warning',
  unproven: 'warning',
};

export function* observationsTextChunks(
  { observations }: ObservationSet,
  options: ObservationsTextOptions,
): Generator<string> {
  const width = Math.max(NARROWEST, Math.floor(options.width));
  const paint = painter(options.color ?? false);
  for (const pair of pairsOf(observations))
    yield `${pairLines(pair, width, paint, options.all ?? false).join('\n')}\n\n`;
  yield `${wrap(summary(observations), width)
    .map((line) => paint('bold', line))
    .join('\n')}\n`;
  for (const note of options.notes ?? []) yield `${wrap(visible(note), width).join('\n')}\n`;
}

function summary(observations: readonly Observation[]): string {
  if (observations.length === 0) return 'Nothing was asked.';
  const counts = countsOf(observations).map(([verdict, count]) => `${count} ${VERDICT_WORDS[verdict]}`);
  return `${counted(observations.length, 'question')}: ${counts.join(', ')}.`;
}

function pairLines(pair: Pair, width: number, paint: Paint, all: boolean): string[] {
  const { from, to, address, fine, bad } = pair;
  const where = address === undefined || address === to ? '' : ` (${address})`;
  const title = paint('bold', visible(`${from} → ${to}${where}`));
  const lines = [
    `${title}: ${bad.length === 0 ? 'all fine' : `${bad.length} of ${fine.length + bad.length} not fine`}`,
  ];
  if (fine.length > 0 && !all) lines.push(...indent(wrap(`fine: ${fineText(fine)}`, width - 2)));
  const shown = all ? [...bad, ...fine] : bad;
  for (const group of sameQuestions(shown)) lines.push(...blockLines(group, width, paint));
  return lines;
}

function fineText(fine: readonly Observation[]): string {
  const texts = fine.map((one) => {
    const name = `${visible(one.service ?? one.transport)} ${portText(one)}`;
    return one.verdict === 'listener' ? `${name} (Portolan’s listener)` : name;
  });
  return [...new Set(texts)].join(', ');
}

function blockLines(group: readonly Observation[], width: number, paint: Paint): string[] {
  const [one] = group;
  if (!one) return [];
  const { verdict, evidence, next, hop, service, token } = one;
  const style = STYLES[verdict];
  const word = style ? paint(style, verdict) : verdict;
  const head = `  ${word} ${visible(service ?? '')} ${portText(one)}`;
  const flows = [...new Set(group.map((o) => o.conversation ?? '').filter((c) => c !== ''))];
  const entries: Entry[] = [
    ['seen', evidence],
    ...(hop ? [['hop', hopText(hop)] as const] : []),
    ...(flows.length > 0 ? [['for', flows.join(', ')] as const] : []),
    ...(token !== undefined ? [['token', token] as const] : []),
    ...(next !== undefined ? [['next', next] as const] : []),
  ];
  return [
    head,
    ...labelledLines(entries, width - 2, (label) => paint('frame', label)).map((line) => `  ${line}`),
  ];
}

function hopText({ distance, address, filter }: NonNullable<Observation['hop']>): string {
  return [
    filter === undefined ? undefined : `filter ${filter}`,
    address,
    distance === undefined ? undefined : `${counted(distance, 'hop')} away`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
