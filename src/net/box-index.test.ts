import { describe, expect, it } from 'vitest';
import { IPV4_AXIS } from './axis.ts';
import { BoxIndex } from './box-index.ts';
import { Boxes } from './boxes.ts';
import { ANY_IPV4, ANY_PACKET, ANY_SERVICE, type Match } from './match.ts';

function boxes(matches: readonly Match[]): Boxes {
  const all = new Boxes(IPV4_AXIS);
  matches.forEach((match, owner) => {
    all.pushMatch(match, owner);
  });
  return all;
}

const host = (n: number): Match => ({
  sources: [{ family: 4, first: BigInt(n), last: BigInt(n) }],
  destinations: [ANY_IPV4],
  services: [ANY_SERVICE],
});

const LAST = 0x7fffffff;

describe('BoxIndex', () => {
  it('of nothing finds nothing', () => {
    const index = new BoxIndex(boxes([]));
    const any = boxes([ANY_PACKET]).data;
    expect(index.containing(any, 0, LAST, -1)).toBe(-1);
    expect(index.overlapping(any, 0, LAST, -1, () => true)).toBe(false);
  });

  it('finds one of many, and the least owner of those that hold it', () => {
    const list = [...Array.from({ length: 1000 }, (_, n) => host(n)), ANY_PACKET, host(500)];
    const index = new BoxIndex(boxes(list));
    const asked = boxes([host(500)]).data;
    expect(index.containing(asked, 0, LAST, -1)).toBe(500);
    expect(index.containing(asked, 0, LAST, 500)).toBe(1000);
    expect(index.containing(asked, 0, 500, -1)).toBe(-1);
    const owners: number[] = [];
    index.overlapping(asked, 0, LAST, -1, (box) => {
      owners.push(index.owners[box] as number);
      return false;
    });
    expect(owners.sort((a, b) => a - b)).toEqual([500, 1000, 1001]);
  });

  it('has nothing overlap an erased box, not even everything', () => {
    const any = boxes([ANY_PACKET]);
    const index = new BoxIndex(any);
    index.erase(0);
    expect(index.overlapping(any.data, 0, LAST, -1, () => true)).toBe(false);
    expect(index.containing(any.data, 0, LAST, -1)).toBe(-1);
  });
});
