/** Arbitrary policies in the shapes that people write: lists of permits, access lists, firewalls with wildcards. */
import fc from 'fast-check';
import {
  ANY_ADDRESS,
  ANY_PORT,
  ANY_SERVICE,
  anyAddress,
  anyOf,
  ICMP,
  ICMPV6,
  icmpRange,
  type Match,
  type ServiceRange,
  TCP,
  UDP,
} from '../../src/net/match.ts';
import type { AddressRange, Family } from '../../src/net/network.ts';
import type { OrderedRule } from '../../src/verify/rule-list.ts';

/** Rules of which the first that matches decides. */
export interface Sample {
  readonly rules: readonly OrderedRule[];
  readonly otherwise: 'permit' | 'deny';
}

const HOST_BITS = { 4: 32, 6: 128 } as const;
const BASE = { 4: 0x0a14_0000n, 6: 0xfd00_0020n << 96n } as const;

/** The addresses from `first` on that share all but the last bits. */
function prefix(family: Family, address: bigint, hostBits: number): AddressRange {
  const first = (address >> BigInt(hostBits)) << BigInt(hostBits);
  return { family, first, last: first + (1n << BigInt(hostBits)) - 1n };
}

/** A host of a site: some subnets of 256 (in IPv6, of 64 bits) with a few hosts each. */
function host(family: Family): fc.Arbitrary<bigint> {
  const shift = family === 4 ? 8n : 64n;
  return fc
    .tuple(fc.nat(3), fc.integer({ min: 10, max: 13 }))
    .map(([subnet, n]) => BASE[family] + (BigInt(subnet) << shift) + BigInt(n));
}

function network(family: Family, lengths: readonly number[]): fc.Arbitrary<AddressRange> {
  return fc
    .tuple(host(family), fc.constantFrom(...lengths))
    .map(([address, length]) => prefix(family, address, HOST_BITS[family] - length));
}

const LENGTHS = {
  4: { hosts: [32], subnets: [24, 23, 22], wide: [8, 16, 20, 24, 28, 31, 32] },
  6: { hosts: [128], subnets: [64, 63, 60], wide: [8, 32, 48, 64, 120, 127, 128] },
} as const;

/** Several hosts in a row, as an object "from … to …" has them. */
function row(family: Family): fc.Arbitrary<AddressRange> {
  return fc.tuple(host(family), fc.nat(9)).map(([first, n]) => ({ family, first, last: first + BigInt(n) }));
}

/** What a Configuration Manager hierarchy uses most. */
const TCP_PORTS: readonly number[] = [80, 135, 389, 443, 445, 1433, 2701, 4022, 8530, 8531, 10123];
const UDP_PORTS: readonly number[] = [53, 67, 69, 123, 137, 4011, 25536];

function to(protocol: number, first: number, last: number = first): ServiceRange {
  return { protocol: { first: protocol, last: protocol }, source: ANY_PORT, destination: { first, last } };
}

const known: fc.Arbitrary<ServiceRange> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TCP_PORTS).map((port) => to(TCP, port)) },
  { weight: 2, arbitrary: fc.constantFrom(...UDP_PORTS).map((port) => to(UDP, port)) },
  { weight: 1, arbitrary: fc.constant(to(TCP, 49152, 65535)) },
);

const wide: fc.Arbitrary<ServiceRange> = fc.oneof(
  { weight: 4, arbitrary: known },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(TCP, UDP),
        fc.constantFrom(...TCP_PORTS, 0, 1024),
        fc.constantFrom(0, 8, 900, 60000),
      )
      .map(([protocol, first, more]) => to(protocol, first, Math.min(65535, first + more))),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(TCP, UDP).map((protocol) => ({
      protocol: { first: protocol, last: protocol },
      source: { first: 1024, last: 65535 },
      destination: ANY_PORT,
    })),
  },
  { weight: 2, arbitrary: fc.constantFrom(TCP, UDP, ICMP, ICMPV6, 50).map(anyOf) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(ICMP, ICMPV6).map((protocol) => ({
      protocol: { first: protocol, last: protocol },
      source: icmpRange(protocol === ICMP ? 8 : 128),
      destination: icmpRange(0),
    })),
  },
  { weight: 1, arbitrary: fc.constant(ANY_SERVICE) },
);

function rules(
  denies: number,
  match: fc.Arbitrary<Match>,
  maxLength: number,
  otherwise: Sample['otherwise'] = 'deny',
): fc.Arbitrary<Sample> {
  const action = fc.nat(99).map((n): 'permit' | 'deny' => (n < denies ? 'deny' : 'permit'));
  const rule = fc.record({ action, matches: fc.tuple(match) });
  return fc
    .array(rule, { minLength: 1, maxLength, size: 'max' })
    .map((list): Sample => ({ rules: list, otherwise }));
}

function some<T>(arbitrary: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { minLength: 1, maxLength: most, size: 'max' });
}

/** Permits from subnets to servers on known ports, as a plan has them. */
function allowList(family: Family): fc.Arbitrary<Sample> {
  const subnets = some(network(family, LENGTHS[family].subnets), 2);
  const servers = some(network(family, LENGTHS[family].hosts), 2);
  const sources = fc.oneof({ weight: 3, arbitrary: subnets }, { weight: 1, arbitrary: servers });
  return rules(0, fc.record({ sources, destinations: servers, services: some(known, 3) }), 40);
}

/** One source, one destination, one service a line; nearly a third of them denies. */
function accessList(family: Family): fc.Arbitrary<Sample> {
  const end = fc.oneof(
    { weight: 5, arbitrary: network(family, LENGTHS[family].wide) },
    { weight: 1, arbitrary: fc.constant(anyAddress(family)) },
  );
  const match = fc.record({ sources: fc.tuple(end), destinations: fc.tuple(end), services: fc.tuple(wide) });
  return rules(30, match, 40);
}

/** Lists of objects, ranges, wildcards, both families in one rule. */
function firewall(family: Family): fc.Arbitrary<Sample> {
  const other: Family = family === 4 ? 6 : 4;
  const object = fc.oneof(
    { weight: 4, arbitrary: network(family, LENGTHS[family].wide) },
    { weight: 2, arbitrary: row(family) },
    { weight: 1, arbitrary: network(other, LENGTHS[other].subnets) },
  );
  const end = fc.oneof(
    { weight: 3, arbitrary: some(object, 3) },
    { weight: 1, arbitrary: fc.constant([...ANY_ADDRESS]) },
  );
  const match = fc.record({ sources: end, destinations: end, services: some(wide, 3) });
  return fc.oneof(rules(25, match, 24), rules(60, match, 24, 'permit'));
}

/** Rules in so little room that several of them often cover another together. */
function crowded(family: Family): fc.Arbitrary<Sample> {
  const bits = HOST_BITS[family];
  const few = fc
    .tuple(fc.nat(7), fc.constantFrom(bits - 3, bits - 2, bits - 1, bits))
    .map(([n, length]) => prefix(family, BASE[family] + BigInt(n), bits - length));
  const service = fc.oneof(
    fc.constantFrom(TCP, UDP).map(anyOf),
    fc.constantFrom([80, 443], [0, 442], [443, 65535], [81, 1023]).map(([a = 0, b = 0]) => to(TCP, a, b)),
    fc.constant(ANY_SERVICE),
  );
  const match = fc.record({ sources: some(few, 3), destinations: some(few, 3), services: some(service, 2) });
  return rules(40, match, 24);
}

export const SHAPES: readonly { readonly name: string; readonly policy: fc.Arbitrary<Sample> }[] = (
  [4, 6] satisfies Family[]
).flatMap((family) => [
  { name: `allow-list, IPv${family}`, policy: allowList(family) },
  { name: `access list, IPv${family}`, policy: accessList(family) },
  { name: `firewall, IPv${family}`, policy: firewall(family) },
  { name: `crowded, IPv${family}`, policy: crowded(family) },
]);

/** How a policy comes to differ from itself: by hand, somewhere, in one rule. */
export type Change = readonly ['none' | 'drop' | 'flip' | 'swap' | 'narrow', number];

export const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('none', 'drop', 'flip', 'swap', 'narrow'),
  fc.nat(1000),
);

export function changed({ rules: list, otherwise }: Sample, [kind, n]: Change): Sample {
  const at = n % list.length;
  const copy = [...list];
  const rule = copy[at];
  if (!rule) return { rules: [], otherwise };
  if (kind === 'drop') copy.splice(at, 1);
  else if (kind === 'flip') copy[at] = { ...rule, action: rule.action === 'permit' ? 'deny' : 'permit' };
  else if (kind === 'swap') copy.push(...copy.splice(at, 1));
  else if (kind === 'narrow') {
    const matches = rule.matches.map((m) => ({ ...m, services: m.services.slice(1) }));
    copy[at] = { ...rule, matches };
  }
  return { rules: copy, otherwise };
}
