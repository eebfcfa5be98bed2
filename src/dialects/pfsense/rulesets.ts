import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_PACKET, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import type { Lookup } from '../raising/lookup.ts';
import { possible } from '../raising/resolved.ts';
import { intersectRanges, joinRanges } from '../source/address-ranges.ts';
import { automaticRules } from './automatic.ts';
import { isOwn, mayStandBehind, type Side, type Sides } from './behind.ts';
import type { PfConfig, Rule } from './model.ts';
import { doubtfulRule, raiseRule } from './raise-rule.ts';
import { resolveEnd } from './resolve.ts';

/** What one raising knows. */
export interface Work {
  readonly config: PfConfig;
  readonly sides: Sides;
  readonly lookup: Lookup;
  readonly diagnostics: Diagnostic[];
}

interface Raised {
  readonly rule: Rule;
  readonly rules: readonly FilterRule[];
  /** Its place among all. */
  readonly at: number;
}

/** Rules by the one interface that they are for; those for several or for groups are asked about at each. */
interface Raising {
  readonly all: readonly Raised[];
  readonly general: readonly Raised[];
  readonly byInterface: ReadonlyMap<string, readonly Raised[]>;
}

function raisingOf(all: readonly Raised[], { groups }: PfConfig): Raising {
  const general: Raised[] = [];
  const byInterface = new Map<string, Raised[]>();
  for (const one of all) {
    const { interfaces, interfaceNot, isFloating } = one.rule;
    const [name = ''] = interfaces;
    const isSimple = interfaces.length === 1 && !interfaceNot && !isFloating;
    if (!isSimple || groups.has(name) || TUNNEL_DEVICES.has(name)) general.push(one);
    else if (!byInterface.get(name)?.push(one)) byInterface.set(name, [one]);
  }
  return { all, general, byInterface };
}

/** The rules that may be for an interface, in their order. */
function candidates({ general, byInterface }: Raising, key: string): readonly Raised[] {
  const own = byInterface.get(key) ?? [];
  return own.length === 0 ? general : [...general, ...own].sort((a, b) => a.at - b.at);
}

const MOST_SAID = 50;
/** Rules that are repeated with a condition; without them verdicts are as open, and say less. */
const MOST_CONDITIONAL = 200_000;
/** Rules that are repeated for interfaces, together. */
const MOST_REPEATS = 3_000_000;
const DENIED: Otherwise = { action: 'deny', text: 'what no rule lets in is blocked' };
const PASSED: Otherwise = { action: 'permit', text: 'what was let in may go out' };

/**
 * What packets on their way through meet: the rules where they come in, and floating rules where they go out. Of rules
 * that decide at once the first that matches does; where there is none, the last of the others.
 * @see pf.conf(5), "quick"; pfSense documentation, "Rule Processing Order"
 */
export function rulesetsOf(work: Work): readonly Ruleset[] {
  const { config, sides, lookup } = work;
  const raised = inOrder(config)
    .filter((rule) => rule.action !== 'match')
    .map((rule, at): Raised => ({ rule, rules: raiseRule(rule, config, lookup), at }));
  const raising = raisingOf(raised, config);
  const known = [...sides.sides.values()].filter((side) => side.networks.length > 0);
  const rulesets: Ruleset[] = [];
  let repeats = 0;
  for (const side of known)
    for (const direction of ['in', 'out'] as const) {
      const rules = rulesAt(work, raising, side, direction);
      if (direction === 'out' && rules.every((rule) => rule.action === 'permit')) continue;
      repeats += rules.length;
      const isTooMuch = repeats > MOST_REPEATS;
      rulesets.push({
        ...rulesetOf(
          `rules (${direction}, interface ${side.key})`,
          isTooMuch ? [] : rules,
          isTooMuch ? TOO_MUCH : otherwise(direction),
        ),
        scope: [scopeOf(side.networks, direction)],
      });
    }
  return [...rulesets, ...uncertain(work, raising)];
}

const TOO_MUCH: Otherwise = { action: 'unknown', text: 'rules for so many interfaces, which are too many' };
const otherwise = (direction: 'in' | 'out'): Otherwise => (direction === 'in' ? DENIED : PASSED);

const scopeOf = (networks: readonly AddressRange[], direction: 'in' | 'out'): Match =>
  direction === 'in'
    ? { sources: networks, destinations: ANY_ADDRESS, services: [ANY_SERVICE] }
    : { sources: ANY_ADDRESS, destinations: networks, services: [ANY_SERVICE] };

function rulesetOf(name: string, rules: readonly FilterRule[], last: Otherwise): Ruleset {
  return { name, hook: 'forward', order: 'first-match', stateful: true, rules, otherwise: last };
}

/** Floating rules, then those of groups, then those of interfaces; in each the new kind before the old one. */
function inOrder({ rules, groups }: PfConfig): readonly Rule[] {
  const classOf = ({ isFloating, interfaces }: Rule): number =>
    isFloating ? 0 : groups.has(interfaces[0] ?? '') || VPN.has(interfaces[0] ?? '') ? 1 : 2;
  return [...rules].sort(
    (a, b) =>
      classOf(a) - classOf(b) ||
      Number(b.isModel) - Number(a.isModel) ||
      (a.isModel && b.isModel ? a.sequence - b.sequence : 0),
  );
}

/** Names of groups that the products make themselves. */
const VPN: ReadonlySet<string> = new Set([
  'l2tp',
  'pptp',
  'pppoe',
  'enc0',
  'openvpn',
  'wireguard',
  'WireGuard',
]);

type Holds = 'yes' | 'no' | Dependency;

/** Tunnels that were made interfaces of their own stay members of what the products call them all. */
const TUNNEL_DEVICES: ReadonlyMap<string, RegExp> = new Map([
  ['openvpn', /^ovpn/],
  ['wireguard', /^(?:wg|tun_wg)/],
  ['WireGuard', /^(?:wg|tun_wg)/],
  ['enc0', /^ipsec/],
  ['ipsec', /^ipsec/],
]);

/** Whether a rule is for an interface. */
function holdsAt({ config }: Work, rule: Rule, key: string): Holds {
  const { interfaces, interfaceNot, isFloating } = rule;
  if (interfaces.length === 0) return 'yes';
  const device = config.interfaces.get(key)?.device ?? '';
  const isMember = interfaces.some(
    (name) =>
      name === key || config.groups.get(name)?.includes(key) || TUNNEL_DEVICES.get(name)?.test(device),
  );
  const open = interfaces.filter((name) => !isOwn(name, config) && !config.groups.has(name));
  const empty = interfaces.filter((name) => config.groups.get(name)?.length === 0);
  if (empty.length > 0 && !isMember)
    return { kind: 'interface', text: `the members of the group "${empty[0]}"`, value: empty[0] as string };
  // A floating rule for interfaces that are all gone is one for every interface.
  if (isFloating && open.length === interfaces.length)
    return {
      kind: 'interface',
      text: `the interface "${open[0]}", which is not there`,
      value: open[0] as string,
    };
  return isMember !== interfaceNot ? 'yes' : 'no';
}

/** All rules that packets meet at an interface, as a list of which the first that matches decides. */
function rulesAt(work: Work, raising: Raising, side: Side, direction: 'in' | 'out'): readonly FilterRule[] {
  const { config } = work;
  const own =
    direction === 'in' ? [...translated(work, side), ...automaticRules(config, side.interface)] : [];
  const quick: FilterRule[] = [];
  const last: FilterRule[] = [];
  const several = groupsOf(work, raising.general, side.key);
  for (const { rule, rules } of candidates(raising, side.key)) {
    if (rule.direction !== 'any' && rule.direction !== direction) continue;
    const holds = holdsAt(work, rule, side.key);
    if (holds === 'no') continue;
    const depends = [
      ...(holds === 'yes' ? [] : [holds]),
      ...(several.size > 1 && several.has(rule.interfaces[0] ?? '') && !rule.isFloating ? [ORDER] : []),
    ];
    const made =
      depends.length === 0 ? rules : rules.map((one) => ({ ...one, depends: [...one.depends, ...depends] }));
    if (rule.quick === false) last.unshift(...made);
    else quick.push(...made);
    if (rule.quick === 'unclear') last.unshift(...made);
  }
  return [...own, ...quick, ...last];
}

const ORDER: Dependency = { kind: 'other', text: 'the order of the groups that the interface is in' };

/** Groups with rules of their own that an interface is in. */
function groupsOf({ config }: Work, raised: readonly Raised[], key: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { rule } of raised) {
    const [name = ''] = rule.interfaces;
    if (!rule.isFloating && config.groups.get(name)?.includes(key)) found.add(name);
  }
  return found;
}

/** Packets whose destination is translated before the rules see it. */
function translated({ config, lookup }: Work, { key }: Pick<Side, 'key'>): readonly FilterRule[] {
  const isHere = (name: string): boolean => name === key || config.groups.has(name);
  return config.translations
    .filter(({ interfaces }) => interfaces.length === 0 || interfaces.some(isHere))
    .map(({ statement, destination }) => {
      const found = possible(resolveEnd(config, lookup, destination, statement.place));
      // An address that the interface gets from a server may be any.
      const destinations = isOwnUnknown(destination.names, config) ? ANY_ADDRESS : found;
      return doubtfulRule(statement, destinations.length > 0 ? [{ ...ANY_PACKET, destinations }] : [], {
        kind: 'translation',
        text: 'the address that the destination is translated to',
      });
    });
}

function isOwnUnknown(names: readonly string[] | undefined, { interfaces }: PfConfig): boolean {
  return (names ?? []).some((name) => {
    if (name === '(self)') return [...interfaces.values()].some((one) => one.own.length === 0);
    const owner = interfaces.get(name.replace(/ip$/, ''));
    return name.endsWith('ip') && owner !== undefined && owner.own.length === 0;
  });
}

/** Packets from or to addresses of which nothing says what interface they stand behind. */
function uncertain(work: Work, raising: Raising): readonly Ruleset[] {
  const { sides, config } = work;
  const { unplaced } = sides;
  if (unplaced.length === 0) return [];
  const open = [...sides.sides.values()].filter((side) => !side.isGiven);
  const specific = { ...raising, general: raising.general.filter(({ rule }) => rule.interfaces.length > 0) };
  const named = new Set(raising.all.flatMap(({ rule }) => rule.interfaces));
  const rulesets: Ruleset[] = [];
  for (const direction of ['in', 'out'] as const) {
    const rules: FilterRule[] = [];
    let isTooMuch = false;
    for (const side of open) {
      isTooMuch ||= rules.length > MOST_CONDITIONAL;
      if (isTooMuch) break;
      const depends = behind(side.key);
      const may = mayStandBehind(side, sides);
      for (const rule of rulesAt(work, specific, side, direction))
        rules.push({
          ...rule,
          matches: within(rule.matches, may, direction),
          depends: [...rule.depends, depends],
        });
    }
    // Rules for every interface hold whichever it is; whether it is one at all, nothing says.
    for (const { rule, rules: own } of raising.general)
      if (rule.interfaces.length === 0 && (rule.direction === 'any' || rule.direction === direction))
        rules.push(...own.map((one) => ({ ...one, depends: [...one.depends, ANY_INTERFACE] })));
    if (direction === 'out' && !isTooMuch && rules.every((rule) => rule.action === 'permit')) continue;
    rulesets.push({
      ...rulesetOf(
        `rules (${direction}, interfaces whose networks are not known)`,
        rules,
        isTooMuch ? TOO_MUCH : otherwise(direction),
      ),
      scope: [scopeOf(unplaced, direction)],
    });
  }
  const silent = open.filter((side) => side.networks.length === 0 && named.has(side.key));
  for (const side of silent.slice(0, MOST_SAID))
    work.diagnostics.push(
      diagnostic('PT8005', {
        message: `what stands behind the interface "${side.key}" is not known`,
        place:
          side.interface?.statement.place ??
          config.rules.find((rule) => rule.interfaces.includes(side.key))?.statement.place,
        help: `Say it with --interface ${side.key}=ZONE or --interface ${side.key}=10.20.0.0/16,…`,
      }),
    );
  return rulesets;
}

const ANY_INTERFACE: Dependency = { kind: 'interface', text: 'which interface the packet passes' };

const behind = (key: string): Dependency => ({
  kind: 'interface',
  text: `what stands behind the interface "${key}"`,
  value: key,
});

function within(
  matches: readonly Match[],
  may: readonly AddressRange[],
  direction: 'in' | 'out',
): readonly Match[] {
  const side = direction === 'in' ? 'sources' : 'destinations';
  return matches
    .map((match) => ({ ...match, [side]: intersectRanges(joinRanges(match[side]), may) }))
    .filter((match) => match[side].length > 0);
}
