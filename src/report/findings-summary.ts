import type { Finding, FindingKind, Findings, FlowTally, VerifiedPart } from '../verify/finding.ts';
import { FINDING_KINDS } from './finding-kinds.ts';
import { SEVERITIES } from './findings-order.ts';
import { counted } from './words.ts';

/** `2 errors, 1 warning, 2 notes`; empty for no findings. */
export function severitiesText(findings: readonly Finding[]): string {
  const parts = SEVERITIES.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return parts.flat().join(', ');
}

/** `1 missing, 2 excess`; empty for no findings. */
export function kindsText(findings: readonly Finding[]): string {
  const counts = new Map<FindingKind, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return (Object.keys(FINDING_KINDS) as FindingKind[])
    .filter((kind) => counts.has(kind))
    .map((kind) => counted(counts.get(kind) ?? 0, FINDING_KINDS[kind].word, FINDING_KINDS[kind].word))
    .join(', ');
}

/** `371 flows: 360 permitted on their whole way, 8 blocked, 2 unproven, 1 not wholly looked at`. */
export function flowsText(flows: FlowTally): string {
  const { permitted, blocked, unproven, partly, untouched } = flows;
  const parts: [number, string][] = [
    [permitted, 'permitted on their whole way'],
    [blocked, 'blocked'],
    [unproven, 'unproven'],
    [partly, 'not wholly looked at'],
    [untouched, 'crossing none of these filters'],
  ];
  const told = parts.filter(([count], i) => count > 0 || i === 0);
  const total = permitted + blocked + unproven + partly + untouched;
  return `${counted(total, 'flow')}: ${told.map(([count, word]) => counted(count, word, word)).join(', ')}`;
}

/** `core: core.nft (nftables, 210 rules)`. */
export function partText({ filter, dialect, files, rules }: VerifiedPart): string {
  const name = filter === undefined ? '' : `${filter}: `;
  return `${name}${files.join(', ')} (${dialect}, ${counted(rules, 'rule')})`;
}

/**
 * What there is to say where nothing was found, no more than was looked at: without a hierarchy nobody knows what is
 * needed, and flows of which a part was looked at only are not permitted yet.
 */
export function nothingText({ parts, flows }: Findings): string {
  if (parts.length === 0) return 'Nothing was looked at';
  if (!flows)
    return 'Nothing to report about the lines; what they should permit is not known without a hierarchy';
  const open = flows.blocked + flows.unproven;
  if (open > 0) return `Nothing to report about the lines, but ${counted(open, 'flow')} may not get through`;
  const one = parts.length === 1;
  const claim = `${one ? 'the configuration permits' : 'the configurations permit'} all that is needed and nothing more towards these hosts`;
  return `Nothing to report: ${claim}`;
}
