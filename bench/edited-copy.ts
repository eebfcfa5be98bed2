/** A second policy to compare with: the same in another form, or nearly the same. */
import { type BoxRule, type Range, withField } from './box-rule.ts';
import { Random } from './random.ts';

const SPLIT = 0.05;

/**
 * The rules in another order where order doesn't matter (neighbours of one action), some of them split in two;
 * and edited in as many places as asked for: an action turned, a range a little longer, or a rule left out. Without
 * edits the copy decides the same about every packet.
 */
export function editedCopy(rules: readonly BoxRule[], seed: number, edits: number): BoxRule[] {
  const random = new Random(seed);
  const copy = [...rules];
  for (let i = 0; i < edits; i++) edit(copy, random);
  const result: BoxRule[] = [];
  let run: BoxRule[] = [];
  for (const rule of copy) {
    if (run.length > 0 && run[0]?.action !== rule.action) {
      result.push(...random.shuffle(run));
      run = [];
    }
    run.push(...(random.chance(SPLIT) ? split(rule, random) : [rule]));
  }
  return [...result, ...random.shuffle(run)];
}

function edit(rules: BoxRule[], random: Random): void {
  const at = random.below(rules.length);
  const rule = rules[at] as BoxRule;
  const kind = random.below(3);
  if (kind === 0) rules.splice(at, 1);
  else if (kind === 1) rules[at] = { ...rule, action: rule.action === 'permit' ? 'deny' : 'permit' };
  else {
    const [first, last] = rule.box[0];
    rules[at] = { ...rule, box: withField(rule.box, 0, [first, Math.min(last + 3, 2 ** 32 - 1)]) };
  }
}

function split(rule: BoxRule, random: Random): BoxRule[] {
  for (const field of random.shuffle([0, 1, 2, 3, 4])) {
    const [first, last] = rule.box[field] as Range;
    if (first === last) continue;
    const cut = random.between(first, last - 1);
    return [
      { ...rule, box: withField(rule.box, field, [first, cut]) },
      { ...rule, box: withField(rule.box, field, [cut + 1, last]) },
    ];
  }
  return [rule];
}
