import type { Written } from '../source/lines.ts';
import type { AddressTerm, NsgDirection, NsgRule } from './model.ts';

const ANY: readonly AddressTerm[] = [{ kind: 'any' }];
const tag = (name: string): readonly AddressTerm[] => [{ kind: 'tag', name }];
const EVERY_PORT = [{ kind: 'range' as const, range: { first: 0, last: 65535 } }];

type Row = readonly [string, number, NsgDirection, readonly AddressTerm[], readonly AddressTerm[]];

/**
 * What Azure puts behind a group's own rules, and nobody can take away; `DenyAllInBound` and `DenyAllOutBound` (65500)
 * are what is left.
 * https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
 */
const ROWS: readonly Row[] = [
  ['AllowVnetInBound', 65000, 'Inbound', tag('VirtualNetwork'), tag('VirtualNetwork')],
  ['AllowAzureLoadBalancerInBound', 65001, 'Inbound', tag('AzureLoadBalancer'), ANY],
  ['AllowVnetOutBound', 65000, 'Outbound', tag('VirtualNetwork'), tag('VirtualNetwork')],
  ['AllowInternetOutBound', 65001, 'Outbound', ANY, tag('Internet')],
];

/** The default rules of a group whose text does not hold them; they stand where the group starts. */
export function defaultRules({ place, span }: Written): readonly NsgRule[] {
  return ROWS.map(([name, priority, direction, sources, destinations]) => ({
    place,
    span: { start: span.start, end: span.start },
    text: `${name}, which Azure adds by itself`,
    name,
    priority,
    direction,
    access: 'Allow',
    protocol: { kind: 'any' },
    sources,
    destinations,
    sourcePorts: EVERY_PORT,
    destinationPorts: EVERY_PORT,
    doubts: [],
  }));
}
