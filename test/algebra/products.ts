/** Arbitrary products of a universe, and programs of set operations over them. */
import fc from 'fast-check';
import { type Match, type ServiceRange, TCP, UDP } from '../../src/net/match.ts';
import type { AddressRange } from '../../src/net/network.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import type { PortRange } from '../../src/net/ports.ts';
import { type Bits, bitsOf, noBits, type Universe, zip } from './universe.ts';

/** A range from one cell to another one. */
function span<T extends { readonly first: bigint | number; readonly last: bigint | number }>(
  cells: readonly T[],
): fc.Arbitrary<T> {
  const index = fc.nat(cells.length - 1);
  return fc.tuple(index, index).map(([a, b]) => {
    const low = cells[Math.min(a, b)] as T;
    return { ...low, last: (cells[Math.max(a, b)] as T).last };
  });
}

function service(of: Universe): fc.Arbitrary<ServiceRange> {
  const any = { first: 0, last: 65535 };
  const one = (protocol: number): PortRange => ({ first: protocol, last: protocol });
  const cut = (protocol: number, sources: readonly PortRange[], destinations: readonly PortRange[]) =>
    fc.record({
      protocol: fc.constant(one(protocol)),
      source: span(sources),
      destination: span(destinations),
    });
  return fc.oneof(
    { weight: 3, arbitrary: cut(TCP, of.ports, of.ports) },
    { weight: 2, arbitrary: cut(UDP, of.ports, of.ports) },
    { weight: 1, arbitrary: cut(of.icmp, of.types, of.codes) },
    {
      weight: 2,
      arbitrary: span(of.protocols).map((protocol) => ({ protocol, source: any, destination: any })),
    },
    {
      weight: 1,
      arbitrary: fc.constant({ protocol: { first: 0, last: 255 }, source: any, destination: any }),
    },
  );
}

function addresses(of: Universe): fc.Arbitrary<AddressRange[]> {
  const four = span(of.addresses[4]);
  const six = span(of.addresses[6]);
  return fc.array(fc.oneof({ weight: 2, arbitrary: four }, { weight: 1, arbitrary: six }), {
    minLength: 0,
    maxLength: 3,
    size: 'max',
  });
}

/** A product, with lists that may overlap, repeat, touch, or be empty. */
export function product(of: Universe): fc.Arbitrary<Match> {
  return fc.record({
    sources: addresses(of),
    destinations: addresses(of),
    services: fc.array(service(of), { minLength: 0, maxLength: 3, size: 'max' }),
  });
}

export function products(of: Universe, maxLength = 4): fc.Arbitrary<Match[]> {
  return fc.array(product(of), { maxLength, size: 'max' });
}

const OPERATIONS = ['union', 'intersect', 'subtract', 'subtract from', 'complement'] as const;

/** What is done to a set, one step after the other; it starts empty. */
export interface Step {
  readonly operation: (typeof OPERATIONS)[number];
  readonly matches: readonly Match[];
}

export function program(of: Universe, maxLength = 4): fc.Arbitrary<Step[]> {
  const step = fc.record({ operation: fc.constantFrom(...OPERATIONS), matches: products(of, 3) });
  return fc.array(step, { minLength: 1, maxLength, size: 'max' });
}

export function setOf(steps: readonly Step[]): PacketSet {
  let set = PacketSet.empty;
  for (const { operation, matches } of steps) {
    const other = PacketSet.of(matches);
    if (operation === 'union') set = set.union(other);
    else if (operation === 'intersect') set = set.intersect(other);
    else if (operation === 'subtract') set = set.subtract(other);
    else if (operation === 'subtract from') set = other.subtract(set);
    else set = set.complement();
  }
  return set;
}

/** What `setOf` must hold, cell by cell. */
export function bitsOfSteps(of: Universe, steps: readonly Step[]): Bits {
  let bits = noBits(of);
  for (const { operation, matches } of steps) {
    const other = bitsOf(of, matches);
    if (operation === 'union') bits = zip(bits, other, (x, y) => x | y);
    else if (operation === 'intersect') bits = zip(bits, other, (x, y) => x & y);
    else if (operation === 'subtract') bits = zip(bits, other, (x, y) => x & (1 - y));
    else if (operation === 'subtract from') bits = zip(other, bits, (x, y) => x & (1 - y));
    else bits = bits.map((x) => 1 - x);
  }
  return bits;
}
