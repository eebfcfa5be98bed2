/**
 * Sets of packets as lists of boxes (addresses × addresses × protocol × ports), and their exact comparison.
 * Written for the tests only and apart from the product's own code, so that both are not wrong in the same way.
 */
export interface Box {
  readonly family: 4 | 6;
  /** `tcp`, `udp` or `icmp`. */
  readonly transport: string;
  /** First and last of source, destination and port; ICMP has port 0. */
  readonly source: readonly [bigint, bigint];
  readonly destination: readonly [bigint, bigint];
  readonly port: readonly [bigint, bigint];
}

interface Addresses {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Boxes of all pairs of networks of one family, for each range of ports. */
export function pairedBoxes(
  transport: string,
  from: readonly Addresses[],
  to: readonly Addresses[],
  ports: readonly { readonly first: number; readonly last: number }[],
): Box[] {
  return from.flatMap((s) =>
    to
      .filter((d) => d.family === s.family)
      .flatMap((d) =>
        ports.map(
          (port): Box => ({
            family: s.family,
            transport,
            source: [s.first, s.last],
            destination: [d.first, d.last],
            port: [BigInt(port.first), BigInt(port.last)],
          }),
        ),
      ),
  );
}

const AXES = ['source', 'destination', 'port'] as const;

const later = (a: bigint, b: bigint): bigint => [a, b].reduce((x, y) => (x > y ? x : y));
const earlier = (a: bigint, b: bigint): bigint => [a, b].reduce((x, y) => (x < y ? x : y));

/** Takes one box out of another: up to six boxes are left. */
function subtract(box: Box, other: Box): Box[] {
  if (box.family !== other.family || box.transport !== other.transport) return [box];
  if (AXES.some((axis) => other[axis][1] < box[axis][0] || box[axis][1] < other[axis][0])) return [box];
  const rest: Box[] = [];
  let core = box;
  for (const axis of AXES) {
    const [first, last] = core[axis];
    const [from, to] = other[axis];
    if (from > first) rest.push({ ...core, [axis]: [first, from - 1n] });
    if (to < last) rest.push({ ...core, [axis]: [to + 1n, last] });
    core = { ...core, [axis]: [later(from, first), earlier(to, last)] };
  }
  return rest;
}

/** A box of packets that `a` holds and `b` doesn't, or nothing. */
export function witness(a: readonly Box[], b: readonly Box[]): Box | undefined {
  for (const box of a) {
    let left = [box];
    for (const other of b) {
      left = left.flatMap((part) => subtract(part, other));
      if (left.length === 0) break;
    }
    if (left[0]) return left[0];
  }
  return undefined;
}
