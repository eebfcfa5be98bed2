import { isIcmp } from '../../net/match.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { cidrText } from '../lowering/cidr-text.ts';
import type { NewRule } from '../reader.ts';
import { hclArguments, hclString } from '../source/hcl-text.ts';
import { indentAt, linesOf } from '../source/lines.ts';
import { keyOfPart, type MatchPart, numberOfText, partsOf } from '../source/match-parts.ts';
import { descriptionOf } from './description.ts';
import type { AwsConfig, SecurityRule } from './model.ts';

const NAMES: ReadonlyMap<number | undefined, string> = new Map([
  [undefined, '-1'],
  [6, 'tcp'],
  [17, 'udp'],
  [1, 'icmp'],
  [58, 'icmpv6'],
]);

/**
 * The lines that say `rule` as resources of Terraform's before `anchor`, for its group and direction; the own end is
 * whoever has the group. Absent in other notations, and for a deny, which a group has not.
 */
export function write(
  { action, match, comment }: NewRule,
  anchor: FilterRule,
  { file, text, groups }: AwsConfig,
): readonly string[] | undefined {
  const isAnchor = ({ span }: SecurityRule): boolean =>
    span.start === anchor.span.start && span.end === anchor.span.end;
  const beside = groups.flatMap(({ rules }) => rules).find(isAnchor);
  const written = text.slice(anchor.span.start, anchor.span.end);
  const group = /^\s*security_group_id\s*=\s*([^\n]{1,200})$/m.exec(written)?.[1];
  const indent = indentAt(linesOf(text, file), anchor.span.start);
  const parts = partsOf(match);
  if (!beside || action !== 'permit' || !group || indent === undefined || !parts) return undefined;
  if (!written.startsWith('resource "aws_vpc_security_group_')) return undefined;
  return parts
    .flatMap((part) => rulesOf(part, beside.direction, group.trim(), descriptionOf(comment)))
    .map((line) => (line === '' ? '' : `${indent}${line}`));
}

function rulesOf(
  part: MatchPart,
  direction: SecurityRule['direction'],
  group: string,
  description: string,
): string[] {
  const { protocol, icmp, family } = part;
  const ranges: readonly (readonly [number, number] | undefined)[] = icmp
    ? [[icmp.type, icmp.code ?? -1]]
    : part.ports.length > 0
      ? part.ports.map(({ first, last }) => [first, last])
      : protocol === undefined || !NAMES.has(protocol)
        ? [undefined]
        : [isIcmp(protocol) ? [-1, -1] : [0, 65535]];
  const peers = direction === 'ingress' ? part.sources : part.destinations;
  return ranges.flatMap((range) =>
    peers.flatMap((peer) => {
      const cidr = cidrText(peer);
      const name = `portolan_${numberOfText(`${keyOfPart(part)} ${direction} ${cidr} ${range}`).toString(36)}`;
      return [
        `resource "aws_vpc_security_group_${direction}_rule" ${hclString(name)} {`,
        ...hclArguments(
          [
            ['security_group_id', group],
            ['description', hclString(description)],
            [family === 4 ? 'cidr_ipv4' : 'cidr_ipv6', hclString(cidr)],
            ['ip_protocol', hclString(NAMES.get(protocol) ?? `${protocol}`)],
            ...(range ? [['from_port', `${range[0]}`] as const, ['to_port', `${range[1]}`] as const] : []),
          ],
          '  ',
        ),
        '}',
        '',
      ];
    }),
  );
}
