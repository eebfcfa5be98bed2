import type { Hierarchy } from '../hierarchy/model.ts';
import { INTERNET } from '../hierarchy/zoneIndex.ts';
import { type AddressRange, complement, parseNetwork } from '../net/network.ts';
import { knownInterfaces } from '../workspace/raise-context.ts';
import type { OptionDefinition } from './command.ts';
import { UsageError } from './exit.ts';

export const INTERFACE_OPTION: OptionDefinition = {
  name: 'interface',
  value: 'NAME=NETWORKS',
  about:
    'what stands behind an interface of the filter: networks, or zones of the hierarchy; may be repeated',
  repeats: true,
};

export const ZONE_INTERFACES_OPTION: OptionDefinition = {
  name: 'assume-zone-interfaces',
  about:
    'take an interface with the name of a zone to lead there, as in rules that were printed without `interfaces` of the filter',
};

type Interfaces = ReadonlyMap<string, readonly AddressRange[]>;

/** Reads `outside=campus,192.0.2.0/24` and the like; what the hierarchy says of the filter holds besides. */
export function interfacesOf(
  typed: readonly string[],
  hierarchy?: Hierarchy,
  filter?: string,
  assumed: Interfaces = new Map(),
): Interfaces {
  const known = new Map(knownInterfaces(hierarchy, filter, assumed));
  for (const text of typed) {
    const equals = text.indexOf('=');
    if (equals < 1)
      throw new UsageError(
        `--interface ${text} says no networks`,
        'for example --interface outside=10.20.0.0/16,10.30.0.0/16',
      );
    const networks = text
      .slice(equals + 1)
      .split(',')
      .flatMap((item) => networksOf(item.trim(), hierarchy));
    known.set(text.slice(0, equals), networks);
  }
  return known;
}

function networksOf(text: string, hierarchy: Hierarchy | undefined): readonly AddressRange[] {
  const zone = hierarchy?.zones.find(({ name }) => name === text);
  if (zone) return zone.networks;
  if (text === INTERNET && hierarchy) {
    const zones = hierarchy.zones.flatMap(({ networks }) => networks);
    return [...complement(4, zones), ...complement(6, zones)];
  }
  const network = parseNetwork(text);
  if (!('error' in network)) return [network];
  const zones = hierarchy?.zones.map(({ name }) => name) ?? [];
  throw new UsageError(
    `"${text}" is neither a network nor a zone: ${network.error}`,
    zones.length > 0 ? `zones: ${zones.join(', ')}` : undefined,
  );
}
