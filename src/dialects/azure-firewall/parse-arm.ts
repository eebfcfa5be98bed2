/** Templates, Bicep, the REST interface and the command line; also the rules of firewalls without a policy. */
import { type ArmReading, type ArmResource, lastOfId, member } from '../source/arm.ts';
import {
  type Fields,
  fieldsOf,
  integerOf,
  isEmpty,
  listOf,
  type ObjectValue,
  textOf,
  type Value,
} from '../source/value.ts';
import { actionOf, type Draft, type DraftPolicy } from './draft.ts';
import type { CollectionGroup, FirewallRule, RuleCollection } from './model.ts';
import { ARM_NAMES, ruleFrom } from './parse-rule.ts';

const POLICY = 'microsoft.network/firewallpolicies';
const GROUP = `${POLICY}/rulecollectiongroups`;
const CLASSIC = 'microsoft.network/azurefirewalls';
const IP_GROUP = 'microsoft.network/ipgroups';

/** What the command line prints has no `type` in some versions. */
export function shapeOf(value: ObjectValue): string | undefined {
  const properties = member(value, 'properties');
  const has = (name: string): boolean =>
    member(value, name) !== undefined || member(properties, name) !== undefined;
  if (has('ruleCollections')) return GROUP;
  if (has('networkRuleCollections') || has('applicationRuleCollections')) return CLASSIC;
  return has('ruleCollectionGroups') && has('threatIntelMode') ? POLICY : undefined;
}

/** @param isWhole a list of a policy's groups has all of them */
export function addArm({ resources, doubts }: ArmReading, draft: Draft, isWhole: boolean): void {
  for (const doubt of doubts) draft.doubt(draft.at(doubt));
  const symbols = new Map<string, string>();
  const policies = new Map<string, DraftPolicy>();
  for (const resource of resources) {
    if (resource.type === POLICY) {
      if (resource.symbol !== undefined) symbols.set(resource.symbol, resource.name);
      policies.set(resource.name.toLowerCase(), addPolicy(resource, draft));
    } else if (resource.type === IP_GROUP) {
      const addresses = listOf(resource.properties.take('ipAddresses'));
      const names = [resource.name, resource.symbol ?? ''];
      if (resource.conditions.length === 0) draft.ipGroup(names, addresses);
    } else if (resource.type === CLASSIC) addClassic(resource, draft);
  }
  for (const resource of resources) {
    if (resource.type !== GROUP) continue;
    const parent = resource.parents.at(-1) ?? parentOfId(resource.fields.take('id')) ?? '';
    const policy = symbols.get(parent) ?? parent;
    if (!policies.has(policy.toLowerCase())) {
      const written = draft.at(resource);
      const made = draft.policy(policy, written, undefined);
      policies.set(policy.toLowerCase(), made);
      if (!isWhole) draft.doubt({ ...written, text: 'the rest of the policy, which is not here' }, made);
    }
    const owner = policies.get(policy.toLowerCase());
    if (owner) draft.group(groupOf(resource, owner, draft));
  }
}

function parentOfId(id: Value | undefined): string | undefined {
  return /\/firewallPolicies\/([^/]{1,200})\//i.exec((textOf(id) ?? '').slice(0, 2000))?.[1];
}

/**
 * Of a policy, what says nothing of its rules. Threat intelligence and intrusion detection deny what they take for an
 * attack, before all rules; the networks of a plan are none.
 */
const POLICY_IGNORED: readonly string[] = [
  'id',
  'etag',
  'type',
  'name',
  'location',
  'tags',
  'apiVersion',
  'dependsOn',
  'identity',
  'resourceGroup',
  'provisioningState',
  'sku',
  'size',
  'dnsSettings',
  'threatIntelMode',
  'threatIntelWhitelist',
  'intrusionDetection',
  'insights',
  'snat',
  'sql',
  'transportSecurity',
  'firewalls',
  'childPolicies',
  'ruleCollectionGroups',
  'extendedLocation',
];

function addPolicy(resource: ArmResource, draft: Draft): DraftPolicy {
  const { name, properties, fields, conditions } = resource;
  const written = draft.at(resource);
  const base = member(properties.take('basePolicy'), 'id');
  const policy = draft.policy(name, written, base && (lastOfId(base) ?? textOf(base) ?? 'another policy'));
  for (const condition of conditions) draft.doubt({ ...written, text: condition }, policy);
  // The groups are named there by their ids; whoever writes them out means rules.
  for (const group of listOf(properties.take('ruleCollectionGroups')))
    if (member(group, 'properties')) draft.doubt(draft.at(group), policy);
  for (const one of new Set<Fields>([properties, fields])) {
    for (const key of POLICY_IGNORED) one.take(key);
    for (const [key, value] of one.rest()) draft.doubt({ ...draft.at(value), text: key }, policy);
  }
  return policy;
}

const GROUP_IGNORED: readonly string[] = [
  'id',
  'etag',
  'type',
  'name',
  'apiVersion',
  'dependsOn',
  'parent',
  'resourceGroup',
  'provisioningState',
  'size',
  'scope',
  'comments',
];

function groupOf(resource: ArmResource, policy: DraftPolicy, draft: Draft): CollectionGroup {
  const { properties, fields, name } = resource;
  const written = draft.at(resource);
  const priority = priorityOf(properties.take('priority'));
  const collections = listOf(properties.take('ruleCollections'));
  for (const one of new Set<Fields>([properties, fields])) {
    for (const key of GROUP_IGNORED) one.take(key);
    draft.strangers(one, policy);
  }
  return {
    ...written,
    name,
    policy: policy.name,
    priority,
    collections: collections.flatMap(
      (collection) => collectionOf(collection, resource.conditions, policy, draft) ?? [],
    ),
  };
}

/** 100 to 65000, the lowest first. */
export function priorityOf(value: Value | undefined): number | undefined {
  const number = integerOf(value);
  return number !== undefined && number >= 0 && number <= 65535 ? number : undefined;
}

function collectionOf(
  value: Value,
  conditions: readonly string[],
  policy: DraftPolicy,
  draft: Draft,
): RuleCollection | undefined {
  const written = draft.at(value);
  if (value.kind !== 'object') {
    draft.doubt(written, policy);
    return undefined;
  }
  const fields = fieldsOf(value, true);
  const name = textOf(fields.take('name')) ?? '';
  const type = textOf(fields.take('ruleCollectionType'))?.toLowerCase();
  const isNat = type === 'firewallpolicynatrulecollection';
  const priority = priorityOf(fields.take('priority'));
  const action = actionOf(textOf(member(fields.take('action'), 'type')));
  const rules = listOf(fields.take('rules'));
  draft.strangers(fields, policy);
  if (!isNat && type !== 'firewallpolicyfilterrulecollection')
    draft.doubt({ ...written, text: `the type of the collection ${name}` }, policy);
  return {
    ...written,
    name,
    priority,
    action,
    rules: rules.flatMap((rule) => {
      const kind = kindOf(rule, isNat);
      const at = draft.at(rule);
      if (kind !== undefined && rule.kind === 'object')
        return [ruleFrom(rule, kind, at, ARM_NAMES, conditions)];
      // Nobody knows when it is asked.
      draft.doubt(at, policy);
      return [];
    }),
  };
}

function kindOf(rule: Value, isNat: boolean): FirewallRule['kind'] | undefined {
  const type = textOf(member(rule, 'ruleType'))?.toLowerCase();
  if (isNat) return type === undefined || type === 'natrule' ? 'nat' : undefined;
  return type === 'applicationrule' ? 'application' : type === 'networkrule' ? 'network' : undefined;
}

const CLASSIC_LISTS = [
  ['networkRuleCollections', 'network'],
  ['applicationRuleCollections', 'application'],
  ['natRuleCollections', 'nat'],
] as const;

/** A firewall that holds its rules itself: https://learn.microsoft.com/azure/templates/microsoft.network/azurefirewalls */
function addClassic({ name, properties, conditions, ...resource }: ArmResource, draft: Draft): void {
  const lists = CLASSIC_LISTS.map(([key, kind]) => ({ kind, list: listOf(properties.take(key)) }));
  const policy = properties.take('firewallPolicy');
  if (!isEmpty(policy) && lists.every(({ list }) => list.length === 0)) return;
  const written = draft.at(resource);
  const made = draft.policy(name, written, undefined);
  for (const condition of conditions) draft.doubt({ ...written, text: condition }, made);
  const collections = lists.flatMap(({ kind, list }) =>
    list.flatMap((value): RuleCollection[] => {
      const at = draft.at(value);
      const inner = member(value, 'properties') ?? value;
      if (value.kind !== 'object' || inner.kind !== 'object') {
        draft.doubt(at, made);
        return [];
      }
      const fields = fieldsOf(inner, true);
      const priority = priorityOf(fields.take('priority'));
      const action = actionOf(textOf(member(fields.take('action'), 'type')));
      const rules = listOf(fields.take('rules'));
      for (const key of ['id', 'etag', 'name', 'provisioningState', 'resourceGroup']) fields.take(key);
      draft.strangers(fields, made);
      return [
        {
          ...at,
          name: textOf(member(value, 'name')) ?? '',
          priority,
          action: kind === 'nat' ? 'permit' : action,
          rules: rules.flatMap((rule) => {
            if (rule.kind === 'object') return [ruleFrom(rule, kind, draft.at(rule), ARM_NAMES, [])];
            draft.doubt(draft.at(rule), made);
            return [];
          }),
        },
      ];
    }),
  );
  draft.group({ ...written, name, policy: name, priority: 0, collections });
}
