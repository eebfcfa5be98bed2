import { createHash } from 'node:crypto';
import { formatPacket } from '../net/packet.ts';
import type { Finding } from '../verify/finding.ts';

/** 64 bits: among a million findings two share one with a chance of one in forty million. */
const LENGTH = 16;

/**
 * Names a finding so that it is known again in the next report: made of what is wrong, in which rule set, for which
 * flows and packet, and not of lines or words, which move when something else is edited. A finding without flows is
 * known by its line's text.
 */
function fingerprint({ code, filter, ruleset, origins, witness, text }: Finding): string {
  const flows = [...new Set(origins.map((origin) => origin.flow))].sort();
  const parts = [
    code,
    filter ?? '',
    ruleset ?? '',
    flows.length > 0 ? flows : (text ?? ''),
    witness ? formatPacket(witness) : '',
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, LENGTH);
}

/** A name for each finding of a list, in its order; those that would share one are numbered. */
export function fingerprints(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const print = fingerprint(finding);
    const count = (counts.get(print) ?? 0) + 1;
    counts.set(print, count);
    return `${print}:${count}`;
  });
}
