import {
  hasPorts,
  ICMP,
  ICMPV6,
  intersectMatch,
  isIcmp,
  type Match,
  type ServiceRange,
} from '../../net/match.ts';
import { ESTABLISHED } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { type AccessList, type IosConfig, listKey } from './model.ts';
import { anyPacket, type Reflexive, raiseList } from './raise-list.ts';
import type { Resolver } from './resolve.ts';

/** Comparisons of entries; more are not made, and the entries count as uncertain. */
const MOST_COMPARISONS = 200_000;
/** Rules that stand for entries of reflexive lists; more are not written out. */
const MOST_RULES = 100_000;

/**
 * What `evaluate NAME` permits in a list: answers to what entries with `reflect NAME` let out at the same interface.
 * Certain only where no entry before such a one could have taken its packets, and where both lists are bound to the
 * two directions of the same interfaces.
 * @see Cisco IOS Security Configuration Guide, "Configuring IP Session Filtering (Reflexive Access Lists)"
 */
export function reflexiveLists(config: IosConfig, resolver: Resolver): (list: AccessList) => Reflexive {
  const filling = listsByReflexive(config);
  const memo = new Map<string, readonly Reflected[]>();
  const budget = { comparisons: MOST_COMPARISONS, rules: MOST_RULES };
  const reflectedIn = (other: AccessList, name: string): readonly Reflected[] => {
    const key = `${name} ${listKey(other.family, other.name)}`;
    const made = memo.get(key) ?? reflected(other, name, config, resolver, budget);
    memo.set(key, made);
    return made;
  };
  return (list) => (name, statement) => {
    const { place, span, text } = statement;
    const answers = (matches: readonly Match[], depends: readonly Dependency[]): FilterRule => ({
      action: 'permit',
      matches,
      states: ESTABLISHED,
      depends,
      place,
      span,
      text,
      name,
    });
    const rules: FilterRule[] = [];
    for (const other of filling.get(name) ?? []) {
      const where: Dependency[] = areOpposite(list, other, config)
        ? []
        : [{ kind: 'interface', text: `where access-list ${other.name} is bound, which fills "${name}"` }];
      for (const { rule, isCertain } of reflectedIn(other, name)) {
        if (--budget.rules < 0) break;
        const depends = [...rule.depends, ...where, ...(isCertain ? [] : [SHADOWED])];
        const via = [{ place: rule.place, text: rule.text }];
        rules.push({ ...answers(rule.matches.map(turned), depends), via });
      }
    }
    if (rules.length > 0 && budget.rules >= 0) return rules;
    const why = filling.has(name) ? 'which has too many entries' : 'which no entry fills';
    return [answers([anyPacket(list.family)], [notUnderstood(`the reflexive list "${name}", ${why}`)])];
  };
}

function listsByReflexive({ lists }: IosConfig): ReadonlyMap<string, ReadonlySet<AccessList>> {
  const filling = new Map<string, Set<AccessList>>();
  for (const list of lists.values()) {
    for (const entry of list.entries) {
      if (entry.kind !== 'rule' || entry.reflect === undefined) continue;
      const found = filling.get(entry.reflect) ?? new Set();
      found.add(list);
      filling.set(entry.reflect, found);
    }
  }
  return filling;
}

interface Reflected {
  readonly rule: FilterRule;
  /** Nothing before it takes its packets. */
  readonly isCertain: boolean;
}

const SHADOWED: Dependency = {
  kind: 'other',
  text: 'entries before the one that reflects, which may take its packets',
};

/** The rules of a list that reflect into `name`. */
function reflected(
  list: AccessList,
  name: string,
  config: IosConfig,
  resolver: Resolver,
  budget: { comparisons: number },
): readonly Reflected[] {
  const starts = new Set(
    list.entries.flatMap((e) => (e.kind === 'rule' && e.reflect === name ? [e.statement.span.start] : [])),
  );
  const rules = raiseList(list, config, resolver, () => []);
  const isCertain = (rule: FilterRule, at: number): boolean => {
    for (let i = 0; i < at; i++) {
      if (--budget.comparisons < 0) return false;
      const other = rules[i];
      // An entry that reflects into the same list lets the same answers in.
      if (other && !starts.has(other.span.start) && overlap(other, rule)) return false;
    }
    return true;
  };
  return rules.flatMap((rule, i) =>
    starts.has(rule.span.start) ? [{ rule, isCertain: isCertain(rule, i) }] : [],
  );
}

function overlap(a: FilterRule, b: FilterRule): boolean {
  return a.matches.some((x) => b.matches.some((y) => intersectMatch(x, y) !== undefined));
}

/** Wherever the one list is bound, the other one is bound to the other direction. */
function areOpposite(list: AccessList, other: AccessList, { bindings }: IosConfig): boolean {
  const isOf = (of: AccessList) => (b: IosConfig['bindings'][number]) =>
    b.list === of.name && b.family === of.family;
  const own = bindings.filter(isOf(list));
  const others = bindings.filter(isOf(other));
  const isFilled = (b: IosConfig['bindings'][number]): boolean =>
    others.some((o) => o.interface === b.interface && o.direction !== b.direction);
  return own.length > 0 && own.every(isFilled) && other.family === list.family;
}

function turned({ sources, destinations, services }: Match): Match {
  return { sources: destinations, destinations: sources, services: services.map(answering) };
}

/** The service of the answers. */
function answering(service: ServiceRange): ServiceRange {
  const { protocol, source, destination } = service;
  if (protocol.first === protocol.last && isIcmp(protocol.first)) {
    const [request, reply] = protocol.first === ICMP ? [8, 0] : [128, 129];
    const isRequest = source.first === request * 256 && source.last === request * 256 + 255;
    return isRequest
      ? { protocol, source: { first: reply * 256, last: reply * 256 + 255 }, destination }
      : service;
  }
  const isTurned = protocol.first === protocol.last && hasPorts(protocol.first) && protocol.first !== ICMPV6;
  return isTurned ? { protocol, source: destination, destination: source } : service;
}
