import { formatPacket } from '../net/packet.ts';
import type { Finding, Findings } from '../verify/finding.ts';
import { assumedText } from './assumed.ts';
import { truncate } from './display-width.ts';
import { findingEntries } from './finding-entries.ts';
import { inReportOrder } from './findings-order.ts';
import { flowsText, kindsText, nothingText, partText, severitiesText } from './findings-summary.ts';
import { type Limit, unwrappedLines } from './labelled.ts';
import { markdownText } from './markdown.ts';
import { pointText } from './words.ts';

/** Characters after which the table and the whole end: a comment on a pull request has room for 65,536. */
const ROOM = { table: 25_000, all: 60_000 } as const;

/** Columns of a text in a cell of the table; the details have all of it. */
const CELL = 200;

/** How much of the lists of a finding is told. */
const LIMIT: Limit = { most: 5, hint: '' };

export interface FindingsMarkdownOptions {
  /** Nothing is left out. */
  readonly all?: boolean;
}

/** Findings for a ticket or a pull request, in pieces: what it comes to, a table, and the details. */
export function* findingsMarkdownChunks(
  findings: Findings,
  { all = false }: FindingsMarkdownOptions = {},
): Generator<string> {
  const { hierarchy, parts, flows, assumed = [] } = findings;
  const ordered = inReportOrder(findings);
  const verdict =
    ordered.length === 0 ? nothingText(findings) : `${severitiesText(ordered)}: ${kindsText(ordered)}`;
  yield `# Findings${hierarchy === undefined ? '' : ` about ${markdownText(hierarchy)}`}\n\n**${verdict}**\n`;
  if (flows) yield `\n${flowsText(flows)}\n`;
  if (parts.length > 0) yield `\n${parts.map((part) => `- ${markdownText(partText(part))}\n`).join('')}`;
  if (assumed.length > 0)
    yield `\n${assumed.map((line) => `- ${markdownText(assumedText(line))}\n`).join('')}`;
  if (ordered.length === 0) return;
  const head =
    '\n| Severity | Code | Line | What | Packet | Conversation |\n| --- | --- | --- | --- | --- | --- |\n';
  yield head;
  const row = (finding: Finding): string => `| ${cells(finding).map(cellText).join(' | ')} |\n`;
  const table = yield* fitting(ordered, row, all ? Number.POSITIVE_INFINITY : ROOM.table);
  yield '\n## Details\n';
  yield* fitting(ordered, detail, all ? Number.POSITIVE_INFINITY : ROOM.all - table);
}

/** The texts of findings while there is room, then how many more there are; gives the room that was taken. */
function* fitting(
  findings: readonly Finding[],
  text: (finding: Finding) => string,
  room: number,
): Generator<string, number> {
  let used = 0;
  for (const [i, finding] of findings.entries()) {
    const next = text(finding);
    if (used + next.length > room) {
      yield more(findings.length - i);
      return used;
    }
    used += next.length;
    yield next;
  }
  return used;
}

const more = (count: number): string => `\n… and ${count} more: the JSON form has them all\n`;

const cellText = (text: string): string => markdownText(truncate(text, CELL));

function cells(finding: Finding): string[] {
  const { severity, code, message, witness, origins } = finding;
  const titles = [...new Set(origins.map((origin) => origin.title))];
  const shown = titles.length > 3 ? [...titles.slice(0, 3), `+${titles.length - 3}`] : titles;
  return [severity, code, where(finding), message, witness ? formatPacket(witness) : '', shown.join('; ')];
}

function where({ place, filter, ruleset }: Finding): string {
  return place ? pointText(place) : [filter ?? [], ruleset ?? []].flat().join(', ');
}

/** As text that is not to be read as Markdown, indented so that labels stand below each other. */
function detail(finding: Finding): string {
  const facts = unwrappedLines(findingEntries(finding, LIMIT)).map((line) => `    ${line}\n`);
  const place = where(finding);
  const at = place === '' ? '' : `, ${markdownText(place)}`;
  return `\n### ${finding.code}${at}\n\n${markdownText(finding.message)}\n${facts.length > 0 ? `\n${facts.join('')}` : ''}`;
}
