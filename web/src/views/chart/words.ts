/** How the chart names things. */
import type { ChartNode } from './document.ts';
import type { Group } from './scene.ts';

/** Kinds of ends in a reader's words, one and many. */
const KINDS: Readonly<Record<ChartNode['kind'], readonly [string, string]>> = {
  host: ['host', 'hosts'],
  clients: ['client network', 'client networks'],
  consoles: ['console network', 'console networks'],
  listener: ['listener', 'listeners'],
  internet: ['internet service', 'internet services'],
  site: ['site', 'sites'],
  zone: ['zone', 'zones'],
};

export function kindText(kind: ChartNode['kind']): string {
  return KINDS[kind][0];
}

/** `management-point` → `management point`. */
export function roleText(role: string): string {
  return role.replaceAll('-', ' ');
}

/** `1 flow`, `2 flows`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** What a course bundles: `3 flows`, `3 flows and 1 finding beyond the plan`. */
export function countText({ flows, excess }: { readonly flows: number; readonly excess: number }): string {
  const beyond = `${counted(excess, 'finding')} beyond the plan`;
  if (excess === 0) return counted(flows, 'flow');
  return flows === 0 ? beyond : `${counted(flows, 'flow')} and ${beyond}`;
}

/** `12 hosts, 2 client networks`. */
export function siteSummary(group: Group): string {
  const counts = new Map<ChartNode['kind'], number>();
  for (const node of group.nodes) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${KINDS[kind][count === 1 ? 0 : 1]}`).join(', ');
}

/** The roles of a group, the most frequent first. */
export function groupRoles(group: Group): string[] {
  const counts = new Map<string, number>();
  for (const node of group.nodes) {
    for (const role of node.roles) counts.set(role, (counts.get(role) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([role]) => role);
}

/** A name on a card in the internet's own zone: `Internet (Site server)` stands there as `for Site server`. */
export function cardName(node: ChartNode): string {
  const owner = node.kind === 'internet' ? /^Internet \((.+)\)$/.exec(node.label)?.[1] : undefined;
  return owner === undefined ? node.label : `for ${owner}`;
}

/** The second line of a host's card: its roles, or what it is. */
export function rolesLine(node: ChartNode): string {
  if (node.roles.length === 0) return kindText(node.kind);
  return node.roles.map(roleText).join(', ');
}

/** The third line: its first address and how many more there are. */
export function addressLine(node: ChartNode): string {
  if (node.members > 1) return `${node.members} hosts and networks`;
  const [first, ...more] = node.addresses;
  if (first === undefined) return 'no fixed address';
  return more.length === 0 ? first : `${first} +${more.length}`;
}

/** For screen readers. */
export function nodeDescription(node: ChartNode): string {
  const site = node.site === undefined ? '' : `, site ${node.site}`;
  const roles = node.kind === 'internet' ? '' : `${rolesLine(node)}, `;
  return `${cardName(node)}, ${roles}${addressLine(node)}, zone ${node.zone}${site}`;
}
