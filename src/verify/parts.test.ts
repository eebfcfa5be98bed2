import { describe, expect, it } from 'vitest';
import { ANY_PACKET } from '../net/match.ts';
import { PacketSet } from '../net/packet-set.ts';
import { areaOf, partsOf, partsWith, setOf } from './parts.ts';
import { RuleList } from './rule-list.ts';

const WEB = {
  ...ANY_PACKET,
  services: [
    {
      protocol: { first: 6, last: 6 },
      source: { first: 0, last: 65535 },
      destination: { first: 443, last: 443 },
    },
  ],
};

describe('parts of an area', () => {
  const list = RuleList.of([{ action: 'permit', matches: [WEB] }], 'deny');

  it('are sets that can be computed with, the default’s too', () => {
    const parts = partsOf(list, areaOf([ANY_PACKET], list));
    expect([...parts.keys()].sort()).toEqual([-1, 0]);
    const denied = setOf(partsWith(list, parts, 'deny'));
    expect(denied.subtract(denied).isEmpty()).toBe(true);
    expect(PacketSet.all.subtract(denied).equals(PacketSet.of([WEB]))).toBe(true);
    expect(denied.contains(PacketSet.of([WEB]))).toBe(false);
  });

  it('are no more than a budget allows', () => {
    expect(() => partsOf(list, areaOf([ANY_PACKET], list), { boxes: 1, steps: 1 })).toThrow('the answer is');
  });
});
