import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family } from '../../net/network.ts';
import type { Configuration, Dependency, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import type { RaiseContext } from '../reader.ts';
import { implicitRules } from './implicit.ts';
import { openedByInspection, sayInspection } from './inspection.ts';
import { interfaceKey } from './interface-name.ts';
import { type AccessList, type IosConfig, listKey } from './model.ts';
import { otherFilters } from './other-filters.ts';
import { alterations, perInterface } from './per-interface.ts';
import { anyPacket, doubtfulRule, raiseList } from './raise-list.ts';
import { reflexiveLists } from './reflexive.ts';
import { sayAbout } from './remarks.ts';
import { type Resolver, resolverOf } from './resolve.ts';
import { sidesOf } from './sides.ts';
import { conditional, endOf, ruleset, type Work } from './work.ts';

/** Rules that stand for statements which could decide about anything; one would do, some name more lines. */
const MOST_DOUBTS = 20;
/** Rules that are repeated with a condition. */
const MOST_REPEATS = 200_000;

/** What a configuration means. */
export function raise(
  config: IosConfig,
  context: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const work: Work = {
    config,
    sides: sidesOf(config, context, diagnostics),
    diagnostics,
    rulesOf: rulesByList(config, resolverOf(config, diagnostics)),
    said: new Set(),
    translated: new Set(),
    repeats: MOST_REPEATS,
  };
  const judged = forward(work);
  sayAbout(config, work.translated, diagnostics);
  sayInspection(config, diagnostics);
  const opened = openedByInspection(config);
  const rulesets = withDoubts([...inFrontOf(judged, opened), ...otherFilters(work)], config);
  if (judged.length === 0)
    diagnostics.push(
      diagnostic('PT8007', {
        message: `${config.file} has no access list that packets could be judged by`,
        help: 'Give the output of "show running-config", or of "show access-lists" with the lines of the interfaces',
      }),
    );
  const families = familiesOf(config);
  return {
    configuration: {
      dialect: config.flavour === 'ios' ? 'cisco-ios' : 'cisco-nxos',
      file: config.file,
      rulesets,
      ...(families.length === 1 && { families }),
    },
    diagnostics,
  };
}

/** Lists are raised once, however many interfaces they are bound to. */
function rulesByList(config: IosConfig, resolver: Resolver): Work['rulesOf'] {
  const made = new Map<string, readonly FilterRule[]>();
  const reflexive = reflexiveLists(config, resolver);
  return (name, family) => {
    const key = listKey(family, name);
    const list = config.lists.get(key);
    const before = made.get(key);
    if (!list || before) return before;
    const rules = raiseList(list, config, resolver, reflexive(list));
    const raised = [...rules, ...implicitRules(list, config, rules)];
    made.set(key, raised);
    return raised;
  };
}

/** A text that nowhere speaks of IPv6 says nothing about it. */
function familiesOf({ lists, interfaces, bindings }: IosConfig): readonly Family[] {
  const has = (family: Family): boolean =>
    [...lists.values()].some((list) => list.family === family) || bindings.some((b) => b.family === family);
  const isIpv6 = has(6) || [...interfaces.values()].some((i) => i.ipv6);
  const isIpv4 = has(4) || [...interfaces.values()].some((i) => i.connected.some((r) => r.family === 4));
  return isIpv4 === isIpv6 ? [4, 6] : isIpv6 ? [6] : [4];
}

const FAMILIES: readonly Family[] = [4, 6];

/** Each family has lists of its own. */
function forward(work: Work): readonly Ruleset[] {
  const unplaced = FAMILIES.flatMap((family) => withoutPlace(work, family));
  const placed = perInterface({ ...work, config: { ...work.config, bindings: placedBindings(work) } });
  return [...placed, ...unplaced];
}

/** Whether nothing says what stands behind any interface with a list of this family. */
function isNowhere({ config, sides }: Work, family: Family): boolean {
  const keys = new Set(
    config.bindings.filter((b) => b.family === family).map((b) => interfaceKey(b.interface)),
  );
  return !sides.sides.some((side) => keys.has(side.key) && (side.isGiven || side.networks.length > 0));
}

function placedBindings(work: Work): IosConfig['bindings'] {
  const judged = new Set(
    FAMILIES.filter((family) => onlyList(work, family) !== undefined && isNowhere(work, family)),
  );
  return work.config.bindings.filter((b) => !judged.has(b.family));
}

/** The one list of a family that could judge packets: all that are bound, or none is and there is but one. */
function onlyList({ config }: Work, family: Family): string | undefined {
  const bound = new Set(config.bindings.filter((b) => b.family === family).map((b) => b.list));
  const names = bound.size > 0 ? bound : freeLists(config, family);
  return names.size === 1 ? [...names][0] : undefined;
}

/** Lists that nothing else uses. */
function freeLists(config: IosConfig, family: Family): ReadonlySet<string> {
  const own = [...config.lists.values()].filter(
    (l) => l.family === family && !config.usedElsewhere.has(l.name),
  );
  return new Set(own.map((l) => l.name));
}

/** Lists of which nothing says what they judge. */
function withoutPlace(work: Work, family: Family): readonly Ruleset[] {
  const { config } = work;
  const isBound = config.bindings.some((b) => b.family === family);
  if (!isBound && config.bindings.length + config.interfaces.size > 0 && isWhole(config)) return [];
  const only = onlyList(work, family);
  if (only !== undefined) return isNowhere(work, family) ? [judgeAll(work, only, family)] : [];
  return isBound ? [] : unboundLists(work, family);
}

/** An interface with an address that filters nothing is meant so. */
function isWhole({ interfaces, bindings }: IosConfig): boolean {
  return bindings.length > 0 || [...interfaces.values()].some((i) => i.connected.length > 0);
}

/** There is one list and nothing about interfaces: whoever gives just that means that it judges everything. */
function judgeAll(work: Work, name: string, family: Family): Ruleset {
  const list = work.config.lists.get(listKey(family, name));
  work.diagnostics.push(
    diagnostic('PT8005', {
      message: `everything is judged by access-list ${name}, because it is the only one${family === 6 ? ' for IPv6' : ''} and the text does not say what stands behind which interface`,
      place: list?.statement.place,
      help: 'Give the whole "show running-config", or say it with --interface NAME=ZONE',
    }),
  );
  const otherwise = endOf(work.config, { list: name, family });
  const rules = work.rulesOf(name, family) ?? [];
  const sides = work.config.bindings
    .filter((b) => b.list === name && b.family === family)
    .flatMap((b) => work.sides.byKey.get(interfaceKey(b.interface)) ?? []);
  const depends = sides.flatMap((side) => alterations(work, side, family));
  if (depends.length === 0) return ruleset(`access-list ${name}`, rules, otherwise, [anyPacket(family)]);
  const open = depends.slice(0, 3).reduce((own, dependency) => conditional(own, dependency), rules);
  return ruleset(`access-list ${name}`, open, { ...otherwise, action: 'unknown' }, [anyPacket(family)]);
}

/** Nothing says which list is meant. */
function unboundLists(work: Work, family: Family): readonly Ruleset[] {
  const names = [...freeLists(work.config, family)];
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).join(', ');
  const first: AccessList | undefined = work.config.lists.get(listKey(family, names[0] ?? ''));
  work.diagnostics.push(
    diagnostic('PT8005', {
      message: `the text has ${names.length} access lists (${shown}${names.length > 5 ? ', …' : ''}) and no interface that they are bound to`,
      place: first?.statement.place,
      help: 'Give the lines of the interfaces too, or only the list that is meant; until then nothing can be proven',
    }),
  );
  return names.map((name) => {
    const depends: Dependency = { kind: 'interface', text: `where access-list ${name} is bound` };
    const text = `it is not known where access-list ${name} is bound`;
    const rules = conditional(work.rulesOf(name, family) ?? [], depends);
    return ruleset(`access-list ${name}`, rules, { action: 'unknown', text }, [anyPacket(family)]);
  });
}

/** Doubts stand before all rules; also packets that no list would judge depend on them. */
function withDoubts(rulesets: readonly Ruleset[], config: IosConfig): readonly Ruleset[] {
  const doubts = config.doubts
    .slice(0, MOST_DOUBTS)
    .map((statement) => doubtfulRule(statement, [anyPacket(4), anyPacket(6)]));
  if (doubts.length === 0) return rulesets;
  const doubtful = inFrontOf(rulesets, doubts);
  const otherwise: Otherwise = { action: 'unknown', text: 'what was not understood may decide' };
  const everything = [anyPacket(4), anyPacket(6)];
  return [...doubtful, ruleset('statements that were not understood', doubts, otherwise, everything)];
}

/** The same rule sets with rules before all others; rule sets that share their rules go on to share them. */
function inFrontOf(rulesets: readonly Ruleset[], front: readonly FilterRule[]): readonly Ruleset[] {
  if (front.length === 0) return rulesets;
  const made = new Map<readonly FilterRule[], readonly FilterRule[]>();
  return rulesets.map((one) => {
    const rules = made.get(one.rules) ?? [...front, ...one.rules];
    made.set(one.rules, rules);
    return { ...one, rules };
  });
}
