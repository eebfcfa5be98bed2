import type { Catalog, Phase } from '../catalog/model.ts';
import type { Transport } from '../net/ports.ts';
import { type ChartLevel, type Grouping, groupNodes } from './chart-groups.ts';
import { type ChartNode, nodeIndex } from './chart-nodes.ts';
import { isFiltered, type PlanFilter } from './plan-filter.ts';
import { viewRows } from './plan-page.ts';
import type { PlanTable } from './plan-table.ts';
import { portsText } from './words.ts';

/** All flows from one node to another. */
export interface ChartCourse {
  /** The ids of both nodes with `>` between them. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** In the order in which they are crossed. */
  readonly filters: readonly string[];
  /** Flow ids; no more than the first `FLOWS_LISTED`. */
  readonly flows: readonly string[];
  readonly flowCount: number;
  /** Rows of the plan that it bundles. */
  readonly rows: number;
  readonly services: readonly {
    readonly name: string;
    readonly transport: Transport;
    readonly ports: string;
  }[];
  readonly phases: readonly Phase[];
  /** Conversation ids. */
  readonly conversations: readonly string[];
}

/** The hierarchy as a map: zones as regions, filters on their borders, ends as nodes, and the courses between them. */
export interface ChartDocument {
  readonly zones: readonly { readonly name: string; readonly kind: 'network' | 'internet' }[];
  readonly filters: readonly {
    readonly name: string;
    readonly dialect: string;
    readonly zones: readonly string[];
  }[];
  readonly nodes: readonly ChartNode[];
  readonly courses: readonly ChartCourse[];
  /** Titles of the roles that nodes have. */
  readonly roles: readonly { readonly id: string; readonly title: string }[];
  /** Set where there are more ends than can be drawn: nodes are sites, primaries with their secondaries, or zones. */
  readonly aggregated?: ChartLevel;
  /** Ends that the nodes stand for. */
  readonly ends: number;
}

/** Nodes that a browser still draws fluidly. */
const NODES = 1500;
/** Flow ids of one course; all of them are rows of the plan. */
const FLOWS_LISTED = 200;

/**
 * The chart of the rows that a filter leaves: with only the nodes that they touch, or with all of the hierarchy where
 * there is no filter.
 */
export function chartDocument(
  table: PlanTable,
  catalog: Catalog,
  filter: PlanFilter = {},
  limit: number = NODES,
): ChartDocument {
  const { hierarchy, source, destination } = table;
  const index = nodeIndex(table);
  const rows = viewRows(table, filter);
  const used = new Uint8Array(index.nodes.length).fill(isFiltered(filter) ? 0 : 1);
  for (const row of rows) {
    used[index.ofEnd[source[row] ?? 0] ?? 0] = 1;
    used[index.ofEnd[destination[row] ?? 0] ?? 0] = 1;
  }
  const { site, end, from, to } = filter;
  const isOpen = (node: ChartNode): boolean =>
    (site !== undefined && node.site === site) || [end, from, to].includes(node.label);
  const grouping = groupNodes({ nodes: index.nodes, used, limit, isOpen }, hierarchy);
  const nodes = grouping.level ? grouping.nodes : grouping.nodes.filter((_, i) => used[i] === 1);
  const roles = new Set(nodes.flatMap((node) => node.roles));
  return {
    zones: zonesOf(table, nodes),
    filters: hierarchy.filters.map(({ name, dialect, between }) => ({ name, dialect, zones: between })),
    nodes,
    courses: coursesOf(table, rows, index.ofEnd, grouping),
    roles: [...roles].sort().map((id) => ({ id, title: catalog.roles.get(id)?.title ?? id })),
    ...(grouping.level && { aggregated: grouping.level }),
    ends: nodes.reduce((sum, node) => sum + node.members, 0),
  };
}

/** In the document's order; the internet last. */
function zonesOf({ hierarchy }: PlanTable, nodes: readonly ChartNode[]): ChartDocument['zones'] {
  const names = new Set(hierarchy.zones.map((zone) => zone.name));
  const declared = [...names].map((name) => ({ name, kind: 'network' as const }));
  const others = new Set(
    [...hierarchy.filters.flatMap((filter) => filter.between), ...nodes.map((node) => node.zone)].filter(
      (name) => !names.has(name),
    ),
  );
  return [...declared, ...[...others].map((name) => ({ name, kind: 'internet' as const }))];
}

interface Draft {
  readonly from: number;
  readonly to: number;
  readonly services: Set<number>;
  rows: number;
}

function coursesOf(
  { source, destination, service, services }: PlanTable,
  rows: Uint32Array,
  ofEnd: Uint32Array,
  { nodes, groupOf }: Grouping,
): ChartCourse[] {
  const drafts = new Map<number, Draft>();
  let last: Draft | undefined;
  for (const row of rows) {
    const from = groupOf[ofEnd[source[row] ?? 0] ?? 0] ?? 0;
    const to = groupOf[ofEnd[destination[row] ?? 0] ?? 0] ?? 0;
    // Rows of one pair stand together.
    if (last?.from !== from || last.to !== to) {
      const key = from * nodes.length + to;
      last = drafts.get(key) ?? { from, to, services: new Set(), rows: 0 };
      drafts.set(key, last);
    }
    last.rows++;
    last.services.add(service[row] ?? 0);
  }
  return [...drafts.values()].flatMap((draft) => {
    const [from, to] = [nodes[draft.from], nodes[draft.to]];
    return from && to ? [courseOf(draft, from.id, to.id, services)] : [];
  });
}

function courseOf(draft: Draft, from: string, to: string, all: PlanTable['services']): ChartCourse {
  const [filters, flows, phases, conversations] = [
    new Set<string>(),
    new Set<string>(),
    new Set<Phase>(),
    new Set<string>(),
  ];
  const services = new Map<string, ChartCourse['services'][number]>();
  for (const number of draft.services) {
    const item = all[number];
    if (!item) continue;
    const { flow, service } = item;
    for (const { filter } of flow.path) filters.add(filter);
    flows.add(flow.id);
    phases.add(service.phase);
    conversations.add(flow.conversation.id);
    const one = { name: service.service.name, transport: service.transport, ports: portsText(service) };
    services.set(`${one.transport}/${one.ports} ${one.name}`, one);
  }
  return {
    id: `${from}>${to}`,
    from,
    to,
    filters: [...filters],
    flows: [...flows].slice(0, FLOWS_LISTED),
    flowCount: flows.size,
    rows: draft.rows,
    services: [...services.values()],
    phases: [...phases],
    conversations: [...conversations],
  };
}
