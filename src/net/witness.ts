import { type Boxes, STRIDE } from './boxes.ts';
import { hasPorts, isIcmp, TCP } from './match.ts';
import { type Packet, USUAL_SOURCE_PORT } from './packet.ts';

/**
 * Where each field starts to count: a packet that somebody could send (10.0.0.1 rather than 0.0.0.0, a client's source
 * port, TCP) says more than the lowest numbers do. After the greatest value come those below the start.
 */
const STARTS: Readonly<Record<4 | 6, bigint>> = { 4: 10n << 24n, 6: 0x2001n << 112n };
const USUAL = { protocol: TCP, destinationPort: 1, sourcePort: USUAL_SOURCE_PORT } as const;

/** The first packet of all boxes, in an order that doesn't depend on how a set was cut into boxes; IPv4 first. */
export function lowestPacket(parts: readonly Boxes[]): Packet | undefined {
  for (const boxes of parts) {
    if (boxes.count === 0) continue;
    const { axis, data } = boxes;
    let candidates: number[] = [];
    for (let i = 0; i < boxes.count; i++) candidates.push(i * STRIDE);
    const pick = (field: number, start: number): number => {
      const value = firstFrom(start, data, field, candidates);
      candidates = candidates.filter(
        (at) => (data[at + 2 * field] as number) <= value && value <= (data[at + 2 * field + 1] as number),
      );
      return value;
    };
    const { family } = axis;
    const start = STARTS[family];
    const address = (field: number): bigint => {
      const step = pick(field, axis.step(start));
      const low = axis.low(step);
      return low <= start && start <= axis.high(step) ? start : low;
    };
    const source = address(0);
    const destination = address(1);
    const protocol = pick(2, USUAL.protocol);
    const destinationPort = pick(4, hasPorts(protocol) ? USUAL.destinationPort : 0);
    const sourcePort = pick(3, hasPorts(protocol) ? USUAL.sourcePort : 0);
    const ends = { family, source, destination, protocol };
    if (hasPorts(protocol)) return { ...ends, sourcePort, destinationPort };
    if (isIcmp(protocol))
      return { ...ends, sourcePort: sourcePort & 0xff00, destinationPort: destinationPort & 0xff00 };
    return { ...ends, sourcePort: 0, destinationPort: 0 };
  }
  return undefined;
}

/** The least value from `start` on that one of the boxes has in a field; else the least of all. */
function firstFrom(start: number, data: Int32Array, field: number, candidates: readonly number[]): number {
  let after = Number.POSITIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (const at of candidates) {
    const low = data[at + 2 * field] as number;
    const high = data[at + 2 * field + 1] as number;
    if (low < least) least = low;
    if (high >= start && Math.max(low, start) < after) after = Math.max(low, start);
  }
  return Number.isFinite(after) ? after : least;
}
