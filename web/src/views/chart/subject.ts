/** From an id in the URL to the thing on the chart, and to what is joined to it. */
import { type Bundle, zoneEnd } from './bundle.ts';
import type { Subject } from './chart-panel.tsx';
import type { ChartDocument } from './document.ts';
import { filterEnd } from './place.ts';
import type { Scene } from './scene.ts';

export function findSubject(
  id: string | undefined,
  document: ChartDocument,
  scene: Scene,
  bundles: readonly Bundle[],
): Subject | undefined {
  if (id === undefined) return undefined;
  const node = document.nodes.find((candidate) => candidate.id === id);
  if (node) return { kind: 'node', node };
  const group = scene.regions.flatMap((region) => region.groups).find((candidate) => candidate.id === id);
  if (group) return { kind: 'group', group };
  const region = scene.regions.find((candidate) => zoneEnd(candidate.zone) === id);
  if (region) return { kind: 'zone', name: region.zone };
  const filter = document.filters.find((candidate) => filterEnd(candidate.name) === id);
  if (filter) return { kind: 'filter', filter };
  const bundle = bundles.find((candidate) => candidate.id === id);
  return bundle && { kind: 'course', bundle };
}

/** Whether a course belongs to what is selected: begins, ends or passes there. */
export function belongsTo(bundle: Bundle, subject: Subject, scene: Scene): boolean {
  const zoneOf = (end: string): string | undefined =>
    scene.groupOf.get(end)?.zone ??
    scene.regions.find((r) => zoneEnd(r.zone) === end || r.groups.some((g) => g.id === end))?.zone;
  switch (subject.kind) {
    case 'course':
      return subject.bundle.id === bundle.id;
    case 'node':
      return [bundle.a, bundle.b].includes(subject.node.id);
    case 'group':
      return [bundle.a, bundle.b].some(
        (end) => end === subject.group.id || scene.groupOf.get(end)?.id === subject.group.id,
      );
    case 'zone':
      return [bundle.a, bundle.b].some((end) => zoneOf(end) === subject.name);
    case 'filter':
      return bundle.filters.includes(subject.filter.name);
  }
}
