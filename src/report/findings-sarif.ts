import type { Place } from '../diagnostics/diagnostic.ts';
import { visible } from '../diagnostics/visible.ts';
import { formatPacket } from '../net/packet.ts';
import type { Finding, FindingLine, Findings } from '../verify/finding.ts';
import { FINDING_CODES, type FindingCode } from '../verify/finding-codes.ts';
import { assumedText } from './assumed.ts';
import { fileUri } from './file-uri.ts';
import { FINDING_KINDS } from './finding-kinds.ts';
import { inReportOrder } from './findings-order.ts';
import { flowsText } from './findings-summary.ts';
import { fingerprints } from './fingerprint.ts';
import { matchText } from './match-text.ts';
import { shareText } from './share-text.ts';

/** Products that a result tells in text; the JSON form has all. */
const SHOWN = 20;

const CODES: readonly FindingCode[] = Object.keys(FINDING_CODES) as FindingCode[];

export interface SarifOptions {
  /** Portolan's version, which viewers show beside its name. */
  readonly version?: string;
}

/**
 * Findings as a SARIF 2.1.0 log in pieces, a result a line, for code scanning and editors. Every code is a rule,
 * whether it was found or not; results keep their fingerprints when lines move, so that a viewer knows them again.
 */
export function* findingsSarifChunks(findings: Findings, { version }: SarifOptions = {}): Generator<string> {
  const ordered = inReportOrder(findings);
  const prints = fingerprints(ordered);
  const { hierarchy, flows, assumed = [] } = findings;
  const invocation = {
    executionSuccessful: true,
    ...(assumed.length > 0 && {
      toolExecutionNotifications: assumed.map((line) => ({
        level: 'note',
        message: { text: message(assumedText(line)) },
        locations: [{ physicalLocation: physicalObject(line.place) }],
      })),
    }),
  };
  const driver = {
    name: 'Portolan',
    ...(version !== undefined && { version }),
    rules: CODES.map(ruleObject),
  };
  const properties = {
    ...(hierarchy !== undefined && { hierarchy: visible(hierarchy) }),
    ...(flows && { flows: flowsText(flows), flowCounts: { ...flows } }),
  };
  yield '{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n';
  yield `"tool": ${JSON.stringify({ driver })},\n`;
  yield `"invocations": [${JSON.stringify(invocation)}],\n"columnKind": "utf16CodeUnits",\n`;
  yield `"properties": ${JSON.stringify(properties)},\n"results": [`;
  for (const [i, finding] of ordered.entries())
    yield `${i > 0 ? ',' : ''}\n${JSON.stringify(resultObject(finding, prints[i] ?? '', findings))}`;
  yield ordered.length > 0 ? '\n]\n}]\n}\n' : ']\n}]\n}\n';
}

function ruleObject(code: FindingCode): object {
  const { kind, severity, title } = FINDING_CODES[code];
  return {
    id: code,
    name: pascalCase(title),
    shortDescription: { text: message(title) },
    fullDescription: { text: message(title) },
    help: { text: FINDING_KINDS[kind].about },
    defaultConfiguration: { level: severity },
    properties: { kind, tags: ['firewall', kind] },
  };
}

/** `A line permits very much` → `ALinePermitsVeryMuch`: viewers want a name without blanks. */
function pascalCase(title: string): string {
  return title.replace(/(?:^|[^A-Za-z]+)([A-Za-z]?)/g, (_, letter: string) => letter.toUpperCase());
}

function resultObject(finding: Finding, fingerprint: string, findings: Findings): object {
  const { code, severity, lines, text } = finding;
  const location = locationObject(finding, findings);
  const related = lines.flatMap(({ place, ...line }, i) =>
    place ? [{ id: i + 1, physicalLocation: physicalObject(place), message: lineMessage(line) }] : [],
  );
  return {
    ruleId: code,
    ruleIndex: CODES.indexOf(code),
    level: severity,
    message: { text: resultMessage(finding) },
    ...(location && { locations: [location] }),
    ...(related.length > 0 && { relatedLocations: related }),
    // The first key is the one that GitHub looks at.
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'portolanFinding/v1': fingerprint },
    properties: { ...(text !== undefined && { text: visible(text) }), ...propertiesObject(finding) },
  };
}

/** The sentence, an example, and what to do; all that a viewer's list shows. */
function resultMessage({ message: sentence, witness, lines, help }: Finding): string {
  const nowhere = lines.filter((line) => line.place === undefined);
  return [
    message(sentence),
    ...(witness ? [message(`For example ${formatPacket(witness)}`)] : []),
    ...nowhere.map(({ text, note }) => message(`${note}: ${text}`)),
    ...(help === undefined ? [] : [message(help)]),
  ].join(' ');
}

function lineMessage({ text, note }: Omit<FindingLine, 'place'>): object {
  return { text: escaped(`${note}: ${text}`) };
}

/** A sentence of a message, with its full stop. */
function message(text: string): string {
  const sentence = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return `${escaped(sentence)}${/[.!?]$/.test(sentence) ? '' : '.'}`;
}

/**
 * Braces are placeholders in a message, and are doubled to be none (SARIF 2.1.0, 3.11.5); brackets begin a link, and
 * a backslash takes that away from them (3.11.6).
 */
function escaped(text: string): string {
  return visible(text)
    .replace(/[{}]/g, '$&$&')
    .replace(/[\\[\]]/g, '\\$&');
}

/**
 * Where it stands. For a default that is written nowhere that is the file that lacks it, at its first line: GitHub
 * refuses a result without a line.
 */
function locationObject({ place, filter, ruleset }: Finding, { parts }: Findings): object | undefined {
  const physical = place ? physicalObject(place) : onlyFile(filter, parts);
  const names = [filter ?? [], ruleset ?? []].flat().map(visible);
  const logical = names.length === 0 ? undefined : [{ fullyQualifiedName: names.join('/') }];
  if (!physical && !logical) return undefined;
  return { ...(physical && { physicalLocation: physical }), ...(logical && { logicalLocations: logical }) };
}

function physicalObject({ file, line, column, length }: Place): object {
  const end = length > 0 ? { endColumn: column + length } : {};
  return {
    artifactLocation: { uri: fileUri(file) },
    region: { startLine: line, startColumn: column, ...end },
  };
}

function onlyFile(filter: string | undefined, parts: Findings['parts']): object | undefined {
  const own = filter === undefined ? parts : parts.filter((part) => part.filter === filter);
  const files = own.flatMap((part) => part.files);
  const [file] = files;
  return files.length === 1 && file !== undefined
    ? physicalObject({ file, line: 1, column: 1, length: 0 })
    : undefined;
}

function propertiesObject({ kind, witness, packets, instead, size, origins }: Finding): object {
  const unique = (texts: readonly string[]): string[] => [...new Set(texts)].map(visible);
  const share = size && shareText(size);
  return {
    kind,
    ...(witness && { witness: formatPacket(witness) }),
    ...(packets && { packets: packets.slice(0, SHOWN).map((match) => matchText(match)) }),
    ...(share !== undefined && { share }),
    ...(instead && { instead: instead.slice(0, SHOWN).map((match) => matchText(match)) }),
    ...(origins.length > 0 && {
      conversations: unique(origins.map((origin) => origin.title)),
      flows: unique(origins.map((origin) => origin.flow)),
      sources: unique(origins.flatMap((origin) => origin.sources)),
    }),
  };
}
