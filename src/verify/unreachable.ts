import { BoxIndex } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
import { type Budget, type CoverAnswer, Coverage, USUAL_BUDGET } from '../net/coverage.ts';
import { cutBox, intersection } from '../net/cut-box.ts';
import type { Family } from '../net/network.ts';
import { minimalCover } from './minimal-cover.ts';
import type { RuleList, Side } from './rule-list.ts';

/** A rule that never decides: others before it take all that it matches. */
export interface Unreachable {
  readonly rule: number;
  /** Every rule that decides about some packet of this one, in order. */
  readonly deciders: readonly number[];
  /** Whether one of them has another action, so that the rule doesn't do what it says. */
  readonly conflict: boolean;
}

export interface Reachability {
  readonly unreachable: readonly Unreachable[];
  /** Rules that match no packet at all. */
  readonly empty: readonly number[];
  /** Rules that could not be decided about within the budget, and why. */
  readonly undecided: readonly { readonly rule: number; readonly what: string }[];
  /** By rule: a point that it decides about (its numbers after each other) and its family; where it has one. */
  readonly witnesses: ReadonlyMap<number, { readonly family: Family; readonly point: readonly number[] }>;
}

const FAMILIES: readonly Family[] = [4, 6];

/** Finds every rule that never decides, with all that decide instead. */
export function reachability(list: RuleList, budget: Budget = USUAL_BUDGET): Reachability {
  const coverage = new Coverage(budget);
  const unreachable: Unreachable[] = [];
  const empty: number[] = [];
  const undecided: { rule: number; what: string }[] = [];
  const witnesses = new Map<number, { family: Family; point: readonly number[] }>();
  for (let rule = 0; rule < list.rules.length; rule++) {
    const answer = isCovered(list, rule, coverage);
    if (answer.kind === 'witness') witnesses.set(rule, { family: answer.family, point: answer.point });
    else if (answer.kind === 'exhausted') undecided.push({ rule, what: answer.what });
    else if (answer.kind === 'empty') empty.push(rule);
    else {
      const deciders = decidersOf(list, rule, coverage);
      if (typeof deciders === 'string') undecided.push({ rule, what: deciders });
      else {
        const action = list.actionOf(rule);
        unreachable.push({ rule, deciders, conflict: deciders.some((d) => list.actionOf(d) !== action) });
      }
    }
  }
  return { unreachable, empty, undecided, witnesses };
}

type RuleAnswer =
  | { kind: 'covered' | 'empty' }
  | { kind: 'witness'; family: Family; point: readonly number[] }
  | { kind: 'exhausted'; what: string };

function isCovered(list: RuleList, rule: number, coverage: Coverage): RuleAnswer {
  let any = false;
  let exhausted: RuleAnswer | undefined;
  for (const family of FAMILIES) {
    const { boxes, begins, index } = list.side(family);
    const covers = [{ index, before: rule, without: -1, base: 0 }];
    const end = begins[rule + 1] as number;
    for (let box = begins[rule] as number; box < end; box++) {
      any = true;
      const answer: CoverAnswer = coverage.cover(boxes.data, box * STRIDE, covers);
      if (answer.kind === 'witness') return { kind: 'witness', family, point: answer.point };
      if (answer.kind === 'exhausted') exhausted = answer;
    }
  }
  return exhausted ?? { kind: any ? 'covered' : 'empty' };
}

/** Every rule that is the first to match some packet of an unreachable one; or what exhausted the budget. */
function decidersOf(list: RuleList, rule: number, coverage: Coverage): number[] | string {
  const deciders = new Set<number>();
  for (const family of FAMILIES) {
    const side = list.side(family);
    const end = side.begins[rule + 1] as number;
    for (let box = side.begins[rule] as number; box < end; box++) {
      const exhausted = addDeciders(side, box * STRIDE, rule, coverage, deciders);
      if (exhausted !== undefined) return exhausted;
    }
  }
  return [...deciders].sort((a, b) => a - b);
}

const CLIP = new Int32Array(STRIDE);
/** So many rules, and pieces of what they leave, are looked at one after the other. */
const FEW = 24;
const FEW_PIECES = 256;

/** Takes what each rule matches out of the box, in turn; false where it falls to too many pieces, with nothing added. */
function addInTurn(
  q: Int32Array,
  at: number,
  { data, owners }: BoxIndex,
  overlapping: readonly number[],
  deciders: Set<number>,
): boolean {
  const found: number[] = [];
  let rest: Int32Array[] = [q.slice(at, at + STRIDE)];
  for (const box of overlapping) {
    const next: Int32Array[] = [];
    let takes = false;
    for (const piece of rest) if (cutBox(piece, data, box * STRIDE, next)) takes = true;
    if (takes) found.push(owners[box] as number);
    rest = next;
    if (rest.length === 0) break;
    if (rest.length > FEW_PIECES) return false;
  }
  for (const owner of found) deciders.add(owner);
  return true;
}

function addDeciders(
  { boxes, index }: Side,
  at: number,
  rule: number,
  coverage: Coverage,
  deciders: Set<number>,
): string | undefined {
  const q = boxes.data;
  const container = index.containing(q, at, rule, -1);
  const before = container >= 0 ? container + 1 : rule;
  let first = rule;
  const overlapping: number[] = [];
  index.overlapping(q, at, before, -1, (box) => {
    const owner = index.owners[box] as number;
    if (owner < first) first = owner;
    overlapping.push(box);
    return false;
  });
  if (first === container) {
    deciders.add(container);
    return undefined;
  }
  overlapping.sort((a, b) => (index.owners[a] as number) - (index.owners[b] as number));
  if (overlapping.length <= FEW && addInTurn(q, at, index, overlapping, deciders)) return undefined;
  // What of them reaches into the box is all that matters, and much less to look through than all boxes are.
  const inside = new Boxes(boxes.axis, overlapping.length);
  for (const box of overlapping) {
    intersection(q, at, index.data, box * STRIDE, CLIP);
    inside.push(CLIP, 0, index.owners[box] as number);
  }
  const cover = { index: new BoxIndex(inside), before: 0, without: -1, base: 0 };
  const covers = [cover];
  for (let piece = 0; piece < inside.count; piece++) {
    const owner = inside.owners[piece] as number;
    if (deciders.has(owner)) continue;
    cover.before = owner;
    const answer = coverage.cover(inside.data, piece * STRIDE, covers);
    if (answer.kind === 'exhausted') return answer.what;
    if (answer.kind === 'witness') deciders.add(owner);
  }
  return undefined;
}

/**
 * A set of rules that covers an unreachable one and from which none can be left out; with one of another action
 * among them wherever there is one that decides about a packet of it.
 */
export function coveringRules(list: RuleList, { rule, deciders }: Unreachable, budget?: Budget): number[] {
  const action = list.actionOf(rule);
  return minimalCover(list, rule, deciders, (decider) => list.actionOf(decider) !== action, budget);
}
