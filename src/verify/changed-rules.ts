import { ANY_PACKET, type Match } from '../net/match.ts';
import { inFirstMatchOrder } from '../policy/order.ts';
import type { FilterRule, Ruleset } from '../policy/ruleset.ts';

/**
 * All packets about which two versions of rule sets can differ at all: those that a rule matches which only one of them
 * has. For every other packet both ask the same rules in the same order, so that it meets the same end whatever decides
 * outside of it.
 */
export function changedMatches(before: readonly Ruleset[], after: readonly Ruleset[]): Match[] {
  if (before.length !== after.length) return [ANY_PACKET];
  return before.flatMap((old, n) => {
    const now = after[n] as Ruleset;
    const isComparable =
      old.name === now.name &&
      old.stateful === now.stateful &&
      old.otherwise.action === now.otherwise.action &&
      rangesText(old.scope ?? [ANY_PACKET]) === rangesText(now.scope ?? [ANY_PACKET]);
    return isComparable ? changedIn(inFirstMatchOrder(old), inFirstMatchOrder(now)) : [ANY_PACKET];
  });
}

function changedIn(old: readonly FilterRule[], now: readonly FilterRule[]): Match[] {
  const [oldKeys, nowKeys] = [old.map(keyOf), now.map(keyOf)];
  const places = new Map<string, number>();
  for (const [place, key] of nowKeys.entries()) places.set(key, places.has(key) ? -1 : place);
  const counts = new Map<string, number>();
  for (const key of oldKeys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const pairs: (readonly [number, number])[] = [];
  for (const [place, key] of oldKeys.entries()) {
    const other = places.get(key);
    if (other !== undefined && other >= 0 && counts.get(key) === 1) pairs.push([place, other]);
  }
  const kept = longestInOrder(pairs);
  const [oldKept, nowKept] = [new Set(kept.map(([place]) => place)), new Set(kept.map(([, place]) => place))];
  return [...old.filter((_, n) => !oldKept.has(n)), ...now.filter((_, n) => !nowKept.has(n))].flatMap(
    (rule) => rule.matches,
  );
}

/** Of pairs in the order of their first places, the most whose second places are in order, too. */
function longestInOrder(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const tails: number[] = [];
  const previous: number[] = [];
  const second = (n: number): number => (pairs[n] as readonly [number, number])[1];
  for (let n = 0; n < pairs.length; n++) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (second(tails[middle] as number) < second(n)) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? (tails[low - 1] as number) : -1);
    tails[low] = n;
  }
  const found: (readonly [number, number])[] = [];
  for (let n = tails.at(-1) ?? -1; n >= 0; n = previous[n] as number)
    found.push(pairs[n] as readonly [number, number]);
  return found.reverse();
}

const keyOf = ({ action, states, depends, matches }: FilterRule): string =>
  `${action} ${states} ${JSON.stringify(depends.map((d) => d.text))} ${rangesText(matches)}`;

function rangesText(matches: readonly Match[]): string {
  let text = '';
  for (const { sources, destinations, services } of matches) {
    for (const r of sources) text += `${r.family}:${r.first}-${r.last},`;
    text += '>';
    for (const r of destinations) text += `${r.family}:${r.first}-${r.last},`;
    for (const { protocol: p, source: s, destination: d } of services)
      text += ` ${p.first}-${p.last}:${s.first}-${s.last}:${d.first}-${d.last}`;
    text += ';';
  }
  return text;
}
