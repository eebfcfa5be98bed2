/**
 * A second way to decide about sets of packets, which shares nothing with the one under test: binary decision diagrams
 * over the bits of a packet (Bryant 1986), with one node for each function, so that equal sets are equal numbers.
 */
import type { Match } from '../../src/net/match.ts';
import type { AddressRange, Family } from '../../src/net/network.ts';
import type { Packet } from '../../src/net/packet.ts';

/** A set of packets of one family: the number of a node. */
export type Node = number;
export const NONE: Node = 0;
export const ALL: Node = 1;

type Field = 'protocol' | 'destinationPort' | 'destination' | 'source' | 'sourcePort';

/** Results that are remembered; a power of two. What falls out is computed again. */
const REMEMBERED = 1 << 16;

export class Bdd {
  readonly family: Family;
  /** By field: its first variable and its bits, the highest first. */
  readonly #fields: Readonly<Record<Field, readonly [number, number]>>;
  readonly #variables: number;
  readonly #level: number[];
  readonly #low: Node[] = [NONE, ALL];
  readonly #high: Node[] = [NONE, ALL];
  readonly #unique = new Map<number, Node>();
  readonly #asked = new Int32Array(REMEMBERED * 3);
  readonly #answers = new Int32Array(REMEMBERED);

  constructor(family: Family) {
    this.family = family;
    const bits = family === 4 ? 32 : 128;
    this.#fields = {
      protocol: [0, 8],
      destinationPort: [8, 16],
      destination: [24, bits],
      source: [24 + bits, bits],
      sourcePort: [24 + 2 * bits, 16],
    };
    this.#variables = 40 + 2 * bits;
    this.#level = [this.#variables, this.#variables];
  }

  /** If `f` then `g` else `h`, for every packet. */
  ite(f: Node, g: Node, h: Node): Node {
    if (f === ALL) return g;
    if (f === NONE) return h;
    if (g === h) return g;
    if (g === ALL && h === NONE) return f;
    const place = (Math.imul(f, 0x9e3779b1) ^ Math.imul(g, 0x85ebca6b) ^ Math.imul(h, 0xc2b2ae35)) >>> 16;
    const at = 3 * place;
    if (this.#asked[at] === f && this.#asked[at + 1] === g && this.#asked[at + 2] === h)
      return this.#answers[place] as Node;
    const level = Math.min(this.#levelOf(f), this.#levelOf(g), this.#levelOf(h));
    const low = this.ite(this.#below(f, level, 0), this.#below(g, level, 0), this.#below(h, level, 0));
    const high = this.ite(this.#below(f, level, 1), this.#below(g, level, 1), this.#below(h, level, 1));
    const node = this.#node(level, low, high);
    this.#asked[at] = f;
    this.#asked[at + 1] = g;
    this.#asked[at + 2] = h;
    this.#answers[place] = node;
    return node;
  }

  and(a: Node, b: Node): Node {
    return this.ite(a, b, NONE);
  }

  or(a: Node, b: Node): Node {
    return this.ite(a, ALL, b);
  }

  without(a: Node, b: Node): Node {
    return this.ite(b, NONE, a);
  }

  /** Whether every packet of `b` is in `a`. */
  contains(a: Node, b: Node): boolean {
    return this.without(b, a) === NONE;
  }

  /** How many packets there are. */
  count(node: Node): bigint {
    const known = new Map<Node, bigint>([
      [NONE, 0n],
      [ALL, 1n],
    ]);
    const below = (n: Node): bigint => {
      const before = known.get(n);
      if (before !== undefined) return before;
      const part = (child: Node): bigint =>
        below(child) << BigInt(this.#levelOf(child) - this.#levelOf(n) - 1);
      const count = part(this.#low[n] as Node) + part(this.#high[n] as Node);
      known.set(n, count);
      return count;
    };
    return below(node) << BigInt(this.#levelOf(node));
  }

  /** Whether a packet is in a set. Numbers that its protocol has no use for are read as they stand. */
  has(node: Node, packet: Packet): boolean {
    const bitOf = (variable: number): number => {
      for (const field of Object.keys(this.#fields) as Field[]) {
        const [first, bits] = this.#fields[field];
        if (variable >= first && variable < first + bits)
          return Number((BigInt(packet[field]) >> BigInt(bits - 1 - (variable - first))) & 1n);
      }
      return 0;
    };
    let at = node;
    while (at > ALL) at = this.#below(at, this.#levelOf(at), bitOf(this.#levelOf(at)));
    return at === ALL;
  }

  /** The packets of products. */
  of(matches: readonly Match[]): Node {
    let all = NONE;
    for (const match of matches) {
      const addresses = (field: 'source' | 'destination', ranges: readonly AddressRange[]): Node =>
        ranges
          .filter((r) => r.family === this.family)
          .reduce((sum, r) => this.or(sum, this.#range(field, r.first, r.last)), NONE);
      const services = match.services.reduce((sum, { protocol, source, destination }) => {
        const ports = this.and(
          this.#numbers('sourcePort', source),
          this.#numbers('destinationPort', destination),
        );
        return this.or(sum, this.and(this.#numbers('protocol', protocol), ports));
      }, NONE);
      const ends = this.and(addresses('source', match.sources), addresses('destination', match.destinations));
      all = this.or(all, this.and(ends, services));
    }
    return all;
  }

  #numbers(field: Field, { first, last }: { first: number; last: number }): Node {
    return this.#range(field, BigInt(first), BigInt(last));
  }

  #range(field: Field, first: bigint, last: bigint): Node {
    const [variable, bits] = this.#fields[field];
    const from = (bit: number, low: bigint, high: bigint): Node => {
      const size = 1n << BigInt(bits - bit);
      if (low === 0n && high === size - 1n) return ALL;
      const half = size >> 1n;
      return this.#node(
        variable + bit,
        low < half ? from(bit + 1, low, high < half ? high : half - 1n) : NONE,
        high >= half ? from(bit + 1, low > half ? low - half : 0n, high - half) : NONE,
      );
    };
    return from(0, first, last);
  }

  #levelOf(node: Node): number {
    return this.#level[node] as number;
  }

  #below(node: Node, level: number, bit: number): Node {
    if (this.#levelOf(node) !== level) return node;
    return (bit === 0 ? this.#low[node] : this.#high[node]) as Node;
  }

  #node(level: number, low: Node, high: Node): Node {
    if (low === high) return low;
    const key = (level * 2 ** 22 + low) * 2 ** 22 + high;
    const known = this.#unique.get(key);
    if (known !== undefined) return known;
    const node = this.#level.length;
    if (node >= 2 ** 22) throw new Error('the diagram is too large for its keys');
    this.#level.push(level);
    this.#low.push(low);
    this.#high.push(high);
    this.#unique.set(key, node);
    return node;
  }
}
