import { complement, type Network } from '../net/network.ts';
import type { Hierarchy } from './model.ts';

/** The zone that holds everything where no zones are declared. */
export const IMPLICIT_ZONE = 'network';

type Declared = Pick<Hierarchy, 'zones' | 'hosts' | 'at'>;

/**
 * What the built-in zone `internet` stands for: every address outside of the zones, of both families. Where no zone
 * is declared, every address that is no host's.
 */
export function outsideOf({ zones, hosts, at }: Declared): Network[] {
  const implicit = zones.length === 1 && zones[0]?.name === IMPLICIT_ZONE && at.zones === undefined;
  const declared = implicit ? [] : zones.flatMap((zone) => zone.networks);
  const known = declared.length > 0 ? declared : hosts.flatMap((host) => host.addresses);
  return [...complement(4, known), ...complement(6, known)];
}
