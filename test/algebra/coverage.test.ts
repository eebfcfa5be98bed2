/** Whether boxes cover a box: against looking at every point. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoxIndex } from '../../src/net/box-index.ts';
import { type Cover, type CoverAnswer, Coverage } from '../../src/net/coverage.ts';
import { CoverDecider } from '../../src/net/decide-cover.ts';
import { holds } from './cases.ts';
import {
  boxesOf,
  cellsOf,
  type GridBox,
  gridBox,
  has,
  numbersOf,
  overlap,
  tiling,
  uncovered,
} from './grid.ts';

/** A box to cover, with boxes: a tiling of it, some tiles missing, widened, or in several places, and others. */
interface Case {
  readonly whole: GridBox;
  readonly boxes: readonly GridBox[];
}

const someCase: fc.Arbitrary<Case> = fc
  .record({
    tiled: tiling,
    missing: fc.array(fc.nat(30), { maxLength: 1 }),
    wider: fc.array(fc.record({ tile: fc.nat(30), field: fc.nat(4) }), { maxLength: 4 }),
    others: fc.array(gridBox, { maxLength: 6 }),
    turn: fc.nat(40),
  })
  .map(({ tiled: { whole, tiles }, missing, wider, others, turn }) => {
    const widened = tiles.map((tile, i) =>
      tile.map((range, field) =>
        wider.some((w) => w.tile === i && w.field === field) ? (whole[field] ?? range) : range,
      ),
    );
    const kept = widened.filter((_, i) => !missing.includes(i));
    const list = [...kept, ...others];
    const at = list.length === 0 ? 0 : turn % list.length;
    return { whole, boxes: [...list.slice(at), ...list.slice(0, at)] };
  });

/** Boxes spread over indexes, of which only some count. */
interface Asked extends Case {
  readonly indexes: number;
  readonly before: readonly number[];
  readonly without: readonly number[];
}

const asked: fc.Arbitrary<Asked> = fc
  .record({
    some: someCase,
    indexes: fc.integer({ min: 1, max: 3 }),
    before: fc.array(fc.integer({ min: 5, max: 60 }), { minLength: 3, maxLength: 3 }),
    without: fc.array(fc.integer({ min: -1, max: 12 }), { minLength: 3, maxLength: 3 }),
  })
  .map(({ some, ...rest }) => ({ ...some, ...rest }));

const BASE = 1000;

/** The covers asked, and by the number that an answer has for an owner the boxes of that owner that count. */
function coversOf({ boxes, indexes, before, without }: Asked): {
  covers: Cover[];
  by: Map<number, GridBox[]>;
} {
  const by = new Map<number, GridBox[]>();
  const covers = Array.from({ length: indexes }, (_, i): Cover => {
    // Two boxes an owner, so that "without" takes more than one away.
    const own = boxes.filter((_, n) => n % indexes === i).map((box, n) => ({ box, owner: n >> 1 }));
    const cover = {
      index: new BoxIndex(boxesOf(own)),
      before: before[i] ?? 0,
      without: without[i] ?? -1,
      base: i * BASE,
    };
    for (const { box, owner } of own) {
      if (owner >= cover.before || owner === cover.without) continue;
      by.set(owner + cover.base, [...(by.get(owner + cover.base) ?? []), box]);
    }
    return cover;
  });
  return { covers, by };
}

function mustBeRight(answer: CoverAnswer, whole: GridBox, by: ReadonlyMap<number, readonly GridBox[]>): void {
  const counting = [...by.values()].flat();
  const free = uncovered(whole, counting);
  if (answer.kind === 'covered') {
    expect(free).toBeUndefined();
    expect(
      uncovered(
        whole,
        answer.by.flatMap((name) => by.get(name) ?? []),
      ),
    ).toBeUndefined();
    expect(answer.by.every((name) => by.has(name))).toBe(true);
    expect(new Set(answer.by).size).toBe(answer.by.length);
  } else if (answer.kind === 'witness') {
    const numbers = numbersOf(whole);
    answer.point.forEach((n, f) => {
      expect(n).toBeGreaterThanOrEqual(numbers[2 * f] as number);
      expect(n).toBeLessThanOrEqual(numbers[2 * f + 1] as number);
    });
    const cells = cellsOf(answer.point);
    expect(has(whole, cells)).toBe(true);
    expect(counting.some((box) => has(box, cells))).toBe(false);
  }
}

describe('Coverage', () => {
  it('decides as looking at every point does, with a point or with those that cover', async () => {
    const kinds = new Set<string>();
    await holds(
      'Coverage.cover',
      5000,
      fc.property(asked, (question) => {
        const { covers, by } = coversOf(question);
        const answer = new Coverage().cover(numbersOf(question.whole), 0, covers);
        expect(answer.kind).not.toBe('exhausted');
        mustBeRight(answer, question.whole, by);
        kinds.add(answer.kind);
      }),
    );
    expect([...kinds].sort()).toEqual(['covered', 'witness']);
  });

  it('gives the same answer to the same question, whatever was asked before', async () => {
    await holds(
      'Coverage.cover, twice',
      500,
      fc.property(asked, asked, (one, other) => {
        const coverage = new Coverage();
        const ask = (question: Asked): CoverAnswer =>
          coverage.cover(numbersOf(question.whole), 0, coversOf(question).covers);
        const first = ask(one);
        ask(other);
        expect(ask(one)).toEqual(first);
        expect(new Coverage().cover(numbersOf(one.whole), 0, coversOf(one).covers)).toEqual(first);
      }),
    );
  });

  it('is exhausted by a small budget, or right, and never guesses', async () => {
    const kinds = new Set<string>();
    const budget = fc.record({ boxes: fc.nat(12), steps: fc.nat(60) });
    await holds(
      'Coverage.cover, small budgets',
      2000,
      fc.property(asked, budget, (question, most) => {
        const { covers, by } = coversOf(question);
        const answer = new Coverage(most).cover(numbersOf(question.whole), 0, covers);
        mustBeRight(answer, question.whole, by);
        kinds.add(answer.kind);
        if (answer.kind === 'exhausted') {
          const reaching = [...by.values()].flat().filter((box) => overlap(box, question.whole));
          expect(most.boxes < reaching.length || / steps$/.test(answer.what)).toBe(true);
        }
        expect(new Coverage(most).cover(numbersOf(question.whole), 0, covers)).toEqual(answer);
      }),
    );
    expect([...kinds].sort()).toEqual(['covered', 'exhausted', 'witness']);
  });
});

describe('CoverDecider', () => {
  it('decides without the shortcuts before it, or is exhausted where it may keep few boxes', async () => {
    const kinds = new Set<string>();
    await holds(
      'CoverDecider.decide',
      6000,
      fc.property(someCase, fc.constantFrom(30, 1e6), ({ whole, boxes }, most) => {
        const cell = numbersOf(whole);
        const decider = new CoverDecider(1_000_000, 2, most);
        const reaching = boxes.filter((box) => overlap(box, whole));
        reaching.forEach((box, name) => {
          decider.add(numbersOf(box), 0, cell, 0, name);
        });
        expect(decider.size).toBe(reaching.length);
        const decision = decider.decide(cell, 0);
        kinds.add(decision.kind);
        const by = new Map(reaching.map((box, name) => [name, [box]]));
        const answer: CoverAnswer =
          decision.kind === 'covered'
            ? { kind: 'covered', by: [...decider.used] }
            : decision.kind === 'point'
              ? { kind: 'witness', point: decision.point }
              : { kind: 'exhausted', what: '' };
        if (most > 30) expect(answer.kind).not.toBe('exhausted');
        mustBeRight(answer, whole, by);
      }),
    );
    expect([...kinds].sort()).toEqual(['covered', 'exhausted', 'point']);
  });
});
