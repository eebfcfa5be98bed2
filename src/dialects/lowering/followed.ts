import type { Party, Policy, Rule } from '../../policy/model.ts';

/** Transports of the protocols that filters can follow, and the service that starts each. */
const STARTS: Readonly<Record<NonNullable<Rule['follows']>, { readonly transport: Rule['transport'] }>> = {
  tftp: { transport: 'udp' },
};

/** The policy without the rules that a filter which follows some protocols needs none for: either way between the same ends. */
export function withoutFollowed(policy: Policy, protocols: readonly NonNullable<Rule['follows']>[]): Policy {
  const rules = policy.rules.filter((rule) => {
    const { follows } = rule;
    return follows === undefined || !protocols.includes(follows) || !isStarted(rule, follows, policy.rules);
  });
  return rules.length === policy.rules.length ? policy : { ...policy, rules };
}

function isStarted(rule: Rule, protocol: NonNullable<Rule['follows']>, rules: readonly Rule[]): boolean {
  const within = (inner: readonly Party[], outer: readonly Party[]): boolean => {
    const names = new Set(outer.map((party) => party.name));
    return inner.every((party) => names.has(party.name));
  };
  return rules.some(
    (other) =>
      other.transport === STARTS[protocol].transport &&
      other.follows === undefined &&
      other.services.includes(protocol) &&
      ((within(rule.from, other.from) && within(rule.to, other.to)) ||
        (within(rule.from, other.to) && within(rule.to, other.from))),
  );
}
import type { Party, Rule } from '../../policy/model.ts';
/** Protocols whose server answers from another port than it was asked on. */
const FOLLOWED: ReadonlyMap<
  NonNullable<Rule['follows']>,
  { readonly transport: Rule['transport'] }
> = new Map([['tftp', { transport: 'udp' }]]);
/**
 * Rules for answers that a filter lets through by itself, because a rule for the protocol stands between the same
 * ends; for languages whose filters follow `protocols`.
 */
export function followedRules(
  rules: readonly Rule[],
  protocols: readonly NonNullable<Rule['follows']>[],
): ReadonlySet<Rule> {
  return new Set(
    rules.filter(
      (rule) =>
        rule.follows !== undefined &&
        protocols.includes(rule.follows) &&
        rules.some((other) => starts(other, rule)),
    ),
/** Whether a rule lets through what another one's packets answer. */
function starts(other: Rule, { follows, from, to }: Rule): boolean {
  if (follows === undefined || other.follows !== undefined) return false;
  if (other.transport !== FOLLOWED.get(follows)?.transport || !other.services.includes(follows)) return false;
  return (
    (isWithin(from, other.from) && isWithin(to, other.to)) ||
    (isWithin(from, other.to) && isWithin(to, other.from))
function isWithin(inner: readonly Party[], outer: readonly Party[]): boolean {
  const names = new Set(outer.map((party) => party.name));
  return inner.every((party) => names.has(party.name));
