/** What is measured of verification, each in a process of its own: see `task.ts`. */
import { STRIDE } from '../src/net/boxes.ts';
import { Coverage } from '../src/net/coverage.ts';
import { matchHolds, type Packet } from '../src/net/packet.ts';
import { type Difference, permittedButDenied } from '../src/verify/difference.ts';
import { redundancy } from '../src/verify/redundant.ts';
import { type Action, axisOfRules, type OrderedRule, packetOf, RuleList } from '../src/verify/rule-list.ts';
import { reachability, type Unreachable } from '../src/verify/unreachable.ts';
import { hardCases } from './adversarial.ts';
import { orderedRules } from './box-rule.ts';
import { editedCopy } from './edited-copy.ts';
import { type Family, generateRules } from './families.ts';
import { fingerprint } from './fingerprint.ts';
import { median } from './measure.ts';
import { Random } from './random.ts';
import { timed } from './timed.ts';

type Numbers = Record<string, number>;

const LAST = 0x7fffffff;
const WARM_ROUNDS = 5;

/** The median of further rounds; what takes long shows no difference any more, and isn't repeated. */
function warmed(work: () => unknown, took: number, rounds: number): number {
  if (took > 5000 || rounds === 0) return took;
  return median(Array.from({ length: rounds }, () => timed(work)[1]));
}

/** Rules of a set that never decide, with all that decide in their place: the index included, as a user meets it. */
export function unreachable(family = '', count = '', repeat = '5'): Numbers {
  const rules = orderedRules(generateRules(family as Family, Number(count)));
  const work = (): readonly Unreachable[] => reachability(RuleList.of(rules, 'deny')).unreachable;
  const [found, took] = timed(work);
  return {
    took,
    warm: warmed(work, took, Number(repeat)),
    dead: found.length,
    named: found.reduce((sum, { deciders }) => sum + deciders.length, 0),
    deadRules: fingerprint([found.map(({ rule }) => rule)]),
    deciders: fingerprint(found.map(({ deciders }) => deciders)),
  };
}

/** Rules without which everything would stay as it is. */
export function redundant(family = '', count = ''): Numbers {
  const rules = orderedRules(generateRules(family as Family, Number(count)));
  const list = RuleList.of(rules, 'deny');
  const reached = reachability(list);
  const [found, took] = timed(() => redundancy(list, reached));
  return { took, redundant: found.redundant.length, undecided: found.undecided.length };
}

/** Both directions of the difference between a set and an edited copy. */
export function compare(family = '', count = '', edits = ''): Numbers {
  const made = generateRules(family as Family, Number(count));
  const rules = orderedRules(made);
  const copy = orderedRules(editedCopy(made, 1, Number(edits)));
  const work = (): { readonly less: Difference[]; readonly more: Difference[] } => {
    const axis = axisOfRules(rules, copy);
    const a = RuleList.of(rules, 'deny', { axis });
    const b = RuleList.of(copy, 'deny', { axis });
    return { less: [...permittedButDenied(a, b)], more: [...permittedButDenied(b, a)] };
  };
  const [found, took] = timed(work);
  const wrong = [
    ...found.less.filter(({ witness }) => !permits(rules, witness) || permits(copy, witness)),
    ...found.more.filter(({ witness }) => permits(rules, witness) || !permits(copy, witness)),
  ];
  const warm = warmed(work, took, WARM_ROUNDS);
  return { took, warm, less: found.less.length, more: found.more.length, wrong: wrong.length };
}

/** By asking one rule after the other: the reference for everything faster. */
function permits(rules: readonly OrderedRule[], packet: Packet): boolean {
  const decided = rules.find((rule) => rule.matches.some((match) => matchHolds(match, packet)));
  const action: Action = decided?.action ?? 'deny';
  return action === 'permit';
}

const PACKETS = 100_000;

/** The rule that decides about packets, half of them within some rule: by the index, and by asking one after the other. */
export function firstMatch(family = '', count = ''): Numbers {
  const rules = orderedRules(generateRules(family as Family, Number(count)));
  const list = RuleList.of(rules, 'deny');
  const { boxes, index } = list.side(4);
  const points = choosePoints(boxes.data, boxes.count);
  const packets = points.map((point) => packetOf(point, boxes.axis));
  const scanned = points.slice(0, Math.ceil(2e8 / boxes.count / 10));
  let wrong = 0;
  const rate = (size: number, work: () => void): number => {
    // The first time warms up.
    work();
    return size / (timed(work)[1] / 1000);
  };
  const found = new Int32Array(points.length);
  const typed = rate(points.length, () => {
    points.forEach((point, i) => {
      found[i] = index.first(point, LAST, -1);
    });
  });
  const asked = rate(packets.length, () => {
    packets.forEach((packet, i) => {
      if (list.firstMatch(packet) !== found[i]) wrong++;
    });
  });
  const scan = rate(scanned.length, () => {
    scanned.forEach((point, i) => {
      if (scanFor(point, boxes.data, boxes.owners, boxes.count) !== found[i]) wrong++;
    });
  });
  return { typed, asked, scan, wrong };
}

function choosePoints(data: Int32Array, count: number): Int32Array[] {
  const random = new Random(3);
  return Array.from({ length: PACKETS }, (_, n) => {
    const at = random.below(count) * STRIDE;
    const other = n % 2 === 0 ? at : random.below(count) * STRIDE;
    const value = (from: number, f: number): number =>
      random.between(data[from + 2 * f] as number, data[from + 2 * f + 1] as number);
    return Int32Array.of(value(at, 0), value(other, 1), value(at, 2), value(at, 3), value(other, 4));
  });
}

/** The plainest loop over the same numbers. */
function scanFor(point: Int32Array, data: Int32Array, owners: Int32Array, count: number): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = point;
  for (let i = 0, at = 0; i < count; i++, at += STRIDE) {
    if (
      (data[at] as number) <= a &&
      (data[at + 1] as number) >= a &&
      (data[at + 2] as number) <= b &&
      (data[at + 3] as number) >= b &&
      (data[at + 4] as number) <= c &&
      (data[at + 5] as number) >= c &&
      (data[at + 6] as number) <= d &&
      (data[at + 7] as number) >= d &&
      (data[at + 8] as number) <= e &&
      (data[at + 9] as number) >= e
    )
      return owners[i] as number;
  }
  return -1;
}

/** Whether each rule of a hard set ever decides: the time for the last one, and for the slowest. */
export function hard(which = ''): Numbers {
  const { rules: made, covered } = hardCases()[Number(which)] ?? { rules: [], covered: false };
  const list = RuleList.of(orderedRules(made), 'deny');
  const { boxes, index } = list.side(4);
  const coverage = new Coverage();
  const dead: number[] = [];
  let slowest = 0;
  let last = 0;
  for (let rule = 0; rule < made.length; rule++) {
    const covers = [{ index, before: rule, without: -1, base: 0 }];
    const [answer, took] = timed(() => coverage.cover(boxes.data, rule * STRIDE, covers));
    if (answer.kind === 'exhausted') throw new Error(answer.what);
    if (answer.kind === 'covered') dead.push(rule);
    slowest = Math.max(slowest, took);
    last = took;
  }
  const right = (dead.at(-1) === made.length - 1) === covered;
  return { last, slowest, wrong: right ? 0 : 1, dead: dead.length, deadRules: fingerprint([dead]) };
}
