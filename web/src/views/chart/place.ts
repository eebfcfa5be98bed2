/** Zones in columns from left to right, filters on the borders between them. */
import { zoneEnd } from './bundle.ts';
import { type Box, centreOf, type Layout } from './layout.ts';
import { type Packed, packRegion } from './pack.ts';
import { INTERNET_RANK, rankZones } from './rank.ts';
import type { Scene } from './scene.ts';

export const FILTER_CARD = { width: 148, height: 58 } as const;

const ZONE_GAP = 56;
const FILTER_GAP = 28;
const BORDER = 76;

/** Prefixes keep the ids of zones, filters and nodes apart. */
export function filterEnd(filter: string): string {
  return `filter:${filter}`;
}

/** All zones of a scene with their insides, by zone. */
export function packScene(scene: Scene): Map<string, Packed> {
  return new Map(scene.regions.map((region) => [region.zone, packRegion(region)]));
}

/** Places a map of few zones; needs no solver. */
export function placeScene(scene: Scene): Layout {
  const packed = packScene(scene);
  const ranks = rankZones(scene);
  const columns = [...new Set(ranks.values())].sort((a, b) => a - b);
  const boxes = new Map<string, Box>();
  let x = 0;
  for (const rank of columns) {
    const zones = scene.regions.filter((region) => ranks.get(region.zone) === rank);
    const sizes = zones.map((region) => packed.get(region.zone) ?? { width: 0, height: 0 });
    const width = Math.max(...sizes.map((size) => size.width));
    let y =
      -stackHeight(
        sizes.map((size) => size.height),
        ZONE_GAP,
      ) / 2;
    for (const [i, region] of zones.entries()) {
      const size = sizes[i] ?? { width: 0, height: 0 };
      // Zones lean to the middle of the map: their courses leave on that side.
      const inset = rank < 0 ? width - size.width : 0;
      boxes.set(zoneEnd(region.zone), { x: x + inset, y, width: size.width, height: size.height });
      y += size.height + ZONE_GAP;
    }
    x += width;
    const filters = scene.filters.filter((filter) => innerRank(filter.zones, ranks) === rank);
    const last = rank === columns.at(-1);
    x += filters.length > 0 ? BORDER : last ? 0 : ZONE_GAP;
    if (filters.length > 0) {
      for (const filter of filters) {
        boxes.set(filterEnd(filter.name), { x, y: 0, ...FILTER_CARD });
      }
      x += FILTER_CARD.width + BORDER;
    }
  }
  settleFilters(scene, boxes, ranks);
  return withInsides(scene, boxes, packed);
}

function stackHeight(heights: readonly number[], gap: number): number {
  return heights.reduce((sum, height) => sum + height, 0) + gap * Math.max(0, heights.length - 1);
}

function innerRank(zones: readonly string[], ranks: ReadonlyMap<string, number>): number {
  return Math.min(...zones.map((zone) => ranks.get(zone) ?? Number.POSITIVE_INFINITY));
}

/** Each filter stands level with the smallest of its zones; those of one border do not touch. */
function settleFilters(scene: Scene, boxes: Map<string, Box>, ranks: ReadonlyMap<string, number>): void {
  const borders = new Map<number, { id: string; box: Box; wish: number }[]>();
  for (const filter of scene.filters) {
    const id = filterEnd(filter.name);
    const box = boxes.get(id);
    if (!box) continue;
    // Not level with the internet: lines of other filters run there.
    const [smallest] = filter.zones
      .filter((zone) => (ranks.get(zone) ?? 0) < INTERNET_RANK || filter.zones.length === 1)
      .flatMap((zone) => boxes.get(zoneEnd(zone)) ?? [])
      .sort((a, b) => a.height - b.height);
    const wish = smallest ? centreOf(smallest).y : 0;
    const rank = innerRank(filter.zones, ranks);
    borders.set(rank, [...(borders.get(rank) ?? []), { id, box, wish }]);
  }
  for (const border of borders.values()) {
    border.sort((a, b) => a.wish - b.wish);
    const step = FILTER_CARD.height + FILTER_GAP;
    let y = Number.NEGATIVE_INFINITY;
    for (const { id, box, wish } of border) {
      y = Math.max(y + step, wish - FILTER_CARD.height / 2);
      boxes.set(id, { ...box, y });
    }
  }
}

/** Adds what stands inside the zones. */
export function withInsides(
  scene: Scene,
  outer: ReadonlyMap<string, Box>,
  packed: ReadonlyMap<string, Packed>,
): Map<string, Box> {
  const boxes = new Map(outer);
  for (const { zone } of scene.regions) {
    const own = outer.get(zoneEnd(zone));
    if (!own) continue;
    for (const [id, box] of packed.get(zone)?.boxes ?? []) {
      boxes.set(id, { ...box, x: own.x + box.x, y: own.y + box.y });
    }
  }
  return boxes;
}
