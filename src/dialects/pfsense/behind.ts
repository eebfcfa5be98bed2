import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_IPV4, ANY_IPV6 } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { RaiseContext } from '../reader.ts';
import { joinRanges, restOf, subtractRanges } from '../source/address-ranges.ts';
import { ownersOf, type Prefix } from '../source/longest-prefix.ts';
import type { Interface, PfConfig } from './model.ts';

/** One side of the firewall. */
export interface Side {
  readonly key: string;
  readonly networks: readonly AddressRange[];
  /** Somebody said what stands there: nothing else does. */
  readonly isGiven: boolean;
  /** Absent where only rules, or people, name it. */
  readonly interface?: Interface;
}

export interface Sides {
  readonly sides: ReadonlyMap<string, Side>;
  readonly unplaced: readonly AddressRange[];
}

/**
 * What stands behind each interface: as somebody said it for its key, its description or its device, or else the
 * networks that it is in and those that static routes and the default gateway lead to through it.
 */
export function sidesOf(config: PfConfig, context: RaiseContext, diagnostics: Diagnostic[]): Sides {
  const { interfaces, groups } = config;
  const keys = new Set(interfaces.keys());
  for (const rule of config.rules)
    if (!rule.interfaceNot) for (const name of rule.interfaces) if (isOwn(name, config)) keys.add(name);
  const given = new Map<string, AddressRange[]>();
  for (const [name, networks] of context.interfaces) {
    const key = keyOf(name, keys, interfaces);
    if (key === undefined && interfaces.size > 0)
      diagnostics.push(
        diagnostic('PT8005', {
          message: `"${name}" is no interface of the configuration`,
          help: `Give its name as the configuration has it: ${[...keys].slice(0, 5).join(', ')}`,
        }),
      );
    const used = key ?? name;
    keys.add(used);
    given.set(used, [...(given.get(used) ?? []), ...networks]);
  }
  for (const group of groups.keys()) if (!interfaces.has(group) && !given.has(group)) keys.delete(group);
  const said = joinRanges([...context.interfaces.values()].flat());
  const routed = ownersOf(prefixesOf(config));
  const sides = new Map<string, Side>();
  for (const key of keys) {
    const own = given.get(key);
    const networks = own ? joinRanges(own) : subtractRanges(joinRanges(routed.get(key) ?? []), said);
    const found = interfaces.get(key);
    sides.set(key, { key, networks, isGiven: own !== undefined, ...(found && { interface: found }) });
  }
  const placed = joinRanges([...sides.values()].flatMap((side) => side.networks));
  return { sides, unplaced: restOf(placed) };
}

/** A rule for an interface that the whole configuration doesn't have is not loaded. */
export function isOwn(name: string, { interfaces, groups }: PfConfig): boolean {
  return !groups.has(name) && (interfaces.size === 0 || interfaces.has(name) || TUNNELS.has(name));
}

/** Names that rules have for tunnels, which are no interfaces in the configuration. */
const TUNNELS: ReadonlySet<string> = new Set([
  'enc0',
  'ipsec',
  'openvpn',
  'l2tp',
  'pppoe',
  'pptp',
  'wireguard',
  'WireGuard',
]);

function keyOf(
  name: string,
  keys: ReadonlySet<string>,
  interfaces: ReadonlyMap<string, Interface>,
): string | undefined {
  if (keys.has(name)) return name;
  const wanted = name.toLowerCase();
  const found = [...interfaces.values()].filter(
    ({ key, description, device }) =>
      key.toLowerCase() === wanted || description.toLowerCase() === wanted || device === name,
  );
  return found.length === 1 ? found[0]?.key : undefined;
}

/** What may stand behind an interface. */
export function mayStandBehind(side: Side, { unplaced }: Sides): readonly AddressRange[] {
  return side.isGiven ? side.networks : joinRanges([...side.networks, ...unplaced]);
}

function prefixesOf({ interfaces, routes, gateways }: PfConfig): Prefix[] {
  const prefixes: Prefix[] = [];
  const all = [...interfaces.values()];
  for (const { key, connected, virtual } of all)
    for (const range of [...connected, ...virtual]) prefixes.push({ owner: key, range });
  for (const { range, gateway } of routes)
    prefixes.push({ owner: gateways.get(gateway)?.interface ?? '', range });
  const named = [...gateways.values()].filter((g) => g.isDefault).map((g) => g.interface);
  const usual = all.filter((i) => i.learnsDefault || i.gateways.length > 0).map((i) => i.key);
  const owners = new Set(named.length > 0 ? named : usual);
  const [owner] = owners;
  // With several ways out, what decides is not in the text.
  if (owner !== undefined)
    for (const range of [ANY_IPV4, ANY_IPV6]) prefixes.push({ owner: owners.size === 1 ? owner : '', range });
  return prefixes;
}
