/** Where the line of a course runs: out of one box, through the filters on its way, into the other box. */
import { type Box, centreOf } from './layout.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A cubic curve: its ends and their two control points. */
type Curve = readonly [Point, Point, Point, Point];

export interface CourseLine {
  /** An SVG path. */
  readonly path: string;
  /** Where a label may stand, the best place first. */
  readonly places: readonly Point[];
}

/**
 * A smooth line through all boxes in turn; `lane` keeps several lines of one way apart, in pixels. `downwards`: it
 * leaves boxes below and above where it can, and at their sides elsewhere.
 */
export function courseLine(boxes: readonly Box[], lane = 0, downwards = false): CourseLine | undefined {
  const [first] = boxes;
  const last = boxes.at(-1);
  if (!first || !last || boxes.length < 2) return undefined;
  const curves: Curve[] = [];
  for (let i = 1; i < boxes.length; i++) {
    const [from, to] = [boxes[i - 1], boxes[i]];
    if (from && to) curves.push(curve(from, to, lane, downwards));
  }
  const byLength = curves.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  return {
    path: curves.map(pathOf).join(''),
    places: byLength.flatMap((curve) => SHARES.map((share) => pointOn(curve, share))),
  };
}

const SHARES = [0.5, 0.36, 0.64, 0.24, 0.76] as const;

function curve(from: Box, to: Box, lane: number, downwards: boolean): Curve {
  if (downwards && above(from, to)) return turned(curveBetween(turnedBox(from), turnedBox(to), lane));
  return besides(from, to) ? curveBetween(from, to, lane) : curveAround(from, to, lane);
}

/** Whether there is room between two boxes for a line from top to bottom: `besides`, turned. */
function above(a: Box, b: Box): boolean {
  return besides(turnedBox(a), turnedBox(b));
}

const turnedPoint = ({ x, y }: Point): Point => ({ x: y, y: x });
const turnedBox = ({ x, y, width, height }: Box): Box => ({ x: y, y: x, width: height, height: width });

function turned([start, c, d, end]: Curve): Curve {
  return [turnedPoint(start), turnedPoint(c), turnedPoint(d), turnedPoint(end)];
}

/** From the middle of a filter to the border of a zone. */
export function bandPath(gate: Box, zone: Box, downwards = false): string {
  const turn = downwards && above(gate, zone);
  const [own, other] = turn ? [turnedBox(gate), turnedBox(zone)] : [gate, zone];
  const [from, centre] = [centreOf(own), centreOf(other)];
  const x = centre.x > from.x ? other.x : other.x + other.width;
  const y = levelOn(other, own);
  const middle = (from.x + x) / 2;
  const band: Curve = [from, { x: middle, y: from.y }, { x: middle, y }, { x, y }];
  return pathOf(turn ? turned(band) : band);
}

function pathOf([start, c, d, end]: Curve): string {
  return `M${at(start)}C${at(c)} ${at(d)} ${at(end)}`;
}

/** Whether there is room between two boxes for a line from side to side. */
function besides(a: Box, b: Box): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x;
}

function curveBetween(from: Box, to: Box, lane: number): Curve {
  const right = to.x >= from.x + from.width;
  const start = { x: right ? from.x + from.width : from.x, y: levelOn(from, to) + laneOn(from, lane) };
  const end = { x: right ? to.x : to.x + to.width, y: levelOn(to, from) + laneOn(to, lane) };
  const bend = (right ? 1 : -1) * Math.max(24, Math.abs(end.x - start.x) / 2);
  return [start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end];
}

/** Boxes above one another: the line goes round on their right. */
function curveAround(from: Box, to: Box, lane: number): Curve {
  const start = { x: from.x + from.width, y: centreOf(from).y + laneOn(from, lane) };
  const end = { x: to.x + to.width, y: centreOf(to).y + laneOn(to, lane) };
  const x = Math.max(start.x, end.x) + 20 + Math.min(70, Math.abs(end.y - start.y) / 6);
  return [start, { x, y: start.y }, { x, y: end.y }, end];
}

/** A card is met in its middle, a zone where it is nearest. */
function levelOn(box: Box, other: Box): number {
  const margin = Math.min(76, box.height / 2);
  return Math.min(Math.max(centreOf(other).y, box.y + margin), box.y + box.height - margin);
}

function laneOn(box: Box, lane: number): number {
  const room = Math.max(0, Math.min(20, box.height / 2 - 8));
  return Math.min(Math.max(lane, -room), room);
}

function pointOn([p, c, d, q]: Curve, share: number): Point {
  const [a, b] = [1 - share, share];
  const mix = (w: number, x: number, y: number, z: number) =>
    a * a * a * w + 3 * a * a * b * x + 3 * a * b * b * y + b * b * b * z;
  return { x: mix(p.x, c.x, d.x, q.x), y: mix(p.y, c.y, d.y, q.y) };
}

function lengthOf([start, , , end]: Curve): number {
  return Math.hypot(end.x - start.x, end.y - start.y);
}

function at(point: Point): string {
  return `${Math.round(point.x)},${Math.round(point.y)}`;
}
