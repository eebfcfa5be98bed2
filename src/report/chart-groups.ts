import type { Hierarchy } from '../hierarchy/model.ts';
import { type ChartNode, groupId, type NodeIndex } from './chart-nodes.ts';

/** What an aggregated chart draws as one node: the ends of a site, of a primary with its secondaries, or of a zone. */
export type ChartLevel = 'site' | 'primary' | 'zone';

const LEVELS: readonly ChartLevel[] = ['site', 'primary', 'zone'];

export interface Grouping {
  /** Absent where each end is a node of its own. */
  readonly level?: ChartLevel;
  readonly nodes: readonly ChartNode[];
  /** Of each node before grouping, the number of the one that stands for it. */
  readonly groupOf: Uint32Array;
}

/** What is grouped, and how much of it can be drawn. */
export interface Crowd {
  readonly nodes: NodeIndex['nodes'];
  /** 1 for each node that is to be seen. */
  readonly used: Uint8Array;
  readonly limit: number;
  /** Nodes that somebody looks into: they stay what they are. */
  isOpen(node: ChartNode): boolean;
}

/** The finest grouping that draws no more nodes than the limit. */
export function groupNodes(crowd: Crowd, hierarchy: Hierarchy): Grouping {
  const { nodes, used, limit } = crowd;
  const total = used.reduce((sum, one) => sum + one, 0);
  if (total <= limit) return { nodes, groupOf: Uint32Array.from(nodes, (_, i) => i) };
  const top = primaryOf(hierarchy);
  let grouping: Grouping | undefined;
  for (const level of LEVELS) {
    grouping = groupBy(level, crowd, top);
    if (grouping.nodes.length <= limit) break;
  }
  return grouping ?? { nodes, groupOf: new Uint32Array(nodes.length) };
}

function groupBy(level: ChartLevel, { nodes, used, isOpen }: Crowd, top: (site: string) => string): Grouping {
  const groups = new Map<string, { node: ChartNode; number: number; roles: Set<string>; members: number }>();
  const groupOf = new Uint32Array(nodes.length);
  for (const [i, node] of nodes.entries()) {
    if (used[i] !== 1) continue;
    const head = isOpen(node) ? node : groupHead(level, node, top);
    let group = groups.get(head.id);
    if (!group) {
      group = { node: head, number: groups.size, roles: new Set(), members: 0 };
      groups.set(head.id, group);
    }
    group.members += node.members;
    for (const role of node.roles) group.roles.add(role);
    groupOf[i] = group.number;
  }
  return {
    level,
    nodes: [...groups.values()].map(({ node, roles, members }) => ({ ...node, roles: [...roles], members })),
    groupOf,
  };
}

/** The node that stands for others like this one. */
function groupHead(
  level: ChartLevel,
  { kind, zone, site }: ChartNode,
  top: (site: string) => string,
): ChartNode {
  const common = { zone, roles: [], addresses: [], members: 0 };
  if (kind === 'internet') {
    return { id: groupId(zone, 'internet', ''), kind: 'internet', label: 'Internet services', ...common };
  }
  if (level === 'zone') return { id: groupId(zone, 'zone', ''), kind: 'zone', label: zone, ...common };
  if (site === undefined) {
    return { id: groupId(zone, 'zone', 'none'), kind: 'zone', label: 'Without a site', ...common };
  }
  const code = level === 'primary' ? top(site) : site;
  return { id: groupId(zone, 'site', code), kind: 'site', label: code, site: code, ...common };
}

/** A secondary site is drawn with its primary. */
function primaryOf(hierarchy: Hierarchy): (site: string) => string {
  const parents = new Map(
    hierarchy.sites.map(({ code, type, parent }) => [code, type === 'secondary' ? parent : undefined]),
  );
  return (site) => parents.get(site) ?? site;
}
