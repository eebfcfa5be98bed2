import type { Party, Policy, Rule } from '../../policy/model.ts';

/** Protocols whose server answers from another port than it was asked on. */
const FOLLOWED: ReadonlyMap<
  NonNullable<Rule['follows']>,
  { readonly transport: Rule['transport'] }
> = new Map([['tftp', { transport: 'udp' }]]);

/**
 * Rules for answers that a filter lets through by itself, because a rule for the protocol stands between the same
 * ends; for languages whose filters follow `protocols`.
 */
function followedRules(
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
  );
}

/** The policy without those rules. */
export function withoutFollowed(policy: Policy, protocols: readonly NonNullable<Rule['follows']>[]): Policy {
  const followed = followedRules(policy.rules, protocols);
  return followed.size === 0
    ? policy
    : { ...policy, rules: policy.rules.filter((rule) => !followed.has(rule)) };
}

/** Whether a rule lets through what another one's packets answer. */
function starts(other: Rule, { follows, from, to }: Rule): boolean {
  if (follows === undefined || other.follows !== undefined) return false;
  if (other.transport !== FOLLOWED.get(follows)?.transport || !other.services.includes(follows)) return false;
  return (
    (isWithin(from, other.from) && isWithin(to, other.to)) ||
    (isWithin(from, other.to) && isWithin(to, other.from))
  );
}

function isWithin(inner: readonly Party[], outer: readonly Party[]): boolean {
  const names = new Set(outer.map((party) => party.name));
  return inner.every((party) => names.has(party.name));
}
