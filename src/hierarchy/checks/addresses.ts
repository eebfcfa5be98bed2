import type { Network } from '../../net/network.ts';
import type { Zone } from '../model.ts';
import { IMPLICIT_ZONE } from '../outside.ts';
import { quote } from '../schema/values.ts';
import { createZoneIndex, INTERNET, type ZonePart } from '../zoneIndex.ts';
import { type Draft, placeOf } from './draft.ts';

/** Every address stands in one zone and belongs to one host. */
export function checkAddresses(draft: Draft): void {
  const { hierarchy } = draft;
  checkDuplicates(draft);
  const [first] = hierarchy.zones;
  const implicit =
    hierarchy.zones.length === 1 && first?.name === IMPLICIT_ZONE && hierarchy.at.zones === undefined;
  if (implicit) return;
  checkZones(hierarchy.zones, draft);
  const zonesOf = createZoneIndex(hierarchy.zones);
  for (const host of hierarchy.hosts) {
    const parts = zonesOf(host.addresses);
    const offset = placeOf(host, 'address', 'addresses');
    reportOutside(parts, `the host ${quote(host.name)}`, offset, draft);
    const zones = parts.filter((part) => part.zone !== INTERNET).map((part) => part.zone);
    if (zones.length > 1) {
      draft.report('PT5004', offset, {
        message: `the host ${quote(host.name)} stands in the zones ${zones.join(', ')}`,
      });
    }
  }
  for (const clients of hierarchy.clients) {
    if (clients.internet) continue;
    reportOutside(
      zonesOf(clients.subnets),
      `the client network ${quote(clients.name)}`,
      placeOf(clients, 'subnet', 'subnets'),
      draft,
    );
  }
  for (const consoles of hierarchy.consoles) {
    reportOutside(
      zonesOf(consoles.subnets),
      `the console network ${quote(consoles.name)}`,
      placeOf(consoles, 'subnet', 'subnets'),
      draft,
    );
  }
  for (const site of hierarchy.sites) {
    const { database } = site;
    if (database.listener)
      reportOutside(
        zonesOf(database.listener.networks),
        `the listener ${quote(database.listener.name)}`,
        placeOf(database, 'listener'),
        draft,
      );
  }
}

function reportOutside(
  parts: readonly ZonePart[],
  what: string,
  offset: number,
  { uncertain, report }: Draft,
): void {
  const outside = parts.find((part) => part.zone === INTERNET)?.networks;
  if (!outside || uncertain.zones) return;
  report('PT5002', offset, {
    message: `${what} is outside of all zones: ${outside
      .slice(0, 3)
      .map((n) => n.text)
      .join(', ')}`,
    help: 'add its network to a zone',
  });
}

function checkDuplicates({ hierarchy, report }: Draft): void {
  const owners = new Map<string, { readonly name: string; readonly offset: number }>();
  const own = (addresses: readonly Network[], name: string, offset: number): void => {
    for (const { text } of addresses) {
      const first = owners.get(text);
      if (!first) {
        owners.set(text, { name, offset });
        continue;
      }
      report('PT5001', offset, {
        message:
          first.name === name
            ? `${quote(name)} has the address ${text} twice`
            : `${quote(name)} has the address ${text} of ${quote(first.name)}`,
        related: [{ message: `${first.name} has it, too`, offset: first.offset }],
      });
    }
  };
  for (const host of hierarchy.hosts) own(host.addresses, host.name, placeOf(host, 'address', 'addresses'));
  for (const { database } of hierarchy.sites) {
    if (database.listener)
      own(database.listener.networks, database.listener.name, placeOf(database, 'listener'));
  }
}

function checkZones(zones: readonly Zone[], { report }: Draft): void {
  for (const family of [4, 6] as const) {
    const all = zones.flatMap((zone) =>
      zone.networks.filter((n) => n.family === family).map((network) => ({ zone, network })),
    );
    all.sort((a, b) => (a.network.first < b.network.first ? -1 : a.network.first > b.network.first ? 1 : 0));
    let furthest: (typeof all)[number] | undefined;
    for (const entry of all) {
      if (furthest && entry.network.first <= furthest.network.last && entry.zone !== furthest.zone) {
        report('PT5003', placeOf(entry.zone), {
          message: `${entry.network.text} of the zone ${quote(entry.zone.name)} overlaps ${furthest.network.text} of ${quote(furthest.zone.name)}`,
          related: [{ message: 'the other zone', offset: placeOf(furthest.zone) }],
        });
      }
      if (!furthest || entry.network.last > furthest.network.last) furthest = entry;
    }
  }
}
