import type {
  CollectionGroup,
  FirewallConfig,
  FirewallPolicy,
  FirewallRule,
  RuleCollection,
} from './model.ts';

/** A rule where it is asked, with what makes that place uncertain: after "depends on". */
export interface PlacedRule {
  readonly rule: FirewallRule;
  readonly action: RuleCollection['action'];
  readonly doubts: readonly string[];
}

const KINDS: readonly FirewallRule['kind'][] = ['nat', 'network', 'application'];

/**
 * The rules of a policy and of those that it inherits from, in the order in which they are asked: NAT rules first, then
 * network rules, then application rules; of each, those of the inherited policy, then by the priority of the rule
 * collection group, by that of the collection, and as they stand.
 * https://learn.microsoft.com/azure/firewall/rule-processing
 * @param chain inherited policies before those that inherit
 */
export function inOrder(chain: readonly FirewallPolicy[], { groups }: FirewallConfig): readonly PlacedRule[] {
  return KINDS.flatMap((kind) =>
    chain.flatMap((policy) => {
      const own = groups.filter((group) => isOf(group, policy));
      return sorted(own).flatMap(({ item: group, doubts: ofGroup }) =>
        sorted(group.collections).flatMap(({ item: collection, doubts: ofCollection }) =>
          collection.rules
            .filter((rule) => rule.kind === kind)
            .map((rule) => ({ rule, action: collection.action, doubts: [...ofGroup, ...ofCollection] })),
        ),
      );
    }),
  );
}

export function isOf(group: CollectionGroup, policy: FirewallPolicy): boolean {
  return group.policy.toLowerCase() === policy.name.toLowerCase();
}

type Prioritized = Pick<CollectionGroup, 'name' | 'priority'> & Partial<Pick<RuleCollection, 'action'>>;

/** By priority; what has none could be the first, and of one priority nobody knows which goes first. */
function sorted<T extends Prioritized>(
  items: readonly T[],
): readonly { item: T; doubts: readonly string[] }[] {
  const counts = new Map<number, Set<string>>();
  for (const { priority = 0, action } of items) {
    const set = counts.get(priority) ?? new Set<string>();
    set.add(`${set.size > 0 && action === undefined ? set.size : (action ?? '')}`);
    counts.set(priority, set);
  }
  return [...items]
    .sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0))
    .map((item) => {
      const { priority } = item;
      if (priority === undefined) return { item, doubts: ['its priority'] };
      const isTied = (counts.get(priority)?.size ?? 0) > 1;
      return { item, doubts: isTied ? [`what of priority ${priority} goes first`] : [] };
    });
}
