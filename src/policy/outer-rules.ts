import type { Protection } from '../hierarchy/model.ts';
import type { Origin, Party, Rule } from './model.ts';
import type { Protected } from './protections.ts';
import { ruleId } from './rule-id.ts';
import { ruleTitle } from './title.ts';

/**
 * The packets in which IPsec carries others: the key exchange (UDP 500, RFC 7296 2), the same and ESP behind address
 * translation (UDP 4500, RFC 3948), and ESP (protocol 50, RFC 4303).
 */
const OUTER: readonly Pick<Rule, 'transport' | 'ports' | 'services' | 'serviceNames'>[] = [
  {
    transport: 'udp',
    ports: [
      { first: 500, last: 500 },
      { first: 4500, last: 4500 },
    ],
    services: ['ike', 'ipsec-nat-t'],
    serviceNames: ['IKE', 'IPsec NAT traversal'],
  },
  { transport: 'esp', ports: [], services: ['esp'], serviceNames: ['ESP'] },
];

/** Gathers what travels inside of IPsec through a filter or past a host's firewall. */
export class OuterTraffic {
  readonly #found = new Map<string, Found>();

  add(direction: Rule['direction'], { protection, from, to }: Protected, origin: Origin): void {
    this.#addWay({ direction, protection, from, to }, origin);
    // Either side may start the exchange of keys, and ESP has no connection that a filter could follow.
    if (direction === 'forward') this.#addWay({ direction, protection, from: to, to: from }, origin);
  }

  #addWay(way: Omit<Found, 'origins'>, origin: Origin): void {
    const key = JSON.stringify([
      way.direction,
      way.protection.name,
      partiesKey(way.from),
      partiesKey(way.to),
    ]);
    const found = this.#found.get(key) ?? { ...way, origins: new Map<string, Origin>() };
    this.#found.set(key, found);
    found.origins.set(origin.flow, origin);
  }

  /** A rule for each pair of ends and each protocol of IPsec's. */
  rules(): Rule[] {
    return [...this.#found.values()].flatMap(({ direction, protection, from, to, origins }) =>
      OUTER.map(
        (outer): Rule => ({
          id: ruleId([direction, protection.name, partiesKey(from), partiesKey(to), outer.transport]),
          action: 'permit',
          direction,
          from,
          to,
          ...outer,
          phase: 'always',
          origins: [...origins.values()],
          title: `${ruleTitle(from, to, outer.serviceNames)} (IPsec, ${protection.name})`,
        }),
      ),
    );
  }
}

interface Found {
  readonly direction: Rule['direction'];
  readonly protection: Protection;
  readonly from: readonly Party[];
  readonly to: readonly Party[];
  readonly origins: Map<string, Origin>;
}

const partiesKey = (side: readonly Party[]): string =>
  side
    .map(({ name, networks }) => JSON.stringify([name, ...networks.map((n) => n.text)]))
    .sort()
    .join();
