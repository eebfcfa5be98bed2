import type { PortRange } from '../net/ports.ts';

/** The ports of `from` that `other` lacks; both sorted and disjoint, and so is the result. */
export function subtractPorts(from: readonly PortRange[], other: readonly PortRange[]): PortRange[] {
  const rest: PortRange[] = [];
  for (const range of from) {
    let next = range.first;
    for (const { first, last } of other) {
      if (last < next || first > range.last) continue;
      if (first > next) rest.push({ first: next, last: first - 1 });
      next = last + 1;
    }
    if (next <= range.last) rest.push({ first: next, last: range.last });
  }
  return rest;
}
