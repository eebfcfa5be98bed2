/**
 * Boxes of a grid with few lines in each of the five fields, at both ends of the numbers among others: small enough
 * to look at every point.
 */
import fc from 'fast-check';
import type { Axis } from '../../src/net/axis.ts';
import { IPV4_AXIS } from '../../src/net/axis.ts';
import { Boxes, FIELDS, STRIDE } from '../../src/net/boxes.ts';

/** By field: where its cells begin; the last one ends with the field. */
const BEGINS: readonly (readonly number[])[] = [
  [-(2 ** 31), -1, 0, 2 ** 31 - 1],
  [-(2 ** 31), -(2 ** 31) + 1, 7],
  [0, 6, 7, 255],
  [0, 1, 65535],
  [0, 445, 446],
];
const ENDS: readonly number[] = [2 ** 31 - 1, 2 ** 31 - 1, 255, 65535, 65535];
/** By field: how many cells it has. */
export const CELLS: readonly number[] = BEGINS.map((begins) => begins.length);
const AXIS: Axis = IPV4_AXIS;

/** First and last cell of each field. */
export type GridBox = readonly (readonly [number, number])[];

function range(field: number): fc.Arbitrary<[number, number]> {
  const last = (BEGINS[field] as readonly number[]).length - 1;
  const cell = fc.nat(last);
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant<[number, number]>([0, last]) },
    {
      weight: 3,
      arbitrary: fc.tuple(cell, cell).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
    },
  );
}

export const gridBox: fc.Arbitrary<GridBox> = fc.tuple(range(0), range(1), range(2), range(3), range(4));

/** Ways to cut a box in two: a field, a place in it, and in which of the parts to go on. */
const cuts: fc.Arbitrary<(readonly [number, number])[]> = fc.array(
  fc.tuple(fc.nat(FIELDS - 1), fc.nat(1000)),
  { maxLength: 24, size: 'max' },
);

/** Boxes that cover a box without a gap, and which mostly lack none: what random boxes hardly ever do. */
export const tiling: fc.Arbitrary<{ readonly whole: GridBox; readonly tiles: GridBox[] }> = fc
  .tuple(gridBox, cuts)
  .map(([whole, ways]) => {
    const tiles: GridBox[] = [whole];
    for (const [field, n] of ways) {
      const turn = n % tiles.length;
      const tile = tiles[turn] as GridBox;
      const [first, last] = tile[field] as readonly [number, number];
      if (first === last) continue;
      const middle = first + (n % (last - first));
      const with_ = (r: readonly [number, number]): GridBox => tile.map((own, f) => (f === field ? r : own));
      tiles.splice(turn, 1, with_([first, middle]), with_([middle + 1, last]));
    }
    return { whole, tiles };
  });

/** The numbers of a box, as `Boxes` has them. */
export function numbersOf(box: GridBox): Int32Array {
  const numbers = new Int32Array(STRIDE);
  box.forEach(([first, last], f) => {
    const begins = BEGINS[f] as readonly number[];
    numbers[2 * f] = begins[first] as number;
    numbers[2 * f + 1] = last + 1 < begins.length ? (begins[last + 1] as number) - 1 : (ENDS[f] as number);
  });
  return numbers;
}

/** Boxes with their owners. */
export function boxesOf(list: readonly { readonly box: GridBox; readonly owner: number }[]): Boxes {
  const boxes = new Boxes(AXIS, list.length);
  for (const { box, owner } of list) boxes.push(numbersOf(box), 0, owner);
  return boxes;
}

/** Every point of a box, by the cells that it stands in. */
function* pointsOf(box: GridBox, point: number[] = []): Generator<readonly number[]> {
  const field = box[point.length];
  if (!field) {
    yield point;
    return;
  }
  for (let cell = field[0]; cell <= field[1]; cell++) yield* pointsOf(box, [...point, cell]);
}

export function has(box: GridBox, point: readonly number[]): boolean {
  return box.every(([first, last], f) => first <= (point[f] as number) && (point[f] as number) <= last);
}

export function overlap(a: GridBox, b: GridBox): boolean {
  return a.every(([first, last], f) => {
    const [from, to] = b[f] as readonly [number, number];
    return first <= to && from <= last;
  });
}

export function holdsAll(outer: GridBox, inner: GridBox): boolean {
  return outer.every(([first, last], f) => {
    const [from, to] = inner[f] as readonly [number, number];
    return first <= from && to <= last;
  });
}

/** The first point of a box that none of the others has; by walking over all points. */
export function uncovered(box: GridBox, by: readonly GridBox[]): readonly number[] | undefined {
  for (const point of pointsOf(box)) if (!by.some((other) => has(other, point))) return point;
  return undefined;
}

/** The cells of a point that the code gave as numbers. */
export function cellsOf(point: readonly number[]): number[] {
  return point.map((n, f) => (BEGINS[f] as readonly number[]).findLastIndex((begin) => begin <= n));
}
