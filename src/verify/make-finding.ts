import type { FilterRule, Otherwise } from '../policy/ruleset.ts';
import type { Finding, FindingLine } from './finding.ts';
import { FINDING_CODES, type FindingCode } from './finding-codes.ts';

/** Makes a finding; kind and severity come from the table of codes. */
export function finding(
  code: FindingCode,
  parts: Omit<Finding, 'code' | 'kind' | 'severity' | 'lines' | 'origins'> &
    Partial<Pick<Finding, 'lines' | 'origins'>>,
): Finding {
  const { kind, severity } = FINDING_CODES[code];
  return { code, kind, severity, ...parts, lines: parts.lines ?? [], origins: parts.origins ?? [] };
}

/** A rule as a line that takes part in a finding. */
export function lineOf(rule: FilterRule, note: string): FindingLine {
  return { place: rule.place, text: rule.text, note };
}

/** What decides where no rule matches, as a line. */
export function defaultLine({ place, text }: Otherwise, note: string): FindingLine {
  return { ...(place && { place }), text, note };
}
