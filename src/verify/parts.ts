import { Boxes, STRIDE } from '../net/boxes.ts';
import { type Budget, USUAL_BUDGET } from '../net/coverage.ts';
import { cutBox, intersection } from '../net/cut-box.ts';
import { Exhausted } from '../net/exhausted.ts';
import type { Match } from '../net/match.ts';
import type { Family } from '../net/network.ts';
import { PacketSet } from '../net/packet-set.ts';
import type { Action, RuleList } from './rule-list.ts';

/** Boxes of both families, on a list's axes. */
export type Area = Readonly<Record<Family, Boxes>>;

const FAMILIES: readonly Family[] = [4, 6];
const LAST = 0x7fffffff;

/** Matches as an area on a list's axes, which must know their addresses. */
export function areaOf(matches: readonly Match[], list: RuleList): Area {
  const area = emptyArea(list);
  for (const family of FAMILIES) for (const match of matches) area[family].pushMatch(match, 0);
  return area;
}

export function emptyArea(list: RuleList): Area {
  return { 4: new Boxes(list.side(4).boxes.axis), 6: new Boxes(list.side(6).boxes.axis) };
}

export function isEmptyArea(area: Area): boolean {
  return area[4].count === 0 && area[6].count === 0;
}

/** An area as a set; its boxes must not share packets. */
export function setOf(area: Area): PacketSet {
  return PacketSet.ofBoxes(area[4], area[6]);
}

/**
 * Which rule decides about which packets of an area: the parts by the rule's number, -1 for the default. They share no
 * packet if the area's boxes don't.
 * @throws Exhausted when they are more than the budget allows.
 */
export function partsOf(list: RuleList, area: Area, budget: Budget = USUAL_BUDGET): Map<number, Area> {
  const parts = new Map<number, Area>();
  let count = 0;
  const add = (rule: number, family: Family, piece: Int32Array): void => {
    let part = parts.get(rule);
    if (!part) {
      part = emptyArea(list);
      parts.set(rule, part);
    }
    // Not the rule's number: an owner of -1 is none.
    part[family].push(piece, 0, 0);
    count++;
    if (count > budget.boxes)
      throw new Exhausted(`the answer is made of more than ${budget.boxes.toLocaleString('en')} boxes`);
  };
  for (const family of FAMILIES) {
    const { index } = list.side(family);
    const query = area[family];
    for (let i = 0; i < query.count; i++) {
      const at = i * STRIDE;
      const holds = index.containing(query.data, at, LAST, -1);
      const found: number[] = [];
      index.overlapping(query.data, at, holds >= 0 ? holds + 1 : LAST, -1, (box) => {
        found.push(box);
        return false;
      });
      found.sort((a, b) => (index.owners[a] as number) - (index.owners[b] as number));
      let rest: Int32Array[] = [query.data.slice(at, at + STRIDE)];
      for (const box of found) {
        const next: Int32Array[] = [];
        for (const piece of rest) {
          const shared = new Int32Array(STRIDE);
          intersection(piece, 0, index.data, box * STRIDE, shared);
          if (cutBox(piece, index.data, box * STRIDE, next)) add(index.owners[box] as number, family, shared);
        }
        rest = next;
        if (rest.length === 0) break;
        if (rest.length > budget.boxes) throw new Exhausted('the answer is cut into too many pieces');
      }
      for (const piece of rest) add(-1, family, piece);
    }
  }
  return parts;
}

/** The parts of an area that rules with an action decide about, joined. */
export function partsWith(list: RuleList, parts: ReadonlyMap<number, Area>, action: Action): Area {
  const joined = emptyArea(list);
  for (const [rule, part] of parts) {
    if (list.actionOf(rule) !== action) continue;
    for (const family of FAMILIES)
      for (let i = 0; i < part[family].count; i++) joined[family].push(part[family].data, i * STRIDE, 0);
  }
  return joined;
}
