/**
 * Rules with one thing taken away. What fails then is worked out beforehand, from the rules that remain; the lab has to
 * show exactly that, or its tests could not see a rule that is missing.
 */
import { withoutFollowed } from '../../dialects/lowering/followed.ts';
import { printPolicy } from '../../dialects/print-policy.ts';
import { contains, type Network } from '../../net/network.ts';
import { formatPorts } from '../../net/ports.ts';
import type { Party, Policy, Rule } from '../../policy/model.ts';
import { forgetConnections } from '../inside/conntrack.ts';
import { loadRules, unloadRules } from '../inside/firewall.ts';
import type { LabRules } from '../rules.ts';
import { askAll, type Seen } from './asking.ts';
import { type Conversation, conversationText } from './conversations.ts';
import { type Subject, timed } from './phases.ts';
import type { LabFault, LabPhase } from './report-model.ts';
import { seenText } from './seen.ts';

export interface Mutation {
  readonly of: LabRules;
  readonly rule: Rule;
  /** What is taken away, for people. */
  readonly says: string;
  readonly policy: Policy;
}

/** Every rule as a whole, and of every rule that names several sources, destinations or ports, one of each. */
export function* mutationsOf(rules: readonly LabRules[]): Generator<Mutation> {
  for (const of of rules) {
    for (const rule of of.policy.rules) {
      const without = (changed: Rule | undefined, says: string): Mutation => ({
        of,
        rule,
        says: `${of.name} without ${says}`,
        policy: {
          ...of.policy,
          rules: of.policy.rules.flatMap((one) => (one !== rule ? one : (changed ?? []))),
        },
      });
      yield without(undefined, `the rule ${rule.title}`);
      const [source, target] = [rule.from.at(-1), rule.to.at(-1)];
      if (source && rule.from.length > 1)
        yield without(
          { ...rule, from: rule.from.slice(0, -1) },
          `the source ${source.name} in ${rule.title}`,
        );
      if (target && rule.to.length > 1)
        yield without(
          { ...rule, to: rule.to.slice(0, -1) },
          `the destination ${target.name} in ${rule.title}`,
        );
      const port = rule.ports.at(-1);
      if (port && rule.ports.length > 1)
        yield without(
          { ...rule, ports: rule.ports.slice(0, -1) },
          `port ${formatPorts([port])} in ${rule.title}`,
        );
    }
  }
}

/** Some of many, evenly, so that each filter has its turn. */
export function someMutations(all: readonly Mutation[], count: number | 'all'): readonly Mutation[] {
  if (count === 'all' || count >= all.length) return all;
  return Array.from(
    { length: count },
    (_, n) => all[Math.floor(((n + 0.5) * all.length) / count)] as Mutation,
  );
}

/** Whether a rule lets a conversation's first packet pass. */
function permits({ transport, ports, from, to }: Rule, one: Conversation): boolean {
  return (
    transport === one.transport &&
    (transport === 'icmp' || ports.some((r) => r.first <= one.port && one.port <= r.last)) &&
    holds(from, one.from.network) &&
    holds(to, one.to.network)
  );
}

const holds = (parties: readonly Party[], address: Network): boolean =>
  parties.some(({ networks }) => networks.some((n) => contains(n, address)));

/** The conversations that a mutation can concern, and those of them that must fail with it. */
export function effectOf<T extends Conversation>(
  { of, rule, policy }: Mutation,
  conversations: readonly T[],
): { readonly over: readonly T[]; readonly failing: ReadonlySet<T> } {
  const stage = rule.direction === 'forward' ? `filter ${of.name}` : `${rule.direction} ${of.name}`;
  const over = conversations.filter(
    ({ stages, blockedAt }) => stages.includes(stage) && blockedAt.length === 0,
  );
  // What a filter follows by itself is no rule of the file: its ports stay closed for all else.
  const printed = of.dialect === 'nftables' ? withoutFollowed(policy, ['tftp']) : policy;
  const left = printed.rules.filter(({ direction }) => direction === rule.direction);
  return { over, failing: new Set(over.filter((one) => !left.some((other) => permits(other, one)))) };
}

/** Rules with something taken away: exactly what needs it fails. The subject's rules are loaded again at the end. */
export function mutations(subject: Subject, all: readonly Mutation[]): Promise<LabPhase> {
  const { bench, conversations } = subject;
  return timed('mutations', 'with one thing taken away, exactly what needs it fails', async () => {
    const faults: LabFault[] = [];
    let asked = 0;
    for (const mutation of all) {
      const { of, rule, says, policy } = mutation;
      const { over, failing } = effectOf(mutation, conversations);
      const printed = printPolicy({ ...policy, dialect: of.dialect }).printed;
      if (!printed) continue;
      const mutated: LabRules = { ...of, policy, text: printed.text, lines: printed.lines };
      await unloadRules(bench.inside, of.place, of.dialect);
      await loadRules(bench.inside, mutated, 'reject');
      forgetConnections(bench.inside, of.place);
      const seen = await askAll(bench, over);
      asked++;
      const wrong = over.flatMap((one, i): LabFault[] => {
        const it = seen[i] as Seen;
        const isOpen = it.outcome === 'open';
        if (isOpen !== failing.has(one)) return [];
        const expected = failing.has(one) ? 'it to fail' : 'an answer';
        return [
          {
            says: `${says}: ${conversationText(one)}: expected ${expected}, but ${seenText(it)}`,
            from: one.from.host.label,
            to: one.to.host.label,
            transport: one.transport,
            port: one.port,
            flows: one.flows.map(({ flow }) => flow),
            filter: of.name,
            rule: rule.id,
          },
        ];
      });
      faults.push(...wrong);
      await unloadRules(bench.inside, of.place, of.dialect);
      await loadRules(bench.inside, of, 'reject');
    }
    const mutated = new Set(faults.map(({ filter, rule }) => `${filter} ${rule}`));
    return { asked, faults, wrong: mutated.size };
  });
}
