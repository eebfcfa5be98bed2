/**
 * What is sent to everybody, and what a relay sends on, as questions across the lab's filters: magic packets and
 * searches to a subnet's own broadcast address, streams to a multicast group, requests for an address.
 */

import type { Hierarchy } from '../../hierarchy/model.ts';
import { contains, formatAddress, type Network, parseNetwork, toPrefixes } from '../../net/network.ts';
import type { Flow, FlowService, Plan } from '../../plan/model.ts';
import { isInside } from '../../probe/target.ts';
import { Addresses } from '../addressing.ts';
import { endsOf } from '../planned-ports.ts';
import type { Resident } from '../residents.ts';
import { type Conversation, conversationText } from './conversations.ts';
import type { Stages } from './stages.ts';

/**
 * A conversation of which filters see another address than that of whoever hears it: `to` has the address that packets
 * go to, `from` the one that they come from.
 */
export interface Cast extends Conversation {
  readonly kind: 'broadcast' | 'multicast' | 'relayed';
  /** Whoever has to hear it; of what is relayed, the client that waits for the offer. */
  readonly hearer: Resident;
}

const WORDS: Readonly<Record<Cast['kind'], string>> = {
  broadcast: 'to everybody',
  multicast: 'by multicast',
  relayed: 'through a relay',
};

/** `cm01 (10.10.1.10) to hq (10.20.15.255) on udp/9 to everybody`. */
export const castText = (cast: Cast): string => `${conversationText(cast)} ${WORDS[cast.kind]}`;

/** Organisation-local scope (RFC 2365, 6.2): no page names the groups that images are sent to. */
const GROUP = '239.192.71.1';

/** The port beside the usual one that cards wake up on, and one that nothing is planned on. */
const OTHER_PORTS: readonly number[] = [7, 40_009];

/** All questions of a plan. Those that nothing is planned for are `blockedAt` a filter. */
export function castsOf(hierarchy: Hierarchy, plan: Plan, stages: Stages): Cast[] {
  return [...broadcasts(plan, stages), ...streams(plan, stages), ...requests(hierarchy, plan, stages)];
}

function* servicesOf(
  plan: Plan,
  isMeant: (service: FlowService) => boolean,
): Generator<{ readonly flow: Flow; readonly asked: FlowService }> {
  for (const flow of plan.flows) {
    for (const asked of flow.services) if (asked.transport === 'udp' && isMeant(asked)) yield { flow, asked };
  }
}

function castOf(
  kind: Cast['kind'],
  ends: { readonly from: Resident; readonly to: Resident; readonly hearer: Resident; readonly port: number },
  about: Pick<Cast, 'flows' | 'path' | 'stages' | 'blockedAt'>,
): Cast {
  return { kind, transport: 'udp', ...ends, ...about };
}

const flowOf = (flow: Flow, { service }: FlowService): Cast['flows'] => [
  { flow: flow.id, conversation: flow.conversation.id, service: service.id },
];

/** The same end at another address. */
function at(resident: Resident, address: string): Resident {
  const parsed = parseNetwork(address);
  if ('error' in parsed) throw new TypeError(`${address} is no address`);
  return { ...resident, address: { ...resident.address, address }, network: parsed };
}

/** Wake on LAN, and what looks for peers: to the last address of the subnet, from who may, and from who may not. */
function broadcasts(plan: Plan, stages: Stages): Cast[] {
  const found = new Map<string, Cast>();
  const isMeant = ({ service }: FlowService): boolean =>
    service.id === 'wake-on-lan' || service.cast === 'broadcast';
  for (const { flow, asked } of servicesOf(plan, isMeant)) {
    for (const subnet of subnetsOf(flow.to)) {
      const hearers = inside(stages, subnet);
      const address = formatAddress(4, subnet.last);
      // Where it is a host's own, nobody else hears what is sent there.
      if (stages.residents.all.some((one) => one.address.address === address)) continue;
      const add = (from: Resident, port: number, flows: Cast['flows']): boolean => {
        const hearer = hearers.find(({ host }) => host !== from.host);
        const path = hearer && stages.path(from, hearer);
        const key = `${from.address.address} ${address} ${port}`;
        if (!hearer || !path || isBeside(from, hearer)) return false;
        const between = stages.between(from, hearer);
        const blockedAt = between.filter((stage) => !stages.allows(stage, from, hearer, 'udp', port));
        // Who asks needlessly has to be stopped by something.
        if (flows.length === 0 && blockedAt.length === 0) return false;
        if (!found.has(key)) {
          const ends = { from, to: at(hearer, address), hearer, port };
          found.set(key, castOf('broadcast', ends, { flows, path, stages: between, blockedAt }));
        }
        return true;
      };
      for (const port of asked.ports.flatMap(endsOf)) {
        const senders = flow.from.flatMap((end) => stages.residents.of(end)).filter(isIpv4);
        // Peers are on one subnet; one of them is enough.
        const isPeer = (one: Resident): boolean => contains(subnet, one.network);
        const own = senders.some(isPeer) ? senders.filter(isPeer).slice(-1) : senders;
        for (const from of own) add(from, port, flowOf(flow, asked));
        const near = own.map(({ address: { zone } }) => zone);
        const others = stages.residents.all.filter(isIpv4);
        const strangers = [
          ...others.filter(({ address: { zone } }) => near.includes(zone)),
          ...others.filter(({ host }) => host.kind === 'host'),
          ...others,
        ];
        strangers.some((one) => !own.includes(one) && add(one, port, []));
      }
      const [sender] = flow.from.flatMap((end) => stages.residents.of(end)).filter(isIpv4);
      if (sender) OTHER_PORTS.some((port) => add(sender, port, []));
    }
  }
  return [...found.values()];
}

/**
 * Images by multicast. The plan has the clients' packets to the distribution point; the groups that it sends to are
 * named by no page, so that no rule is for them: every filter on the way stops the stream.
 */
function streams(plan: Plan, stages: Stages): Cast[] {
  const found = new Map<string, Cast>();
  for (const { flow, asked } of servicesOf(plan, ({ service }) => service.id === 'multicast')) {
    const [port] = asked.ports.flatMap(endsOf);
    for (const from of flow.to.flatMap((end) => stages.residents.of(end)).filter(isIpv4)) {
      for (const hearer of flow.from.flatMap((end) => stages.residents.of(end)).filter(isIpv4)) {
        const path = stages.path(from, hearer);
        if (port === undefined || !path || path.length === 0 || from.host === hearer.host) continue;
        const between = stages.between(from, hearer);
        const blockedAt = between.filter((stage) => stage.startsWith('filter '));
        const ends = { from, to: at(hearer, GROUP), hearer, port };
        const about = { flows: flowOf(flow, asked), path, stages: between, blockedAt };
        found.set(`${from.address.address} ${hearer.address.address}`, castOf('multicast', ends, about));
      }
    }
  }
  return [...found.values()];
}

/** DHCP and network boot through a relay in the clients' subnet, as an IP helper is: to servers in other zones. */
function requests(hierarchy: Hierarchy, plan: Plan, stages: Stages): Cast[] {
  const found = new Map<string, Cast>();
  const addresses = new Addresses([
    ...hierarchy.hosts.flatMap((host) => host.addresses),
    ...stages.residents.all.map((resident) => resident.network),
  ]);
  const isMeant = ({ service }: FlowService): boolean => service.id === 'dhcp';
  const all = [...servicesOf(plan, isMeant)];
  const subnets = all.flatMap(({ flow }) => subnetsOf(flow.from));
  const relays = new Map<string, string | undefined>();
  const relayIn = (subnet: Network): string | undefined => {
    if (!relays.has(subnet.text)) relays.set(subnet.text, addresses.next(subnet));
    const relay = relays.get(subnet.text);
    const isNested = (n: Network): boolean => n.text !== subnet.text && contains(subnet, n);
    // In a smaller subnet it would stand on another wire.
    return subnets.some((n) => isNested(n) && relay !== undefined && isInside(relay, n.text))
      ? undefined
      : relay;
  };
  const add = (subnet: Network, to: Resident, port: number, flows: Cast['flows']): boolean => {
    const [hearer] = inside(stages, subnet);
    const path = hearer && stages.path(hearer, to);
    if (!hearer || !path || path.length === 0) return false;
    const between = stages.between(hearer, to);
    const blockedAt = between.filter((stage) => !stages.allows(stage, hearer, to, 'udp', port));
    if (flows.length === 0 && blockedAt.length === 0) return false;
    const relay = relayIn(subnet);
    if (relay === undefined) return false;
    const about = { flows, path, stages: between, blockedAt };
    const key = `${relay} ${to.address.address}`;
    if (!found.has(key))
      found.set(key, castOf('relayed', { from: at(hearer, relay), to, hearer, port }, about));
    return true;
  };
  for (const { flow, asked } of all) {
    const [port] = asked.ports.flatMap(endsOf);
    if (port === undefined) continue;
    for (const to of flow.to.flatMap((end) => stages.residents.of(end)).filter(isIpv4)) {
      for (const subnet of subnetsOf(flow.from)) add(subnet, to, port, flowOf(flow, asked));
      subnets.some((subnet) => add(subnet, to, port, []));
    }
  }
  return [...found.values()];
}

const isIpv4 = ({ network: { family } }: Resident): boolean => family === 4;

/** IPv4 subnets of clients that have a broadcast address: of a range of addresses nobody knows it. */
function subnetsOf(ends: Flow['to']): Network[] {
  return ends
    .flatMap(({ kind, networks }) => (kind === 'clients' ? networks : []))
    .filter((n) => n.family === 4 && n.last - n.first >= 3n && toPrefixes(n).length === 1);
}

/**
 * Who stands for a subnet, on its own wire: of subnets in each other, who stands in the smaller one is in both by
 * address. Nobody where one broadcast address is that of two wires.
 */
function inside({ residents }: Stages, subnet: Network): Resident[] {
  const found = residents.all.filter(
    (one) => one.host.kind === 'clients' && contains(subnet, one.network) && isOnWire(one, subnet),
  );
  return found.every(({ address: { zone } }) => zone === found[0]?.address.zone) ? found : [];
}

/** Whether a host sends what is for everybody there by another interface than the one whose address it has. */
function isBeside({ host, address }: Resident, { address: { zone } }: Resident): boolean {
  return (
    zone !== address.zone && host.interfaces.some((leg) => leg.addresses.some((one) => one.zone === zone))
  );
}

function isOnWire({ address, network }: Resident, { last }: Network): boolean {
  if (address.broadcast !== undefined) return address.broadcast === formatAddress(4, last);
  const size = 1n << BigInt(32 - address.prefix);
  return network.first - (network.first % size) + size - 1n === last;
}
