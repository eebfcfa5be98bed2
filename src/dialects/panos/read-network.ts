import { type Lines, writtenAt } from '../source/lines.ts';
import type { Interface, PanosConfig, Route, Zone } from './model.ts';
import { childOf, entriesOf, type Node, singleOf, valuesOf } from './tree.ts';

/** Zones with the interfaces in them. */
export function readZones(nodes: readonly Node[], lines: Lines): readonly Zone[] {
  return nodes
    .flatMap((node) => entriesOf(node.children.get('zone')))
    .map((zone) => {
      const network = zone.children.get('network');
      return {
        name: zone.key,
        written: writtenAt(lines, zone.start, zone.end),
        interfaces: valuesOf(childOf(network, 'layer3')),
        external: childOf(network, 'external') !== undefined,
      };
    });
}

type Network = Pick<PanosConfig, 'interfaces' | 'routes' | 'routers' | 'dynamicRouting'>;

/** Interfaces with addresses, and static routes. */
export function readNetwork(nodes: readonly Node[], lines: Lines): Network {
  const networks = nodes.flatMap((node) => node.children.get('network') ?? []);
  const routers = networks.flatMap((network) => [
    ...entriesOf(network.children.get('virtual-router')),
    ...entriesOf(network.children.get('logical-router')).flatMap((r) => entriesOf(r.children.get('vrf'))),
  ]);
  const dynamic = routers.map(protocolOf).find((node) => node !== undefined);
  return {
    interfaces: networks.flatMap(readInterfaces),
    routes: routers.flatMap((router) => readRoutes(router, lines)),
    routers: routers.map((router) => router.key),
    ...(dynamic && { dynamicRouting: writtenAt(lines, dynamic.start, dynamic.end) }),
  };
}

function readInterfaces(network: Node): readonly Interface[] {
  const found: Interface[] = [];
  const add = (name: string, layer3: Node | undefined): void => {
    if (!layer3) return;
    const clients = ['dhcp-client', 'pppoe']
      .map((key) => layer3.children.get(key))
      .filter((client) => client !== undefined && singleOf(childOf(client, 'enable')) !== 'no');
    const learnsDefault = clients.some(
      (client) => singleOf(childOf(client, 'create-default-route')) !== 'no',
    );
    found.push({
      name,
      addresses: [...valuesOf(layer3.children.get('ip')), ...valuesOf(childOf(layer3, 'ipv6', 'address'))],
      learnsDefault,
      learnsAddress: clients.length > 0,
    });
    for (const unit of entriesOf(layer3.children.get('units'))) add(unit.key, unit);
  };
  const interfaces = network.children.get('interface');
  for (const kind of ['ethernet', 'aggregate-ethernet'])
    for (const port of entriesOf(childOf(interfaces, kind))) add(port.key, port.children.get('layer3'));
  for (const kind of ['vlan', 'tunnel', 'loopback']) add(kind, childOf(interfaces, kind));
  return found;
}

function readRoutes(router: Node, lines: Lines): readonly Route[] {
  return ['ip', 'ipv6'].flatMap((family) =>
    entriesOf(childOf(router, 'routing-table', family, 'static-route')).map((route): Route => {
      const out = singleOf(childOf(route, 'interface'));
      const hop = route.children.get('nexthop');
      const nexthop = singleOf(childOf(hop, 'ip-address')) ?? singleOf(childOf(hop, 'ipv6-address'));
      const number = (key: string): number => {
        const value = Number(singleOf(childOf(route, key)) ?? 10);
        return value >= 0 && value <= 65535 ? value : 10;
      };
      const elsewhere = ['next-vr', 'next-lr', 'discard', 'receive', 'fqdn'].some(
        (key) => childOf(hop, key) !== undefined,
      );
      return {
        written: writtenAt(lines, route.start, route.end),
        router: router.key,
        destination: singleOf(childOf(route, 'destination')) ?? '',
        ...(out !== undefined && { interface: out }),
        ...(nexthop !== undefined && { nexthop }),
        elsewhere,
        // The distance of the protocol goes before the metric of the route.
        metric: number('admin-dist') * 65536 + number('metric'),
      };
    }),
  );
}

function protocolOf(router: Node): Node | undefined {
  for (const place of [router, router.children.get('protocol')])
    for (const name of ['bgp', 'ospf', 'ospfv3', 'rip']) {
      const protocol = childOf(place, name);
      if (singleOf(childOf(protocol, 'enable')) === 'yes') return protocol;
    }
  return undefined;
}
