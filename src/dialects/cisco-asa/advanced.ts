/**
 * Entries as Firewall Threat Defense writes them (`access-list CSM_FW_ACL_ advanced …`): the part of an access control
 * policy that the packet filter knows. Remarks say what a rule is called and whether more than the filter decides.
 */

import { ANY_ADDRESS } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import type { Resolved } from '../raising/resolved.ts';
import { joinRanges, restOf, subtractRanges } from '../source/address-ranges.ts';
import type { Sides } from './behind.ts';
import type { AccessEntry, AccessRule } from './model.ts';

/** What remarks say about the rules of an access control policy. */
export interface PolicyRule {
  readonly name: string;
  /** Ports and addresses are all that it asks for. */
  readonly isWhole: boolean;
}

const REMARK = /^rule-id (\d+): (L[47] RULE|RULE): ?(.*)$/;

/** By `rule-id`. */
export function policyRules(entries: readonly AccessEntry[]): ReadonlyMap<string, PolicyRule> {
  const rules = new Map<string, PolicyRule>();
  for (const entry of entries) {
    const [, id, layer, name = ''] = (entry.kind === 'remark' && REMARK.exec(entry.remark)) || [];
    if (id !== undefined) rules.set(id, { name, isWhole: layer === 'L4 RULE' });
  }
  return rules;
}

/**
 * What an entry that permits leaves to the inspection behind the filter, which may deny: a rule with applications, URLs
 * or users is written as one that permits, also where it blocks.
 */
export function inspectedBy(
  { action, policy }: AccessRule,
  rules: ReadonlyMap<string, PolicyRule>,
): Dependency | undefined {
  if (!policy || action === 'deny' || policy.isTrusted) return undefined;
  const rule = rules.get(policy.id);
  if (rule?.isWhole) return undefined;
  const text = `what the access control rule ${JSON.stringify(rule?.name ?? policy.id)} says beside addresses and ports`;
  return { kind: 'application', text };
}

/** Of some addresses those that stand behind an interface. */
export function standingBehind(
  found: Resolved<AddressRange>,
  name: string | undefined,
  { sides, unplaced }: Sides,
): Resolved<AddressRange> {
  if (name === undefined) return found;
  const side = sides.find((one) => one.name === name);
  const sure = side?.networks ?? [];
  const open = side?.isGiven ? [] : side ? unplaced : ANY_ADDRESS;
  const may = meet([...found.sure, ...found.unsure], open);
  const unsure = [...meet(found.unsure, sure), ...may];
  const depends: Dependency[] = [...found.depends];
  if (may.length > 0)
    depends.push({ kind: 'interface', text: `what stands behind the interface "${name}"`, value: name });
  return { sure: meet(found.sure, sure), unsure, depends: unsure.length > 0 ? depends : [] };
}

function meet(a: readonly AddressRange[], b: readonly AddressRange[]): readonly AddressRange[] {
  return a.length === 0 || b.length === 0 ? [] : subtractRanges(joinRanges(a), restOf(joinRanges(b)));
}
