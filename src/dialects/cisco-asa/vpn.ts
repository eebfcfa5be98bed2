import { ANY_ADDRESS, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import type { Side, Sides } from './behind.ts';
import type { AsaConfig, Statement } from './model.ts';
import { standsAt } from './raise-entry.ts';

/** Packets out of a tunnel, and the statement that makes it. */
interface Tunnel {
  readonly statement: Statement;
  /** Comes out at one of these interfaces. */
  readonly interfaces: ReadonlySet<string>;
  readonly matches: readonly Match[];
}

/** What tunnels add to the lists of interfaces. */
export interface Tunnels {
  /** Before the rules for what comes in through an interface; through any, where none is named. */
  inward(name: string | undefined): readonly FilterRule[];
  /** Before the rules for what goes out. */
  readonly outward: readonly FilterRule[];
}

/**
 * Packets that come out of a tunnel pass without their access lists being asked, unless `no sysopt connection
 * permit-vpn` stands in the text; only a `vpn-filter` may judge them then. Whether a packet comes through the tunnel
 * it doesn't say itself: what a list denies is open for the addresses at a tunnel's other end.
 * @see Cisco ASA Command Reference, "sysopt connection permit-vpn" (enabled by default) and "vpn-filter"
 */
export function tunnelsOf(
  config: AsaConfig,
  { sides }: Sides,
  rulesOf: (name: string) => readonly FilterRule[] | undefined,
): Tunnels {
  const { bypass, filters } = config.vpn;
  const [filter] = filters;
  if (!bypass && !filter) return NO_TUNNELS;
  const tunnels = [
    ...cryptoTunnels(config, rulesOf),
    ...clientTunnels(config),
    ...tunnelInterfaces(config, sides),
  ];
  const action = !bypass ? 'deny' : filter ? 'unknown' : 'permit';
  const coming = tunnels.map((tunnel) => ({ ...tunnel, rule: comingOut(tunnel, action) }));
  const going = filter ? tunnels.map((tunnel) => goingIn(tunnel, filter)) : [];
  return {
    inward: (name) => {
      const own = coming.filter(({ interfaces }) => name === undefined || interfaces.has(name));
      return [...own.map(({ rule }) => rule), ...going];
    },
    outward: bypass ? coming.map(({ rule }) => rule) : [],
  };
}

const NO_TUNNELS: Tunnels = { inward: () => [], outward: [] };

function comingOut({ statement, matches }: Tunnel, action: FilterRule['action']): FilterRule {
  const text = `whether the packet comes through the tunnel of ${JSON.stringify(statement.text)}`;
  const depends: FilterRule['depends'] = [{ kind: 'security', text }];
  return { action, matches, states: ANY_STATE, depends, ...standsAt(statement) };
}

/** A filter of tunnels judges what is sent into them, too. */
function goingIn({ matches }: Tunnel, filter: Statement): FilterRule {
  const depends: FilterRule['depends'] = [
    { kind: 'security', text: `the filter of the tunnel (${filter.text})` },
  ];
  return { action: 'deny', matches: matches.map(reversed), states: ANY_STATE, depends, ...standsAt(filter) };
}

const reversed = ({ sources, destinations }: Match): Match => ({
  sources: destinations,
  destinations: sources,
  services: [ANY_SERVICE],
});

const toAnywhere = (sources: readonly AddressRange[]): readonly Match[] => [
  { sources, destinations: ANY_ADDRESS, services: [ANY_SERVICE] },
];

/** What the list of a crypto map permits is sent into its tunnel, and what comes out is the same the other way round. */
function cryptoTunnels(
  { vpn }: AsaConfig,
  rulesOf: (name: string) => readonly FilterRule[] | undefined,
): readonly Tunnel[] {
  return [...vpn.maps].flatMap(([name, maps]) => {
    const interfaces = new Set([name]);
    const direct = vpn.entries.filter(({ map }) => [...maps].some((one) => map === `map ${one}`));
    const dynamic = new Set(direct.map((entry) => entry.dynamic));
    const all = [...direct, ...vpn.entries.filter(({ map }) => dynamic.has(map))];
    return all.flatMap(({ list, statement }) => {
      if (list === undefined) return [];
      const permits = rulesOf(list)?.filter(({ action }) => action !== 'deny');
      const matches = permits?.flatMap((rule) => rule.matches.map(reversed)) ?? toAnywhere(ANY_ADDRESS);
      return [{ statement, interfaces, matches }];
    });
  });
}

/** Clients get their addresses from pools. */
function clientTunnels({ vpn }: AsaConfig): readonly Tunnel[] {
  const interfaces = new Set([...vpn.clients, ...vpn.maps.keys()]);
  return interfaces.size === 0
    ? []
    : vpn.pools.map(({ statement, range }) => ({ statement, interfaces, matches: toAnywhere([range]) }));
}

/** Everything that comes in through `interface Tunnel1`. */
function tunnelInterfaces({ interfaces }: AsaConfig, sides: readonly Side[]): readonly Tunnel[] {
  return interfaces.flatMap(({ name, hardware, shutdown, statement }) => {
    const networks = sides.find((side) => side.name === name)?.networks ?? [];
    if (name === undefined || shutdown || networks.length === 0 || !/^tunnel/i.test(hardware)) return [];
    return [{ statement, interfaces: new Set([name]), matches: toAnywhere(networks) }];
  });
}
