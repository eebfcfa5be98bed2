import { BoxIndex } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
import { type Budget, Coverage, USUAL_BUDGET } from '../net/coverage.ts';
import { intersection } from '../net/cut-box.ts';
import type { Family } from '../net/network.ts';
import type { Action, RuleList } from './rule-list.ts';
import type { Reachability } from './unreachable.ts';

export interface Redundancy {
  /**
   * Rules that decide about packets, but without which every packet would meet the same end. All of them, and all
   * unreachable rules, may be taken out together; each was decided without those before it.
   */
  readonly redundant: readonly number[];
  readonly undecided: readonly { readonly rule: number; readonly what: string }[];
}

const FAMILIES: readonly Family[] = [4, 6];
const LAST = 0x7fffffff;

/** One family: all rules that are still in, and those of each action. */
interface Remaining {
  readonly boxes: Boxes;
  readonly begins: Int32Array;
  readonly all: BoxIndex;
  /** By rule: the numbers of its boxes among all. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  readonly byAction: Readonly<Record<Action, BoxIndex>>;
}

export interface RedundancyOptions {
  readonly budget?: Budget;
  /** Rules that are taken out beforehand: the unreachable ones where it is left out. */
  readonly out?: ReadonlySet<number>;
  /** Rules that may be taken out besides; all where it is left out. */
  readonly eligible?: (rule: number) => boolean;
}

/** Finds the rules that make no difference, given what `reachability` found of the same list. */
export function redundancy(
  list: RuleList,
  { unreachable, empty, witnesses }: Reachability,
  { budget = USUAL_BUDGET, out: given, eligible = () => true }: RedundancyOptions = {},
): Redundancy {
  const coverage = new Coverage(budget);
  const out = given ?? new Set([...empty, ...unreachable.map((u) => u.rule)]);
  const remaining = { 4: remainingOf(list, 4, out), 6: remainingOf(list, 6, out) };
  const redundant: number[] = [];
  const undecided: { rule: number; what: string }[] = [];
  for (const [rule, { family, point }] of witnesses) {
    if (!eligible(rule)) continue;
    const action = list.actionOf(rule);
    const next = remaining[family].all.first(Int32Array.from(point), LAST, rule);
    if (list.actionOf(next) !== action) continue;
    const answer = isNeedless(list, rule, remaining, coverage);
    if (typeof answer === 'string') undecided.push({ rule, what: answer });
    if (answer !== true) continue;
    redundant.push(rule);
    for (const side of FAMILIES) {
      const { all, places } = remaining[side];
      for (const box of places.get(rule) ?? []) all.erase(box);
    }
  }
  return { redundant, undecided };
}

/** Whether every packet that the rule decides about would meet the same end without it; or what exhausted the budget. */
function isNeedless(
  list: RuleList,
  rule: number,
  remaining: Readonly<Record<Family, Remaining>>,
  coverage: Coverage,
): boolean | string {
  const action = list.actionOf(rule);
  for (const family of FAMILIES) {
    const side = remaining[family];
    const end = side.begins[rule + 1] as number;
    for (let box = side.begins[rule] as number; box < end; box++) {
      const at = box * STRIDE;
      if (list.otherwise !== action) {
        const rest = [{ index: side.all, before: LAST, without: rule, base: 0 }];
        const answer = coverage.cover(side.boxes.data, at, rest);
        if (answer.kind === 'exhausted') return answer.what;
        if (answer.kind === 'witness') return false;
      }
      const answer = othersNeverDecide(side, at, rule, action, coverage);
      if (answer !== true) return answer;
    }
  }
  return true;
}

const CLIP = new Int32Array(STRIDE);

/** Whether no later rule of another action would get a packet of the box if the rule were gone. */
function othersNeverDecide(
  { boxes, all, byAction }: Remaining,
  at: number,
  rule: number,
  action: Action,
  coverage: Coverage,
): boolean | string {
  const others = byAction[action === 'permit' ? 'deny' : 'permit'];
  // Past a rule that holds the whole box, nothing is left of it.
  const later = all.containing(boxes.data, at, LAST, rule);
  const found: number[] = [];
  others.overlapping(boxes.data, at, later > rule ? later + 1 : LAST, -1, (box) => {
    if ((others.owners[box] as number) > rule) found.push(box);
    return false;
  });
  found.sort((a, b) => (others.owners[a] as number) - (others.owners[b] as number));
  for (const box of found) {
    intersection(boxes.data, at, others.data, box * STRIDE, CLIP);
    const cover = [{ index: all, before: others.owners[box] as number, without: rule, base: 0 }];
    const answer = coverage.cover(CLIP, 0, cover);
    if (answer.kind === 'exhausted') return answer.what;
    if (answer.kind === 'witness') return false;
  }
  return true;
}

function remainingOf(list: RuleList, family: Family, out: ReadonlySet<number>): Remaining {
  const { boxes, begins } = list.side(family);
  const all = new Boxes(boxes.axis, boxes.count);
  const permits = new Boxes(boxes.axis);
  const denies = new Boxes(boxes.axis);
  for (let box = 0; box < boxes.count; box++) {
    const owner = boxes.owners[box] as number;
    if (out.has(owner)) continue;
    all.push(boxes.data, box * STRIDE, owner);
    (list.actionOf(owner) === 'permit' ? permits : denies).push(boxes.data, box * STRIDE, owner);
  }
  const index = new BoxIndex(all);
  return {
    boxes,
    begins,
    all: index,
    places: placesOf(index),
    byAction: { permit: new BoxIndex(permits), deny: new BoxIndex(denies) },
  };
}

function placesOf({ owners }: BoxIndex): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  owners.forEach((owner, box) => {
    const own = places.get(owner);
    if (own) own.push(box);
    else places.set(owner, [box]);
  });
  return places;
}
