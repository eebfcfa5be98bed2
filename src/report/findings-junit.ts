import type { Assumption } from '../policy/ruleset.ts';
import type { Finding, Findings, FlowTally, VerifiedPart } from '../verify/finding.ts';
import { assumedText } from './assumed.ts';
import { findingEntries } from './finding-entries.ts';
import { inReportOrder } from './findings-order.ts';
import { flowsText, partText } from './findings-summary.ts';
import { type Limit, unwrappedLines } from './labelled.ts';
import { pointText } from './words.ts';
import { xmlAttributes, xmlText } from './xml.ts';

/** How much of the lists of a finding is told; the JSON form has all. */
const LIMIT: Limit = { most: 20, hint: '' };

/** A test case: what one code says about one place. */
interface Case {
  readonly name: string;
  readonly findings: Finding[];
}

interface Suite {
  readonly name: string;
  readonly className: string;
  readonly cases: readonly Case[];
  readonly assumed: readonly Assumption[];
}

/**
 * Findings as JUnit XML in pieces, for anything that shows test results: a suite a configuration, a case for each code at each
 * place. Errors and warnings fail; notes are output of a case that passes. A configuration about which there is
 * nothing to say has one case that passes.
 */
export function* findingsJunitChunks(findings: Findings): Generator<string> {
  const suites = suitesOf(findings);
  const flows = findings.flows ? flowSuite(findings.flows, findings.hierarchy) : undefined;
  const failures = suites.flatMap((suite) => suite.cases).filter(fails).length + (flows?.failures ?? 0);
  const tests = suites.reduce((sum, suite) => sum + suite.cases.length, flows ? 1 : 0);
  const root = xmlAttributes({ name: 'portolan', tests, failures, errors: 0 });
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${root}>\n`;
  for (const suite of suites) yield* suiteChunks(suite);
  yield `${flows?.xml ?? ''}</testsuites>\n`;
}

/** Every part with its findings; at the end those that belong to none. */
function suitesOf(findings: Findings): Suite[] {
  const { parts, assumed = [] } = findings;
  const own = new Map<VerifiedPart | undefined, Finding[]>(parts.map((part) => [part, []]));
  const byFile = new Map(parts.flatMap((part) => part.files.map((file) => [file, part] as const)));
  const byFilter = new Map(
    parts.flatMap((part) => (part.filter === undefined ? [] : [[part.filter, part] as const])),
  );
  for (const finding of inReportOrder(findings)) {
    const { filter, place } = finding;
    const named = filter === undefined ? undefined : byFilter.get(filter);
    const part = named ?? (place && byFile.get(place.file));
    const list = own.get(part);
    if (list) list.push(finding);
    else own.set(part, [finding]);
  }
  return [...own].map(([part, list]) => ({
    name: part ? partText(part) : 'other findings',
    className: part?.filter ?? part?.files[0] ?? 'portolan',
    cases: casesOf(list),
    assumed: assumed.filter(({ place }) => part?.files.includes(place.file)),
  }));
}

function casesOf(findings: readonly Finding[]): Case[] {
  const cases = new Map<string, Case>();
  for (const finding of findings) {
    const { code, place, ruleset } = finding;
    const where = place ? pointText(place) : ruleset;
    const name = where === undefined ? code : `${code} ${where}`;
    const same = cases.get(name);
    if (same) same.findings.push(finding);
    else cases.set(name, { name, findings: [finding] });
  }
  return cases.size === 0 ? [{ name: 'nothing to report', findings: [] }] : [...cases.values()];
}

const isFailure = ({ severity }: Finding): boolean => severity !== 'note';
const fails = ({ findings }: Case): boolean => findings.some(isFailure);

function* suiteChunks({ name, className, cases, assumed }: Suite): Generator<string> {
  const failures = cases.filter(fails).length;
  const head = xmlAttributes({ name, tests: cases.length, failures, errors: 0, skipped: 0 });
  yield `<testsuite${head}>\n`;
  if (assumed.length > 0) {
    const notes = assumed.map(
      (line) => `<property${xmlAttributes({ name: 'assumed', value: assumedText(line) })}/>\n`,
    );
    yield `<properties>\n${notes.join('')}</properties>\n`;
  }
  for (const one of cases) yield caseXml(one, className);
  yield '</testsuite>\n';
}

function caseXml({ name, findings }: Case, className: string): string {
  const failures = findings.filter(isFailure);
  const notes = findings.filter((finding) => !isFailure(finding));
  const [first] = failures;
  const start = `<testcase${xmlAttributes({ name, classname: className })}`;
  if (findings.length === 0) return `${start}/>\n`;
  const failure =
    first &&
    `<failure${xmlAttributes({ type: first.code, message: first.message })}>${blocks(failures)}</failure>\n`;
  const output = notes.length > 0 ? `<system-out>${blocks(notes)}</system-out>\n` : '';
  return `${start}>\n${failure ?? ''}${output}</testcase>\n`;
}

function blocks(findings: readonly Finding[]): string {
  return findings
    .map((finding) =>
      [finding.message, ...unwrappedLines(findingEntries(finding, LIMIT))].map(xmlText).join('\n'),
    )
    .join('\n\n');
}

/** The plan's flows over their whole ways: they fail where one is blocked, or may be. */
function flowSuite(flows: FlowTally, hierarchy = ''): { readonly xml: string; readonly failures: number } {
  const text = flowsText(flows);
  const failures = flows.blocked + flows.unproven > 0 ? 1 : 0;
  const head = xmlAttributes({
    name: `flows of ${hierarchy}`.trimEnd(),
    tests: 1,
    failures,
    errors: 0,
    skipped: 0,
  });
  const start = `<testcase${xmlAttributes({ name: 'no flow is blocked on its way', classname: 'flows' })}>`;
  const outcome = failures > 0 ? `<failure${xmlAttributes({ type: 'flows', message: text })}/>\n` : '';
  const output = `<system-out>${xmlText(text)}</system-out>\n`;
  return { xml: `<testsuite${head}>\n${start}\n${outcome}${output}</testcase>\n</testsuite>\n`, failures };
}
