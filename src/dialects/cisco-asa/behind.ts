import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_IPV4, ANY_IPV6 } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { learntNetworks } from '../raising/learnt.ts';
import type { RaiseContext } from '../reader.ts';
import { joinRanges, restOf, subtractRanges } from '../source/address-ranges.ts';
import { ownersOf, type Prefix } from '../source/longest-prefix.ts';
import type { AsaConfig, Interface, Route, Statement } from './model.ts';

/** One side of the firewall. */
export interface Side {
  readonly name: string;
  /** Absent where only a binding or a route names it. */
  readonly interface?: Interface;
  /** What certainly stands behind it. */
  readonly networks: readonly AddressRange[];
  /** Somebody said what stands behind it: nothing else does. */
  readonly isGiven: boolean;
}

export interface Sides {
  readonly sides: readonly Side[];
  /** What may stand behind any interface that isn't given; no packet of a family that isn't forwarded. */
  readonly unplaced: readonly AddressRange[];
  /** No interface has an IPv6 address, so that no such packet gets through. */
  readonly withoutIpv6: boolean;
}

/**
 * What stands behind each interface: the networks that it is in, and those that routes lead to through it. The
 * longest prefix wins, then the lowest metric.
 */
export function sidesOf(config: AsaConfig, context: RaiseContext, diagnostics: Diagnostic[]): Sides {
  const active = config.interfaces.filter((i) => i.name !== undefined && !i.shutdown);
  const bridges = new Set(active.map((i) => i.bridgeGroup).filter((group) => group !== undefined));
  const isBridge = ({ hardware }: Interface): boolean =>
    /^bvi/i.test(hardware) && bridges.has(hardware.replace(/^\D+/, ''));
  const bridgeNames = new Set(active.filter(isBridge).map((i) => i.name ?? ''));
  const routed = ownersOf(prefixesOf(config, active, bridgeNames));
  const given = joinRanges([...context.interfaces.values()].flat());
  const byName = new Map(active.map((i) => [i.name, i]));
  const sides = namesOf(config, context).map((name): Side => {
    const found = byName.get(name);
    const said = context.interfaces.get(name);
    const networks = said ? joinRanges(said) : subtractRanges(joinRanges(routed.get(name) ?? []), given);
    return { name, ...(found && { interface: found }), networks, isGiven: said !== undefined };
  });
  const withoutIpv6 =
    active.some((i) => i.own.length > 0) &&
    !active.some((i) => i.ipv6) &&
    !config.routes.some((r) => r.range.family === 6) &&
    !given.some((r) => r.family === 6);
  const placed = joinRanges([...sides.flatMap((s) => s.networks), ...(withoutIpv6 ? [ANY_IPV6] : [])]);
  if (config.dynamicRouting) sayDynamic(config.dynamicRouting, sides, diagnostics);
  return { sides, unplaced: restOf(placed), withoutIpv6 };
}

/** Interfaces in the order of the text, then those that only bindings, then those that only people name. */
function namesOf(config: AsaConfig, context: RaiseContext): string[] {
  const names = new Set<string>();
  for (const { name, shutdown } of config.interfaces) if (name !== undefined && !shutdown) names.add(name);
  const off = new Set(config.interfaces.filter((i) => i.shutdown).map((i) => i.name));
  for (const { interface: name } of config.bindings)
    if (name !== undefined && !off.has(name)) names.add(name);
  for (const { interface: name } of config.routes)
    if (name.toLowerCase() !== 'null0' && !off.has(name)) names.add(name);
  for (const name of context.interfaces.keys()) names.add(name);
  return [...names];
}

const FAMILIES: readonly AddressRange[] = [ANY_IPV4, ANY_IPV6];

function prefixesOf(
  config: AsaConfig,
  active: readonly Interface[],
  bridges: ReadonlySet<string>,
): readonly Prefix[] {
  const prefixes: Prefix[] = [];
  for (const { name = '', connected, learnsDefault } of active) {
    for (const range of connected) prefixes.push({ owner: name, range, metric: 0 });
    if (learnsDefault) prefixes.push({ owner: name, range: ANY_IPV4, metric: 1 });
  }
  const off = new Set(config.interfaces.filter((i) => i.shutdown).map((i) => i.name));
  for (const { interface: owner, range, metric } of config.routes) {
    if (!off.has(owner)) prefixes.push({ owner, range, metric });
  }
  // Which member of a bridge group a host is behind only the switch knows; what a routing protocol learns goes
  // before the default route.
  const isOpen = ({ owner, range }: Prefix): boolean =>
    bridges.has(owner) || (config.dynamicRouting !== undefined && isDefault(range));
  const learners = active.filter((made) => made.learnsAddress).map(({ name = '' }) => name);
  const found = prefixes.map((prefix) => (isOpen(prefix) ? { ...prefix, owner: '' } : prefix));
  return [...found, ...learntNetworks(found, learners)];
}

const isDefault = (range: AddressRange): boolean =>
  FAMILIES.some((f) => f.family === range.family && f.first === range.first && f.last === range.last);

function sayDynamic(statement: Statement, sides: readonly Side[], diagnostics: Diagnostic[]): void {
  const open = sides.filter((side) => !side.isGiven);
  if (open.length === 0) return;
  diagnostics.push(
    diagnostic('PT8005', {
      message: 'a routing protocol decides what stands behind the interfaces, beside the routes in the text',
      place: statement.place,
      help: `Say it with ${open
        .slice(0, 3)
        .map(({ name }) => `--interface ${name}=ZONE`)
        .join(' ')}; until then only connected networks and static routes count`,
    }),
  );
}

/** Routes and bindings to an interface that the text should have defined. */
export function undefinedInterfaces(config: AsaConfig): readonly (Route | AsaConfig['bindings'][number])[] {
  const names = new Set(config.interfaces.map((i) => i.name));
  if (![...names].some((name) => name !== undefined)) return [];
  const isMissing = (name: string | undefined): boolean =>
    name !== undefined && !names.has(name) && name.toLowerCase() !== 'null0';
  return [...config.bindings, ...config.routes].filter((item) => isMissing(item.interface));
}
