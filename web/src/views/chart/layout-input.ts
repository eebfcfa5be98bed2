/** A map of many zones as a graph for ELK: zones and filters are its nodes, what stands in a zone is packed already. */
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { zoneEnd } from './bundle.ts';
import type { Packed } from './pack.ts';
import { FILTER_CARD, filterEnd } from './place.ts';
import { rankZones } from './rank.ts';
import type { Scene } from './scene.ts';

/** Where the next zone stands. */
export type Direction = 'RIGHT' | 'DOWN';

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.spacing.nodeNode': '64',
  'elk.layered.spacing.nodeNodeBetweenLayers': '88',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
};

/** Deterministic: the same scene gives the same graph, so its text is the key of the layouts' cache. */
export function layoutInput(
  scene: Scene,
  packed: ReadonlyMap<string, Packed>,
  direction: Direction,
): ElkNode {
  const ranks = rankZones(scene);
  const edges: { id: string; sources: string[]; targets: string[] }[] = [];
  for (const filter of scene.filters) {
    const zones = filter.zones.filter((zone) => packed.has(zone));
    const inner = Math.min(...zones.map((zone) => ranks.get(zone) ?? 0));
    for (const zone of zones) {
      const [end, gate] = [zoneEnd(zone), filterEnd(filter.name)];
      // Of a filter's zones, those of the lowest rank stand on its left, or above it.
      const left = (ranks.get(zone) ?? 0) === inner;
      edges.push({
        id: `${gate} ${end}`,
        sources: [left ? end : gate],
        targets: [left ? gate : end],
      });
    }
  }
  return {
    id: 'chart',
    layoutOptions: { ...OPTIONS, 'elk.direction': direction },
    children: [
      ...scene.regions.map(({ zone }) => {
        const { width = 0, height = 0 } = packed.get(zone) ?? {};
        return { id: zoneEnd(zone), width, height };
      }),
      ...scene.filters.map((filter) => ({ id: filterEnd(filter.name), ...FILTER_CARD })),
    ],
    edges,
  };
}
