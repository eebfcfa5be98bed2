/** Interfaces that get their address from a server: the network that they stand in is not in the text. */
import type { Prefix } from '../source/longest-prefix.ts';
import { CLIENT_ADDRESSES } from './private.ts';

/**
 * What may stand behind any of the interfaces, or elsewhere: what only the default route covers, as far as it is
 * private. Nothing where the default route leads through the only one. The metric goes behind all others.
 */
export function learntNetworks(prefixes: readonly Prefix[], learners: readonly string[]): readonly Prefix[] {
  const defaults = prefixes.filter(
    ({ range }) => range.family === 4 && range.first === 0n && range.last === 0xffff_ffffn,
  );
  const best = Math.min(...defaults.map(({ metric = 0 }) => metric));
  const through = defaults.filter(({ metric = 0 }) => metric === best).map(({ owner }) => owner);
  if (through.length === 0 || learners.every((name) => through.every((owner) => owner === name))) return [];
  return CLIENT_ADDRESSES.filter(({ family }) => family === 4).map((range) => ({
    owner: '',
    range,
    metric: Number.POSITIVE_INFINITY,
  }));
}
