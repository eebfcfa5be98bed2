/** What one policy means. */
import { ANY_PACKET, type Match } from '../../net/match.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { lineNotUnderstood, notUnderstood, quoted } from '../raising/reasons.ts';
import { possible, type Resolved, together } from '../raising/resolved.ts';
import { writtenAt } from '../source/lines.ts';
import type { Domain } from './domain.ts';
import { type PolicyKind, TTL_POLICY } from './kinds.ts';
import type { Entry, FortiConfig, Span, Table } from './model.ts';
import { conditionsOf } from './policy-conditions.ts';
import { type Way, waysOf } from './policy-ways.ts';
import { NO_SCHEDULE, whenOf } from './schedules.ts';
import { allValues, onlyValue } from './scope.ts';

/** A statement that may permit and may deny every packet. */
export function doubtfulRule(config: FortiConfig, at: Span): FilterRule {
  const written = writtenAt(config.lines, at.start, at.end);
  const depends = [lineNotUnderstood(config, at)];
  return { action: 'unknown', matches: [ANY_PACKET], states: ANY_STATE, depends, ...written };
}

/**
 * The policies of a list, in its order. One whose addresses or services aren't all known becomes two rules: one for
 * what is certain, and one behind it for what may be.
 */
export function raiseTable(domain: Domain, kind: PolicyKind): readonly FilterRule[] {
  const table: Table | undefined = domain.scope.vdom.tables.get(kind.path);
  const rules: FilterRule[] = [];
  for (const row of table?.rows ?? []) {
    if (row.kind === 'stray') rules.push(doubtfulRule(domain.scope.config, row));
    else raiseEntry(domain, kind, row, rules);
  }
  return rules;
}

function raiseEntry(domain: Domain, kind: PolicyKind, entry: Entry, into: FilterRule[]): void {
  const { scope } = domain;
  const name = onlyValue(entry, 'name') ?? `policy ${entry.name}`;
  if (onlyValue(entry, 'status') === 'disable' && entry.unread.length === 0) {
    scope.report.say('PT8004', `${quoted(name)} (${kind.path}) is disabled and left out`, entry);
    return;
  }
  const schedule = onlyValue(entry, 'schedule');
  const when =
    schedule === undefined ? (kind.isShort ? 'always' : NO_SCHEDULE) : whenOf(scope, schedule, entry);
  if (when === 'never') {
    scope.report.say(
      'PT8004',
      `${quoted(name)} (${kind.path}) has the schedule "none" and is left out`,
      entry,
    );
    return;
  }
  const { action, depends: ofAction } = actionOf(entry, kind);
  const conditions = [
    ...(when === 'always' ? [] : [when]),
    ...ofAction,
    ...(kind === TTL_POLICY ? [TTL] : []),
    ...conditionsOf(scope, entry, kind),
  ];
  const sides = kind.families.flatMap((keys) => waysOf(domain, entry, kind, keys));
  const written = writtenAt(scope.config.lines, entry.start, entry.end);
  const add = (matches: readonly Match[], depends: readonly Dependency[]): void => {
    const rule: FilterRule = { action, matches, states: ANY_STATE, depends, ...written, name };
    into.push(rule);
    const isNegated = onlyValue(entry, 'service-negate') === 'enable';
    if (action === 'permit' && (isNegated || domain.services.mayFollowRpc(allValues(entry, 'service'))))
      domain.followed.push(rule);
  };
  const certain = matchesOf(sides, (resolved) => resolved.sure);
  const doubts = together(
    sides.flatMap(({ from, to, services }) => [from.depends, to.depends, services.depends]),
  );
  // A tunnel may let the other side start, too.
  if (onlyValue(entry, 'action') === 'ipsec')
    add(matchesOf(sides, possible).map(reversed), [...conditions, ...doubts]);
  if (doubts.length === 0) {
    add(certain, conditions);
    return;
  }
  if (certain.length > 0 && conditions.length === 0) add(certain, conditions);
  add(matchesOf(sides, possible), [...conditions, ...doubts]);
}

const TTL: Dependency = { kind: 'other', text: "the packet's time to live" };

function matchesOf(ways: readonly Way[], take: <T>(resolved: Resolved<T>) => readonly T[]): readonly Match[] {
  return ways
    .map(({ from, to, services }) => ({
      sources: take(from),
      destinations: take(to),
      services: take(services),
    }))
    .filter(
      ({ sources, destinations, services }) =>
        sources.length > 0 && destinations.length > 0 && services.length > 0,
    );
}

const reversed = ({ sources, destinations, services }: Match): Match => ({
  sources: destinations,
  destinations: sources,
  services,
});

function actionOf(
  entry: Entry,
  { usually }: PolicyKind,
): { action: FilterRule['action']; depends: readonly Dependency[] } {
  const action = onlyValue(entry, 'action') ?? (entry.settings.has('action') ? '' : usually);
  switch (action) {
    case 'accept':
      return { action: 'permit', depends: [] };
    case 'deny':
      return { action: 'deny', depends: [] };
    case 'ipsec':
      return {
        action: 'permit',
        depends: [
          { kind: 'security', text: `the IPsec tunnel ${quoted(onlyValue(entry, 'vpntunnel') ?? '')}` },
        ],
      };
    default:
      return { action: 'unknown', depends: [notUnderstood(`the action ${quoted(action)}`)] };
  }
}
