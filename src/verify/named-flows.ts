import { formatPorts } from '../net/ports.ts';
import type { Endpoint, Flow, Plan } from '../plan/model.ts';
import { flowRows } from '../plan/rows.ts';
import type { NamedChange } from './difference-report.ts';
import { originOfFlow } from './origins.ts';

/**
 * What one plan needs and the other doesn't between ends of which one is known by name only: such flows have no
 * packets that could be compared, and are compared by their names.
 */
export function namedOnlyIn(plan: Plan, other: Plan, kind: NamedChange['kind']): NamedChange[] {
  const known = new Set(other.flows.flatMap((flow) => namedRows(flow).map(({ key }) => key)));
  return plan.flows.flatMap((flow): NamedChange[] => {
    const rows = namedRows(flow).filter(({ key }) => !known.has(key));
    const texts = [...new Set(rows.map(({ text }) => text))];
    return texts.map((text) => ({ kind, text, origins: [originOfFlow(flow)] }));
  });
}

function namedRows(flow: Flow): { readonly key: string; readonly text: string }[] {
  const named = [...flow.from, ...flow.to].some((end) => end.networks.length === 0);
  if (!named) return [];
  const rows: { key: string; text: string }[] = [];
  for (const { from, to, source, destination, service } of flowRows(flow)) {
    if (source && destination) continue;
    const [start, end] = [source?.text ?? nameOf(from), destination?.text ?? nameOf(to)];
    const ports = service.ports.length > 0 ? service.ports : [undefined];
    for (const port of ports) {
      const way = `${service.transport}${port ? `/${formatPorts([port])}` : ''}`;
      rows.push({
        key: JSON.stringify([start, end, way]),
        text: `${way} ${textOf(from)} > ${textOf(to)}`,
      });
    }
  }
  return rows;
}

/** What an end is known by, whatever the plan calls it. */
const nameOf = ({ name, fqdns }: Endpoint): string =>
  JSON.stringify(fqdns.length > 0 ? [...fqdns].sort() : name);
const textOf = ({ name, fqdns, networks }: Endpoint): string =>
  networks.length > 0 || fqdns.length === 0 ? name : fqdns.join(', ');
