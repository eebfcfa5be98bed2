import { ANY_SERVICE } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { FilterRule, Otherwise } from '../../policy/ruleset.ts';
import { joinRanges, subtractRanges } from '../source/address-ranges.ts';
import type { Side } from './behind.ts';
import type { AsaConfig, Interface } from './model.ts';
import { standsAt } from './raise-entry.ts';

/** An interface without a level has 0, one by the name of `inside` has 100. */
function levelOf(made: Interface): number {
  return made.level?.value ?? (made.name === 'inside' ? 100 : 0);
}

/** What levels permit, the same for all interfaces of a level. */
export interface Levels {
  /** What stands behind interfaces of lower levels than this; of this one too, where that is permitted. */
  below(level: number): readonly AddressRange[];
  /** What may stand behind interfaces whose level isn't known. */
  readonly unknown: readonly AddressRange[];
}

/** The levels of a configuration. */
export function levelsOf(
  config: AsaConfig,
  sides: readonly Side[],
  unplaced: readonly AddressRange[],
): Levels {
  const made = new Map<number, readonly AddressRange[]>();
  const { inter } = config.sameSecurity;
  const isBelow = (side: Side, level: number): boolean => {
    if (!side.interface || side.interface.managementOnly) return false;
    const other = levelOf(side.interface);
    return other < level || (other === level && inter);
  };
  const below = (level: number): readonly AddressRange[] => {
    const before = made.get(level);
    if (before) return before;
    const ranges = joinRanges(sides.filter((side) => isBelow(side, level)).flatMap((side) => side.networks));
    made.set(level, ranges);
    return ranges;
  };
  const strange = sides.filter((side) => !side.interface).flatMap((side) => side.networks);
  return { below, unknown: joinRanges([...unplaced, ...strange]) };
}

interface Equals {
  /** Interfaces with networks. */
  readonly count: number;
  readonly networks: readonly AddressRange[];
}

const EQUALS = new WeakMap<readonly Side[], ReadonlyMap<number, Equals>>();

/** What stands behind the interfaces of each level. */
function byLevel(sides: readonly Side[]): ReadonlyMap<number, Equals> {
  const known = EQUALS.get(sides);
  if (known) return known;
  const found = new Map<number, (readonly AddressRange[])[]>();
  for (const { interface: made, networks } of sides) {
    if (!made?.level || networks.length === 0) continue;
    const list = found.get(made.level.value) ?? [];
    list.push(networks);
    found.set(made.level.value, list);
  }
  const equals = new Map(
    [...found].map(([level, list]) => [level, { count: list.length, networks: joinRanges(list.flat()) }]),
  );
  EQUALS.set(sides, equals);
  return equals;
}

/**
 * Before the list of an interface: without `same-security-traffic permit inter-interface` no connection passes between
 * interfaces of one level, whatever a list permits. A text that says the levels may be without that line, though.
 * @see Cisco ASA Command Reference, "same-security-traffic": disabled by default
 */
export function equalLevels(
  side: Side,
  sides: readonly Side[],
  { sameSecurity }: AsaConfig,
): readonly FilterRule[] {
  const level = side.interface?.level;
  if (!level || sameSecurity.inter) return [];
  const equals = byLevel(sides).get(level.value);
  if (!equals || equals.count < 2 || side.networks.length === 0) return [];
  // What goes back to where it came from isn't asked about, unless that is permitted.
  const destinations = sameSecurity.intra ? subtractRanges(equals.networks, side.networks) : equals.networks;
  const matches = [{ sources: side.networks, destinations, services: [ANY_SERVICE] }];
  const text = `"same-security-traffic permit inter-interface", which the text does not say, between interfaces of the level ${level.value}`;
  const depends: FilterRule['depends'] = [{ kind: 'security', text }];
  return [{ action: 'deny', matches, states: ANY_STATE, depends, ...standsAt(level.statement) }];
}

const BY_HARDWARE = new WeakMap<readonly Side[], ReadonlyMap<string, Side>>();

function byHardware(sides: readonly Side[]): ReadonlyMap<string, Side> {
  const known = BY_HARDWARE.get(sides);
  if (known) return known;
  const made = new Map(sides.map((side) => [side.interface?.hardware ?? '', side]));
  BY_HARDWARE.set(sides, made);
  return made;
}

/**
 * Before the list of an interface: a VLAN of an ASA 5505 that may start nothing to another one.
 * @see Cisco ASA 5505 Configuration Guide, "Basic Interface Configuration": no forward interface
 */
export function notForwarded(
  side: Side,
  sides: readonly Side[],
  unplaced: readonly AddressRange[],
): readonly FilterRule[] {
  const notTo = side.interface?.notTo;
  if (!notTo || side.networks.length === 0) return [];
  const other = byHardware(sides).get(notTo.hardware);
  if (!other) return [];
  const rule = (destinations: readonly AddressRange[], depends: FilterRule['depends']): FilterRule => {
    const matches = [{ sources: side.networks, destinations, services: [ANY_SERVICE] }];
    return { action: 'deny', matches, states: ANY_STATE, depends, ...standsAt(notTo.statement) };
  };
  const may = other.isGiven || unplaced.length === 0 ? [] : [rule(unplaced, BEHIND)];
  return other.networks.length > 0 ? [rule(other.networks, []), ...may] : may;
}

const BEHIND: FilterRule['depends'] = [
  { kind: 'interface', text: 'the interface that the packet leaves through' },
];

const OTHER_SIDE: FilterRule['depends'] = [
  { kind: 'interface', text: 'the security level of the interface that the packet leaves through' },
];

/**
 * What an interface without a list permits: connections to interfaces of lower security levels, and of its own with
 * `same-security-traffic permit inter-interface`. What stands behind the interface itself is not asked about, unless
 * packets may go back through it.
 * @see Cisco ASA General Operations CLI Configuration Guide, "Security Levels"
 */
export function levelRules(
  side: Side & { readonly interface: Interface },
  levels: Levels,
  { sameSecurity }: AsaConfig,
): { readonly rules: readonly FilterRule[]; readonly otherwise: Otherwise } {
  const own = levelOf(side.interface);
  const statement = side.interface.level?.statement ?? side.interface.statement;
  const rules: FilterRule[] = [];
  const permit = (destinations: readonly AddressRange[], depends: FilterRule['depends']): void => {
    if (destinations.length === 0) return;
    const matches = [{ sources: side.networks, destinations, services: [ANY_SERVICE] }];
    rules.push({ action: 'permit', matches, states: ANY_STATE, depends, ...standsAt(statement) });
  };
  permit(levels.below(own), []);
  if (sameSecurity.intra) permit(side.networks, []);
  if (own > 0 || sameSecurity.inter) permit(levels.unknown, OTHER_SIDE);
  const others = sameSecurity.inter ? 'higher' : 'the same and of higher';
  const text = `security-level ${own}: connections to interfaces of ${others} levels need a list`;
  return { rules, otherwise: { action: 'deny', text, place: statement.place } };
}
