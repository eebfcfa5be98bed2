import {
  ANY_IPV4,
  ANY_IPV6,
  ANY_PORT,
  ANY_PROTOCOL,
  hasPorts,
  ICMP,
  ICMPV6,
  isIcmp,
  type Match,
  type ServiceRange,
  TCP,
  UDP,
} from '../../../net/match.ts';
import { type AddressRange, formatAddress, network } from '../../../net/network.ts';
import { normalizePorts, type PortRange } from '../../../net/ports.ts';
import type { NewRule } from '../../reader.ts';

/** Parameters of New-NetFirewallRule with their values. */
export type WrittenRule = readonly (readonly [string, readonly string[]])[];

/** The calls of New-NetFirewallRule that match exactly these packets; absent where Windows can't say it. */
export function rulesToWrite(
  match: Match,
  direction: 'in' | 'out',
  action: NewRule['action'],
): readonly WrittenRule[] | undefined {
  const [local, remote] =
    direction === 'in' ? [match.destinations, match.sources] : [match.sources, match.destinations];
  if (local.length === 0 || remote.length === 0) return undefined;
  const rules: WrittenRule[] = [];
  for (const group of groupsOf(match.services)) {
    const service = serviceFields(group, direction);
    if (!service || !isOfFamily(group.protocol, match)) return undefined;
    rules.push([
      ['Direction', [direction === 'in' ? 'Inbound' : 'Outbound']],
      ['Action', [action === 'permit' ? 'Allow' : 'Block']],
      ...service,
      ...addressField('LocalAddress', local),
      ...addressField('RemoteAddress', remote),
    ]);
  }
  return rules.length > 0 ? rules : undefined;
}

interface Group {
  readonly protocol: PortRange;
  readonly source: PortRange;
  readonly destinations: PortRange[];
}

/** Services that differ in their destination ports only are one rule. */
function groupsOf(services: readonly ServiceRange[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { protocol, source, destination } of services) {
    const key = `${protocol.first}-${protocol.last} ${source.first}-${source.last}`;
    const group = groups.get(key);
    if (group) group.destinations.push(destination);
    else groups.set(key, { protocol, source, destinations: [destination] });
  }
  return [...groups.values()];
}

function serviceFields(group: Group, direction: 'in' | 'out'): WrittenRule | undefined {
  const { protocol, source } = group;
  const destinations = normalizePorts(group.destinations);
  const isAnyPort = isFull(source) && destinations.length === 1 && isFull(destinations[0] ?? source);
  if (protocol.first !== protocol.last) {
    const isAll = protocol.first === ANY_PROTOCOL.first && protocol.last === ANY_PROTOCOL.last;
    return isAll && isAnyPort ? [] : undefined;
  }
  const number = protocol.first;
  if (number === TCP || number === UDP) {
    const [local, remote] = direction === 'in' ? [destinations, [source]] : [[source], destinations];
    return [
      ['Protocol', [number === TCP ? 'TCP' : 'UDP']],
      ...portField('LocalPort', local),
      ...portField('RemotePort', remote),
    ];
  }
  if (isIcmp(number)) return icmpFields(number, source, destinations);
  return isAnyPort && !hasPorts(number) ? [['Protocol', [`${number}`]]] : undefined;
}

const isFull = ({ first, last }: PortRange): boolean => first === ANY_PORT.first && last === ANY_PORT.last;

function portField(name: string, ranges: readonly PortRange[]): WrittenRule {
  if (ranges.some(isFull)) return [];
  return [[name, ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))]];
}

const MOST_TYPES = 64;

/** Type and code one by one: Windows has no ranges of them. */
function icmpFields(number: number, types: PortRange, codes: readonly PortRange[]): WrittenRule | undefined {
  const protocol = ['Protocol', [number === ICMP ? 'ICMPv4' : 'ICMPv6']] as const;
  const isAnyCode = codes.some(isFull);
  if (isFull(types)) return isAnyCode ? [protocol] : undefined;
  const texts: string[] = [];
  for (let type = types.first >> 8; type <= types.last >> 8 && texts.length <= MOST_TYPES; type++) {
    if (isAnyCode) texts.push(`${type}`);
    else for (const code of codes.flatMap(codesOf)) texts.push(`${type}:${code}`);
  }
  return texts.length > MOST_TYPES ? undefined : [protocol, ['IcmpType', texts]];
}

function codesOf({ first, last }: PortRange): number[] {
  return Array.from({ length: (last >> 8) - (first >> 8) + 1 }, (_, i) => (first >> 8) + i);
}

/** ICMP of one family between addresses of the other can't be said, and isn't spoken. */
function isOfFamily({ first, last }: PortRange, { sources, destinations }: Match): boolean {
  if (first !== last || !isIcmp(first)) return true;
  const other = first === ICMPV6 ? 4 : 6;
  return !(sources.some((r) => r.family === other) && destinations.some((r) => r.family === other));
}

function addressField(name: string, ranges: readonly AddressRange[]): WrittenRule {
  const holds = (all: AddressRange): boolean =>
    ranges.some((r) => r.family === all.family && r.first === all.first && r.last === all.last);
  if (holds(ANY_IPV4) && holds(ANY_IPV6)) return [];
  return [[name, ranges.map(addressText)]];
}

/** A prefix of length 0 is refused; as a range it is taken. */
function addressText({ family, first, last }: AddressRange): string {
  const { text } = network(family, first, last);
  return text.endsWith('/0') ? `${formatAddress(family, first)}-${formatAddress(family, last)}` : text;
}
