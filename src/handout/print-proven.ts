import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { type PrintedPolicy, printPolicy } from '../dialects/print-policy.ts';
import type { RaiseContext } from '../dialects/reader.ts';
import { READERS } from '../dialects/readers.ts';
import { DIALECTS } from '../dialects/registry.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Plan } from '../plan/model.ts';
import type { Policy } from '../policy/model.ts';
import type { Configuration } from '../policy/ruleset.ts';
import type { Finding } from '../verify/finding.ts';
import { verify } from '../verify/verify.ts';
import { namedDifference } from './named-proof.ts';
import { protectedDifference } from './protected-proof.ts';

/** What reading back showed: it is the plan, it is not, or some of it depends on what the file doesn't say. */
export type Proof = 'equal' | 'differs' | 'depends' | 'none';

export interface ProvenPolicy extends PrintedPolicy {
  readonly proof: Proof;
}

/**
 * Prints a policy in its language, reads the text back and holds it against the plan that the policy is a cut of. A
 * text that is not the plan is not handed out: that is a fault of Portolan's, and a diagnostic names the packet.
 */
export function printProven(policy: Policy, plan: Plan, hierarchy: Hierarchy): ProvenPolicy {
  const output = printPolicy(policy);
  const reader = READERS.get(DIALECTS.get(policy.dialect)?.reader ?? '');
  if (!output.printed || !reader) return { ...output, proof: 'none' };
  const parsed = reader.parse(output.printed.text, `${policy.name}.${output.extension}`);
  const { configuration } = reader.raise(parsed.config, contextOf(policy, hierarchy));
  if (configuration.rulesets.length === 0) return { ...output, proof: 'none' };
  if (policy.kind === 'proxy') return provenBy(namedDifference, policy, output, configuration);
  if (policy.kind === 'ipsec') return provenBy(protectedDifference, policy, output, configuration);
  const kind = policy.kind === 'network' ? 'filter' : 'host';
  const { findings } = verify({
    plan,
    hierarchy,
    targets: [{ kind, name: policy.name, configurations: [configuration] }],
  });
  // What the language can't say is missing, and a diagnostic says so.
  const isPartial = output.diagnostics.some((d) => d.code === 'PT7003');
  // So is what is known by name only, where the language has no names.
  const named = new Set(policy.named.flatMap(({ rule }) => rule.origins.map(({ flow }) => flow)));
  const isTold = ({ origins }: Finding): boolean =>
    isPartial || (origins.length > 0 && origins.every(({ flow }) => named.has(flow)));
  const wrong = findings.find((f) => f.kind === 'excess' || (f.kind === 'missing' && !isTold(f)));
  if (wrong) return keptBack(output, refusal(policy, wrong.message, wrong.place));
  const isOpen = findings.some((f) => f.kind === 'unproven' || f.kind === 'missing');
  return { ...output, proof: isOpen ? 'depends' : 'equal' };
}

type Difference = (policy: Policy, configuration: Configuration) => string | undefined;

function provenBy(
  differenceOf: Difference,
  policy: Policy,
  output: PrintedPolicy,
  configuration: Configuration,
): ProvenPolicy {
  const isPartial = output.diagnostics.some((d) => d.code === 'PT7003');
  const difference = isPartial ? undefined : differenceOf(policy, configuration);
  if (difference !== undefined) return keptBack(output, refusal(policy, difference));
  return { ...output, proof: isPartial ? 'depends' : 'equal' };
}

function keptBack({ printed: _, ...output }: PrintedPolicy, finding: Diagnostic): ProvenPolicy {
  return { ...output, diagnostics: [...output.diagnostics, finding], proof: 'differs' };
}

function contextOf(policy: Policy, hierarchy: Hierarchy): RaiseContext {
  const rpc = policy.kind === 'host' ? hierarchy.hosts.find((h) => h.name === policy.name)?.rpc : undefined;
  return {
    kind: policy.kind,
    interfaces: new Map(policy.interfaces.map(({ name, networks }) => [name, networks])),
    ...(rpc && { dynamicRpc: rpc }),
  };
}

function refusal(policy: Policy, difference: string, place?: Place): Diagnostic {
  return diagnostic('PT7008', {
    message: `the rules printed for ${policy.name} in ${policy.dialect} are not the plan when they are read back: ${difference}`,
    place,
    help: 'They are not handed out. Please report this with the hierarchy, or a part of it that shows it',
  });
}
