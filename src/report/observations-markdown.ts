import type { Observation, ObservationSet } from '../plan/observation.ts';
import { markdownText } from './markdown.ts';
import { countsOf, pairsOf, portText, VERDICT_WORDS } from './observations-order.ts';
import { counted } from './words.ts';

/** Observations for a ticket: what isn't fine as a table, what is fine in a line for each pair of ends. */
export function* observationsMarkdownChunks({ hierarchy, observations }: ObservationSet): Generator<string> {
  const counts = countsOf(observations).map(([verdict, count]) => `${count} ${VERDICT_WORDS[verdict]}`);
  yield `# Probes of ${markdownText(hierarchy)}\n\n`;
  yield observations.length === 0
    ? 'Nothing was asked.\n'
    : `${counted(observations.length, 'question')}: ${counts.join(', ')}.\n`;
  const pairs = pairsOf(observations);
  const bad = pairs.flatMap((pair) => pair.bad);
  if (bad.length > 0) {
    yield '\n## Not fine\n\n| from | to | service | verdict | seen | next |\n|---|---|---|---|---|---|\n';
    for (const one of bad) yield `| ${rowOf(one).map(markdownText).join(' | ')} |\n`;
  }
  const fine = pairs.filter((pair) => pair.fine.length > 0);
  if (fine.length > 0) yield '\n## Fine\n\n';
  for (const pair of fine) {
    const services = new Set(pair.fine.map((one) => `${one.service ?? ''} ${portText(one)}`.trim()));
    yield `- ${markdownText(`${pair.from} → ${pair.to}`)}: ${markdownText([...services].join(', '))}\n`;
  }
}

function rowOf(one: Observation): string[] {
  const { from, to, service, verdict, evidence, next } = one;
  const end = ({ name, address }: typeof from): string =>
    name === undefined || address === undefined ? (name ?? address ?? '') : `${name} (${address})`;
  return [end(from), end(to), `${service ?? ''} ${portText(one)}`, verdict, evidence, next ?? ''];
}
