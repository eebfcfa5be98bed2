import type { Place } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_IPV4, ANY_IPV6, anyAddress } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Lookup } from '../raising/lookup.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { gathered, perhaps, possible, type Resolved, surely } from '../raising/resolved.ts';
import { joinRanges, restOf, subtractRanges } from '../source/address-ranges.ts';
import type { AddressBook, AddressObject, System } from './model.ts';

export type Addresses = Resolved<AddressRange>;

/** Names that every book has. */
const ANYWHERE: ReadonlyMap<string, Addresses> = new Map([
  ['any', surely(ANY_ADDRESS)],
  ['any-ipv4', surely([ANY_IPV4])],
  ['any-ipv6', surely([ANY_IPV6])],
]);

/**
 * What the names on one side of a policy stand for: those of the zone's own book or of the one attached to it, and
 * those of the global book, which is asked where the zone's has no such name. A global policy knows the global book only.
 * @see Junos OS Security Policies User Guide, "Address Books and Address Sets"; Junos Space Security Director, "NAT
 * Global Address Book Overview"
 */
export function resolveAddresses(
  system: System,
  lookup: Lookup,
  zone: string | undefined,
  names: readonly string[],
  isExcluded: boolean,
  place: Place,
): Addresses {
  const parts = names.map((name) => ANYWHERE.get(name) ?? named(system, lookup, zone, name, place));
  // Another condition of the policy says that they are missing.
  if (parts.length === 0) return surely(ANY_ADDRESS);
  const found = gathered(parts, joinRanges);
  return isExcluded ? excluded(found) : found;
}

/** All addresses but these. */
function excluded(found: Addresses): Addresses {
  const most = restOf(found.sure);
  if (found.depends.length === 0) return surely(most);
  const least = restOf(joinRanges(possible(found)));
  return { sure: least, unsure: subtractRanges(most, least), depends: found.depends };
}

function named(
  system: System,
  lookup: Lookup,
  zone: string | undefined,
  name: string,
  place: Place,
): Addresses {
  const own = zone === undefined ? undefined : system.books.get(zone);
  const isContested = zone !== undefined && system.contested.has(zone);
  const inOwn = own && inBook(system, lookup, own, name, 0);
  const inGlobal = system.globalBook && inBook(system, lookup, system.globalBook, name, 0);
  const first = inOwn ?? inGlobal;
  if (!first) {
    if (system.feeds.has(name))
      return perhaps(ANY_ADDRESS, {
        kind: 'name',
        text: `the feed of the dynamic address "${name}"`,
        value: name,
      });
    const where = zone === undefined ? 'the global address book' : `the address book of the zone "${zone}"`;
    return perhaps(ANY_ADDRESS, lookup.missing(`the address "${name}" in ${where}`, place));
  }
  // Books in zones beside a global one cannot be committed: which of the two the device has isn't known.
  const isUnclear = system.hasZoneBooks && inOwn && inGlobal && !isSame(inOwn, inGlobal);
  if (isContested || isUnclear) {
    const both = joinRanges([inOwn, inGlobal].flatMap((found) => (found ? possible(found) : [])));
    return perhaps(both, notUnderstood(`the address "${name}", which several address books define`));
  }
  return first;
}

function isSame(a: Addresses, b: Addresses): boolean {
  if (a.depends.length + b.depends.length > 0 || a.sure.length !== b.sure.length) return false;
  return a.sure.every((range, i) => {
    const other = b.sure[i];
    return range.family === other?.family && range.first === other.first && range.last === other.last;
  });
}

function inBook(
  system: System,
  lookup: Lookup,
  book: AddressBook,
  name: string,
  depth: number,
): Addresses | undefined {
  const key = `address ${book.name}\n${name}`;
  const address = book.addresses.get(name);
  const set = book.sets.get(name);
  if (address && set)
    return perhaps(ANY_ADDRESS, notUnderstood(`"${name}", which is an address and an address-set`));
  if (address) return lookup.once(key, name, ANY_ADDRESS, depth, () => ofAddress(address, name));
  if (!set) return undefined;
  return lookup.once(key, name, ANY_ADDRESS, depth, () => {
    const member = (inner: string): Addresses =>
      inBook(system, lookup, book, inner, depth + 1) ??
      perhaps(
        ANY_ADDRESS,
        system.feeds.has(inner)
          ? { kind: 'name', text: `the feed of the dynamic address "${inner}"`, value: inner }
          : lookup.missing(`the address "${inner}" in the address book "${book.name}"`, set.statement.place),
      );
    const parts = [...set.addresses, ...set.sets].map((inner) => ANYWHERE.get(inner) ?? member(inner));
    for (const { text, place } of set.unknown.slice(0, 3))
      parts.push(
        perhaps(ANY_ADDRESS, notUnderstood(`"${text}" in line ${place.line}, which was not understood`)),
      );
    if (parts.length === 0)
      return perhaps(ANY_ADDRESS, notUnderstood(`the address-set "${name}" without members`));
    return gathered(parts, joinRanges);
  });
}

function ofAddress({ terms }: AddressObject, name: string): Addresses {
  if (terms.length !== 1)
    return perhaps(
      ANY_ADDRESS,
      notUnderstood(
        terms.length === 0
          ? `the address "${name}" without a value`
          : `the address "${name}" with several values`,
      ),
    );
  const [term] = terms;
  switch (term?.kind) {
    case 'ranges':
      return surely(joinRanges(term.ranges));
    case 'fqdn':
      return perhaps(term.families.map(anyAddress), {
        kind: 'name',
        text: `the addresses of "${term.name}"`,
        value: term.name,
      });
    case 'unclear':
      return perhaps(term.ranges, notUnderstood(term.text));
    case undefined:
      return perhaps(ANY_ADDRESS);
    default:
      return term satisfies never;
  }
}
