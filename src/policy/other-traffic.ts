import type { Hierarchy, OtherService, OtherTraffic } from '../hierarchy/model.ts';
import {
  ANY_PORT,
  ANY_SERVICE,
  anyOf,
  ICMP,
  ICMPV6,
  type Match,
  type ServiceRange,
  servicesTo,
} from '../net/match.ts';

/** An entry of other traffic with its packets, so that who uses them can name it. */
export interface DeclaredTraffic {
  readonly entry: OtherTraffic;
  readonly match: Match;
}

/**
 * The packets besides Configuration Manager's that a filter may permit: of each entry that names it or no filter, in
 * the document's order. For a host's own firewall, give the host's name: entries that name filters don't hold there.
 * The last day of an entry is left to the reader. Entries that no packet can belong to are left out.
 */
export function otherTrafficOf(hierarchy: Hierarchy, filterName: string): DeclaredTraffic[] {
  const declared: DeclaredTraffic[] = [];
  for (const entry of hierarchy.otherTraffic) {
    if (entry.filters && !entry.filters.includes(filterName)) continue;
    const shared = ([4, 6] as const).some(
      (family) => entry.from.some((n) => n.family === family) && entry.to.some((n) => n.family === family),
    );
    if (!shared || entry.services.length === 0) continue;
    const services = entry.services.flatMap(servicesOf);
    declared.push({ entry, match: { sources: entry.from, destinations: entry.to, services } });
  }
  return declared;
}

function servicesOf({ transport, ports }: OtherService): readonly ServiceRange[] {
  switch (transport) {
    case 'tcp':
    case 'udp':
      return servicesTo(transport, ports.length === 0 ? [ANY_PORT] : ports);
    case 'icmp':
      // In packets of the other family these protocols are none that anybody answers.
      return [anyOf(ICMP), anyOf(ICMPV6)];
    case 'any':
      return [ANY_SERVICE];
    default:
      return transport satisfies never;
  }
}
