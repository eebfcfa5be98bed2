/**
 * What the plan lets pass at each place of the lab where something filters: at a filter on the way, and, where hosts
 * have firewalls of their own, at both ends. Made of the plan's flows and not of the rules, which are what is tested.
 */
import type { Hierarchy } from '../../hierarchy/model.ts';
import { outsideOf } from '../../hierarchy/outside.ts';
import { buildTopology } from '../../hierarchy/topology.ts';
import { contains, type Network } from '../../net/network.ts';
import type { PortRange, Transport } from '../../net/ports.ts';
import type { Endpoint, Flow, Plan } from '../../plan/model.ts';
import { ownEndsOf } from '../../policy/own-ends.ts';
import type { LabModel } from '../model.ts';
import { type Resident, type Residents, residentsOf } from '../residents.ts';

/** A place where packets are filtered: a namespace's id, and which of its chains. */
export type Stage = string;

export interface Stages {
  readonly residents: Residents;
  /** Names of the filters between two, in order; `undefined` where no way is known. */
  path(from: Resident, to: Resident): readonly string[] | undefined;
  /** Every place that filters packets between two; empty where nothing does. */
  between(from: Resident, to: Resident): readonly Stage[];
  /** Whether the plan lets the first packet of such a conversation pass at a place. */
  allows(stage: Stage, from: Resident, to: Resident, transport: Transport, port: number): boolean;
  /** Whether packets between two travel inside of IPsec, where they are planned. */
  isProtected(from: Resident, to: Resident): boolean;
  /** Whether the plan wants such a conversation inside of IPsec. */
  isInside(from: Resident, to: Resident, transport: Transport, port: number): boolean;
  /** Whether it may depend on more than the packet: see `UNASSERTED`. */
  isSpecial(from: Resident, to: Resident, transport: Transport, port: number): boolean;
}

/** Services whose single packets prove nothing: TFTP's transfer passes where a filter follows the protocol, and only then. */
export const UNASSERTED: ReadonlySet<string> = new Set(['tftp-data', 'tftp-reply']);

const IKE: readonly PortRange[] = [
  { first: 500, last: 500 },
  { first: 4500, last: 4500 },
];

export function stagesOf(hierarchy: Hierarchy, plan: Plan, model: LabModel, hostFirewalls: boolean): Stages {
  const residents = residentsOf(model.hosts);
  const topology = buildTopology(hierarchy);
  const numbers = new Map(residents.all.map((resident, n) => [resident, n]));
  const size = residents.all.length;
  const pair = (from: Resident, to: Resident): number =>
    (numbers.get(from) ?? 0) * size + (numbers.get(to) ?? 0);
  const permits = new Map<Stage, Map<number, Permit[]>>();
  const special = new Map<number, Permit[]>();
  const inside = new Map<number, Permit[]>();
  const guarded = new Set(
    hostFirewalls ? model.hosts.flatMap(({ kind, name }) => (kind === 'host' ? name : [])) : [],
  );

  const paths = new Map<string, readonly string[] | undefined>();
  const pathOf = (from: Resident, to: Resident): readonly string[] | undefined => {
    const key = JSON.stringify([from.address.zone, to.address.zone]);
    if (!paths.has(key)) {
      const path = topology.path(from.address.zone, to.address.zone);
      paths.set(key, 'crossings' in path ? path.crossings.map((crossing) => crossing.filter) : undefined);
    }
    return paths.get(key);
  };
  const isProtected = protectionTest(hierarchy);
  const elsewhere = outsideOf(hierarchy);
  const outside = residents.all.filter(({ network }) => elsewhere.some((n) => contains(n, network)));

  /** `open`: names of the internet are opened as all addresses outside. */
  const permit = (
    stage: Stage,
    flow: Flow,
    from: readonly Endpoint[],
    to: readonly Endpoint[],
    open: boolean,
    insideToo: boolean,
  ): void => {
    const at = permits.get(stage) ?? new Map<number, Permit[]>();
    permits.set(stage, at);
    for (const source of from) {
      for (const target of to) {
        if (source.owner !== undefined && source.owner === target.owner) continue;
        const sources = ends(source, open);
        const targets = ends(target, open);
        for (const one of sources) {
          for (const other of targets) {
            if (one.network.family !== other.network.family) continue;
            const hidden = isProtected(one.network, other.network);
            if (hidden)
              for (const [a, b] of [
                [one, other],
                [other, one],
              ] as const)
                addTo(at, pair(a, b), { transport: 'udp', ports: IKE });
            if (hidden && !insideToo) continue;
            for (const { service, transport, ports } of flow.services) {
              const to_ = UNASSERTED.has(service.id) ? special : at;
              addTo(to_, pair(one, other), { transport, ports });
              if (service.id === 'tftp-reply') addTo(special, pair(other, one), { transport, ports });
            }
          }
        }
      }
    }
  };
  const ends = (end: Endpoint, open: boolean): readonly Resident[] =>
    end.networks.length > 0 ? residents.of(end) : open && end.kind === 'internet' ? outside : [];

  const refusing = new Set(
    hierarchy.filters.filter((f) => f.internetDestinations === 'refuse').map((f) => f.name),
  );
  const own = new Map([...guarded].map((name) => [name, ownEndsOf(hierarchy, name).isOwn]));
  const conceal = ({ from, to, services }: Flow): void => {
    for (const one of from.flatMap((end) => residents.of(end)))
      for (const other of to.flatMap((end) => residents.of(end)))
        if (isProtected(one.network, other.network))
          for (const { transport, ports } of services) addTo(inside, pair(one, other), { transport, ports });
  };
  for (const flow of plan.flows) {
    if (hierarchy.ipsec.length > 0) conceal(flow);
    for (const { filter } of flow.path)
      permit(`filter ${filter}`, flow, flow.from, flow.to, !refusing.has(filter), false);
    const open = !flow.path.some(({ filter }) => refusing.has(filter));
    for (const [name, isOwn] of own) {
      const others = (side: readonly Endpoint[]): Endpoint[] => side.filter((end) => end.owner !== name);
      const [from, to] = [flow.from.filter(isOwn), flow.to.filter(isOwn)];
      if (from.length > 0) permit(`out ${name}`, flow, from, others(flow.to), open, true);
      if (to.length > 0) permit(`in ${name}`, flow, others(flow.from), to, open, true);
    }
  }

  return {
    residents,
    path: pathOf,
    between: (from, to) => {
      const stages: Stage[] = (pathOf(from, to) ?? []).map((filter) => `filter ${filter}`);
      if (from.host.kind === 'host' && guarded.has(from.host.name)) stages.unshift(`out ${from.host.name}`);
      if (to.host.kind === 'host' && guarded.has(to.host.name)) stages.push(`in ${to.host.name}`);
      return stages;
    },
    allows: (stage, from, to, transport, port) =>
      matches(permits.get(stage)?.get(pair(from, to)), transport, port),
    isProtected: (from, to) => isProtected(from.network, to.network),
    isInside: (from, to, transport, port) => matches(inside.get(pair(from, to)), transport, port),
    isSpecial: (from, to, transport, port) => matches(special.get(pair(from, to)), transport, port),
  };
}

interface Permit {
  readonly transport: Transport;
  readonly ports: readonly PortRange[];
}

function addTo(map: Map<number, Permit[]>, key: number, permit: Permit): void {
  const list = map.get(key);
  if (list) list.push(permit);
  else map.set(key, [permit]);
}

function matches(permits: readonly Permit[] | undefined, transport: Transport, port: number): boolean {
  return (
    permits?.some(
      (p) =>
        p.transport === transport &&
        (transport === 'icmp' || p.ports.some((r) => r.first <= port && port <= r.last)),
    ) ?? false
  );
}

/** Whether packets between two addresses travel inside of IPsec. */
function protectionTest({ ipsec }: Hierarchy): (one: Network, other: Network) => boolean {
  const holds = (networks: readonly Network[], address: Network): boolean =>
    networks.some((n) => contains(n, address));
  return (one, other) =>
    ipsec.some(
      ({ between, and }) =>
        (holds(between, one) && holds(and, other)) || (holds(between, other) && holds(and, one)),
    );
}
