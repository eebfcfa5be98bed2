import { formatPacket } from '../net/packet.ts';
import type { Finding, FindingLine, FindingOrigin } from '../verify/finding.ts';
import { truncate } from './display-width.ts';
import { type Entry, type Limit, listEntries } from './labelled.ts';
import { matchText } from './match-text.ts';
import { shareText } from './share-text.ts';
import { counted, pointText, reasonText } from './words.ts';

/** Columns of a line of a configuration that are told. */
const LINE = 200;

/** All that is known of a finding besides its sentence, for people. */
export function findingEntries(finding: Finding, limit: Limit): Entry[] {
  const { place, text, filter, ruleset, lines, witness, packets, help, size, origins } = finding;
  const where = [filter ?? [], ruleset ?? []].flat().join(', ');
  const concerned = (packets ?? []).map((match) => matchText(match, limit.most));
  const share = size && shareText(size);
  return [
    ...listEntries('line', text === undefined ? [] : [truncate(text, LINE)], limit),
    ...listEntries('in', place && where !== '' ? [where] : [], limit),
    ...listEntries('packet', witness ? [formatPacket(witness)] : [], limit),
    ...listEntries('among', concerned, limit),
    ...listEntries('share', share === undefined ? [] : [share], limit),
    ...listEntries('with', lines.map(lineText), limit),
    ...originEntries(origins, limit),
    ...insteadEntries(finding, limit),
    ...listEntries('help', help === undefined ? [] : [help], limit),
  ];
}

/** `core.nft:12:5: jump clients (leads there)`. */
export function lineText({ place, text, note }: FindingLine): string {
  return `${place ? `${pointText(place)}: ` : ''}${truncate(text, LINE)}${note === '' ? '' : ` (${note})`}`;
}

function insteadEntries({ kind, instead }: Finding, limit: Limit): Entry[] {
  if (!instead) return [];
  const texts = instead.map((match) => matchText(match, limit.most));
  if (kind === 'missing') return listEntries('permit', texts, limit);
  return listEntries('instead', texts.length > 0 ? texts : ['nothing: no flow of the plan needs it'], limit);
}

/** The way to the left: the conversations with who says so, and why they are planned, each told once. */
export function originEntries(origins: readonly FindingOrigin[], limit: Limit): Entry[] {
  const titles = new Map<string, FindingOrigin[]>();
  for (const origin of origins) {
    const same = titles.get(origin.title);
    if (same) same.push(origin);
    else titles.set(origin.title, [origin]);
  }
  const conversations = [...titles].map(([title, own]) => {
    const sources = [...new Set(own.flatMap((origin) => origin.sources))];
    const flows = own.length > 1 ? ` in ${counted(own.length, 'flow')}` : '';
    return `${title}${flows}${sources.length === 0 ? '' : ` (${sources.join('; ')})`}`;
  });
  const reasons = new Set(origins.flatMap((origin) => origin.reasons.map(reasonText)));
  const flows = new Set(origins.map((origin) => origin.flow));
  return [
    ...listEntries('for', conversations, limit),
    ...listEntries('because', [...reasons], limit),
    ...listEntries('flow', [...flows], limit),
  ];
}
