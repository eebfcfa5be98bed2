import { type Boxes, FIELDS, STRIDE } from './boxes.ts';
import type { Match, ServiceRange } from './match.ts';
import type { AddressRange } from './network.ts';

/** Rounds of joining; each joins along every field, and more than a few never find anything. */
const ROUNDS = 4;

/** Boxes as few products: joined where they touch along one field, then listed together where they differ in one list. */
export function matchesOfBoxes(boxes: Boxes): Match[] {
  if (boxes.count === 0) return [];
  let list: Int32Array[] = [];
  for (let i = 0; i < boxes.count; i++) list.push(boxes.data.slice(i * STRIDE, i * STRIDE + STRIDE));
  for (let round = 0; round < ROUNDS; round++) {
    const before = list.length;
    for (const field of [4, 3, 2, 1, 0]) list = join(list, field);
    if (list.length === before) break;
  }
  return products(list, boxes);
}

/** Joins boxes that touch along a field and are equal in all others. */
function join(list: readonly Int32Array[], field: number): Int32Array[] {
  const groups = new Map<string, Int32Array[]>();
  for (const box of list) {
    let key = '';
    for (let f = 0; f < FIELDS; f++) if (f !== field) key += `${box[2 * f]},${box[2 * f + 1]};`;
    const group = groups.get(key);
    if (group) group.push(box);
    else groups.set(key, [box]);
  }
  const joined: Int32Array[] = [];
  const [low, high] = [2 * field, 2 * field + 1];
  for (const group of groups.values()) {
    group.sort((a, b) => (a[low] as number) - (b[low] as number));
    let current = group[0] as Int32Array;
    for (const box of group.slice(1)) {
      if ((box[low] as number) === (current[high] as number) + 1) {
        current = current.slice();
        current[high] = box[high] as number;
      } else {
        joined.push(current);
        current = box;
      }
    }
    joined.push(current);
  }
  return joined;
}

interface Product {
  sources: string[];
  destinations: string[];
  services: string[];
}

/** Lists together what differs in one list only: services first, then sources, then destinations. */
function products(list: readonly Int32Array[], { axis }: Boxes): Match[] {
  const key = (box: Int32Array, from: number, to: number): string => box.subarray(from, to).join();
  let found: Product[] = list.map((box) => ({
    sources: [key(box, 0, 2)],
    destinations: [key(box, 2, 4)],
    services: [key(box, 4, 10)],
  }));
  for (const part of ['services', 'sources', 'destinations'] as const) found = listTogether(found, part);
  const range = (text: string): AddressRange => {
    const [first = 0, last = 0] = text.split(',').map(Number);
    return { family: axis.family, first: axis.low(first), last: axis.high(last) };
  };
  const service = (text: string): ServiceRange => {
    const [p0 = 0, p1 = 0, s0 = 0, s1 = 0, d0 = 0, d1 = 0] = text.split(',').map(Number);
    return {
      protocol: { first: p0, last: p1 },
      source: { first: s0, last: s1 },
      destination: { first: d0, last: d1 },
    };
  };
  const ordered = (texts: string[]): string[] => texts.sort((a, b) => compareNumbers(a, b));
  return found
    .map((product) => ({
      sources: ordered(product.sources),
      destinations: ordered(product.destinations),
      services: ordered(product.services),
    }))
    .sort((a, b) => compareProducts(a, b))
    .map((product) => ({
      sources: product.sources.map(range),
      destinations: product.destinations.map(range),
      services: product.services.map(service),
    }));
}

function listTogether(found: readonly Product[], part: keyof Product): Product[] {
  const others = (['sources', 'destinations', 'services'] as const).filter((name) => name !== part);
  const groups = new Map<string, Product>();
  for (const product of found) {
    const key = others.map((name) => [...product[name]].sort().join(';')).join('|');
    const group = groups.get(key);
    if (group) group[part].push(...product[part]);
    else groups.set(key, { ...product, [part]: [...product[part]] });
  }
  return [...groups.values()];
}

function compareNumbers(a: string, b: string): number {
  const x = a.split(',').map(Number);
  const y = b.split(',').map(Number);
  for (let i = 0; i < x.length; i++) {
    const difference = (x[i] as number) - (y[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareProducts(a: Product, b: Product): number {
  for (const part of ['sources', 'destinations', 'services'] as const) {
    const difference = compareNumbers(a[part][0] as string, b[part][0] as string);
    if (difference !== 0) return difference;
  }
  return 0;
}
