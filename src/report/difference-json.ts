import type { Change, DifferenceReport, NamedChange } from '../verify/difference-report.ts';
import { lineDocument, matchDocument, originDocument, packetDocument } from './findings-json.ts';
import { quote } from './json.ts';

/** Names the form of the document; `schema/difference.schema.json` describes it. */
const DIFFERENCE_FORMAT = 'portolan/difference/1';

/** What changes between two configurations or two plans, as a JSON document in pieces, a change a line. */
export function* differenceJsonChunks(report: DifferenceReport): Generator<string> {
  const { kind, before, after, changes, named, undecided } = report;
  yield `{\n"format": ${quote(DIFFERENCE_FORMAT)},\n"kind": ${quote(kind)},\n`;
  yield `"before": ${quote(before)},\n"after": ${quote(after)},\n"undecided": ${JSON.stringify(undecided)},\n`;
  yield `"named": ${JSON.stringify(named.map(namedDocument))},\n"changes": [`;
  for (const [i, change] of changes.entries())
    yield `${i > 0 ? ',' : ''}\n${JSON.stringify(changeDocument(change))}`;
  yield changes.length > 0 ? '\n]\n}\n' : ']\n}\n';
}

function namedDocument({ kind, text, origins }: NamedChange): object {
  return { kind, text, origins: origins.map(originDocument) };
}

function changeDocument({ kind, hook, packets, size, witness, before, after, origins }: Change): object {
  return {
    kind,
    ...(hook && { hook }),
    witness: packetDocument(witness),
    packets: packets.map(matchDocument),
    size: `${size}`,
    before: before.map(lineDocument),
    after: after.map(lineDocument),
    origins: origins.map(originDocument),
  };
}
