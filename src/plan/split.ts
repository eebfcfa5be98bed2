import type { Side } from './match.ts';
import type { Endpoint } from './model.ts';

/** Two sides that have no owner in common, so that every pair of theirs crosses a network. */
export interface Ends {
  readonly from: readonly Endpoint[];
  readonly to: readonly Endpoint[];
}

/**
 * Takes apart two sides that share hosts: a host needs no flow to itself, but all others to it and it to all others.
 * Gives nothing where both sides are one and the same host.
 */
export function splitOwners(from: Side, to: Side): Ends[] {
  const shared = sharedOwners(from, to);
  if (shared.length === 0) return [{ from: from.endpoints, to: to.endpoints }];
  const common = new Set(shared);
  const parts: Ends[] = [];
  const add = (part: Ends): void => {
    if (part.from.length > 0 && part.to.length > 0) parts.push(part);
  };
  add({
    from: from.endpoints.filter((e) => e.owner === undefined || !common.has(e.owner)),
    to: to.endpoints,
  });
  for (const owner of shared) {
    add({
      from: from.endpoints.filter((e) => e.owner === owner),
      to: to.endpoints.filter((e) => e.owner !== owner),
    });
  }
  return parts;
}

function sharedOwners(from: Side, to: Side): string[] {
  if (!from.owners || !to.owners) return [];
  const [small, large] =
    from.owners.size < to.owners.size ? [from.owners, to.owners] : [to.owners, from.owners];
  return [...small].filter((owner) => large.has(owner)).sort();
}
