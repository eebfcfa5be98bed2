/**
 * What a policy of Azure Firewall means: a filter between networks that denies what no rule allows. Rules for names
 * (application rules, network rules with names) permit only perhaps: which name is asked for is in no packet. What is
 * translated is uncertain, too. Azure's own infrastructure rules, which allow some of its storage by name behind all
 * rules, are not looked at.
 */
import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_PACKET } from '../../net/match.ts';
import type { Configuration, Dependency, FilterRule, Ruleset } from '../../policy/ruleset.ts';
import type { RaiseContext } from '../reader.ts';
import { quoted } from '../source/findings.ts';
import type { Written } from '../source/lines.ts';
import { ruleOf } from '../source/terms.ts';
import { inOrder, isOf } from './in-order.ts';
import type { FirewallConfig, FirewallPolicy } from './model.ts';
import { raiseRule } from './raise-rule.ts';

const MOST_DOUBTS = 20;

export function raise(
  config: FirewallConfig,
  { interfaces }: RaiseContext,
): { configuration: Configuration; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const bases = new Set(
    config.policies.flatMap(({ base }) => (base === undefined ? [] : [base.toLowerCase()])),
  );
  const chains = config.policies
    .filter(({ name }) => !bases.has(name.toLowerCase()))
    .map((policy) => chainOf(policy, config));
  const known = { given: interfaces, ipGroups: config.ipGroups };
  const isAlone = chains.length === 1;
  const rulesets = chains.map(({ chain, missing }): Ruleset => {
    const [top] = chain.slice(-1);
    const name = top?.name ?? '';
    const which: readonly Dependency[] = isAlone
      ? []
      : [{ kind: 'interface', text: `which firewall has the policy ${quoted(name)}` }];
    const doubts = [...missing, ...chain.flatMap((policy) => policy.doubts), ...config.doubts];
    const rules = inOrder(chain, config).flatMap(({ rule, action, doubts: unsure }) => {
      const conditions = [...which, ...unsure.map((text): Dependency => ({ kind: 'not-understood', text }))];
      if (action === undefined)
        conditions.push({ kind: 'not-understood', text: 'the action of its collection' });
      return raiseRule(rule, action ?? 'unknown', known, conditions);
    });
    return {
      name: name === '' ? 'firewall policy' : `firewall policy ${name}`,
      hook: 'forward',
      order: 'first-match',
      stateful: true,
      rules: [...doubts.slice(0, MOST_DOUBTS).map(doubtful), ...rules],
      otherwise: isAlone
        ? { action: 'deny', text: 'no rule allows it, and Azure Firewall denies by default' }
        : { action: 'unknown', text: `it is not known which firewall has the policy ${quoted(name)}` },
    };
  });
  sayTranslations(config, diagnostics);
  if (chains.length > 1)
    diagnostics.push(
      diagnostic('PT8005', {
        message: `the text has ${chains.length} policies, and nothing says which one is the firewall's`,
        place: chains[1]?.chain.at(-1)?.place,
        help: 'Give only the policy that is meant, with those that it inherits from; until then nothing can be proven',
      }),
    );
  // Policies that inherit from each other are none that Azure would take.
  const rest = [...config.doubts, ...config.policies];
  if (chains.length === 0 && rest.length > 0) rulesets.push(nothingElse(rest));
  return {
    configuration: { dialect: 'azure-firewall', file: config.file, rulesets, families: [4] },
    diagnostics,
  };
}

/** A policy behind those that it inherits from; those that the text has not could say anything before it. */
function chainOf(
  top: FirewallPolicy,
  { policies, groups }: FirewallConfig,
): { readonly chain: readonly FirewallPolicy[]; readonly missing: readonly Written[] } {
  const byName = new Map(policies.map((policy) => [policy.name.toLowerCase(), policy]));
  const chain: FirewallPolicy[] = [top];
  for (let at = top; at.base !== undefined; ) {
    const base = byName.get(at.base.toLowerCase());
    const isHere = base && (!chain.includes(base) as boolean) && groups.some((group) => isOf(group, base));
    if (!isHere) return { chain, missing: [{ ...at, text: `the policy ${at.base} that it inherits from` }] };
    chain.unshift(base);
    at = base;
  }
  return { chain, missing: [] };
}

function doubtful(written: Written): FilterRule {
  const depends: Dependency[] = [
    { kind: 'not-understood', text: `${quoted(written.text)}, which was not understood` },
  ];
  return ruleOf({ action: 'unknown', written }, [ANY_PACKET], depends);
}

function nothingElse(doubts: readonly Written[]): Ruleset {
  return {
    name: 'what was not understood',
    hook: 'forward',
    order: 'first-match',
    stateful: true,
    rules: doubts.slice(0, MOST_DOUBTS).map(doubtful),
    otherwise: { action: 'unknown', text: 'what was not understood may decide' },
  };
}

function sayTranslations({ groups }: FirewallConfig, diagnostics: Diagnostic[]): void {
  const rules = groups
    .flatMap((group) => group.collections)
    .flatMap((collection) => collection.rules.filter((rule) => rule.kind === 'nat'));
  const [first] = rules;
  if (!first) return;
  const more = rules.length > 1 ? ` and ${rules.length - 1} more` : '';
  diagnostics.push(
    diagnostic('PT8009', {
      message: `the NAT rule ${quoted(first.name)}${more} changes the destination of what it matches`,
      place: first.place,
      help: 'What is sent to the firewall’s address, and what reaches the translated one, is reported as unproven',
    }),
  );
}
