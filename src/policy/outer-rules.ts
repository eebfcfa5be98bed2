import type { Protection } from '../hierarchy/model.ts';
import type { Network } from '../net/network.ts';
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
    const key = `${direction} ${protection.name}`;
    const found = this.#found.get(key) ?? { direction, protection, pairs: new Map(), origins: new Map() };
    this.#found.set(key, found);
    // Either side may start the exchange of keys, and ESP has no connection that a filter could follow.
    for (const [a, b] of direction !== 'forward'
      ? [[from, to] as const]
      : ([
          [from, to],
          [to, from],
        ] as const))
      found.pairs.set(pairKey(a, b), [a, b]);
    found.origins.set(origin.flow, origin);
  }

  /** A rule for each pair of ends and each protocol of IPsec's. */
  rules(): Rule[] {
    return [...this.#found.values()].flatMap(({ direction, protection, pairs, origins }) =>
      [...pairs.values()].flatMap(([from, to]) =>
        OUTER.map(
          (outer): Rule => ({
            id: ruleId([direction, protection.name, pairKey(from, to), outer.transport]),
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
      ),
    );
  }
}

interface Found {
  readonly direction: Rule['direction'];
  readonly protection: Protection;
  readonly pairs: Map<string, readonly [readonly Party[], readonly Party[]]>;
  readonly origins: Map<string, Origin>;
}

const pairKey = (from: readonly Party[], to: readonly Party[]): string =>
  [from, to].map((side) => side.map(partyKey).sort().join()).join(' > ');

const partyKey = ({ name, networks }: Party): string =>
  JSON.stringify([name, ...networks.map((n: Network) => n.text)]);
