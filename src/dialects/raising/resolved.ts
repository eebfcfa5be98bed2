/** What a name stands for where not everything about it is known: certain members, possible ones, and on what they depend. */
import { anyAddress } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { intersectRanges, joinRanges, subtractRanges } from '../source/address-ranges.ts';

export interface Resolved<T> {
  readonly sure: readonly T[];
  /** Beside the certain ones. */
  readonly unsure: readonly T[];
  readonly depends: readonly Dependency[];
}

const NOTHING: readonly never[] = Object.freeze([]);
/** More reasons than anybody reads. */
const MOST_DEPENDS = 5;

/** Certain members only. */
export function surely<T>(sure: readonly T[]): Resolved<T> {
  return { sure, unsure: NOTHING, depends: NOTHING };
}

/** Possible members only. */
export function perhaps<T>(unsure: readonly T[], ...depends: Dependency[]): Resolved<T> {
  return { sure: NOTHING, unsure, depends };
}

/** Everything that may be a member. */
export function possible<T>({ sure, unsure }: Resolved<T>): readonly T[] {
  return unsure.length === 0 ? sure : sure.length === 0 ? unsure : [...sure, ...unsure];
}

/** Each reason once, and no more than anybody reads. */
export function together(lists: Iterable<readonly Dependency[]>): readonly Dependency[] {
  const byText = new Map<string, Dependency>();
  for (const list of lists) {
    for (const reason of list) {
      if (byText.size >= MOST_DEPENDS) return [...byText.values()];
      byText.set(reason.text, reason);
    }
  }
  return byText.size === 0 ? NOTHING : [...byText.values()];
}

/** All of them together. */
export function gathered<T>(
  parts: readonly Resolved<T>[],
  join: (items: readonly T[]) => readonly T[] = (items) => items,
): Resolved<T> {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return {
    sure: join(parts.flatMap((part) => part.sure)),
    unsure: join(parts.flatMap((part) => part.unsure)),
    depends: together(parts.map((part) => part.depends)),
  };
}

type Addresses = Resolved<AddressRange>;

const all = (addresses: Addresses): readonly AddressRange[] =>
  addresses.unsure.length === 0 ? addresses.sure : joinRanges(possible(addresses));

function made(
  sure: readonly AddressRange[],
  may: readonly AddressRange[],
  depends: readonly Dependency[],
): Addresses {
  const unsure = subtractRanges(may, sure);
  return unsure.length === 0 ? surely(sure) : { sure, unsure, depends };
}

/** What any of them holds. */
export function uniteAddresses(parts: readonly Addresses[]): Addresses {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const sure = joinRanges(parts.flatMap((part) => part.sure));
  if (parts.every((part) => part.unsure.length === 0)) return surely(sure);
  return made(sure, joinRanges(parts.flatMap(possible)), together(parts.map((part) => part.depends)));
}

/** Whether it is certainly every address of its family. */
function isEverything({ sure }: Addresses): boolean {
  const [only] = sure;
  if (!only || sure.length > 1) return false;
  const all = anyAddress(only.family);
  return only.first === all.first && only.last === all.last;
}

/** What both hold. */
export function meetAddresses(a: Addresses, b: Addresses): Addresses {
  if (isEverything(a)) return b;
  if (isEverything(b)) return a;
  const sure = intersectRanges(a.sure, b.sure);
  if (a.unsure.length + b.unsure.length === 0) return surely(sure);
  return made(sure, intersectRanges(all(a), all(b)), together([a.depends, b.depends]));
}

/** What the first holds and the second doesn't. */
export function withoutAddresses(a: Addresses, b: Addresses): Addresses {
  const sure = subtractRanges(a.sure, all(b));
  if (a.unsure.length + b.unsure.length === 0) return surely(sure);
  return made(sure, subtractRanges(all(a), b.sure), together([a.depends, b.depends]));
}

/** All other addresses of the family. */
export function otherAddresses(family: Family, addresses: Addresses): Addresses {
  return withoutAddresses(surely([anyAddress(family)]), addresses);
}
