import type { Flow } from '../plan/model.ts';
import type { Rule } from '../policy/model.ts';
import type { PolicyReport } from './policy-json.ts';

/** A printed policy, with the name of its file. */
export interface RulesText extends PolicyReport {
  readonly file: string;
}

/** One rule that a flow is permitted by, with the lines that it was printed as. */
export interface FlowRule {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
  /** Other flows that the same rule is for. */
  readonly alsoFor: readonly string[];
}

/** What one filter or host has for a flow. */
export interface FlowFilter {
  readonly kind: PolicyReport['policy']['kind'];
  readonly name: string;
  readonly dialect: string;
  readonly file: string;
  readonly proof?: NonNullable<PolicyReport['proof']>;
  readonly rules: readonly FlowRule[];
}

/** The filters and hosts whose rules a flow needs. */
export interface FlowTargets {
  /** In the order in which they are crossed. */
  readonly filters: readonly string[];
  readonly hosts: readonly string[];
}

/** Whose rules to print to show the whole chain of a flow. */
export function flowTargets(flow: Flow): FlowTargets {
  const hosts = [...flow.from, ...flow.to].flatMap((end) => end.owner ?? []);
  return {
    filters: [...new Set(flow.path.map((crossing) => crossing.filter))],
    hosts: [...new Set(hosts)],
  };
}

/** The rules of one printed policy that are for a flow. */
export function flowRules({ policy, text, lines, file, proof }: RulesText, flow: string): FlowFilter {
  const rules = allRules(policy).filter((rule) => rule.origins.some((origin) => origin.flow === flow));
  const linesOf = linesOfRules(text, lines, new Set(rules.map((rule) => rule.id)));
  return {
    kind: policy.kind,
    name: policy.name,
    dialect: policy.dialect,
    file,
    ...(proof !== undefined && { proof }),
    rules: rules.map(({ id, title, origins }) => ({
      id,
      title,
      lines: linesOf.get(id) ?? [],
      alsoFor: [...new Set(origins.map((origin) => origin.flow))].filter((other) => other !== flow),
    })),
  };
}

/** Rules by address and those that name their destinations. */
export function allRules({ rules, named }: PolicyReport['policy']): Rule[] {
  return [...rules, ...named.map(({ rule }) => rule)];
}

function linesOfRules(
  text: string | undefined,
  lines: RulesText['lines'],
  ids: ReadonlySet<string>,
): Map<string, { line: number; text: string }[]> {
  const found = new Map<string, { line: number; text: string }[]>();
  if (text === undefined || !lines || ids.size === 0) return found;
  const texts = text.split(/\r?\n/);
  for (const { line, rule } of lines) {
    if (!ids.has(rule)) continue;
    const list = found.get(rule) ?? [];
    found.set(rule, list);
    list.push({ line, text: texts[line - 1] ?? '' });
  }
  return found;
}
