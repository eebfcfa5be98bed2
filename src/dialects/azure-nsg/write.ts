import type { FilterRule } from '../../policy/ruleset.ts';
import { cidrText } from '../lowering/cidr-text.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import type { NewRule } from '../reader.ts';
import { bicepString } from '../source/bicep-text.ts';
import { indentAt, linesOf } from '../source/lines.ts';
import { keyOfPart, type MatchPart, numberOfText, partsOf } from '../source/match-parts.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { NsgConfig, NsgRule } from './model.ts';

/** What Azure has a word for. */
const PROTOCOLS: ReadonlyMap<number | undefined, string> = new Map([
  [undefined, '*'],
  [1, 'Icmp'],
  [6, 'Tcp'],
  [17, 'Udp'],
  [50, 'Esp'],
  [51, 'Ah'],
]);

type Fields = readonly (readonly [string, string | number | readonly string[]])[];

/**
 * The lines that say `rule` right before `anchor`, in its notation: JSON with or without `properties`, Bicep. Its
 * priority is one that is free before the anchor's. Absent where there is none, or the anchor is a default rule.
 */
export function write(
  { action, match, comment }: NewRule,
  anchor: FilterRule,
  { form, file, text, groups }: NsgConfig,
): readonly string[] | undefined {
  const isAnchor = ({ span }: NsgRule): boolean =>
    span.start === anchor.span.start && span.end === anchor.span.end;
  const group = groups.find(({ rules }) => rules.some(isAnchor));
  const beside = group?.rules.find(isAnchor);
  const indent = indentAt(linesOf(text, file), anchor.span.start);
  const parts = partsOf(match);
  if (!group || !beside?.direction || beside.priority === undefined || indent === undefined || !parts)
    return undefined;
  // Not of Terraform's, nor a resource by itself.
  if (
    form === 'terraform' ||
    !/^\{\s*(?:"name"|name:|"[a-z]\w*"\s*:)/i.test(text.slice(beside.span.start, beside.span.end))
  )
    return undefined;
  const free = freeBefore(beside, group.rules, parts);
  if (!free || parts.some(({ protocol, icmp }) => icmp || !PROTOCOLS.has(protocol))) return undefined;
  const written = text.slice(beside.span.start, beside.span.end);
  if (/"type"\s*:\s*"Microsoft\.[^"]*securityRules"/i.test(written) && /"apiVersion"/i.test(written))
    return undefined;
  const isNested = form === 'bicep' || /"properties"\s*:/.test(written);
  const { direction } = beside;
  return parts.flatMap((part, i): string[] => {
    const priority = free[i] ?? 0;
    const name = `portolan-${direction.toLowerCase()}-${priority}`;
    const fields: Fields = [
      ['description', truncateBytes(visible(comment), CAPABILITIES.commentBytes)],
      ['priority', priority],
      ['direction', direction],
      ['access', action === 'permit' ? 'Allow' : 'Deny'],
      ['protocol', PROTOCOLS.get(part.protocol) ?? '*'],
      ['sourceAddressPrefixes', part.sources.map(cidrText)],
      ['sourcePortRange', '*'],
      ['destinationAddressPrefixes', part.destinations.map(cidrText)],
      ['destinationPortRanges', portsOf(part)],
    ];
    const lines = form === 'bicep' ? bicepLines(name, fields) : jsonLines(name, fields, isNested);
    return lines.map((line) => `${indent}${line}`);
  });
}

function portsOf({ ports }: MatchPart): readonly string[] {
  if (ports.length === 0) return ['*'];
  return ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
}

/** Numbers between the anchor's and the one before it; which of them depends on what is said, so that others differ. */
function freeBefore(
  { priority = 0, direction }: NsgRule,
  rules: readonly NsgRule[],
  parts: readonly MatchPart[],
): readonly number[] | undefined {
  const taken = rules
    .filter((rule) => rule.direction === direction || rule.direction === undefined)
    .flatMap((rule) => rule.priority ?? []);
  const before = Math.max(99, ...taken.filter((number) => number < priority));
  const room = priority - before - 1;
  if (room < parts.length) return undefined;
  const start = numberOfText(parts.map(keyOfPart).join()) % (room - parts.length + 1);
  return parts.map((_, i) => before + 1 + start + i);
}

function jsonLines(name: string, fields: Fields, isNested: boolean): string[] {
  const inner = Object.fromEntries(fields);
  const value = isNested ? { name, properties: inner } : { name, ...inner };
  return `${JSON.stringify(value, null, 2)},`.split('\n');
}

function bicepLines(name: string, fields: Fields): string[] {
  const said = (value: Fields[number][1]): string => {
    if (typeof value === 'number') return `${value}`;
    return typeof value === 'string' ? bicepString(value) : `[${value.map(bicepString).join(', ')}]`;
  };
  return [
    '{',
    `  name: ${bicepString(name)}`,
    '  properties: {',
    ...fields.map(([key, value]) => `    ${key}: ${said(value)}`),
    '  }',
    '}',
  ];
}
