/** What stands on the chart at a level: zones with their groups, and in open groups the hosts themselves. */
import type { ChartDocument, ChartNode } from './document.ts';

/** From far to near: courses between zones, between sites, between hosts. */
export const LEVELS = ['hierarchy', 'sites', 'hosts'] as const;
export type Level = (typeof LEVELS)[number];

/** Hosts of one site, or things of one kind, that stand in one zone. */
export interface Group {
  readonly id: string;
  readonly label: string;
  readonly zone: string;
  readonly site?: string;
  readonly open: boolean;
  readonly nodes: readonly ChartNode[];
}

export interface Region {
  readonly zone: string;
  readonly kind: 'network' | 'internet';
  readonly groups: readonly Group[];
  readonly nodes: number;
}

export interface Scene {
  readonly regions: readonly Region[];
  readonly filters: ChartDocument['filters'];
  readonly groupOf: ReadonlyMap<string, Group>;
}

/** Up to so many hosts and networks, the chart opens with all of them. */
const OPEN_UP_TO = 90;

/** The level at which a document is shown first. */
export function firstLevel(document: ChartDocument): Level {
  return document.nodes.length <= OPEN_UP_TO ? 'hosts' : 'hierarchy';
}

/** Arranges a document's nodes; `opened` is the group that is shown in full although the level has none. */
export function arrange(document: ChartDocument, level: Level, opened?: string): Scene {
  const groups = new Map<string, ChartNode[]>();
  for (const node of document.nodes) {
    const id = groupId(node);
    const members = groups.get(id);
    if (members) members.push(node);
    else groups.set(id, [node]);
  }
  const groupOf = new Map<string, Group>();
  const regions = new Map<string, Group[]>();
  for (const [id, nodes] of groups) {
    const [first] = nodes;
    if (!first) continue;
    const group: Group = {
      id,
      label: groupLabel(first),
      zone: first.zone,
      ...(sited(first) && first.site !== undefined && { site: first.site }),
      open: level === 'hosts' || id === opened,
      nodes: nodes.toSorted(byRank),
    };
    for (const node of nodes) groupOf.set(node.id, group);
    regions.set(first.zone, [...(regions.get(first.zone) ?? []), group]);
  }
  return {
    regions: document.zones.map((zone) => {
      const own = (regions.get(zone.name) ?? []).toSorted(byKind);
      return {
        zone: zone.name,
        kind: zone.kind ?? 'network',
        groups: own,
        nodes: own.flatMap((group) => group.nodes).reduce((sum, node) => sum + node.members, 0),
      };
    }),
    filters: document.filters,
    groupOf,
  };
}

const KIND_LABELS: Readonly<Record<ChartNode['kind'], string>> = {
  host: 'Other servers',
  clients: 'Client networks',
  consoles: 'Consoles',
  listener: 'Listeners',
  internet: 'Internet services',
  site: 'Sites',
  zone: 'Others',
};

/** Unique on a chart. Site codes have three characters and no colon; kinds have neither in common with them. */
function groupId(node: ChartNode): string {
  return `group:${node.zone}:${sited(node) ? `site:${node.site}` : node.kind}`;
}

function groupLabel(node: ChartNode): string {
  return sited(node) ? `Site ${node.site}` : KIND_LABELS[node.kind];
}

/** Networks belong to a site by their boundary group only: they stand with their kind, beside the servers. */
function sited(node: ChartNode): boolean {
  return node.site !== undefined && (node.kind === 'host' || node.kind === 'listener');
}

const KIND_ORDER: readonly ChartNode['kind'][] = [
  'zone',
  'site',
  'host',
  'listener',
  'consoles',
  'clients',
  'internet',
];

/** Sites first, in the order of their size; then the rest by kind. */
function byKind(a: Group, b: Group): number {
  const [first, second] = [a.site === undefined ? 1 : 0, b.site === undefined ? 1 : 0];
  if (first !== second) return first - second;
  if (first === 0) return b.nodes.length - a.nodes.length || compareText(a.label, b.label);
  return kindOf(a) - kindOf(b);
}

function kindOf(group: Group): number {
  return KIND_ORDER.indexOf(group.nodes[0]?.kind ?? 'internet');
}

/** Site servers and databases stand first, plain clients last; else by name as people count. */
function byRank(a: ChartNode, b: ChartNode): number {
  return rankOf(a) - rankOf(b) || compareText(a.label, b.label);
}

const LEADING = ['site-server', 'sql-server', 'management-point', 'software-update-point'];

function rankOf(node: ChartNode): number {
  const ranks = node.roles.map((role) => LEADING.indexOf(role)).filter((rank) => rank >= 0);
  const kind = KIND_ORDER.indexOf(node.kind) * 10;
  return kind + (ranks.length > 0 ? Math.min(...ranks) : LEADING.length);
}

const collator = new Intl.Collator('en', { numeric: true });

function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}
