import { expect, it } from 'vitest';
import { ANY_IPV4, ANY_SERVICE, type Match } from '../net/match.ts';
import { permittedButDenied } from './difference.ts';
import { axisOfRules, type OrderedRule, RuleList } from './rule-list.ts';

const from = (first: number, last = first): Match => ({
  sources: [{ family: 4, first: BigInt(first), last: BigInt(last) }],
  destinations: [ANY_IPV4],
  services: [ANY_SERVICE],
});

const permit = (match: Match): OrderedRule => ({ action: 'permit', matches: [match] });
const deny = (match: Match): OrderedRule => ({ action: 'deny', matches: [match] });

function pairs(first: readonly OrderedRule[], second: readonly OrderedRule[]): (readonly number[])[] {
  const axis = axisOfRules(first, second);
  const [a, b] = [RuleList.of(first, 'deny', { axis }), RuleList.of(second, 'deny', { axis })];
  return [...permittedButDenied(a, b)].map((d) => [d.permit, d.deny]);
}

it('finds thousands of permits behind a deny that the other list has at its end', () => {
  const permits = Array.from({ length: 3000 }, (_, n) => permit(from(2 * n)));
  const all = deny(from(1000, 4999));
  expect(pairs([...permits, all], [all, ...permits])).toEqual(
    Array.from({ length: 2000 }, (_, n) => [500 + n, 0]),
  );
  expect(pairs([all, ...permits], [...permits, all])).toEqual([]);
});

it('finds what a rule permits of a deny that it holds', () => {
  const wide = permit(from(0, 9));
  expect(pairs([wide], [deny(from(3)), wide])).toEqual([[0, 0]]);
  expect(pairs([deny(from(3)), wide], [deny(from(3)), wide])).toEqual([]);
});
