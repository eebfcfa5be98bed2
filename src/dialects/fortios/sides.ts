/** Which addresses stand behind the interfaces and zones that policies name. */
import { anyAddress } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { quoted } from '../raising/reasons.ts';
import { meetAddresses, type Resolved, surely } from '../raising/resolved.ts';
import type { RaiseContext } from '../reader.ts';
import { joinRanges, subtractRanges } from '../source/address-ranges.ts';
import type { AddressBook } from './addresses.ts';
import type { Span } from './model.ts';
import { prefixOf } from './prefixes.ts';
import { dynamicRouting, interfacesOf, type Region, regionsOf } from './routes.ts';
import { allValues, entriesOf, onlyValue, type Scope, says } from './scope.ts';

type Addresses = Resolved<AddressRange>;
type End = 'source' | 'destination';

/** The virtual domain's interfaces, zones and what is behind them. */
export class Sides {
  private readonly scope: Scope;
  private readonly given: RaiseContext['interfaces'];
  /** What a zone is made of, of both kinds. */
  readonly zones: ReadonlyMap<string, readonly string[]>;
  private readonly zoneOf: ReadonlyMap<string, string>;
  private readonly regions: Readonly<Record<Family, readonly Region[]>>;
  private readonly byOwner: Readonly<Record<Family, ReadonlyMap<string, readonly Region[]>>>;
  /** Addresses of which nothing says where they stand. */
  readonly unplaced: Readonly<Record<Family, readonly AddressRange[]>>;
  /** Destinations that a policy route may send elsewhere. */
  private readonly rerouted: Readonly<Record<Family, readonly AddressRange[]>>;
  private readonly memo: Map<string, Addresses> = new Map();

  constructor(scope: Scope, context: RaiseContext, book: AddressBook) {
    this.scope = scope;
    this.given = context.interfaces;
    this.zones = zonesOf(scope);
    const zoneOf = new Map<string, string>();
    for (const [zone, members] of this.zones) for (const member of members) zoneOf.set(member, zone);
    this.zoneOf = zoneOf;
    this.regions = { 4: this.placed(4, book), 6: this.placed(6, book) };
    this.byOwner = { 4: ownersIn(this.regions[4]), 6: ownersIn(this.regions[6]) };
    const rest = (family: Family): readonly AddressRange[] =>
      subtractRanges(
        [anyAddress(family)],
        joinRanges(this.regions[family].filter(({ owners }) => owners.length > 0).map(({ range }) => range)),
      );
    this.unplaced = { 4: rest(4), 6: rest(6) };
    this.rerouted = { 4: policyRoutes(scope, 4), 6: policyRoutes(scope, 6) };
    this.sayDynamic();
  }

  /** What stands behind any of the interfaces and zones; everything behind `any`. */
  behind(family: Family, names: readonly string[], end: End, at: Span): Addresses {
    if (names.includes('any')) return surely([anyAddress(family)]);
    const key = `${family} ${end} ${JSON.stringify(names)}`;
    const found = this.memo.get(key);
    if (found) return found;
    const made = this.side(family, names, end, at);
    this.memo.set(key, made);
    return made;
  }

  /** Interfaces that own addresses, each with what is certainly behind it. */
  owned(family: Family): ReadonlyMap<string, readonly AddressRange[]> {
    const owned = new Map(
      [...this.byOwner[family]].map(
        ([owner, regions]) => [owner, regions.map(({ range }) => range)] as const,
      ),
    );
    return owned;
  }

  private side(family: Family, names: readonly string[], end: End, at: Span): Addresses {
    const inside = new Set(names.flatMap((name) => [name, ...(this.zones.get(name) ?? [])]));
    for (const name of names) this.sayUnknown(name, at);
    const sure: AddressRange[] = [];
    const unsure: AddressRange[] = [];
    const near = new Set([...inside].flatMap((name) => this.byOwner[family].get(name) ?? []));
    for (const { range, owners } of near)
      (owners.every((owner) => inside.has(owner)) ? sure : unsure).push(range);
    // Regions share no address with each other, nor with what nobody owns.
    const more = names.some((name) => !this.isGiven(name)) ? this.unplaced[family] : [];
    const may = unsure.length === 0 ? more : joinRanges([...unsure, ...more]);
    const shown = names
      .slice(0, 3)
      .map((name) => quoted(name))
      .join(' or ');
    const depends: Dependency = {
      kind: 'interface',
      text: `whether the ${end} stands behind the interface ${shown}${names.length > 3 ? ' or others' : ''}`,
      ...(names[0] !== undefined && names.length === 1 && { value: names[0] }),
    };
    const made: Addresses =
      may.length === 0
        ? surely(joinRanges(sure))
        : { sure: joinRanges(sure), unsure: may, depends: [depends] };
    const open = end === 'destination' ? this.rerouted[family] : [];
    if (open.length === 0) return made;
    // What a policy route may send through any interface isn't certainly here, and may be here.
    const stays = meetAddresses(made, surely(subtractRanges([anyAddress(family)], open)));
    const unsureHere = joinRanges([...stays.unsure, ...open]);
    return stays.sure.length === 0 && unsureHere.length === 0
      ? stays
      : { sure: stays.sure, unsure: unsureHere, depends: [...stays.depends.slice(0, 2), REROUTED] };
  }

  /** Whether somebody said what is behind it: nothing else is. */
  private isGiven(name: string): boolean {
    if (this.given.has(name)) return true;
    const members = this.zones.get(name);
    if (members && members.length > 0) return members.every((member) => this.given.has(member));
    const zone = this.zoneOf.get(name);
    return zone !== undefined && this.given.has(zone);
  }

  /** What is given goes before what the text says, and leaves it only what nobody gave. */
  private placed(family: Family, book: AddressBook): readonly Region[] {
    const given = overlaid(family, this.given);
    const covered = joinRanges(given.map(({ range }) => range));
    const routed = regionsOf(this.scope, family, book).flatMap(({ range, owners }): Region[] =>
      owners.some((owner) => this.isGiven(owner))
        ? []
        : subtractRanges([range], covered).map((rest) => ({ range: rest, owners })),
    );
    return [...given, ...routed].sort((a, b) => (a.range.first < b.range.first ? -1 : 1));
  }

  private sayUnknown(name: string, at: Span): void {
    if (this.isGiven(name)) return;
    const inside = new Set([name, ...(this.zones.get(name) ?? [])]);
    const isPlaced = ([4, 6] as const).some((family) =>
      [...inside].some((owner) => this.byOwner[family].has(owner)),
    );
    if (isPlaced) return;
    this.scope.report.say(
      'PT8005',
      `what stands behind the interface ${quoted(name)} is not known`,
      at,
      `Say it with --interface ${name}=ZONE or --interface ${name}=10.20.0.0/16,…, or give "config system interface" and "config router static" too`,
    );
  }

  private sayDynamic(): void {
    const table = dynamicRouting(this.scope);
    if (!table) return;
    const open = interfacesOf(this.scope).filter(({ name }) => !this.isGiven(name));
    if (open.length === 0) return;
    this.scope.report.say(
      'PT8005',
      'a routing protocol decides what stands behind the interfaces, beside the routes in the text',
      table,
      `Say it with ${open
        .slice(0, 3)
        .map(({ name }) => `--interface ${name}=ZONE`)
        .join(' ')}; until then only connected networks and static routes count`,
    );
  }
}

const REROUTED: Dependency = {
  kind: 'interface',
  text: 'the policy routes, which may choose another interface',
};

function ownersIn(regions: readonly Region[]): ReadonlyMap<string, readonly Region[]> {
  const byOwner = new Map<string, Region[]>();
  for (const region of regions) {
    for (const owner of region.owners) {
      const own = byOwner.get(owner);
      if (own) own.push(region);
      else byOwner.set(owner, [region]);
    }
  }
  return byOwner;
}

/** Zones of interfaces and of SD-WAN, with their members. */
function zonesOf(scope: Scope): ReadonlyMap<string, readonly string[]> {
  const zones = new Map<string, string[]>();
  for (const entry of entriesOf(scope.table('system zone')))
    zones.set(entry.name, [...allValues(entry, 'interface')]);
  for (const path of ['system sdwan', 'system virtual-wan-link']) {
    const table = scope.table(path);
    if (!table) continue;
    for (const entry of entriesOf(table.blocks.get('zone')))
      if (!zones.has(entry.name)) zones.set(entry.name, []);
    for (const member of entriesOf(table.blocks.get('members'))) {
      const zone = onlyValue(member, 'zone') ?? 'virtual-wan-link';
      const name = onlyValue(member, 'interface');
      if (name === undefined || onlyValue(member, 'status') === 'disable') continue;
      zones.set(zone, [...(zones.get(zone) ?? []), name]);
    }
  }
  return zones;
}

/** Destinations of policy routes, which go before the routing table. */
function policyRoutes(scope: Scope, family: Family): readonly AddressRange[] {
  const ranges: AddressRange[] = [];
  for (const entry of entriesOf(scope.table(family === 4 ? 'router policy' : 'router policy6'))) {
    if (onlyValue(entry, 'status') === 'disable' || onlyValue(entry, 'action') === 'deny') continue;
    const read = allValues(entry, 'dst').map((text) => prefixOf(family, [text]));
    const isAny = read.length === 0 || read.some((range) => range === undefined) || says(entry, 'dstaddr');
    if (isAny) return [anyAddress(family)];
    for (const range of read) if (range) ranges.push(range);
  }
  return joinRanges(ranges);
}

/** Networks that people gave, which may stand behind several interfaces. */
function overlaid(family: Family, given: RaiseContext['interfaces']): readonly Region[] {
  const starts: { at: bigint; name: string; step: 1 | -1 }[] = [];
  for (const [name, ranges] of given) {
    for (const range of joinRanges(ranges.filter((r) => r.family === family))) {
      starts.push({ at: range.first, name, step: 1 }, { at: range.last + 1n, name, step: -1 });
    }
  }
  starts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.step - b.step));
  const active = new Set<string>();
  const regions: Region[] = [];
  let cursor = 0n;
  for (const { at, name, step } of starts) {
    if (active.size > 0 && at > cursor)
      regions.push({ range: { family, first: cursor, last: at - 1n }, owners: [...active] });
    cursor = at;
    if (step === 1) active.add(name);
    else active.delete(name);
  }
  return regions;
}
