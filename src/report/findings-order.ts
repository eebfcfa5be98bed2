import { formatPacket } from '../net/packet.ts';
import type { Finding, Findings } from '../verify/finding.ts';

/** The severities, the worst first. */
export const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'note'];

/** Findings of one file; `file` is absent for those that stand at no line. */
export interface FileFindings {
  readonly file?: string;
  readonly findings: readonly Finding[];
}

type Key = readonly (string | number)[];

/**
 * The order that all reports have, whatever the order in which things were found: files as they were given, then what
 * stands in no file; in a file the worst first, then line by line.
 */
export function inReportOrder({ parts, findings }: Findings): Finding[] {
  const files = positions(parts.flatMap((part) => part.files));
  const filters = positions(parts.flatMap((part) => part.filter ?? []));
  return findings
    .map((finding) => ({ finding, key: keyOf(finding, files, filters) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ finding }) => finding);
}

/** The same, file by file. */
export function byFile(findings: Findings): FileFindings[] {
  const groups = new Map<string | undefined, Finding[]>();
  for (const finding of inReportOrder(findings)) {
    const file = finding.place?.file;
    const group = groups.get(file);
    if (group) group.push(finding);
    else groups.set(file, [finding]);
  }
  return [...groups].map(([file, own]) => ({ ...(file !== undefined && { file }), findings: own }));
}

function positions(names: readonly string[]): Map<string, number> {
  const map = new Map<string, number>();
  for (const name of names) if (!map.has(name)) map.set(name, map.size);
  return map;
}

function keyOf(finding: Finding, files: Map<string, number>, filters: Map<string, number>): Key {
  const { place, filter = '', ruleset = '', severity, code, message, text = '', origins, witness } = finding;
  const last = Number.MAX_SAFE_INTEGER;
  return [
    place ? (files.get(place.file) ?? last - 1) : last,
    place?.file ?? '',
    SEVERITIES.indexOf(severity),
    place?.line ?? filters.get(filter) ?? last,
    place?.column ?? 0,
    code,
    filter,
    ruleset,
    message,
    text,
    origins.map((origin) => origin.flow).join(),
    witness ? formatPacket(witness) : '',
    place?.length ?? 0,
  ];
}

/** By UTF-16 units: the same everywhere, unlike a locale's order. */
function compareKeys(a: Key, b: Key): number {
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? '';
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
