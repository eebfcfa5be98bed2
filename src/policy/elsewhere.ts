import type { Hierarchy } from '../hierarchy/model.ts';
import { complement, type Network } from '../net/network.ts';

/**
 * Every address outside of the zones, of both families: what `internetDestinations: any-address` opens. Where no
 * zone is declared, every address that is no host's.
 */
export function elsewhere(hierarchy: Hierarchy): Network[] {
  const zones = hierarchy.zones.flatMap((zone) => zone.networks);
  const known = zones.length > 0 ? zones : hierarchy.hosts.flatMap((host) => host.addresses);
  return [...complement(4, known), ...complement(6, known)];
}
