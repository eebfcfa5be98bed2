/** What is permitted beyond the plan as courses of its own: no flow of the plan has them. */
import type { ExcessDocument } from '../../../../src/report/excess.ts';
import { zoneEnd } from './bundle.ts';
import type { ChartCourse, ChartDocument } from './document.ts';

/**
 * One course for each pair of ends. An end that is nobody's on the chart stands for its whole zone. What was found in
 * another configuration than today's is left out: it may be gone.
 */
export function excessCourses(excess: readonly ExcessDocument[], document: ChartDocument): ChartCourse[] {
  const nodes = new Map(document.nodes.map(({ zone, label, id }) => [JSON.stringify([zone, label]), id]));
  const filters = new Set(document.filters.map(({ name }) => name));
  const zones = new Set(document.zones.map(({ name }) => name));
  const idOf = ({ zone, name = '' }: ExcessDocument['from']): string | undefined =>
    nodes.get(JSON.stringify([zone, name])) ?? (zones.has(zone) ? zoneEnd(zone) : undefined);
  const courses = new Map<string, ExcessDocument[]>();
  for (const one of excess) {
    const [from, to] = [idOf(one.from), idOf(one.to)];
    if (one.stale || from === undefined || to === undefined || from === to) continue;
    const way = JSON.stringify([from, to, filters.has(one.filter) ? [one.filter] : []]);
    const known = courses.get(way);
    if (known) known.push(one);
    else courses.set(way, [one]);
  }
  return [...courses].map(([way, found]) => {
    const [from, to, crossed] = JSON.parse(way) as [string, string, string[]];
    return {
      id: `excess ${way}`,
      from,
      to,
      filters: crossed,
      flows: [],
      flowCount: 0,
      rows: 0,
      services: [...new Set(found.map(({ service }) => service))].map(serviceOf),
      phases: [],
      conversations: [],
      excess: found,
    };
  });
}

function serviceOf(text: string): ChartCourse['services'][number] {
  const [transport = '', ports = ''] = text.split('/');
  return { name: 'beyond the plan', transport: transport as 'tcp', ports };
}
