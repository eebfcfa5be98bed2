/**
 * Packets in so few kinds that they can be counted one by one: addresses, protocols and ports are cut into cells, and
 * every range begins and ends where a cell does. A set is then one byte for each combination of cells.
 */
import { icmpRange, type Match, type ServiceRange, TCP, UDP } from '../../src/net/match.ts';
import type { AddressRange, Family } from '../../src/net/network.ts';
import type { Packet } from '../../src/net/packet.ts';
import type { PortRange } from '../../src/net/ports.ts';

export interface Universe {
  readonly name: string;
  readonly addresses: Readonly<Record<Family, readonly AddressRange[]>>;
  readonly ports: readonly PortRange[];
  /** Protocols in ranges, with any ports: each consists of whole service cells. */
  readonly protocols: readonly PortRange[];
  /** The one that is cut by types and codes: 1 or 58. */
  readonly icmp: number;
  readonly types: readonly PortRange[];
  readonly codes: readonly PortRange[];
  readonly services: readonly ServiceRange[];
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly family: Family;
  readonly source: AddressRange;
  readonly destination: AddressRange;
  readonly service: ServiceRange;
}

const END = { 4: 1n << 32n, 6: 1n << 128n } as const;
const FAMILIES: readonly Family[] = [4, 6];

function addressCells(family: Family, begins: readonly bigint[]): AddressRange[] {
  return begins.map((first, i) => ({ family, first, last: (begins[i + 1] ?? END[family]) - 1n }));
}

function cells(begins: readonly number[], end: number): PortRange[] {
  return begins.map((first, i) => ({ first, last: (begins[i + 1] ?? end) - 1 }));
}

function universe(
  name: string,
  cuts: { four: readonly bigint[]; six: readonly bigint[]; ports: readonly number[]; icmp: number },
): Universe {
  const addresses = { 4: addressCells(4, cuts.four), 6: addressCells(6, cuts.six) };
  const ports = cells(cuts.ports, 65536);
  const types = [icmpRange(0, 7), icmpRange(8), icmpRange(9, 255)];
  const codes = [icmpRange(0), icmpRange(1, 255)];
  const protocols = cells([0, 1, 2, TCP, TCP + 1, UDP, UDP + 1, 58, 59, 255], 256);
  const services = protocols.flatMap((protocol): ServiceRange[] => {
    const { first } = protocol;
    const [sources, destinations] =
      first === cuts.icmp
        ? [types, codes]
        : first === TCP || first === UDP
          ? [ports, ports]
          : [[{ first: 0, last: 65535 }], [{ first: 0, last: 65535 }]];
    return sources.flatMap((source) =>
      destinations.map((destination) => ({ protocol, source, destination })),
    );
  });
  const all: Cell[] = [];
  for (const family of FAMILIES)
    for (const source of addresses[family])
      for (const destination of addresses[family])
        for (const service of services) all.push({ family, source, destination, service });
  return { name, addresses, ports, protocols, icmp: cuts.icmp, types, codes, services, cells: all };
}

/** Each looks at other edges: those of all numbers, those where witnesses start, and those of 31 and 127 bits. */
export const UNIVERSES: readonly Universe[] = [
  universe('edges', {
    four: [0n, 1n, END[4] - 1n],
    six: [0n, 1n, END[6] - 1n],
    ports: [0, 1, 65535],
    icmp: 1,
  }),
  universe('usual values', {
    four: [0n, 10n << 24n, (10n << 24n) + 1n],
    six: [0n, 0x2001n << 112n, (0x2001n << 112n) + 1n],
    ports: [0, 445, 49152],
    icmp: 58,
  }),
  universe('halves', {
    four: [0n, (1n << 31n) - 1n, 1n << 31n, END[4] - 2n],
    six: [0n, 1n << 64n, 1n << 127n, END[6] - 2n],
    ports: [0, 32768],
    icmp: 1,
  }),
];

/** One byte by cell: 1 where the cell is in the set. */
export type Bits = Uint8Array;

const inside = (inner: PortRange, outer: PortRange): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;

/** How often each cell is matched: by the union of the products, each taken apart into single boxes. */
export function timesMatched({ addresses, services, cells }: Universe, matches: readonly Match[]): number[] {
  const times = new Array<number>(cells.length).fill(0);
  for (const match of matches) {
    const byService = services.map(
      (cell) =>
        match.services.filter(
          (s) =>
            inside(cell.protocol, s.protocol) &&
            inside(cell.source, s.source) &&
            inside(cell.destination, s.destination),
        ).length,
    );
    const byAddress = (ranges: readonly AddressRange[], family: Family): number[] =>
      addresses[family].map(
        (cell) =>
          ranges.filter((r) => r.family === family && r.first <= cell.first && cell.last <= r.last).length,
      );
    let at = 0;
    for (const family of FAMILIES) {
      const destinations = byAddress(match.destinations, family);
      for (const s of byAddress(match.sources, family))
        for (const d of destinations)
          for (const v of byService) times[at] = (times[at++] as number) + s * d * v;
    }
  }
  return times;
}

export function bitsOf(of: Universe, matches: readonly Match[]): Bits {
  return Uint8Array.from(timesMatched(of, matches), (n) => (n > 0 ? 1 : 0));
}

export function noBits(of: Universe): Bits {
  return new Uint8Array(of.cells.length);
}

export function zip(a: Bits, b: Bits, both: (x: number, y: number) => number): Bits {
  return a.map((x, i) => both(x, b[i] as number));
}

function sizeOfCell({ source, destination, service }: Cell): bigint {
  const ports = (range: PortRange): bigint => BigInt(range.last - range.first + 1);
  return (
    (source.last - source.first + 1n) *
    (destination.last - destination.first + 1n) *
    ports(service.protocol) *
    ports(service.source) *
    ports(service.destination)
  );
}

export function sizeOfBits(of: Universe, bits: Bits): bigint {
  return of.cells.reduce((sum, cell, i) => (bits[i] ? sum + sizeOfCell(cell) : sum), 0n);
}

/** A packet in a corner of a cell. */
export function packetOfCell(
  { family, source, destination, service }: Cell,
  corner: 'first' | 'last',
): Packet {
  const { protocol } = service;
  const ends = {
    family,
    source: source[corner],
    destination: destination[corner],
    protocol: protocol[corner],
  };
  if (protocol.first === TCP || protocol.first === UDP)
    return { ...ends, sourcePort: service.source[corner], destinationPort: service.destination[corner] };
  if (ends.protocol === 1 || ends.protocol === 58)
    return {
      ...ends,
      sourcePort: service.source[corner] & 0xff00,
      destinationPort: service.destination[corner] & 0xff00,
    };
  return { ...ends, sourcePort: 0, destinationPort: 0 };
}

/** The cell's packets as a product. */
export function matchOfCell({ source, destination, service }: Cell): Match {
  return { sources: [source], destinations: [destination], services: [service] };
}
