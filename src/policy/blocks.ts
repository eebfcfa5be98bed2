import type { Endpoint } from '../plan/model.ts';

/** Each of `from` with each of `to`, without exception. */
export interface Block {
  readonly from: readonly Endpoint[];
  readonly to: readonly Endpoint[];
}

/**
 * Splits "each with each, except an end with its own owner" into blocks without exceptions: a filter's rule is a
 * full product of two lists, so a host in both lists would otherwise be permitted to talk to itself, which is
 * more than the plan says.
 */
export function withoutOwnPairs(from: readonly Endpoint[], to: readonly Endpoint[]): Block[] {
  const owners = new Set(from.map((e) => e.owner));
  const shared = new Set<string>();
  for (const { owner } of to) if (owner !== undefined && owners.has(owner)) shared.add(owner);
  if (shared.size === 0) return from.length > 0 && to.length > 0 ? [{ from, to }] : [];
  const free = from.filter((e) => e.owner === undefined || !shared.has(e.owner));
  const blocks: Block[] = [{ from: free, to }];
  for (const owner of shared) {
    blocks.push({ from: from.filter((e) => e.owner === owner), to: to.filter((e) => e.owner !== owner) });
  }
  return blocks.filter((block) => block.from.length > 0 && block.to.length > 0);
}
