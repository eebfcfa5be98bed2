import { createHash } from 'node:crypto';
import {
  ANY_IPV4,
  ANY_IPV6,
  ICMP,
  ICMPV6,
  isIcmp,
  type Match,
  type ServiceRange,
  TCP,
  UDP,
} from '../../net/match.ts';
import { type AddressRange, type Family, network, toPrefixes } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import type { NewRule } from '../reader.ts';
import { indentAt } from '../source/lines.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { PfConfig, Rule } from './model.ts';
import { PROTOCOLS } from './names.ts';
import { type Element, leaf, xmlLines } from './xml-writer.ts';

/** More rules than a person would add at once. */
const MOST_RULES = 100;

/**
 * Rules that stand right before `anchor`, a rule of one interface for packets that come in: one for each pair of
 * networks and each service. Absent where that is not possible.
 */
export function write(rule: NewRule, anchor: FilterRule, config: PfConfig): readonly string[] | undefined {
  const beside = config.rules.find((one) => one.statement.span.start === anchor.span.start);
  const indent = indentAt(config.lines, anchor.span.start);
  if (!beside || indent === undefined || !isUsual(beside, config)) return undefined;
  const parts = partsOf(rule.match);
  if (!parts) return undefined;
  const about = truncateBytes(visible(rule.comment), CAPABILITIES.commentBytes);
  return parts.flatMap((part) =>
    xmlLines(
      beside.isModel ? modelRule(part, rule, beside, about) : oldRule(part, rule, beside, about),
      indent,
    ),
  );
}

/** Rules are in the order of the text, or of sequences that new ones can share. */
function isUsual(
  { isFloating, interfaces, interfaceNot, direction, quick }: Rule,
  config: PfConfig,
): boolean {
  return (
    !isFloating &&
    interfaces.length === 1 &&
    !interfaceNot &&
    direction === 'in' &&
    quick === true &&
    config.doubts.length === 0
  );
}

interface Part {
  readonly family: Family;
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly icmpType?: string;
  readonly sourcePort?: string;
  readonly port?: string;
}

function partsOf({ sources, destinations, services }: Match): readonly Part[] | undefined {
  const parts: Part[] = [];
  for (const family of [4, 6] as const) {
    const froms = sources.filter((range) => range.family === family).flatMap(textsOf);
    const tos = destinations.filter((range) => range.family === family).flatMap(textsOf);
    if (froms.length === 0 || tos.length === 0) continue;
    for (const service of services) {
      const made = servicesOf(service, family);
      if (!made || parts.length + made.length * froms.length * tos.length > MOST_RULES) return undefined;
      for (const one of made)
        for (const source of froms)
          for (const destination of tos) parts.push({ family, source, destination, ...one });
    }
  }
  return parts.length > 0 ? parts : undefined;
}

function textsOf(range: AddressRange): string[] {
  const whole = range.family === 4 ? ANY_IPV4 : ANY_IPV6;
  if (range.first === whole.first && range.last === whole.last) return ['any'];
  return toPrefixes(network(range.family, range.first, range.last)).map(({ text }) => text);
}

const isFull = ({ first, last }: PortRange): boolean => first === 0 && last === 65535;
type ServicePart = Omit<Part, 'family' | 'source' | 'destination'>;

function servicesOf(
  { protocol, source, destination }: ServiceRange,
  family: Family,
): readonly ServicePart[] | undefined {
  const isPlain = isFull(source) && isFull(destination);
  if (protocol.first === 0 && protocol.last === 255) return isPlain ? [{ protocol: 'any' }] : undefined;
  if (protocol.first !== protocol.last) return undefined;
  const number = protocol.first;
  if (number === TCP || number === UDP) {
    const ports = {
      ...(!isFull(source) && { sourcePort: textOf(source) }),
      ...(!isFull(destination) && { port: textOf(destination) }),
    };
    return [{ protocol: number === TCP ? 'tcp' : 'udp', ...ports }];
  }
  if (isIcmp(number)) {
    // One version's ICMP in a rule for the other means nothing here.
    if ((number === ICMP) !== (family === 4) || !isFull(destination)) return undefined;
    const type = source.first >> 8;
    const name = number === ICMPV6 ? 'ipv6-icmp' : 'icmp';
    if (isFull(source)) return [{ protocol: name }];
    return type === source.last >> 8 ? [{ protocol: name, icmpType: `${type}` }] : undefined;
  }
  const name = [...PROTOCOLS].find(([, value]) => value === number)?.[0];
  return isPlain && name !== undefined ? [{ protocol: name }] : undefined;
}

const textOf = ({ first, last }: PortRange): string => (first === last ? `${first}` : `${first}-${last}`);

function oldRule(part: Part, { action }: NewRule, { interfaces }: Rule, about: string): Element {
  const end = (name: string, address: string, port: string | undefined): Element => ({
    name,
    content: [
      address === 'any' ? { name: 'any' } : leaf('address', address),
      ...(port === undefined ? [] : [leaf('port', port)]),
    ],
  });
  return {
    name: 'rule',
    content: [
      leaf('type', action === 'permit' ? 'pass' : 'block'),
      leaf('interface', interfaces[0] ?? ''),
      leaf('ipprotocol', part.family === 4 ? 'inet' : 'inet6'),
      ...(part.protocol === 'any'
        ? []
        : [leaf('protocol', part.protocol === 'ipv6-icmp' ? 'icmp' : part.protocol)]),
      ...(part.icmpType === undefined ? [] : [leaf('icmptype', part.icmpType)]),
      end('source', part.source, part.sourcePort),
      end('destination', part.destination, part.port),
      leaf('descr', about),
    ],
  };
}

function modelRule(part: Part, { action }: NewRule, { interfaces, sequence }: Rule, about: string): Element {
  const hash = createHash('sha256')
    .update(JSON.stringify([part, interfaces, action]))
    .digest('hex');
  const uuid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return {
    name: 'rule',
    attributes: { uuid },
    content: [
      leaf('enabled', '1'),
      // Of rules with one sequence, the first in the text goes first.
      leaf('sequence', `${sequence}`),
      leaf('action', action === 'permit' ? 'pass' : 'block'),
      leaf('quick', '1'),
      leaf('interface', interfaces[0] ?? ''),
      leaf('direction', 'in'),
      leaf('ipprotocol', part.family === 4 ? 'inet' : 'inet6'),
      leaf('protocol', part.protocol === 'any' ? 'any' : part.protocol.toUpperCase()),
      ...(part.icmpType === undefined
        ? []
        : [leaf(part.protocol === 'icmp' ? 'icmptype' : 'icmp6type', part.icmpType)]),
      leaf('source_net', part.source),
      leaf('source_port', part.sourcePort ?? ''),
      leaf('destination_net', part.destination),
      leaf('destination_port', part.port ?? ''),
      leaf('description', about),
    ],
  };
}
