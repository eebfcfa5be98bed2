import { type Paint, painter } from '../diagnostics/render.ts';
import { visible } from '../diagnostics/visible.ts';
import { formatPacket } from '../net/packet.ts';
import type { Change, DifferenceReport } from '../verify/difference-report.ts';
import { wrap } from './display-width.ts';
import { lineText, originEntries } from './finding-entries.ts';
import type { FindingsTextOptions } from './findings-text.ts';
import { type Entry, type Limit, labelledLines, listEntries } from './labelled.ts';
import { matchText } from './match-text.ts';
import { NARROWEST } from './table.ts';
import { counted } from './words.ts';

/** What becomes of packets, in the words of the one who loads the new rules. */
const KINDS: Readonly<Record<Change['kind'], readonly [word: string, style: Parameters<Paint>[0]]>> = {
  permitted: ['newly permitted', 'warning'],
  denied: ['no longer permitted', 'error'],
  'perhaps-permitted': ['perhaps newly permitted', 'note'],
  'perhaps-denied': ['perhaps no longer permitted', 'note'],
};

/** The same for plans, which need packets rather than permit them. */
const PLAN_KINDS: Readonly<Record<Change['kind'], string>> = {
  permitted: 'newly needed',
  denied: 'no longer needed',
  'perhaps-permitted': 'perhaps newly needed',
  'perhaps-denied': 'perhaps no longer needed',
};

const HOOKS: Readonly<Record<NonNullable<Change['hook']>, string>> = {
  forward: '',
  in: ', inbound',
  out: ', outbound',
};

/** Changes that are told, and how much of the lists of each. */
const SHOWN = 50;
const SHORT: Limit = { most: 5, hint: ' (--format json lists them)' };
const WHOLE: Limit = { most: Number.POSITIVE_INFINITY, hint: '' };

/** What changes between two configurations or two plans, for a person, in pieces. */
export function* differenceTextChunks(
  report: DifferenceReport,
  options: FindingsTextOptions,
): Generator<string> {
  const width = Math.max(NARROWEST, Math.floor(options.width));
  const paint = painter(options.color ?? false);
  const limit = options.all ? WHOLE : SHORT;
  const shown = options.all ? report.changes : report.changes.slice(0, SHOWN);
  for (const change of shown) {
    const [word, style] = KINDS[change.kind];
    const kind = report.kind === 'plans' ? PLAN_KINDS[change.kind] : word;
    const head = `${paint(style, kind)}${change.hook ? HOOKS[change.hook] : ''}:`;
    const lines = labelledLines(entries(change, limit), width, (label) => paint('frame', label));
    yield `${head} ${formatPacket(change.witness)}\n${lines.map((line) => `${line}\n`).join('')}\n`;
  }
  const more = report.changes.length - shown.length;
  if (more > 0) yield `… and ${counted(more, 'more change')}${SHORT.hint}\n\n`;
  const listed = options.all ? report.named : report.named.slice(0, SHOWN);
  for (const { kind, text, origins } of listed) {
    const lines = labelledLines(originEntries(origins, limit), width, (label) => paint('frame', label));
    const head = `${paint(KINDS[kind][1], PLAN_KINDS[kind])}, known by name only:`;
    yield `${head} ${visible(text)}\n${lines.map((line) => `${line}\n`).join('')}\n`;
  }
  const unnamed = report.named.length - listed.length;
  if (unnamed > 0) yield `… and ${counted(unnamed, 'more name')}${SHORT.hint}\n\n`;
  for (const text of report.undecided) yield `${wrap(visible(`Not compared: ${text}`), width).join('\n')}\n`;
  yield `${wrap(visible(verdict(report)), width)
    .map((line) => paint('bold', line))
    .join('\n')}\n`;
}

function entries({ packets, before, after, origins }: Change, limit: Limit): Entry[] {
  const texts = packets.map((match) => matchText(match, limit.most));
  return [
    ...listEntries('among', texts, limit),
    ...listEntries('before', before.map(lineText), limit),
    ...listEntries('after', after.map(lineText), limit),
    ...originEntries(origins, limit),
  ];
}

/** No more is claimed than was compared. */
function verdict({ before, after, undecided, kind, ...report }: DifferenceReport): string {
  const changes = [...report.changes, ...report.named];
  const between = `between ${before} and ${after}`;
  if (changes.length > 0) {
    const words = kind === 'plans' ? PLAN_KINDS : KINDS;
    const counts = (Object.keys(KINDS) as Change['kind'][]).flatMap((each) => {
      const count = changes.filter((change) => change.kind === each).length;
      return count === 0 ? [] : [`${count} ${[words[each]].flat()[0]}`];
    });
    return `${counted(changes.length, 'change')} ${between}: ${counts.join(', ')}`;
  }
  if (undecided.length > 0) return `No change was found ${between}, but not everything could be compared`;
  return kind === 'plans'
    ? `No change: ${before} and ${after} need the same packets`
    : `No change: ${before} and ${after} permit the same packets`;
}
