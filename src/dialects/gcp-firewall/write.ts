import type { FilterRule } from '../../policy/ruleset.ts';
import { cidrText } from '../lowering/cidr-text.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import type { NewRule } from '../reader.ts';
import { hclArguments, hclString } from '../source/hcl-text.ts';
import { indentAt, linesOf } from '../source/lines.ts';
import { keyOfPart, numberOfText, partsOf } from '../source/match-parts.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { GcpConfig } from './model.ts';

/**
 * The lines that say `rule` as a resource of Terraform's before `anchor`, in its network and direction. Its priority is
 * one lower than that of an anchor that denies. Absent in other notations, and where a type of ICMP is meant.
 */
export function write(
  { action, match, comment }: NewRule,
  anchor: FilterRule,
  { file, text, rules }: GcpConfig,
): readonly string[] | undefined {
  const beside = rules.find(({ span }) => span.start === anchor.span.start && span.end === anchor.span.end);
  const written = text.slice(anchor.span.start, anchor.span.end);
  const network = /^\s*network\s*=\s*([^\n]{1,200})$/m.exec(written)?.[1];
  const indent = indentAt(linesOf(text, file), anchor.span.start);
  const parts = partsOf(match);
  if (!beside?.direction || beside.priority === undefined || !network || indent === undefined || !parts)
    return undefined;
  if (!written.startsWith('resource') || parts.some(({ icmp }) => icmp)) return undefined;
  const priority = beside.priority - (anchor.action === 'permit' ? 0 : 1);
  if (priority < 0) return undefined;
  const { direction } = beside;
  return parts.flatMap((part) => {
    const name = `portolan-${numberOfText(keyOfPart(part) + direction + action).toString(36)}-${part.family === 4 ? 'v4' : 'v6'}`;
    const ports = part.ports.map(({ first, last }) =>
      hclString(first === last ? `${first}` : `${first}-${last}`),
    );
    const protocol = part.protocol === undefined ? 'all' : (NAMES.get(part.protocol) ?? `${part.protocol}`);
    return [
      `resource "google_compute_firewall" ${hclString(name.replaceAll('-', '_'))} {`,
      ...hclArguments(
        [
          ['name', hclString(name)],
          ['description', hclString(truncateBytes(visible(comment), CAPABILITIES.commentBytes))],
          ['network', network.trim()],
          ['direction', hclString(direction)],
          ['priority', `${priority}`],
          ['source_ranges', listOf(part.sources.map(cidrText))],
          ['destination_ranges', listOf(part.destinations.map(cidrText))],
        ],
        '  ',
      ),
      `  ${action === 'permit' ? 'allow' : 'deny'} {`,
      ...hclArguments(
        [
          ['protocol', hclString(protocol)],
          ...(ports.length > 0 ? [['ports', `[${ports.join(', ')}]`] as const] : []),
        ],
        '    ',
      ),
      '  }',
      '}',
      '',
    ].map((line) => (line === '' ? '' : `${indent}${line}`));
  });
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [6, 'tcp'],
  [17, 'udp'],
  [1, 'icmp'],
]);

const listOf = (texts: readonly string[]): string => `[${texts.map(hclString).join(', ')}]`;
