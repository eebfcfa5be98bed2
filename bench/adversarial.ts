/**
 * Sets of rules made to be hard: whether the last rule ever decides is clear from how the set was made, but not from
 * any few of its rules. Each comes twice: all covered, and with a packet or two left over.
 */
import { ANY_PORT, type Box, type BoxRule, type Range, WHOLE, withField } from './box-rule.ts';
import { Random } from './random.ts';

export interface HardCase {
  readonly name: string;
  readonly rules: readonly BoxRule[];
  /** Whether the last rule never decides. */
  readonly covered: boolean;
}

const NETWORK = 0x0a_14_00_00;
const ADDRESSES = 2 ** 16;

/** Every case in both forms. */
export function hardCases(): HardCase[] {
  return [
    ...bothForms('65,536 hosts of a /16', tile()),
    ...bothForms('1,024 × 1,024 rows and columns', rowsAndColumns()),
    ...bothForms('slabs in three fields and 8,000 cells', slabsAndCells()),
    ...bothForms('two stairs of 4,096 steps', stairs()),
    ...bothForms('checkerboard of 128²', checkerboard(2, 128)),
    ...bothForms('checkerboard of 24³', checkerboard(3, 24)),
    ...bothForms('checkerboard of 7⁵', checkerboard(5, 7)),
    ...bothForms('5,000 random boxes in five fields', randomBoxes()),
    ...bothForms('2,000 wide boxes and their rest', wideBoxes()),
  ];
}

/** What covers a box; `gap` gives what to put in the place of one of the rules so that something stays uncovered. */
interface Cover {
  readonly whole: Box;
  readonly boxes: readonly Box[];
  /** A point that only few boxes hold: they are cut so that none does. */
  readonly hole: readonly number[];
}

function bothForms(name: string, { whole, boxes, hole }: Cover): HardCase[] {
  const rules = (list: readonly Box[]): BoxRule[] =>
    [...list, whole].map((box, i) => ({ action: i % 3 === 0 ? 'deny' : 'permit', box }));
  return [
    { name, rules: rules(boxes), covered: true },
    { name: `${name}, one left out`, rules: rules(boxes.flatMap((box) => spare(box, hole))), covered: false },
  ];
}

/** What of a box doesn't hold a point: all, or the largest piece beside the point. */
function spare(box: Box, point: readonly number[]): Box[] {
  if (!box.every(([first, last], f) => first <= (point[f] as number) && (point[f] as number) <= last))
    return [box];
  let best: Box | undefined;
  let most = 0;
  box.forEach(([first, last], f) => {
    const at = point[f] as number;
    const sides: Range[] = [
      [first, at - 1],
      [at + 1, last],
    ];
    for (const side of sides) {
      const share = (side[1] - side[0] + 1) / (last - first + 1);
      if (share <= most) continue;
      most = share;
      best = withField(box, f, side);
    }
  });
  return best ? [best] : [];
}

const WHOLE_CORNER: readonly number[] = WHOLE.map(([first]) => first);

function at(point: Readonly<Record<number, number>>): number[] {
  return WHOLE_CORNER.map((low, f) => point[f] ?? low);
}

const one = (n: number): Range => [n, n];

/** Every address of a /16 in a rule of its own. */
function tile(): Cover {
  const boxes = Array.from({ length: ADDRESSES }, (_, i) => withField(WHOLE, 0, one(NETWORK + i)));
  return {
    whole: withField(WHOLE, 0, [NETWORK, NETWORK + ADDRESSES - 1]),
    boxes: new Random(1).shuffle(boxes),
    hole: at({ 0: NETWORK + 40_000 }),
  };
}

/** Rules of one source and any destination, and of one destination and any source: the rows alone suffice. */
function rowsAndColumns(): Cover {
  const size = 1024;
  const square: Range = [NETWORK, NETWORK + size - 1];
  const whole = withField(withField(WHOLE, 0, square), 1, square);
  const boxes = [0, 1].flatMap((field) =>
    Array.from({ length: size }, (_, i) => withField(whole, field, one(NETWORK + i))),
  );
  return { whole, boxes, hole: at({ 0: NETWORK + 700, 1: NETWORK + 300 }) };
}

/** Slabs in three fields that leave 20 × 20 × 20 cells, each in a rule of its own. */
function slabsAndCells(): Cover {
  const fields = [0, 1, 4];
  const gaps = 20;
  const width = 3000;
  const start = (field: number): number => (WHOLE[field] as Range)[0];
  const end = (field: number): number => (WHOLE[field] as Range)[1];
  const gap = (field: number, n: number): Range => [
    start(field) + n * width,
    start(field) + n * width + width / 2,
  ];
  const boxes: Box[] = [];
  for (const field of fields) {
    for (let n = 0; n < gaps; n++) {
      const from = gap(field, n)[1] + 1;
      const to = n + 1 < gaps ? gap(field, n + 1)[0] - 1 : end(field);
      boxes.push(withField(WHOLE, field, [from, to]));
    }
  }
  for (let i = 0; i < gaps ** 3; i++) {
    const places = [i % gaps, Math.floor(i / gaps) % gaps, Math.floor(i / gaps ** 2)];
    boxes.push(
      fields.reduce((box, field, n) => withField(box, field, gap(field, places[n] as number)), WHOLE),
    );
  }
  return {
    whole: WHOLE,
    boxes,
    hole: at({ 0: gap(0, 11)[0] + 7, 1: gap(1, 5)[0] + 7, 4: gap(4, 17)[0] + 7 }),
  };
}

/** All below a diagonal, and all above it, in steps. */
function stairs(): Cover {
  const size = 4096;
  const last = NETWORK + size - 1;
  const whole = withField(withField(WHOLE, 0, [NETWORK, last]), 1, [NETWORK, last]);
  const boxes: Box[] = [];
  for (let i = NETWORK; i <= last; i++) {
    boxes.push(withField(withField(whole, 0, [i, last]), 1, [NETWORK, i]));
    if (i < last) boxes.push(withField(withField(whole, 0, [NETWORK, i]), 1, [i + 1, last]));
  }
  return { whole, boxes, hole: at({ 0: NETWORK + 2222, 1: NETWORK + 2222 }) };
}

/** Every square of a board in several fields, first the black ones, then the white ones. */
function checkerboard(fields: number, size: number): Cover {
  const used = [0, 1, 4, 3, 2].slice(0, fields);
  const square = (field: number, n: number): Range => {
    const total = (WHOLE[field] as Range)[1] + 1;
    return [Math.floor((n * total) / size), Math.floor(((n + 1) * total) / size) - 1];
  };
  const boxes: Box[][] = [[], []];
  for (let i = 0; i < size ** fields; i++) {
    let box = WHOLE;
    let colour = 0;
    used.forEach((field, n) => {
      const place = Math.floor(i / size ** n) % size;
      colour += place;
      box = withField(box, field, square(field, place));
    });
    boxes[colour % 2]?.push(box);
  }
  const hole = Object.fromEntries(used.map((field) => [field, square(field, size >> 1)[0]]));
  return { whole: WHOLE, boxes: boxes.flat(), hole: at(hole) };
}

/** A box cut at random again and again, and the pieces then made wider at random, so that they overlap. */
function randomBoxes(): Cover {
  const random = new Random(5);
  const pieces: Box[] = [WHOLE];
  while (pieces.length < 5000) {
    const place = random.below(pieces.length);
    const box = pieces[place] as Box;
    const field = random.below(5);
    const [first, last] = box[field] as Range;
    if (last - first < 4) continue;
    const cut = random.between(first + 1, last);
    pieces[place] = withField(box, field, [first, cut - 1]);
    pieces.push(withField(box, field, [cut, last]));
  }
  const wider = (box: Box): Box =>
    box.map(([first, last], f): Range => {
      const [least, most] = WHOLE[f] as Range;
      const more = Math.floor((last - first) * random.next() * 0.3);
      return [Math.max(least, first - more), Math.min(most, last + more)];
    }) as unknown as Box;
  const hole = (pieces[777] as Box).map(([first, last]) => first + Math.floor((last - first) / 2));
  return { whole: WHOLE, boxes: random.shuffle(pieces.map(wider)), hole };
}

/** Many boxes that restrict three or four fields a little, and few that hold everything between them. */
function wideBoxes(): Cover {
  const random = new Random(6);
  const boxes: Box[] = [];
  while (boxes.length < 2000) {
    let box = WHOLE;
    for (const field of random.shuffle([0, 1, 3, 4]).slice(boxes.length % 2)) {
      const [, most] = WHOLE[field] as Range;
      const first = random.below(most);
      box = withField(box, field, [first, Math.min(most, first + Math.floor(most * 0.4 * random.next()))]);
    }
    boxes.push(box);
  }
  const half = ANY_PORT[1] >> 1;
  for (const source of [0, 1])
    for (const destination of [0, 1]) {
      const side = (n: number): Range => (n === 0 ? [0, half] : [half + 1, ANY_PORT[1]]);
      boxes.push(withField(withField(WHOLE, 3, side(source)), 4, side(destination)));
    }
  return { whole: WHOLE, boxes, hole: [123_456_789, 3_210_987_654, 200, 33_333, 22_222] };
}
