import { buildTopology } from '../hierarchy/topology.ts';
import type { Endpoint, EndpointKind } from '../plan/model.ts';
import { siteOfEnds } from './end-sites.ts';
import type { PlanTable } from './plan-table.ts';
import { flowRoles } from './words.ts';

/** One end in one zone, or all that an aggregated chart draws as one. */
export interface ChartNode {
  readonly id: string;
  readonly kind: EndpointKind | 'site' | 'zone';
  /** The end's name, the site's code, or what else its members have in common. */
  readonly label: string;
  readonly zone: string;
  readonly site?: string;
  /** Role ids: those that the hierarchy gives a host, those in which anything else takes part. */
  readonly roles: readonly string[];
  /** Addresses and networks, or host names where only these are known; empty for an aggregated node. */
  readonly addresses: readonly string[];
  /** Ends that the node stands for. */
  readonly members: number;
}

/** All nodes that a plan can have, each end of the table with the number of its node. */
export interface NodeIndex {
  readonly nodes: readonly ChartNode[];
  readonly ofEnd: Uint32Array;
}

interface Draft extends Omit<ChartNode, 'roles' | 'addresses'> {
  readonly roles: Set<string>;
  readonly addresses: Set<string>;
}

/** Nodes of the table's ends, and of hosts and networks that talk to nobody. */
export function nodeIndex(table: PlanTable): NodeIndex {
  const known = table.kept.get('ranking nodes') as NodeIndex | undefined;
  if (known) return known;
  const drafts = new Map<string, Draft>();
  const numbers = new Map<Draft, number>();
  const siteOf = siteOfEnds(table.hierarchy);
  const draftOf = (end: Pick<Endpoint, 'kind' | 'name' | 'zone'>): Draft => {
    const { kind, name, zone } = end;
    const id = nodeId(zone, kind, name);
    let draft = drafts.get(id);
    if (!draft) {
      const site = siteOf(end);
      draft = {
        id,
        kind,
        label: name,
        zone,
        ...(site !== undefined && { site }),
        roles: new Set(),
        addresses: new Set(),
        members: 1,
      };
      drafts.set(id, draft);
      numbers.set(draft, numbers.size);
    }
    return draft;
  };
  const ofEnd = Uint32Array.from(table.ends, ({ end, network }) => {
    const draft = draftOf(end);
    for (const text of network ? [network.text] : end.fqdns) draft.addresses.add(text);
    return numbers.get(draft) ?? 0;
  });
  addSilent(table, draftOf);
  addRoles(table, draftOf);
  const nodes = [...drafts.values()].map(({ roles, addresses, ...rest }) => ({
    ...rest,
    roles: [...roles],
    addresses: [...addresses],
  }));
  const index = { nodes, ofEnd };
  table.kept.set('ranking nodes', index);
  return index;
}

/** Hosts and networks without any flow are part of the hierarchy all the same. */
function addSilent(
  { hierarchy }: PlanTable,
  draftOf: (end: Pick<Endpoint, 'kind' | 'name' | 'zone'>) => Draft,
): void {
  const { zonesOf } = buildTopology(hierarchy);
  const lists = [
    ...hierarchy.hosts.map((host) => ({ kind: 'host' as const, name: host.name, networks: host.addresses })),
    ...hierarchy.clients.map((c) => ({ kind: 'clients' as const, name: c.name, networks: c.subnets })),
    ...hierarchy.consoles.map((c) => ({ kind: 'consoles' as const, name: c.name, networks: c.subnets })),
  ];
  for (const { kind, name, networks } of lists) {
    for (const part of zonesOf(networks)) {
      const draft = draftOf({ kind, name, zone: part.zone });
      for (const network of part.networks) draft.addresses.add(network.text);
    }
  }
}

/** A host has the roles of the document; other ends have those that the catalog's conversations give them. */
function addRoles(
  { plan, hierarchy }: PlanTable,
  draftOf: (end: Pick<Endpoint, 'kind' | 'name' | 'zone'>) => Draft,
): void {
  const hosts = new Map(hierarchy.hosts.map((host) => [host.name, host.roles.map(({ role }) => role)]));
  const add = (end: Endpoint, role: string): void => {
    const { roles } = draftOf(end);
    if (end.kind === 'host') for (const own of hosts.get(end.name) ?? []) roles.add(own);
    else if (role !== 'any') roles.add(role);
  };
  const seen = new Map<readonly Endpoint[], Set<string>>();
  const addAll = (ends: readonly Endpoint[], role: string): void => {
    const roles = seen.get(ends) ?? new Set();
    if (roles.has(role)) return;
    seen.set(ends, roles.add(role));
    for (const end of ends) add(end, role);
  };
  for (const flow of plan.flows) {
    const [starts, answers] = flowRoles(flow);
    addAll(flow.from, starts);
    addAll(flow.to, answers);
  }
}

/** Unique for zone, kind and name, whatever characters they hold, and readable in a link. */
function nodeId(zone: string, kind: ChartNode['kind'], name: string): string {
  return [zone, kind, name].map(idPart).join('/');
}

/** `/` and `>` stand between the parts of an id. */
function idPart(text: string): string {
  return text.replace(/[%/>]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** Id of a node that stands for several. */
export function groupId(zone: string, kind: ChartNode['kind'], name: string): string {
  return `${nodeId(zone, kind, name)}/*`;
}
