import { diagnostic } from '../../diagnostics/codes.ts';
import { ANY_ADDRESS, ANY_IPV6, ANY_SERVICE, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import { restOf } from '../source/address-ranges.ts';
import type { Side } from './behind.ts';
import { equalLevels, levelRules, notForwarded } from './levels.ts';
import type { Binding } from './model.ts';
import { standsAt } from './raise-entry.ts';
import { behindRules, conditional, endOf, ruleset, type Work } from './work.ts';

/** What a packet meets: where it comes in, then where it goes out. */
export function perInterface(work: Work): readonly Ruleset[] {
  const { sides, withoutIpv6 } = work.sides;
  const inward = sides.flatMap((side) => inwardOf(work, side));
  const outward = sides.flatMap((side) => outwardOf(work, side));
  const rulesets = [...inward, ...outward];
  if (withoutIpv6)
    rulesets.push(
      ruleset(
        'IPv6',
        [],
        { action: 'deny', text: 'no interface has an IPv6 address' },
        { sources: [ANY_IPV6], destinations: [ANY_IPV6], services: [ANY_SERVICE] },
      ),
    );
  const { unplaced } = work.sides;
  if (unplaced.length > 0 && !inward.some((r) => r.name.endsWith(PERHAPS)))
    rulesets.push(
      ruleset(
        'interfaces with unknown networks',
        [],
        { action: 'unknown', text: 'it is not known behind which interface the source stands' },
        { sources: unplaced, destinations: ANY_ADDRESS, services: [ANY_SERVICE] },
      ),
    );
  return rulesets;
}

const PERHAPS = ', if the packet comes there)';

/** Interfaces that are said to be unknown one by one. */
const MOST_SAID = 50;

interface Judge {
  readonly name: string;
  readonly rules: readonly FilterRule[];
  readonly otherwise: Otherwise;
}

function inwardOf(work: Work, side: Side): readonly Ruleset[] {
  const listed = inwardJudge(work, side);
  const { sides, unplaced } = work.sides;
  const first = [
    ...notForwarded(side, sides, unplaced),
    ...equalLevels(side, sides, work.config),
    ...work.tunnels.inward(side.name),
  ];
  const judge = { ...listed, rules: behindRules(first, listed.rules) };
  const { intra } = work.config.sameSecurity;
  const isManagement = side.interface?.managementOnly !== undefined;
  const rulesets: Ruleset[] = [];
  if (side.networks.length > 0) {
    // Packets between two hosts behind one interface don't come here, unless they are let back where they came from.
    const destinations = intra ? ANY_ADDRESS : restOf(side.networks);
    const scope = { sources: side.networks, destinations, services: [ANY_SERVICE] };
    rulesets.push(ruleset(`${judge.name})`, judge.rules, judge.otherwise, scope));
  }
  const hasList = listsOf(work, side, 'in').length > 0;
  if (hasList && !side.isGiven && !isManagement && work.sides.unplaced.length > 0) {
    if (side.networks.length === 0) sayUnknown(work, side);
    rulesets.push(perhaps(work, judge, side, 'sources'));
  }
  return rulesets;
}

/** The list at the interface and then the global one; with neither, the security levels. */
function inwardJudge(work: Work, side: Side): Judge {
  const { config, levels } = work;
  const { name, interface: made } = side;
  if (made?.managementOnly) {
    const { place } = made.managementOnly;
    const otherwise: Otherwise = { action: 'deny', text: 'management-only: nothing passes through', place };
    return { name: `management-only (in, interface ${name}`, rules: [], otherwise };
  }
  const lists = listsOf(work, side, 'in');
  if (lists.length > 0) return judgeByLists(work, lists, `in, interface ${name}`);
  if (made && config.needsLists) {
    // Cisco FWSM Configuration Guide, "Security Policy Overview": no traffic passes that no list permits.
    const { place } = made.statement;
    const otherwise: Otherwise = {
      action: 'deny',
      text: 'an FWSM drops what no list at the entry permits',
      place,
    };
    return { name: `no list (in, interface ${name}`, rules: [], otherwise };
  }
  if (made) {
    const { rules, otherwise } = levelRules({ ...side, interface: made }, levels, config);
    const listed = listedAtExit(work, side);
    return { name: `security level (in, interface ${name}`, rules: [...rules, ...listed], otherwise };
  }
  const otherwise: Otherwise = { action: 'unknown', text: `the interface ${name} is not in the text` };
  return { name: `unknown (in, interface ${name}`, rules: [], otherwise };
}

type Exit = readonly [side: Side, binding: Binding];

const EXITS = new WeakMap<Work, readonly Exit[]>();

/** Interfaces with a list at the exit, and networks behind them. */
function exitsOf(work: Work): readonly Exit[] {
  const known = EXITS.get(work);
  if (known) return known;
  const exits = work.sides.sides.flatMap((side): Exit[] => {
    const binding = work.bindings.get(`out ${side.name}`);
    return binding && side.networks.length > 0 ? [[side, binding]] : [];
  });
  EXITS.set(work, exits);
  return exits;
}

/** Sources disagree on whether a list at the exit is enough for what levels alone would deny. */
function listedAtExit(work: Work, side: Side): readonly FilterRule[] {
  return exitsOf(work).flatMap(([other, binding]): FilterRule[] => {
    if (other === side || side.networks.length === 0) return [];
    const text = `whether the list at the exit (${binding.statement.text}) goes before the security levels`;
    const matches = [{ sources: side.networks, destinations: other.networks, services: [ANY_SERVICE] }];
    const depends: FilterRule['depends'] = [{ kind: 'security', text }];
    return [{ action: 'permit', matches, states: ANY_STATE, depends, ...standsAt(binding.statement) }];
  });
}

function judgeByLists(work: Work, lists: readonly Binding[], where: string): Judge {
  const missing = lists.findIndex((b) => !work.config.lists.has(b.list));
  // What stands behind a list that isn't there can't be asked for.
  const known = missing < 0 ? lists : lists.slice(0, missing);
  const last = lists[missing < 0 ? lists.length - 1 : missing];
  const label = lists.map((b) => `access-list ${b.list}`).join(', then ');
  const isGlobal = lists[0]?.direction === 'global';
  const [first] = known;
  return {
    name: `${label} (${isGlobal ? where.replace('in, ', 'global, ') : where}`,
    rules:
      known.length < 2 && first
        ? (work.rulesOf(first.list) ?? [])
        : known.flatMap((b) => work.rulesOf(b.list) ?? []),
    otherwise: endOf(work.config, last?.list ?? ''),
  };
}

function listsOf({ bindings }: Work, side: Side, direction: 'in' | 'out'): readonly Binding[] {
  const own = bindings.get(`${direction} ${side.name}`);
  const everywhere = direction === 'in' ? bindings.get('global ') : undefined;
  return [own, everywhere].filter((b) => b !== undefined);
}

function outwardOf(work: Work, side: Side): readonly Ruleset[] {
  const rulesets: Ruleset[] = [];
  const { intra } = work.config.sameSecurity;
  const isManagement = side.interface?.managementOnly;
  if (isManagement && side.networks.length > 0) {
    const otherwise: Otherwise = {
      action: 'deny',
      text: 'management-only: nothing passes through',
      place: isManagement.place,
    };
    const scope = { sources: restOf(side.networks), destinations: side.networks, services: [ANY_SERVICE] };
    rulesets.push(ruleset(`management-only (out, interface ${side.name})`, [], otherwise, scope));
  }
  const lists = isManagement ? [] : listsOf(work, side, 'out');
  if (lists.length === 0) return rulesets;
  const listed = judgeByLists(work, lists, `out, interface ${side.name}`);
  const judge = { ...listed, rules: behindRules(work.tunnels.outward, listed.rules) };
  if (side.networks.length > 0) {
    const sources = intra ? ANY_ADDRESS : restOf(side.networks);
    const scope = { sources, destinations: side.networks, services: [ANY_SERVICE] };
    rulesets.push(ruleset(`${judge.name})`, judge.rules, judge.otherwise, scope));
  }
  if (!side.isGiven && work.sides.unplaced.length > 0) {
    if (side.networks.length === 0) sayUnknown(work, side);
    rulesets.push(perhaps(work, judge, side, 'destinations'));
  }
  return rulesets;
}

/** For addresses of which nothing says where they stand: the list may judge them. */
function perhaps(work: Work, judge: Judge, side: Side, end: 'sources' | 'destinations'): Ruleset {
  const unplaced: readonly AddressRange[] = work.sides.unplaced;
  const depends: Dependency = {
    kind: 'interface',
    text: `whether the ${end === 'sources' ? 'source' : 'destination'} stands behind the interface "${side.name}"`,
    value: side.name,
  };
  const scope: Match = {
    sources: end === 'sources' ? unplaced : ANY_ADDRESS,
    destinations: end === 'sources' ? ANY_ADDRESS : unplaced,
    services: [ANY_SERVICE],
  };
  const otherwise: Otherwise = {
    action: 'unknown',
    text: `it is not known what stands behind the interface "${side.name}"`,
  };
  // Every verdict here is open anyway; the rules only say why.
  work.repeats -= judge.rules.length;
  const rules = work.repeats < 0 ? [] : conditional(judge.rules, depends);
  return ruleset(`${judge.name}${PERHAPS}`, rules, otherwise, scope);
}

/** Once for each interface. */
function sayUnknown(work: Work, side: Side): void {
  if (work.said.has(side.name) || work.said.size >= MOST_SAID) return;
  work.said.add(side.name);
  const binding = work.bindings.get(`in ${side.name}`) ?? work.bindings.get(`out ${side.name}`);
  work.diagnostics.push(
    diagnostic('PT8005', {
      message: `what stands behind the interface "${side.name}" is not known`,
      place: binding?.statement.place ?? side.interface?.statement.place,
      help: `Say it with --interface ${side.name}=ZONE or --interface ${side.name}=10.20.0.0/16,…, or give the interface and route lines too`,
    }),
  );
}
