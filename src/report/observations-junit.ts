import type { Observation, ObservationSet } from '../plan/observation.ts';
import { isFine, type Pair, pairsOf, portText } from './observations-order.ts';
import { xmlAttributes, xmlText } from './xml.ts';

/** JUnit XML: a suite for each pair of ends, a case for each question. What is unproven is skipped, not passed. */
export function* observationsJunitChunks({ observations }: ObservationSet): Generator<string> {
  const root = xmlAttributes({ name: 'portolan probe', ...countsFor(observations) });
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${root}>\n`;
  for (const pair of pairsOf(observations)) yield* suiteChunks(pair);
  yield '</testsuites>\n';
}

function countsFor(observations: readonly Observation[]): Record<string, number> {
  const skipped = observations.filter(({ verdict }) => verdict === 'unproven').length;
  const failures = observations.filter((o) => !isFine([o]) && o.verdict !== 'unproven').length;
  return { tests: observations.length, failures, errors: 0, skipped };
}

function* suiteChunks({ from, to, fine, bad }: Pair): Generator<string> {
  const name = `${from} to ${to}`;
  yield `<testsuite${xmlAttributes({ name, ...countsFor([...fine, ...bad]) })}>\n`;
  for (const one of [...bad, ...fine]) yield caseXml(one, name);
  yield '</testsuite>\n';
}

function caseXml(one: Observation, className: string): string {
  const { verdict, evidence, next, milliseconds, service, conversation } = one;
  const head = xmlAttributes({
    name: [service, portText(one), conversation].filter((part) => part !== undefined).join(' '),
    classname: className,
    time: milliseconds === undefined ? undefined : (milliseconds / 1000).toFixed(4),
  });
  const text = [evidence, ...(next === undefined ? [] : [next])].join('\n');
  if (isFine([one])) return `<testcase${head}>\n<system-out>${xmlText(text)}</system-out>\n</testcase>\n`;
  const inner =
    verdict === 'unproven'
      ? `<skipped${xmlAttributes({ message: evidence })}/>`
      : `<failure${xmlAttributes({ type: verdict, message: evidence })}>${xmlText(text)}</failure>`;
  return `<testcase${head}>\n${inner}\n</testcase>\n`;
}
