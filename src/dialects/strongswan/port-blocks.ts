import type { PortRange } from '../../net/ports.ts';

/**
 * A range of ports in parts that have a mask each, as prefixes of addresses do. The kernel's selectors hold a port and a
 * mask (`struct xfrm_selector`), and strongSwan widens every other range to the next mask that holds it.
 */
export function portBlocks({ first, last }: PortRange): PortRange[] {
  const blocks: PortRange[] = [];
  for (let next = first; next <= last; ) {
    let size = 1;
    while (next % (size * 2) === 0 && next + size * 2 - 1 <= last) size *= 2;
    blocks.push({ first: next, last: next + size - 1 });
    next += size;
  }
  return blocks;
}
