/** Boxes of packets: one range of each of a packet's parts, so that any two can be compared. */
import type { Match } from '../../../net/match.ts';
import type { AddressRange } from '../../../net/network.ts';
import type { PortRange } from '../../../net/ports.ts';

export interface Box {
  readonly source: AddressRange;
  readonly destination: AddressRange;
  readonly protocol: PortRange;
  readonly sourcePort: PortRange;
  readonly destinationPort: PortRange;
}

/** The packets that go the other way. */
export const turned = ({ source, destination, protocol, sourcePort, destinationPort }: Box): Box => ({
  source: destination,
  destination: source,
  protocol,
  sourcePort: destinationPort,
  destinationPort: sourcePort,
});

export const isSame = (a: Box, b: Box): boolean => holds(a, b) && holds(b, a);

/** Whether every packet of `inner` is one of `outer`. */
export function holds(outer: Box, inner: Box): boolean {
  return (
    outer.source.family === inner.source.family &&
    within(outer.protocol, inner.protocol) &&
    within(outer.sourcePort, inner.sourcePort) &&
    within(outer.destinationPort, inner.destinationPort) &&
    within(outer.source, inner.source) &&
    within(outer.destination, inner.destination)
  );
}

const within = <T extends bigint | number>(
  outer: { readonly first: T; readonly last: T },
  inner: { readonly first: T; readonly last: T },
): boolean => outer.first <= inner.first && inner.last <= outer.last;

/** The packets of both; absent where there are none. */
export function meet(a: Box, b: Box): Box | undefined {
  if (a.source.family !== b.source.family) return undefined;
  const protocol = meetRanges(a.protocol, b.protocol);
  const sourcePort = protocol && meetRanges(a.sourcePort, b.sourcePort);
  const destinationPort = sourcePort && meetRanges(a.destinationPort, b.destinationPort);
  const source = destinationPort && meetRanges(a.source, b.source);
  const destination = source && meetRanges(a.destination, b.destination);
  return destination && { source, destination, protocol, sourcePort, destinationPort };
}

function meetRanges<T extends bigint | number, R extends { readonly first: T; readonly last: T }>(
  a: R,
  b: R,
): R | undefined {
  const first = a.first > b.first ? a.first : b.first;
  const last = a.last < b.last ? a.last : b.last;
  return first > last ? undefined : { ...a, first, last };
}

/** How many packets it is: what is in another box is fewer. */
export function sizeOf({ source, destination, protocol, sourcePort, destinationPort }: Box): bigint {
  const count = (range: PortRange): bigint => BigInt(range.last - range.first + 1);
  return (
    (source.last - source.first + 1n) *
    (destination.last - destination.first + 1n) *
    count(protocol) *
    count(sourcePort) *
    count(destinationPort)
  );
}

export const matchOf = ({ source, destination, protocol, sourcePort, destinationPort }: Box): Match => ({
  sources: [source],
  destinations: [destination],
  services: [{ protocol, source: sourcePort, destination: destinationPort }],
});
