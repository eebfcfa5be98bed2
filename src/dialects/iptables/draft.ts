import { meetServices, type ServiceRange } from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import type { StateSet } from '../../net/state.ts';
import type { Dependency, Ruleset } from '../../policy/ruleset.ts';
import { type Case, CERTAIN, everyCase, intersectCases } from './case.ts';
import type { IptablesRule } from './model.ts';
import type { Reporter } from './reporter.ts';
import type { StateAnswer } from './states.ts';

/** Where a rule is looked at from. */
export interface Scene {
  readonly family: Family;
  readonly hook: Ruleset['hook'];
  /** Whether the kernel knows the interface that a packet came by, and the one that it leaves by. */
  readonly sees: { readonly in: boolean; readonly out: boolean };
  readonly interfaces: ReadonlyMap<string, readonly AddressRange[]>;
  /** Whether any rule may change where packets go to. */
  readonly translates: boolean;
  readonly reports: Reporter;
}

/** A rule's condition while its options are read. */
export interface Draft {
  readonly rule: IptablesRule;
  readonly scene: Scene;
  /** The one protocol that `-p` names. */
  protocol: number | undefined;
  sources: readonly AddressRange[];
  destinations: readonly AddressRange[];
  services: readonly ServiceRange[];
  states: StateSet;
  depends: Dependency[];
  /** Some condition holds for no packet. */
  never: boolean;
  /** Conditions of several cases, to be crossed with all others. */
  readonly splits: (readonly Case[])[];
  /** Products that may not grow beyond a limit; see `finish`. */
  tooLarge: boolean;
}

/** The most pairs of one list with another: rules that people write are far from it. */
const MOST_PAIRS = 200_000;

/** A condition that holds for everything. */
export function draft(rule: IptablesRule, scene: Scene): Draft {
  const { match, states } = everyCase(scene.family);
  return {
    rule,
    scene,
    protocol: undefined,
    sources: match.sources,
    destinations: match.destinations,
    services: match.services,
    states,
    depends: [],
    never: false,
    splits: [],
    tooLarge: false,
  };
}

/** Narrows one side to addresses. */
export function narrowAddresses(
  to: Draft,
  side: 'sources' | 'destinations',
  ranges: readonly AddressRange[],
): void {
  const before = to[side];
  if (before === everyCase(to.scene.family).match[side]) {
    to[side] = ranges;
  } else if (before.length * ranges.length > MOST_PAIRS) to.tooLarge = true;
  else to[side] = before.flatMap((a) => ranges.flatMap((b) => meetAddresses(a, b)));
  if (to[side].length === 0) to.never = true;
}

function meetAddresses(a: AddressRange, b: AddressRange): AddressRange[] {
  const first = a.first > b.first ? a.first : b.first;
  const last = a.last < b.last ? a.last : b.last;
  return first > last ? [] : [{ family: a.family, first, last }];
}

/** Narrows the services. */
export function narrowServices(to: Draft, services: readonly ServiceRange[]): void {
  if (to.services === everyCase(to.scene.family).match.services) to.services = services;
  else if (to.services.length * services.length > MOST_PAIRS) to.tooLarge = true;
  else to.services = to.services.flatMap((a) => services.flatMap((b) => meetServices(a, b) ?? []));
  if (to.services.length === 0) to.never = true;
}

/** Narrows the states; where the answer isn't certain, by cases. */
export function narrowStates(to: Draft, { certain, possible }: StateAnswer, proviso: Dependency): void {
  if (certain === possible) {
    to.states &= certain;
    if (to.states === 0) to.never = true;
    return;
  }
  const all = everyCase(to.scene.family);
  to.splits.push(
    [
      { ...all, states: certain },
      { ...all, states: possible & ~certain, depends: [proviso] },
    ].filter(({ states }) => states !== 0),
  );
}

/** The cases of the condition; none where no packet meets it. */
export function finish(from: Draft): readonly Case[] {
  if (from.never) return [];
  const { sources, destinations, services, states } = from;
  const all = everyCase(from.scene.family);
  const { match } = all;
  const same =
    sources === match.sources && destinations === match.destinations && services === match.services;
  let cases: readonly Case[] = [
    {
      match: same ? match : { sources, destinations, services },
      states,
      depends: from.depends.length === 0 ? CERTAIN : from.depends,
    },
  ];
  for (const split of from.splits) {
    if (cases.length * split.length > 64) return tooLarge(from);
    cases = cases.flatMap((a) => split.flatMap((b) => intersectCases(a, b) ?? []));
  }
  return from.tooLarge ? tooLarge(from) : cases;
}

/** Every packet, under the proviso that nobody could read the rule; reported. */
export function tooLarge(from: Draft): readonly Case[] {
  from.scene.reports.reportOnce(`${from.rule.span.start} large`, 'PT8006', {
    message: 'the rule names more combinations than can be read',
    place: from.rule.place,
    help: 'split it into several rules',
  });
  const depends: Dependency[] = [{ kind: 'not-understood', text: 'the rule, which is too large to be read' }];
  return [{ ...everyCase(from.scene.family), depends }];
}
