/** Plans made by hand, for tests of rules: only the fields that policies read carry meaning. */
import type { Conversation, Phase, Service } from '../../src/catalog/model.ts';
import type { Crossing, Filter, Hierarchy, Host, Window } from '../../src/hierarchy/model.ts';
import { type Network, parseNetwork } from '../../src/net/network.ts';
import { parsePorts } from '../../src/net/ports.ts';
import type { Endpoint, Flow, FlowService, Plan } from '../../src/plan/model.ts';
import { flowNumbers } from '../flow-numbers.ts';

export function net(text: string): Network {
  const parsed = parseNetwork(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error}`);
  return parsed;
}

export function hostEnd(name: string, ...addresses: string[]): Endpoint {
  return {
    kind: 'host',
    name,
    zone: 'z',
    networks: addresses.map(net),
    fqdns: [],
    owner: name,
    os: 'windows',
  };
}

export function clientsEnd(name: string, ...subnets: string[]): Endpoint {
  return { kind: 'clients', name, zone: 'z', networks: subnets.map(net), fqdns: [] };
}

export function listenerEnd(name: string, ...addresses: string[]): Endpoint {
  return { kind: 'listener', name, zone: 'z', networks: addresses.map(net), fqdns: [] };
}

export function internetEnd(name: string, ...fqdns: string[]): Endpoint {
  return { kind: 'internet', name, zone: 'internet', networks: [], fqdns };
}

const SERVICES: Record<string, Partial<Service>> = {
  'rpc-endpoint-mapper': { name: 'RPC endpoint mapper', rpc: 'endpoint-mapper' },
  'rpc-dynamic': { name: 'RPC dynamic ports', rpc: 'dynamic' },
  'peer-cache-broadcast': { cast: 'broadcast' },
  'ws-discovery': { cast: 'multicast' },
  multicast: { cast: 'multicast' },
};

export interface ServiceOptions {
  readonly phase?: Phase;
  readonly window?: Window;
  readonly ports?: string;
}

/** `service('smb', 'tcp/445')`, `service('ping', 'icmp')`. */
export function service(id: string, port: string, options: ServiceOptions = {}): FlowService {
  const [transport, text] = port.split('/');
  if (transport !== 'tcp' && transport !== 'udp' && transport !== 'icmp') throw new Error(port);
  const ports = text === undefined ? [] : parsePorts(options.ports ?? text);
  if ('error' in ports) throw new Error(ports.error);
  return {
    service: { id, name: id.toUpperCase(), transport, ports: text ?? 'echo-request', ...SERVICES[id] },
    transport,
    ports,
    phase: options.phase ?? 'always',
    ...(options.window && { window: options.window }),
    reasons: [],
  };
}

export interface FlowOptions {
  readonly initiator?: string;
  readonly responder?: string;
  readonly filters?: readonly string[];
  readonly id?: string;
}

export function flow(
  conversation: string,
  from: readonly Endpoint[],
  to: readonly Endpoint[],
  services: readonly FlowService[],
  options: FlowOptions = {},
): Flow {
  const { initiator = 'client', responder = 'management-point' } = options;
  const whole: Conversation = {
    id: conversation,
    title: conversation,
    initiator,
    responder,
    direction: 'one-way',
    pairing: 'same-site',
    when: [],
    reverseWhen: [],
    phase: 'always',
    services: [],
    purpose: '',
    lifecycle: { status: 'current' },
    guide: [],
    basis: 'inferred',
    sources: [],
    conflicts: [],
    differences: [],
    entries: [],
  };
  const path: Crossing[] = (options.filters ?? ['core']).map((filter) => ({ filter, from: 'a', to: 'b' }));
  flowNumbers.last++;
  return {
    id: options.id ?? `${conversation}#${flowNumbers.last}`,
    conversation: whole,
    reverse: false,
    from,
    to,
    services,
    path,
    reasons: [],
  };
}

export function planOf(flows: readonly Flow[], hierarchy = 'Test'): Plan {
  return { hierarchy, version: 2509, flows, diagnostics: [] };
}

export interface HierarchyOptions {
  readonly name?: string;
  readonly zones?: readonly string[];
  readonly filters?: Readonly<Record<string, Partial<Filter>>>;
  readonly hosts?: Readonly<Record<string, Partial<Host>>>;
  readonly sites?: Hierarchy['sites'];
  readonly ipsec?: Hierarchy['ipsec'];
}

/** Hosts are given by name; their addresses are what a plan's endpoints say. */
export function hierarchyOf(options: HierarchyOptions = {}): Hierarchy {
  return {
    name: options.name ?? 'Test',
    version: 2509,
    internet: 'direct',
    entra: false,
    options: {},
    zones: (options.zones ?? []).map((text, i) => ({ name: `zone${i}`, networks: [net(text)], at: {} })),
    filters: Object.entries(options.filters ?? { core: {} }).map(([name, filter]) => ({
      name,
      between: [],
      dialect: 'nftables',
      internetDestinations: 'refuse',
      at: {},
      ...filter,
    })),
    routes: [],
    sites: options.sites ?? [],
    hosts: Object.entries(options.hosts ?? {}).map(([name, host]) => ({
      name,
      addresses: [],
      forest: 'f',
      os: 'windows',
      roles: [],
      at: {},
      ...host,
    })),
    clients: [],
    boundaryGroups: [],
    consoles: [],
    gateways: [],
    cloudDistributionPoints: [],
    otherTraffic: [],
    ipsec: options.ipsec ?? [],
    at: {},
  };
}
