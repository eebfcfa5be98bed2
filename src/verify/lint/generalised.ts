import { BoxIndex } from '../../net/box-index.ts';
import { Boxes, STRIDE } from '../../net/boxes.ts';
import type { Family } from '../../net/network.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { RuleList } from '../rule-list.ts';
import { isConditional } from './anomalies.ts';

/**
 * Rules that are exceptions from a later one of another action, which matches all that they do: by place, the later
 * one's place. A last rule for everything is no finding: every rule is an exception from that.
 */
export function generalisedRules(
  rules: readonly FilterRule[],
  out: ReadonlySet<number>,
): Map<number, number> {
  const list = RuleList.of(
    rules.map(({ action, matches }) => ({ action: action === 'permit' ? 'permit' : 'deny', matches })),
    'deny',
  );
  const found = new Map<number, number>();
  for (const family of [4, 6] satisfies Family[]) {
    const { boxes, begins } = list.side(family);
    const index = new BoxIndex(withoutCatchAll(boxes));
    for (let rule = 0; rule < rules.length; rule++) {
      const own = rules[rule] as FilterRule;
      // One box is enough to ask: a rule of several is hardly ever a plain exception.
      if (found.has(rule) || out.has(rule) || isConditional(own)) continue;
      if ((begins[rule + 1] as number) - (begins[rule] as number) !== 1) continue;
      const at = (begins[rule] as number) * STRIDE;
      index.overlapping(boxes.data, at, rules.length, rule, (box) => {
        const later = index.owners[box] as number;
        const other = rules[later] as FilterRule;
        const general =
          later > rule &&
          other.action !== own.action &&
          !isConditional(other) &&
          (other.states & own.states) === own.states &&
          holds(index.data, box * STRIDE, boxes.data, at);
        if (general) found.set(rule, later);
        return general;
      });
    }
  }
  return found;
}

/** Everything but boxes that restrict neither source nor destination. */
function withoutCatchAll(boxes: Boxes): Boxes {
  const { least, greatest } = boxes.axis;
  const rest = new Boxes(boxes.axis);
  for (let box = 0; box < boxes.count; box++) {
    const at = box * STRIDE;
    const n = (i: number): number => boxes.data[at + i] as number;
    if (n(0) === least && n(1) === greatest && n(2) === least && n(3) === greatest) continue;
    rest.push(boxes.data, at, boxes.owners[box] as number);
  }
  return rest;
}

function holds(outer: Int32Array, at: number, inner: Int32Array, bt: number): boolean {
  for (let f = 0; f < STRIDE; f += 2)
    if (
      (outer[at + f] as number) > (inner[bt + f] as number) ||
      (outer[at + f + 1] as number) < (inner[bt + f + 1] as number)
    )
      return false;
  return true;
}
