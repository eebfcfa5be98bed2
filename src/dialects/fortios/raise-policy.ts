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
  const past: FilterRule[] = [];
  let blind: { readonly at: number; readonly name: string } | undefined;
  for (const row of table?.rows ?? []) {
    if (row.kind === 'stray') {
      rules.push(doubtfulRule(domain.scope.config, row));
      continue;
    }
    const at = rules.length;
    raiseEntry(domain, kind, row, rules);
    const made = rules.slice(at);
    if (blind) past.push(...made.filter(isForTranslated).map((rule) => goesPast(rule, blind?.name ?? '')));
    else if (made[0]?.action === 'deny' && !seesTranslated(domain, row))
      blind = { at, name: made[0].name ?? '' };
  }
  if (blind) rules.splice(blind.at, 0, ...past);
  return rules;
}

const isForTranslated = ({ action, depends }: FilterRule): boolean =>
  action === 'permit' && depends.some(({ kind }) => kind === 'translation');

/**
 * What comes by a virtual IP goes past policies that deny addresses, and on to the one that names the virtual IP.
 * @see FortiOS Administration Guide and Fortinet's KB, "DENY policy for Virtual IP firewall policy"
 */
function goesPast(rule: FilterRule, name: string): FilterRule {
  const text = `whether the destination was translated, which ${quoted(name)} without match-vip does not see`;
  return { ...rule, depends: [...rule.depends, { kind: 'translation', text }] };
}

/** Whether a policy that denies sees packets whose destination was translated; since 7.2.4 it does by default. */
function seesTranslated({ scope }: Domain, entry: Entry): boolean {
  const said = onlyValue(entry, 'match-vip');
  return said === undefined ? (scope.config.version ?? 0) >= 704 : said === 'enable';
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
