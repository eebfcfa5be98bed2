import { BoxIndex } from '../net/box-index.ts';
import { Boxes, STRIDE } from '../net/boxes.ts';
import { type Budget, Coverage, everything, USUAL_BUDGET } from '../net/coverage.ts';
import { intersection } from '../net/cut-box.ts';
import type { Family } from '../net/network.ts';
import type { RuleList } from './rule-list.ts';

/**
 * Leaves rules out one after the other, as long as the rest covers `rule`: the last first, and those that matter most
 * last; one that matters always stays.
 */
export function minimalCover(
  list: RuleList,
  rule: number,
  candidates: readonly number[],
  matters: (candidate: number) => boolean,
  budget: Budget = USUAL_BUDGET,
): number[] {
  if (candidates.length < 2) return [...candidates];
  const sides = ([4, 6] satisfies Family[]).map((family) => {
    const index = clippedIndex(list, rule, candidates, family);
    return { index, boxes: boxesByOwner(index) };
  });
  const coverage = new Coverage(budget);
  const kept = new Set(candidates);
  let mattering = candidates.filter(matters).length;
  const order = [...candidates].reverse().sort((a, b) => Number(matters(a)) - Number(matters(b)));
  for (const candidate of order) {
    if (matters(candidate) && mattering === 1) continue;
    const needless = sides.every(({ index, boxes }) =>
      (boxes.get(candidate) ?? []).every((box) => {
        const covers = [{ ...everything(index), without: candidate }];
        return coverage.cover(index.data, box * STRIDE, covers).kind === 'covered';
      }),
    );
    if (!needless) continue;
    kept.delete(candidate);
    if (matters(candidate)) mattering--;
    for (const { index, boxes } of sides) for (const box of boxes.get(candidate) ?? []) index.erase(box);
  }
  return candidates.filter((candidate) => kept.has(candidate));
}

/** The parts of the candidates' boxes that reach into the rule's. */
function clippedIndex(list: RuleList, rule: number, candidates: readonly number[], family: Family): BoxIndex {
  const { boxes, begins } = list.side(family);
  const clipped = new Boxes(boxes.axis);
  const piece = new Int32Array(STRIDE);
  for (let own = begins[rule] as number; own < (begins[rule + 1] as number); own++) {
    for (const candidate of candidates) {
      for (let box = begins[candidate] as number; box < (begins[candidate + 1] as number); box++) {
        intersection(boxes.data, own * STRIDE, boxes.data, box * STRIDE, piece);
        if (isBox(piece)) clipped.push(piece, 0, candidate);
      }
    }
  }
  return new BoxIndex(clipped);
}

function boxesByOwner(index: BoxIndex): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  index.owners.forEach((owner, box) => {
    const list = found.get(owner);
    if (list) list.push(box);
    else found.set(owner, [box]);
  });
  return found;
}

function isBox(piece: Int32Array): boolean {
  for (let f = 0; f < STRIDE; f += 2) if ((piece[f] as number) > (piece[f + 1] as number)) return false;
  return true;
}
