/** Terraform's resources of the provider azurerm. */
import { NOT_CONFIGURED, type TerraformReading, type TerraformResource } from '../source/terraform.ts';
import { fieldsOf, listOf, textOf, type Value } from '../source/value.ts';
import { actionOf, type Draft, type DraftPolicy } from './draft.ts';
import type { FirewallRule, RuleCollection } from './model.ts';
import { priorityOf } from './parse-arm.ts';
import { ruleFrom, TERRAFORM_NAMES } from './parse-rule.ts';

const LISTS = [
  ['network_rule_collection', 'network'],
  ['application_rule_collection', 'application'],
  ['nat_rule_collection', 'nat'],
] as const;
/** What makes nobody know how often a resource is there. */
const REPEATS: readonly string[] = ['count', 'for_each'];

export function addTerraform({ resources, doubts }: TerraformReading, draft: Draft): void {
  for (const doubt of doubts) draft.doubt(draft.at(doubt));
  const policies = new Map<string, DraftPolicy>();
  for (const resource of resources) {
    const { type, address, values, name } = resource;
    if (type === 'azurerm_firewall_policy') {
      const own = textOf(values.entries.get('name')) ?? name;
      const base = values.entries.get('base_policy_id');
      const isNone = !base || base.kind === 'null' || isOpen(base);
      const policy = draft.policy(own, draft.at(resource), isNone ? undefined : referred(base));
      if (REPEATS.some((key) => values.entries.has(key)))
        draft.doubt({ ...draft.at(resource), text: 'how often the policy is there' }, policy);
      for (const key of [own, address]) policies.set(key.toLowerCase(), policy);
    } else if (type === 'azurerm_ip_group') {
      const own = textOf(values.entries.get('name')) ?? name;
      draft.ipGroup([own, address], listOf(values.entries.get('cidrs')));
    } else if (/^azurerm_firewall_(?:network|application|nat)_rule_collection$/.test(type))
      draft.doubt(draft.at(resource));
  }
  for (const resource of resources)
    if (resource.type === 'azurerm_firewall_policy_rule_collection_group')
      addGroup(resource, policies, draft);
}

function addGroup(resource: TerraformResource, policies: Map<string, DraftPolicy>, draft: Draft): void {
  const { values, name } = resource;
  const written = draft.at(resource);
  const fields = fieldsOf(values);
  const own = textOf(fields.take('name')) ?? name;
  const target = fields.take('firewall_policy_id');
  const wanted = target ? referred(target) : '';
  let policy = policies.get(wanted.toLowerCase());
  if (!policy) {
    policy = draft.policy(wanted, written, undefined);
    policies.set(wanted.toLowerCase(), policy);
    draft.doubt({ ...written, text: 'the rest of the policy, which is not here' }, policy);
  }
  const doubts = REPEATS.filter((key) => fields.take(key)).map((key) => `its ${key}`);
  for (const key of ['id', 'timeouts']) fields.take(key);
  const priority = priorityOf(fields.take('priority'));
  const lists = LISTS.map(([key, kind]) => ({ kind, list: listOf(fields.take(key)) }));
  draft.strangers(fields, policy);
  const collections = lists.flatMap(({ kind, list }) =>
    list.flatMap((value) => collectionOf(value, kind, doubts, policy, draft) ?? []),
  );
  draft.group({ ...written, name: own, policy: policy.name, priority, collections });
}

function collectionOf(
  value: Value,
  kind: FirewallRule['kind'],
  doubts: readonly string[],
  policy: DraftPolicy,
  draft: Draft,
): RuleCollection | undefined {
  const written = draft.at(value);
  if (value.kind !== 'object') {
    draft.doubt(written, policy);
    return undefined;
  }
  const fields = fieldsOf(value);
  const action = actionOf(textOf(fields.take('action')));
  const name = textOf(fields.take('name')) ?? '';
  const priority = priorityOf(fields.take('priority'));
  const rules = listOf(fields.take('rule'));
  draft.strangers(fields, policy);
  return {
    ...written,
    name,
    priority,
    action: kind === 'nat' ? 'permit' : action,
    rules: rules.flatMap((rule) => {
      if (rule.kind === 'object') return [ruleFrom(rule, kind, draft.at(rule), TERRAFORM_NAMES, doubts)];
      draft.doubt(draft.at(rule), policy);
      return [];
    }),
  };
}

const isOpen = (value: Value): boolean => value.kind === 'expression' && value.text === NOT_CONFIGURED;

/** The last part of an id, or the address of the resource that is referred to. */
function referred(value: Value): string {
  if (value.kind === 'expression')
    return (
      /^((?:module\.[\w-]+(?:\[[^\]]{0,100}\])?\.)*azurerm_\w+\.[\w-]+)(?:\.\w+)?$/.exec(
        value.text.slice(0, 300),
      )?.[1] ?? value.text
    );
  const text = textOf(value) ?? '';
  return text.slice(text.lastIndexOf('/') + 1);
}
