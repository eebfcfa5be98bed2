/** What the names of addresses stand for. */
import { anyAddress } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { publicAddresses } from '../raising/private.ts';
import { notUnderstood, quoted } from '../raising/reasons.ts';
import {
  perhaps,
  type Resolved,
  surely,
  together,
  uniteAddresses,
  withoutAddresses,
} from '../raising/resolved.ts';
import { joinRanges } from '../source/address-ranges.ts';
import type { Entry, Span } from './model.ts';
import { addressesOf, prefixOf, rangeOf, wildcardOf } from './prefixes.ts';
import { allValues, entriesOf, onlyValue, type Scope } from './scope.ts';

type Addresses = Resolved<AddressRange>;

const KNOWN: ReadonlySet<string> = new Set(
  `uuid type comment color visibility associated-interface interface allow-routing cache-ttl fabric-object tagging list
  subnet start-ip end-ip fqdn wildcard-fqdn wildcard country sub-type macaddr start-mac end-mac ip6 host host-type
  template subnet-segment sdn sdn-tag sdn-addr-type obj-id obj-tag obj-type tag-type tag-detection-level dirty
  policy-group node-ip-only clearpass-spt organization epg-name subnet-name tenant filter hw-vendor hw-model os
  sw-version fsso-group global-object uuid-idx passive-fabric-member route-tag agent-id tags category exclude exclude-member member url`.split(
    /\s+/,
  ),
);

/** Where names of a kind are defined: objects, groups and translated addresses share one space of names. */
const TABLES = {
  4: {
    object: 'firewall address',
    group: 'firewall addrgrp',
    vips: ['firewall vip', 'firewall vip46'],
    vipGroups: ['firewall vipgrp', 'firewall vipgrp46'],
  },
  6: {
    object: 'firewall address6',
    group: 'firewall addrgrp6',
    vips: ['firewall vip6', 'firewall vip64'],
    vipGroups: ['firewall vipgrp6', 'firewall vipgrp64'],
  },
} as const;

/** Address books of a virtual domain. */
export class AddressBook {
  private readonly scope: Scope;
  /** Translated addresses that policies name. */
  readonly vips: Map<string, { readonly family: Family; readonly entry: Entry }> = new Map();

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** What any of the names stands for. */
  any(family: Family, names: readonly string[], at: Span): Addresses {
    const parts = names.map((name) => this.named(family, name, at));
    const count = parts.reduce((sum, part) => sum + part.sure.length + part.unsure.length, 0);
    if (parts.length > 1 && !this.scope.affordJoin(count))
      return perhaps([anyAddress(family)], notUnderstood('addresses that are too many'));
    return uniteAddresses(parts);
  }

  named(family: Family, name: string, at: Span, depth: number = 0): Addresses {
    const all = [anyAddress(family)];
    return this.scope.once(`address${family} ${name}`, name, all, depth, () => {
      const { object, group, vips, vipGroups } = TABLES[family];
      const entry = this.scope.find(object, name);
      if (entry) return this.object(family, entry);
      const members = this.scope.find(group, name);
      if (members) return this.group(family, members, depth);
      for (const path of vips) {
        const vip = this.scope.find(path, name);
        if (vip) return this.vip(family, vip);
      }
      for (const path of vipGroups) {
        const vipGroup = this.scope.find(path, name);
        if (vipGroup) return this.group(family, vipGroup, depth);
      }
      if (name === 'all') return surely(all);
      if (name === 'none') return surely([]);
      if (this.scope.find('system external-resource', name))
        return perhaps(all, { kind: 'name', text: `the list ${quoted(name)} that is fetched`, value: name });
      return perhaps(all, this.scope.missing(`the address ${quoted(name)}`, at));
    });
  }

  /** A multicast address; only policies for multicast name them. */
  multicast(family: Family, name: string, at: Span): Addresses {
    const all = [anyAddress(family)];
    return this.scope.once(`multicast${family} ${name}`, name, all, 0, () => {
      const path = family === 4 ? 'firewall multicast-address' : 'firewall multicast-address6';
      const entry = this.scope.find(path, name);
      if (entry) {
        const range =
          family === 6
            ? prefixOf(6, allValues(entry, 'ip6'))
            : onlyValue(entry, 'type') === 'broadcastmask'
              ? prefixOf(4, allValues(entry, 'subnet'))
              : rangeOf(4, onlyValue(entry, 'start-ip') ?? '', onlyValue(entry, 'end-ip') ?? '');
        return this.checked(entry, range && [range], all);
      }
      if (name === 'all') return surely(all);
      if (name === 'none') return surely([]);
      return perhaps(all, this.scope.missing(`the multicast address ${quoted(name)}`, at));
    });
  }

  private object(family: Family, entry: Entry): Addresses {
    const all = [anyAddress(family)];
    const name = (text: string, value: string): Addresses =>
      this.withUnknown(entry, perhaps(all, { kind: 'name', text, value }), all);
    const type = onlyValue(entry, 'type') ?? (family === 4 ? 'ipmask' : 'ipprefix');
    switch (type) {
      case 'ipmask':
      case 'ipprefix':
      case 'subnet':
        return this.checked(entry, this.prefix(family, entry), all);
      case 'iprange': {
        const range = rangeOf(family, onlyValue(entry, 'start-ip') ?? '', onlyValue(entry, 'end-ip') ?? '');
        return this.checked(entry, range && [range], all);
      }
      case 'wildcard': {
        const ranges = wildcardOf(family, allValues(entry, 'wildcard'), (n) => this.scope.afford(n));
        return this.checked(entry, ranges && joinRanges(ranges), all);
      }
      case 'fqdn':
      case 'wildcard-fqdn': {
        const fqdn = onlyValue(entry, 'fqdn') ?? onlyValue(entry, 'wildcard-fqdn') ?? '';
        return name(`the addresses of ${quoted(fqdn)}`, fqdn);
      }
      case 'geography': {
        const country = onlyValue(entry, 'country') ?? '';
        const text = `the addresses of the country ${quoted(country)}`;
        // Private addresses are of no country: `ZZ` stands for them, and codes with digits for ranges that somebody says.
        const isPublic = /^[A-Z]{2}$/.test(country) && country !== 'ZZ' && !this.hasOwnCountries();
        const most = isPublic ? publicAddresses(family) : all;
        return this.withUnknown(entry, perhaps(most, { kind: 'name', text, value: entry.name }), all);
      }
      case 'dynamic':
        return name(`the addresses that ${quoted(entry.name)} learns`, entry.name);
      case 'mac':
        return perhaps(all, {
          kind: 'other',
          text: `the MAC address ${quoted(entry.name)}`,
          value: entry.name,
        });
      case 'interface-subnet':
        return this.interfaceSubnet(family, entry, all);
      case 'route-tag':
        return perhaps(all, { kind: 'other', text: `the routes with the tag of ${quoted(entry.name)}` });
      default:
        return perhaps(all, notUnderstood(`the address ${quoted(entry.name)}, whose type is not understood`));
    }
  }

  /** Whether somebody says the countries of addresses, also of private ones. */
  private hasOwnCountries(): boolean {
    const path = 'system geoip-override';
    return entriesOf(this.scope.config.global.get(path) ?? this.scope.table(path)).length > 0;
  }

  /** Without a prefix every address is meant: so `all` stands in a configuration. */
  private prefix(family: Family, entry: Entry): readonly AddressRange[] | undefined {
    const setting = entry.settings.get(family === 4 ? 'subnet' : 'ip6');
    if (!setting) return [anyAddress(family)];
    const range = prefixOf(family, setting.values);
    return range && [range];
  }

  private interfaceSubnet(family: Family, entry: Entry, all: readonly AddressRange[]): Addresses {
    const name = onlyValue(entry, 'interface') ?? '';
    const found = this.scope.find('system interface', name);
    const isStatic = (onlyValue(found, 'mode') ?? 'static') === 'static';
    const range = isStatic && family === 4 ? prefixOf(4, allValues(found, 'ip')) : undefined;
    const depends: Dependency = {
      kind: 'interface',
      text: `the network of the interface ${quoted(name)}`,
      value: name,
    };
    return range && range.first !== 0n ? this.checked(entry, [range], all) : perhaps(all, depends);
  }

  private group(family: Family, entry: Entry, depth: number): Addresses {
    const all = [anyAddress(family)];
    const members = this.members(family, entry, 'member', depth);
    if (!members) return perhaps(all, notUnderstood(`the group ${quoted(entry.name)}, which has no members`));
    if (onlyValue(entry, 'exclude') !== 'enable') return this.withUnknown(entry, members, all);
    const excluded = this.members(family, entry, 'exclude-member', depth);
    return this.withUnknown(entry, excluded ? withoutAddresses(members, excluded) : members, all);
  }

  private members(family: Family, entry: Entry, key: string, depth: number): Addresses | undefined {
    const names = allValues(entry, key);
    if (names.length === 0) return undefined;
    const parts = names.map((name) => this.named(family, name, entry, depth + 1));
    const count = parts.reduce((sum, part) => sum + part.sure.length + part.unsure.length, 0);
    if (!this.scope.afford(count))
      return perhaps(
        [anyAddress(family)],
        notUnderstood(`the group ${quoted(entry.name)}, which is too large`),
      );
    return uniteAddresses(parts);
  }

  private vip(family: Family, entry: Entry): Addresses {
    this.vips.set(`${family} ${entry.name}`, { family, entry });
    const servers = entriesOf(entry.blocks.get('realservers'));
    const ranges = [
      addressesOf(family, onlyValue(entry, 'extip') ?? ''),
      ...allValues(entry, 'mappedip').map((text) => addressesOf(family, text)),
      // A server may also be said by the name of an address.
      ...servers.map((server) => addressesOf(family, onlyValue(server, 'ip') ?? '')),
    ];
    const known = ranges.filter((range) => range !== undefined);
    return perhaps(
      known.length < 2 || known.length < ranges.length ? [anyAddress(family)] : joinRanges(known),
      {
        kind: 'translation',
        text: `the address translation ${quoted(entry.name)}`,
        value: entry.name,
      },
    );
  }

  private checked(
    entry: Entry,
    ranges: readonly AddressRange[] | undefined,
    all: readonly AddressRange[],
  ): Addresses {
    const addresses = ranges
      ? surely(ranges)
      : perhaps(all, notUnderstood(`the address ${quoted(entry.name)}, which was not understood`));
    if (!ranges)
      this.scope.report.say('PT8002', `the address ${quoted(entry.name)} was not understood`, entry);
    return this.withUnknown(entry, addresses, all);
  }

  /** An object with something unknown in it may be smaller or larger. */
  private withUnknown(entry: Entry, addresses: Addresses, all: readonly AddressRange[]): Addresses {
    const unknown = this.scope.unknownIn(entry, KNOWN);
    return unknown.length === 0 ? addresses : perhaps(all, ...together([unknown, addresses.depends]));
  }
}
