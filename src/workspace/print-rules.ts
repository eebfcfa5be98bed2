import type { Phase } from '../catalog/model.ts';
import { type Proof, printProven } from '../handout/print-proven.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Plan } from '../plan/model.ts';
import { selectFlows } from '../plan/select.ts';
import { hostPolicy } from '../policy/host-policy.ts';
import { ipsecPolicy } from '../policy/ipsec-policy.ts';
import type { Policy } from '../policy/model.ts';
import { networkPolicy } from '../policy/network-policy.ts';
import { proxyPolicy } from '../policy/proxy-policy.ts';
import type { PolicyReport } from '../report/policy-json.ts';
import { uniqueFileNames } from './safe-file-name.ts';

/** What rules are asked for: some filters and some hosts, by name. */
export interface RuleTargets {
  readonly filters: readonly string[];
  readonly hosts: readonly string[];
  /** Hosts that are web proxies, for what those may fetch. */
  readonly proxies: readonly string[];
  /** Hosts, for what of their packets travels inside of IPsec. */
  readonly protectedHosts: readonly string[];
}

export interface RuleFile extends PolicyReport {
  readonly proof: Proof;
  /** Below the folder, with `/`. */
  readonly file: string;
}

/** Every filter, host and web proxy of a hierarchy, and IPsec where it has it. */
export function everyTarget(hierarchy: Hierarchy): RuleTargets {
  const hosts = hierarchy.hosts.map((h) => h.name);
  return {
    filters: hierarchy.filters.map((f) => f.name),
    hosts,
    proxies: hierarchy.hosts.filter((h) => h.roles.some((r) => r.role === 'proxy-server')).map((h) => h.name),
    protectedHosts: hierarchy.ipsec.length > 0 ? hosts : [],
  };
}

/**
 * Prints the policies one by one, in the order of the hierarchy, each with the name of a file for it; in another
 * language than the hierarchy says where one is given.
 */
export function* printRules(
  plan: Plan,
  hierarchy: Hierarchy,
  targets: RuleTargets,
  dialect?: string,
): Generator<RuleFile> {
  const printed = (policy: Policy, file: string): RuleFile =>
    printedFile(dialect === undefined ? policy : { ...policy, dialect }, file, plan, hierarchy);
  const filterFiles = uniqueFileNames(targets.filters);
  for (const [i, name] of targets.filters.entries()) {
    yield printed(networkPolicy(plan, hierarchy, name), `filters/${filterFiles[i]}`);
  }
  const hostFiles = uniqueFileNames(targets.hosts);
  for (const [i, name] of targets.hosts.entries()) {
    yield printed(hostPolicy(plan, hierarchy, name), `hosts/${hostFiles[i]}`);
  }
  const protectedFiles = uniqueFileNames(targets.protectedHosts);
  for (const [i, name] of targets.protectedHosts.entries()) {
    yield printed(ipsecPolicy(plan, hierarchy, name), `ipsec/${protectedFiles[i]}`);
  }
  const proxyFiles = uniqueFileNames(targets.proxies);
  for (const [i, name] of targets.proxies.entries()) {
    yield printed(proxyPolicy(plan, hierarchy, name), `proxies/${proxyFiles[i]}`);
  }
}

/** Whose rules are meant: of a kind as `portolan rules` prints them. */
export interface RulesAsked {
  readonly group: keyof RuleTargets;
  readonly name: string;
  readonly dialect?: string | undefined;
  readonly phases?: readonly Phase[] | undefined;
}

const NONE: RuleTargets = { filters: [], hosts: [], proxies: [], protectedHosts: [] };

/** The rules of one filter or host. */
export function printAsked(
  { plan, hierarchy }: { readonly plan: Plan; readonly hierarchy: Hierarchy },
  { group, name, dialect, phases }: RulesAsked,
): RuleFile {
  const part = phases ? selectFlows(plan, { phases }) : plan;
  const [file] = printRules(part, hierarchy, { ...NONE, [group]: [name] }, dialect);
  if (!file) throw new Error(`nothing was printed for ${name}`);
  return file;
}

/** How many rules a policy has, with those that name their destinations. */
export function countRules({ rules, named }: Policy): number {
  return rules.length + named.length;
}

/** The text of a file that is written; a host that nothing talks to needs none, a filter without rules blocks all. */
export function writtenText({ policy, text }: RuleFile): string | undefined {
  return policy.kind !== 'network' && countRules(policy) === 0 ? undefined : text;
}

function printedFile(policy: Policy, file: string, plan: Plan, hierarchy: Hierarchy): RuleFile {
  const { printed: output, extension, encoding, diagnostics, proof } = printProven(policy, plan, hierarchy);
  return {
    policy,
    file: extension === undefined ? file : `${file}.${extension}`,
    diagnostics,
    proof,
    ...(output && { text: output.text, lines: output.lines, ...(encoding && { encoding }) }),
  };
}
