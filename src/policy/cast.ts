/** Services that are sent to everybody on a subnet. */
import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { contains, type Network, network } from '../net/network.ts';
import type { Flow, FlowService } from '../plan/model.ts';
import type { Party } from './model.ts';

type Cast = NonNullable<FlowService['service']['cast']>;

const BROADCAST: Network = network(4, 0xffffffffn, 0xffffffffn);
/** RFC 5771 and RFC 4291: all multicast groups, because the catalog's sources name none. */
const GROUPS: readonly Network[] = [
  network(4, 0xe0000000n, 0xefffffffn),
  network(6, 0xffn << 120n, (1n << 128n) - 1n),
];

/** Groups that a service's specification fixes. */
const GROUPS_OF: Readonly<Record<string, readonly Network[]>> = {
  // 239.255.255.250 and ff02::c: WS-Discovery 1.1, 3.1.1
  'ws-discovery': [
    network(4, 0xeffffffan, 0xeffffffan),
    network(6, (0xff02n << 112n) + 0xcn, (0xff02n << 112n) + 0xcn),
  ],
};

/** A relay turns the broadcasts of these services into unicast packets, which the catalog's facts are about. */
const RELAYED: ReadonlySet<string> = new Set(['dhcp', 'dhcpv6']);

/** Whether a service's packets need help to get from one subnet to another. */
export function castOf({ cast, id }: FlowService['service']): Cast | undefined {
  return cast ?? (RELAYED.has(id) ? 'broadcast' : undefined);
}

/** The networks of a side that hold one of the host's addresses: a broadcast gets no further. */
export function sameSubnet(side: readonly Party[], host: readonly Network[]): Party[] {
  return side
    .map((party) => ({
      ...party,
      networks: party.networks.filter(
        (n) => n.first < n.last && host.some((address) => contains(n, address)),
      ),
    }))
    .filter((party) => party.networks.length > 0);
}

/** Where packets to everybody on these subnets are sent: what a host's own firewall sees as their destination. */
export function castParty(service: FlowService['service'], subnets: readonly Party[]): Party | undefined {
  const { cast, id } = service;
  if (!cast) return undefined;
  const own = subnets.flatMap((party) => party.networks);
  const networks =
    cast === 'multicast'
      ? (GROUPS_OF[id] ?? GROUPS).filter((group) => own.some((n) => n.family === group.family))
      : own.some((n) => n.family === 4)
        ? [BROADCAST, ...own.filter((n) => n.family === 4).map((n) => network(4, n.last, n.last))]
        : [];
  return networks.length > 0 ? { name: cast, networks, fqdns: [] } : undefined;
}

/** What a person has to know about a broadcast that has to pass a filter. */
export function castFinding(flow: Flow, service: FlowService, filter: string): Diagnostic {
  const { name } = service.service;
  const cast = castOf(service.service);
  return diagnostic('PT7004', {
    message: `${name} of the flow ${flow.id} is ${cast}, and ${cast} doesn't pass a router by itself; ${filter} permits only packets from the plan's networks to the plan's addresses`,
    help:
      cast === 'broadcast'
        ? 'Set an IP helper (relay) for these addresses on the router of the subnet. Packets that the relay sends from an address of its own outside of the subnet need a rule of yours'
        : 'Route the multicast groups and permit them with a rule of yours, or keep both ends in one subnet',
  });
}
