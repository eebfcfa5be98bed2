/** Entries of an alias that take addresses away again: `!10.1.0.7`, as OPNsense lets people write them. */
import type { AddressRange } from '../../net/network.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { possible, type Resolved } from '../raising/resolved.ts';
import { intersectRanges, joinRanges, subtractRanges } from '../source/address-ranges.ts';
import { looseRangeOf } from '../source/cidr.ts';
import type { Alias, PfConfig } from './model.ts';

export const isException = (entry: string): boolean => entry.startsWith('!');

/** As many entries of other aliases are looked at for one. */
const MOST_BELOW = 5000;
/** As many comparisons of entries with exceptions are made. */
const MOST_PAIRS = 1_000_000;

/**
 * An alias without its exceptions. pf asks for the longest prefix that holds an address, so that an exception takes
 * nothing from entries that are narrower than itself; what comes of other entries is left open.
 * @param others what comes of entries that are no prefixes.
 */
export function lessExceptions(
  config: PfConfig,
  { entries }: Alias,
  others: Resolved<AddressRange>,
): Resolved<AddressRange> {
  const own = entries.filter(isException);
  const below = exceptionsBelow(config, entries);
  const away = [...own, ...below].map((entry) => looseRangeOf(entry.slice(1).trim()));
  const known = away.filter((range) => range !== undefined);
  const isOpen =
    known.length < away.length ||
    own.length * entries.length > MOST_PAIRS ||
    contradicts(own, new Set(entries));
  const doubt = notUnderstood('the exceptions of an alias');
  const narrower = isOpen ? [] : known.slice(0, own.length);
  const prefixes = joinRanges(entries.flatMap((entry) => lessNarrower(looseRangeOf(entry), narrower)));
  if (isOpen) {
    const unsure = joinRanges([...prefixes, ...possible(others)]);
    return { sure: [], unsure, depends: [...others.depends, doubt] };
  }
  const gone = joinRanges(known);
  const open = joinRanges(below.length > 0 ? [...prefixes, ...others.sure] : others.sure);
  const unclear = intersectRanges(open, gone);
  const sure = joinRanges([
    ...(below.length > 0 ? subtractRanges(prefixes, gone) : prefixes),
    ...subtractRanges(joinRanges(others.sure), gone),
  ]);
  if (unclear.length === 0 && others.unsure.length === 0)
    return { sure, unsure: [], depends: others.depends };
  const unsure = subtractRanges(joinRanges([...others.unsure, ...unclear]), sure);
  return { sure, unsure, depends: [...others.depends, doubt] };
}

/** Whether the same entry is in the alias, and excepted. */
const contradicts = (own: readonly string[], entries: ReadonlySet<string>): boolean =>
  own.some((entry) => entries.has(entry.slice(1).trim()));

/** Exceptions of aliases in the alias, which hold for all of the table that pf makes of it. */
function exceptionsBelow({ aliases }: PfConfig, entries: readonly string[]): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  let work = 0;
  const open = entries.filter((entry) => aliases.has(entry));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const inside = aliases.get(name)?.entries ?? [];
    work += inside.length;
    if (work > MOST_BELOW) return ['!'];
    for (const entry of inside) {
      if (isException(entry)) found.push(entry);
      else if (aliases.has(entry)) open.push(entry);
    }
  }
  return found;
}

function lessNarrower(
  prefix: AddressRange | undefined,
  away: readonly AddressRange[],
): readonly AddressRange[] {
  if (!prefix) return [];
  const { family, first, last } = prefix;
  const inside = away.filter(
    (one) =>
      one.family === family &&
      first <= one.first &&
      one.last <= last &&
      (first < one.first || one.last < last),
  );
  return inside.length === 0 ? [prefix] : subtractRanges([prefix], joinRanges(inside));
}
