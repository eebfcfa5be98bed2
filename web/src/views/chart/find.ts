/** What a search on the chart finds: hosts by name, role or address, and ports. */
import type { ChartCourse, ChartDocument } from './document.ts';
import { rolesLine, roleText } from './words.ts';

export type Found =
  | { readonly kind: 'node'; readonly id: string; readonly label: string; readonly detail: string }
  | { readonly kind: 'port'; readonly port: number; readonly label: string; readonly detail: string };

const MOST = 12;

/** The best places first: names that begin with the text, then names, addresses and roles that hold it. */
export function findOnChart(document: ChartDocument, text: string): Found[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const found: { rank: number; item: Found }[] = [];
  for (const node of document.nodes) {
    const name = node.label.toLowerCase();
    const address = node.addresses.find((candidate) => candidate.toLowerCase().includes(wanted));
    const roles = rolesLine(node).toLowerCase();
    const rank = name.startsWith(wanted)
      ? 0
      : name.includes(wanted)
        ? 1
        : address?.toLowerCase().startsWith(wanted)
          ? 2
          : address !== undefined
            ? 3
            : roles.includes(roleText(wanted))
              ? 4
              : undefined;
    if (rank === undefined) continue;
    const detail = address !== undefined && rank > 1 ? address : rolesLine(node);
    found.push({ rank, item: { kind: 'node', id: node.id, label: node.label, detail } });
  }
  const items = found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ item }) => item);
  const port = /^(?:tcp\/|udp\/)?(\d{1,5})$/.exec(wanted)?.[1];
  const courses = port === undefined ? 0 : document.courses.filter((c) => usesPort(c, Number(port))).length;
  if (port === undefined || courses === 0) return items;
  const label = `Port ${Number(port)}`;
  return [{ kind: 'port', port: Number(port), label, detail: `${courses} courses use it` }, ...items];
}

/** Whether a course has a service on a port. */
export function usesPort(course: ChartCourse, port: number): boolean {
  return course.services.some((service) => portsHold(service.ports, port));
}

/** `80, 443, 49152-65535` holds 443 and 50000. */
function portsHold(ports: string, port: number): boolean {
  return ports.split(',').some((part) => {
    const [low, high] = part.trim().split('-');
    return Number(low) <= port && port <= Number(high ?? low) && low !== '';
  });
}
