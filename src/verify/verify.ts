import { listenersOf } from '../hierarchy/listeners.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Axis } from '../net/axis.ts';
import { Exhausted } from '../net/exhausted.ts';
import {
  ANY_ADDRESS,
  ANY_PACKET,
  ANY_SERVICE,
  anyAddress,
  anyOf,
  intersectMatch,
  type Match,
  TCP,
} from '../net/match.ts';
import type { Family } from '../net/network.ts';
import { PacketSet } from '../net/packet-set.ts';
import { ANY_STATE } from '../net/state.ts';
import type { Plan } from '../plan/model.ts';
import { hostPolicy } from '../policy/host-policy.ts';
import { networkPolicy } from '../policy/network-policy.ts';
import { otherTrafficOf } from '../policy/other-traffic.ts';
import type { Configuration, FilterRule, Ruleset } from '../policy/ruleset.ts';
import { crossingMatches, hostMatches } from '../policy/scope.ts';
import { concerning, regionOf } from './concern.ts';
import { excessFindings } from './excess.ts';
import type { Finding, Findings, FlowTally, VerifiedPart } from './finding.ts';
import { housekeeping } from './housekeeping.ts';
import { needlessFindings } from './lint/lint.ts';
import { finding } from './make-finding.ts';
import { missingFindings } from './missing.ts';
import { type Need, needsOf } from './need.ts';
import { type FlowsById, flowsById } from './origins.ts';
import type { Judge } from './repair.ts';
import { axisOf } from './rule-list.ts';
import { tallyEach, tallyFlows } from './tally.ts';

/** A filter or a host with its configuration: one, or the parts that make it up (IPv4 and IPv6, say). */
export interface Target {
  readonly kind: 'filter' | 'host';
  readonly name: string;
  readonly configurations: readonly Configuration[];
}

export interface VerifyInput {
  readonly plan: Plan;
  readonly hierarchy: Hierarchy;
  readonly targets: readonly Target[];
  /** Told of each before it is looked at: this may take long. */
  readonly onTarget?: (target: Target) => void;
}

/** All that a filter's or host's configuration is asked. */
export interface Cut {
  readonly kind: Target['kind'];
  readonly name: string;
  readonly hooks: readonly Ruleset['hook'][];
  readonly needs: readonly Need[];
  /** Other traffic that is declared for it. */
  readonly other: readonly Match[];
  /** By hook: the packets towards and from the hierarchy's hosts. */
  readonly scopes: ReadonlyMap<Ruleset['hook'], readonly Match[]>;
  readonly flows: FlowsById;
}

/**
 * The plan's cut for a filter or a host, as questions.
 * @throws TypeError when the hierarchy has no such filter or host.
 */
export function cutOf(plan: Plan, hierarchy: Hierarchy, kind: Target['kind'], name: string): Cut {
  const policy = kind === 'filter' ? networkPolicy : hostPolicy;
  const hooks: readonly Ruleset['hook'][] = kind === 'filter' ? ['forward'] : ['in', 'out'];
  const exact = policy(plan, hierarchy, name);
  // Nothing but an end without an address makes a difference between the two.
  const isOpen = exact.named.length === 0 && !exact.diagnostics.some(({ code }) => code === 'PT7001');
  return {
    kind,
    name,
    hooks,
    needs: needsOf(exact, isOpen ? exact : policy(plan, withoutNames(hierarchy), name)),
    other: otherTrafficOf(hierarchy, name).map(({ match }) => match),
    scopes: new Map(hooks.map((hook) => [hook, scopeOf(kind, name, hook, hierarchy)])),
    flows: flowsById(plan),
  };
}

/** What was found about one filter or host. */
export interface TargetFindings {
  readonly target: Target;
  readonly findings: readonly Finding[];
}

/**
 * Holds configurations against the plan's cut for each of their filters and hosts: what is missing, what is permitted
 * beyond, which lines are needless, and what can't be said. Exact: what isn't certain is `unproven`.
 * @throws TypeError when the hierarchy has no such filter or host.
 */
export function verify(input: VerifyInput): Findings {
  return together(input, verifyEach(input));
}

/** The same filter by filter and host by host. */
export function verifyEach({ plan, hierarchy, targets, onTarget }: VerifyInput): TargetFindings[] {
  return targets.map((target) => {
    onTarget?.(target);
    const cut = cutOf(plan, hierarchy, target.kind, target.name);
    return { target, findings: verifyCut(cut, target.configurations) };
  });
}

type Held = Pick<VerifyInput, 'plan' | 'hierarchy'>;

/** What was found about several, as `verify` says it of all of them together. */
export function together({ plan, hierarchy }: Held, each: readonly TargetFindings[]): Findings {
  const [targets, findings] = [each.map(({ target }) => target), each.flatMap((one) => one.findings)];
  return findingsOf(hierarchy, each, tallyFlows(plan, targets, findings, listenersOf(hierarchy)));
}

/** The same as `verify` says it of each by itself. */
export function separately({ plan, hierarchy }: Held, each: readonly TargetFindings[]): Findings[] {
  const looked = each.map(({ target: { kind, name }, findings }) => ({ kind, name, findings }));
  const tallies = tallyEach(plan, looked, listenersOf(hierarchy));
  return each.flatMap((one, i) =>
    tallies.slice(i, i + 1).map((flows) => findingsOf(hierarchy, [one], flows)),
  );
}

function findingsOf(hierarchy: Hierarchy, each: readonly TargetFindings[], flows: FlowTally): Findings {
  const configurations = each.flatMap(({ target }) => target.configurations);
  const assumed = configurations.flatMap((c) => c.assumed ?? []);
  return {
    hierarchy: hierarchy.name,
    parts: each.map(({ target }) => partOf(target)),
    ...(assumed.length > 0 && { assumed }),
    flows,
    findings: each.flatMap((one) => one.findings),
  };
}

/** The same hierarchy, where what is known by name only counts as every address outside of the zones. */
function withoutNames(hierarchy: Hierarchy): Hierarchy {
  return {
    ...hierarchy,
    filters: hierarchy.filters.map((filter) => ({ ...filter, internetDestinations: 'any-address' as const })),
  };
}

function partOf({ name, configurations }: Target): VerifiedPart {
  return {
    filter: name,
    dialect: [...new Set(configurations.map((c) => c.dialect))].join(', '),
    files: configurations.map((c) => c.file),
    rules: countLines(configurations),
  };
}

/** Lines that are rules: one that several chains lead to counts once. */
function countLines(configurations: readonly Configuration[]): number {
  const byFile = new Map<string, Ruleset[]>();
  for (const { file, rulesets } of configurations)
    byFile.set(file, [...(byFile.get(file) ?? []), ...rulesets]);
  let count = 0;
  for (const rulesets of byFile.values()) count += countRising(rulesets) ?? countDistinct(rulesets);
  return count;
}

/** All of them, where each stands behind the one before it, so that none is there twice; else nothing. */
function countRising(rulesets: readonly Ruleset[]): number | undefined {
  let count = 0;
  let line = 0;
  let column = 0;
  for (const { rules } of rulesets) {
    for (const { place } of rules) {
      if (place.line < line || (place.line === line && place.column <= column)) return undefined;
      ({ line, column } = place);
    }
    count += rules.length;
  }
  return count;
}

/** A file has fewer characters than 2^26: line and column in one number. */
const countDistinct = (rulesets: readonly Ruleset[]): number =>
  new Set(rulesets.flatMap(({ rules }) => rules.map(({ place }) => place.line * 2 ** 26 + place.column)))
    .size;

/**
 * What a host's firewall sees at all: packets to and from the host itself, whatever its rules name. Only what is sent
 * to everybody may be somebody else's business, too.
 */
const OWN: readonly Match[] = Object.freeze([
  { sources: ANY_ADDRESS, destinations: ANY_ADDRESS, services: [anyOf(TCP)] },
  {
    sources: ANY_ADDRESS,
    destinations: [
      { family: 4, first: 0n, last: 0xdfff_ffffn },
      { family: 6, first: 0n, last: (0xff00n << 112n) - 1n },
    ],
    services: [ANY_SERVICE],
  },
]);

/** A cut as what judges repairs. */
export function judgeOf(cut: Cut): Judge {
  return {
    verify: (configuration) => verifyCut(cut, [configuration]),
    allowed: (hook, { rulesets }) =>
      allowedOf(
        cut,
        hook,
        rulesets.filter((ruleset) => ruleset.hook === hook),
      ),
    scope: (hook) => (cut.kind === 'host' ? OWN : (cut.scopes.get(hook) ?? [])),
  };
}

/** Holds the configurations of one filter or host against its cut. */
export function verifyCut(cut: Cut, configurations: readonly Configuration[]): Finding[] {
  const { name: filter, hooks, needs, other, scopes, flows } = cut;
  const asked = needs.flatMap(({ needed, allowed, answers }) => [...needed, ...allowed, ...answers]);
  const region = regionOf([...asked, ...[...scopes.values()].flat()]);
  const whole = hooks.flatMap((hook) => [
    ...configurations.flatMap((c) => c.rulesets.filter((ruleset) => ruleset.hook === hook)),
    ...unspoken(configurations, hook),
  ]);
  const rulesets = whole.map((ruleset) => concerning(ruleset, region));
  const axis: Axis = axisOf(
    asked,
    other,
    [...scopes.values()].flat(),
    rulesets.flatMap((ruleset) => [...(ruleset.scope ?? []), ...ruleset.rules.flatMap((r) => r.matches)]),
  );
  const missing = missingFindings({ needs, rulesets, following: configurations, flows, axis, filter });
  const excess = hooks.flatMap((hook) => {
    const own = rulesets.filter((ruleset) => ruleset.hook === hook);
    const allowed = allowedOf(
      cut,
      hook,
      whole.filter((ruleset) => ruleset.hook === hook),
    );
    // Errors about connections that stand pass with them, where the filter follows connections.
    const incidental = followsConnections(own) ? housekeeping(hook) : [];
    try {
      const scope = PacketSet.of(scopes.get(hook) ?? []);
      return excessFindings({ rulesets: own, scope, allowed, incidental, axis, filter });
    } catch (error) {
      if (!(error instanceof Exhausted)) throw error;
      const message = `whether more than needed is permitted could not be decided: ${error.message}`;
      return [finding('PT9503', { filter, message })];
    }
  });
  const needless = needlessFindings(configurations, rulesets, {
    filter,
    keep: standsForLonger(needs),
    // Everything in a host's own firewall is about that host.
    concerns: (rule) => cut.kind === 'host' || region.holds(rule),
  });
  return [...missing, ...excess, ...needless];
}

/**
 * Lines that are needless only as long as one for a temporary flow stands: without them something would be closed
 * when that one goes.
 */
function standsForLonger(needs: readonly Need[]): (rule: FilterRule) => boolean {
  const always = needs.filter(({ rule }) => rule.phase === 'always' && !rule.window);
  const temporary = needs.filter((need) => !always.includes(need));
  const meet = (rule: FilterRule, some: readonly Need[]): boolean =>
    some.some(({ allowed }) =>
      rule.matches.some((match) => allowed.some((other) => intersectMatch(match, other) !== undefined)),
    );
  return (rule) => rule.action === 'permit' && meet(rule, temporary) && meet(rule, always);
}

/**
 * Everything that may pass: what is needed, other traffic that is declared, what every network needs, and the answers
 * where the filter can't tell them from new connections.
 */
function allowedOf({ needs, other }: Cut, hook: Ruleset['hook'], rulesets: readonly Ruleset[]): Match[] {
  const own = needs.filter((need) => need.hook === hook).flatMap((need) => need.allowed);
  const always = [...own, ...other, ...housekeeping(hook)];
  if (followsConnections(rulesets)) return always;
  const back = hook === 'in' ? 'out' : hook === 'out' ? 'in' : 'forward';
  return [...always, ...needs.filter((need) => need.hook === back).flatMap((need) => need.answers)];
}

const WAY = { forward: '', in: 'inbound ', out: 'outbound ' } as const;

function followsConnections(rulesets: readonly Ruleset[]): boolean {
  return rulesets.some(
    (ruleset) =>
      ruleset.stateful || (!ruleset.flagsOnly && ruleset.rules.some((rule) => rule.states !== ANY_STATE)),
  );
}

/** A rule set that stands for what a configuration says nothing of: nobody knows what happens there. */
function unspoken(configurations: readonly Configuration[], hook: Ruleset['hook']): Ruleset[] {
  const judges = configurations.some((c) => c.rulesets.some((ruleset) => ruleset.hook === hook));
  const spoken = new Set<Family>(configurations.flatMap((c) => c.families ?? [4, 6]));
  const missing = ([4, 6] satisfies Family[]).filter((family) => !judges || !spoken.has(family));
  return missing.map((family) => ({
    name: `${WAY[hook]}rules for IPv${family}`,
    hook,
    order: 'first-match',
    stateful: false,
    rules: [],
    otherwise: { action: 'unknown', text: `the ${WAY[hook]}rules for IPv${family}, which were not given` },
    scope: [
      { ...ANY_PACKET, sources: [anyAddress(family)], destinations: [anyAddress(family)] } satisfies Match,
    ],
  }));
}

function scopeOf(kind: Target['kind'], name: string, hook: Ruleset['hook'], hierarchy: Hierarchy): Match[] {
  if (kind === 'filter') return crossingMatches(hierarchy, name);
  return hostMatches(hierarchy, name, hook === 'out' ? 'out' : 'in');
}
