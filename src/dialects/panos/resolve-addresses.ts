import type { Place } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_IPV4 } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { notUnderstood, writtenNotUnderstood } from '../raising/reasons.ts';
import { gathered, perhaps, type Resolved, surely } from '../raising/resolved.ts';
import { readNetmask, readRange, readWildcard, withEmbedded } from './literals.ts';
import { ambiguous, find, missing, type Names } from './lookup.ts';
import type { AddressGroup, AddressObject, MemberGroup } from './model.ts';
import { BUILT_IN_LISTS, COUNTRY, PRIVATE } from './predefined.ts';
import { joinRanges, restOf } from './ranges.ts';
import { filterOf } from './tags.ts';

/** The addresses of one side of a rule, before `negate`; sorted and joined. `from`: where in the chain it stands. */
export function addressesOf(
  members: readonly string[],
  names: Names,
  from: number,
  place: Place,
): Resolved<AddressRange> {
  if (members.includes('any')) return surely(ANY_ADDRESS);
  const [only = ''] = members;
  if (members.length === 1) return addressOf(only, names, from, place, 0);
  const all = gathered(members.map((name) => addressOf(name, names, from, place, 0)));
  return names.memo.afford(all.sure.length + all.unsure.length)
    ? joined(all)
    : perhaps(ANY_ADDRESS, notUnderstood('a list of addresses that is too long'));
}

/** Everything else: certainly what is outside of all that it may be. */
export function negated({ sure, unsure, depends }: Resolved<AddressRange>): Resolved<AddressRange> {
  const all = joinRanges([...sure, ...unsure]);
  return { sure: restOf(all), unsure: unsure.length === 0 ? [] : restOf(sure), depends };
}

function joined({ sure, unsure, depends }: Resolved<AddressRange>): Resolved<AddressRange> {
  return { sure: joinRanges(sure), unsure: joinRanges(unsure), depends };
}

/** Addresses that are written somewhere. */
const written = (ranges: readonly AddressRange[]): Resolved<AddressRange> =>
  surely(joinRanges(withEmbedded(ranges)));

function addressOf(
  name: string,
  names: Names,
  from: number,
  place: Place,
  depth: number,
): Resolved<AddressRange> {
  if (name === 'any') return surely(ANY_ADDRESS);
  return names.memo.once(
    `address ${from} ${name}`,
    `the address ${JSON.stringify(name)}`,
    ANY_ADDRESS,
    depth,
    () => {
      const object = find(
        names,
        from,
        ({ objects }) => objects.addresses.get(name) ?? objects.addressGroups.get(name),
      );
      if (object) {
        const { found, at, nearer } = object;
        const made = 'value' in found ? objectOf(name, found, names) : groupOf(name, found, names, at, depth);
        if (!nearer) return made;
        const other = addressOf(name, names, 0, place, depth + 1);
        const all = joinRanges([...made.sure, ...made.unsure, ...other.sure, ...other.unsure]);
        return perhaps(all, ambiguous(`"${name}"`), ...made.depends, ...other.depends);
      }
      return elsewhereOf(name, names, from, place);
    },
  );
}

function objectOf(name: string, object: AddressObject, names: Names): Resolved<AddressRange> {
  const [stranger] = object.strangers;
  if (stranger) return perhaps(ANY_ADDRESS, writtenNotUnderstood(stranger));
  const odd = notUnderstood(`the address ${JSON.stringify(name)}, whose value was not understood`);
  switch (object.kind) {
    case 'ip-netmask':
    case 'ip-range': {
      const range = object.kind === 'ip-netmask' ? readNetmask(object.value) : readRange(object.value);
      return range ? written([range]) : perhaps(ANY_ADDRESS, odd);
    }
    case 'ip-wildcard': {
      const ranges = readWildcard(object.value);
      if (!ranges) return perhaps([ANY_IPV4], odd);
      // Unless it is told otherwise, the firewall takes the rule with the longest mask, whatever stands above it.
      // Source: PAN-OS 10.2 new features guide, "Security Policy Rule Top-Down Order When Wildcard Masks Overlap".
      return names.config.wildcardsTopDown
        ? written(ranges)
        : perhaps(joinRanges(ranges), {
            kind: 'other',
            text: 'how rules with wildcard masks overlap',
            value: name,
          });
    }
    case 'fqdn':
      return perhaps(ANY_ADDRESS, {
        kind: 'name',
        text: `the addresses of ${JSON.stringify(object.value)}`,
        value: object.value,
      });
    default:
      return perhaps(ANY_ADDRESS, odd);
  }
}

function groupOf(
  name: string,
  group: AddressGroup,
  names: Names,
  at: number,
  depth: number,
): Resolved<AddressRange> {
  const label = `the address group ${JSON.stringify(name)}`;
  const [stranger] = group.strangers;
  if (stranger) return perhaps(ANY_ADDRESS, writtenNotUnderstood(stranger));
  if (group.filter !== undefined) return taggedOf(name, group.filter, names, at);
  if (group.members.length === 0) return perhaps(ANY_ADDRESS, notUnderstood(`${label}, which is empty`));
  const { place } = group.written;
  const all = gathered(group.members.map((member) => addressOf(member, names, at, place, depth + 1)));
  if (!names.memo.afford(all.sure.length + all.unsure.length))
    return perhaps(ANY_ADDRESS, notUnderstood(`${label}, which is too large`));
  return joined(all);
}

/**
 * A dynamic group holds the objects with the tags, where it stands and further out; whoever else is given the tags while
 * the firewall runs is not in the text.
 */
function taggedOf(name: string, filter: string, names: Names, at: number): Resolved<AddressRange> {
  const text = `who has the tags of the dynamic address group ${JSON.stringify(name)} (${filter})`;
  const others = perhaps(ANY_ADDRESS, { kind: 'name', text, value: name });
  const meets = filterOf(filter);
  if (!meets) return others;
  const found: Resolved<AddressRange>[] = [];
  for (const [index, { objects }] of names.chain.entries()) {
    if (index < at) continue;
    for (const { key, object, tags } of taggedIn(objects.addresses)) {
      const asked = (ASKED.get(names) ?? 0) + 1;
      ASKED.set(names, asked);
      if (asked > MOST_ASKED) return others;
      if (!meets(tags)) continue;
      const isHidden = names.chain.slice(0, index).some((scope) => scope.objects.addresses.has(key));
      if (!isHidden) found.push(objectOf(key, object, names));
    }
  }
  const sure = found.flatMap((one) => one.sure);
  return names.memo.afford(sure.length) ? { ...others, sure: joinRanges(sure) } : others;
}

/** Objects that filters are asked about, all groups together. */
const MOST_ASKED = 10_000_000;
const ASKED = new WeakMap<Names, number>();

interface Tagged {
  readonly key: string;
  readonly object: AddressObject;
  readonly tags: ReadonlySet<string>;
}

const TAGGED = new WeakMap<ReadonlyMap<string, AddressObject>, readonly Tagged[]>();

function taggedIn(addresses: ReadonlyMap<string, AddressObject>): readonly Tagged[] {
  const known = TAGGED.get(addresses);
  if (known) return known;
  const made: Tagged[] = [];
  for (const [key, object] of addresses)
    if (object.tags.length > 0) made.push({ key, object, tags: new Set(object.tags) });
  TAGGED.set(addresses, made);
  return made;
}

const PUBLIC: readonly AddressRange[] = restOf(PRIVATE);

/**
 * What may be in a region that somebody defines: nothing but its addresses, and those of the country of that name. An
 * address in several regions may be of another one.
 * @see PAN-OS web interface help, "Objects > Regions"
 */
function rangesOf(name: string, { members, strangers }: MemberGroup): readonly AddressRange[] {
  const ranges = members.map((text) => readNetmask(text) ?? readRange(text));
  const known = ranges.filter((range) => range !== undefined);
  if (strangers.length > 0 || members.length === 0 || known.length < ranges.length) return ANY_ADDRESS;
  return joinRanges([...withEmbedded(known), ...(COUNTRY.test(name) ? PUBLIC : [])]);
}

/** A name that no object has: an address itself, a list that the firewall fetches, or a country. */
function elsewhereOf(name: string, names: Names, from: number, place: Place): Resolved<AddressRange> {
  const literal = readNetmask(name) ?? readRange(name);
  if (literal) return written([literal]);
  const shown = JSON.stringify(name);
  if (find(names, from, ({ objects }) => objects.externalLists.has(name) || undefined))
    return perhaps(ANY_ADDRESS, { kind: 'name', text: `the External Dynamic List ${shown}`, value: name });
  if (BUILT_IN_LISTS.has(name))
    return perhaps(PUBLIC, { kind: 'name', text: `the External Dynamic List ${shown}`, value: name });
  const region = find(names, from, ({ objects }) => objects.regions.get(name))?.found;
  if (region)
    return perhaps(rangesOf(name, region), { kind: 'name', text: `the region ${shown}`, value: name });
  if (COUNTRY.test(name)) return perhaps(PUBLIC, { kind: 'name', text: `the region ${shown}`, value: name });
  return perhaps(ANY_ADDRESS, missing(names, `the address ${shown}`, place));
}
