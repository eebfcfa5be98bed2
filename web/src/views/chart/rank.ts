import type { Region, Scene } from './scene.ts';

export const INTERNET_RANK = 2;

/**
 * Columns of the zones, from left to right: the fullest zone stands in the middle at 0. Those that meet the internet
 * at a filter stand to its right, the internet itself outermost; the others to its left.
 */
export function rankZones(scene: Scene): Map<string, number> {
  const ranks = new Map<string, number>();
  const inner = scene.regions.filter((region) => region.kind !== 'internet');
  const [hub] = inner.toSorted((a, b) => degree(scene, b) - degree(scene, a) || b.nodes - a.nodes);
  const internet = scene.regions.find((region) => region.kind === 'internet');
  const outward = new Set(
    scene.filters.filter((f) => internet && f.zones.includes(internet.zone)).flatMap((f) => f.zones),
  );
  const rest = inner.filter((region) => region !== hub);
  const facing = rest.filter((region) => outward.has(region.zone));
  const others = rest.filter((region) => !outward.has(region.zone));
  if (hub) ranks.set(hub.zone, 0);
  for (const region of facing) ranks.set(region.zone, 1);
  // Where nothing faces the internet, half of the zones do not stand on one side for nothing.
  const half = facing.length > 0 || others.length < 4 ? others.length : Math.ceil(others.length / 2);
  for (const [i, region] of others.entries()) ranks.set(region.zone, i < half ? -1 : 1);
  if (internet) ranks.set(internet.zone, INTERNET_RANK);
  return ranks;
}

function degree(scene: Scene, region: Region): number {
  return scene.filters.filter((filter) => filter.zones.includes(region.zone)).length;
}
