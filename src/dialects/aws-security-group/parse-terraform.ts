/** Terraform's resources of the provider aws. */
import { prefixOf } from '../source/cidr.ts';
import {
  KNOWN_LATER,
  NOT_CONFIGURED,
  type TerraformReading,
  type TerraformResource,
} from '../source/terraform.ts';
import { entry, fieldsOf, isEmpty, listOf, textOf, type Value } from '../source/value.ts';
import type { Draft, DraftGroup } from './draft.ts';
import type { Direction, SecurityRule } from './model.ts';
import { type FlatNames, flatRules } from './parse-flat.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group */
const INLINE: FlatNames = {
  protocol: 'protocol',
  from: 'from_port',
  to: 'to_port',
  cidrs: ['cidr_blocks', 'ipv6_cidr_blocks'],
  prefixLists: ['prefix_list_ids'],
  groups: ['security_groups'],
  self: 'self',
  description: 'description',
  ignored: [],
};
/** …/resources/security_group_rule */
const RULE: FlatNames = {
  ...INLINE,
  groups: ['source_security_group_id'],
  ignored: ['id', 'type', 'security_group_id', 'security_group_rule_id', 'timeouts', 'region'],
};
/** …/resources/vpc_security_group_ingress_rule */
const VPC_RULE: FlatNames = {
  protocol: 'ip_protocol',
  from: 'from_port',
  to: 'to_port',
  cidrs: ['cidr_ipv4', 'cidr_ipv6'],
  prefixLists: ['prefix_list_id'],
  groups: ['referenced_security_group_id'],
  description: 'description',
  ignored: ['id', 'arn', 'security_group_id', 'security_group_rule_id', 'tags', 'tags_all', 'region'],
};

const IGNORED = [
  'id',
  'arn',
  'name_prefix',
  'description',
  'owner_id',
  'revoke_rules_on_delete',
  'tags',
  'tags_all',
  'vpc_id',
  'timeouts',
  'region',
];
/** What makes nobody know how often a resource is there. */
const REPEATS: readonly string[] = ['count', 'for_each'];

const LATER: ReadonlySet<string> = new Set([KNOWN_LATER, NOT_CONFIGURED]);

export function addTerraform({ resources, doubts }: TerraformReading, draft: Draft): void {
  for (const doubt of doubts) draft.doubt(draft.at(doubt));
  const open: [DraftGroup, Value][] = [];
  for (const resource of resources) {
    if (resource.type === 'aws_security_group' || resource.type === 'aws_default_security_group')
      addGroup(resource, draft, open);
    else if (resource.type === 'aws_ec2_managed_prefix_list') addPrefixList(resource, draft);
  }
  for (const resource of resources) {
    const { type, values } = resource;
    if (type === 'aws_vpc_security_group_ingress_rule') addRule(resource, VPC_RULE, 'ingress', draft);
    else if (type === 'aws_vpc_security_group_egress_rule') addRule(resource, VPC_RULE, 'egress', draft);
    else if (type === 'aws_security_group_rule') {
      const way = textOf(values.entries.get('type'));
      if (way === 'ingress' || way === 'egress') addRule(resource, RULE, way, draft);
      else draft.doubt(draft.at(resource));
    }
  }
  // "You should not use the aws_vpc_security_group_egress_rule and aws_vpc_security_group_ingress_rule resources in
  // conjunction with the aws_security_group resource with in-line rules": where there are such, unknown rules are those.
  for (const [group, value] of open) if (group.rules.length === 0) draft.groupDoubt(group, draft.at(value));
}

function addGroup(
  { address, values, start, end }: TerraformResource,
  draft: Draft,
  open: [DraftGroup, Value][],
): void {
  const fields = fieldsOf(values);
  const [name, id] = ['name', 'id'].map((key) => textOf(fields.take(key)));
  const group = draft.group([name, id, address], draft.at({ start, end }));
  for (const key of IGNORED) fields.take(key);
  for (const direction of ['ingress', 'egress'] as const) {
    const rules = fields.take(direction);
    for (const item of listOf(rules)) {
      if (item.kind === 'expression' && LATER.has(item.text)) open.push([group, item]);
      else if (item.kind !== 'object') draft.groupDoubt(group, draft.at(item));
      else {
        const made = flatRules(fieldsOf(item), INLINE, direction, draft.at(item), group.name, referred);
        for (const rule of made) draft.add(group, rule);
      }
    }
  }
  for (const [key, value] of fields.rest()) draft.groupDoubt(group, { ...draft.at(value), text: key });
}

function addRule(
  { values, start, end }: TerraformResource,
  names: FlatNames,
  direction: Direction,
  draft: Draft,
): void {
  const written = draft.at({ start, end });
  const fields = fieldsOf(values);
  const target = values.entries.get('security_group_id');
  const id = target && referred(target);
  const repeats = REPEATS.filter((key) => fields.take(key)).map((key) => `its ${key}`);
  const group = draft.groupOf(id, written);
  const own = id ?? group.name;
  for (const rule of flatRules(fields, names, direction, written, own, referred)) {
    const doubtful: SecurityRule =
      repeats.length > 0 ? { ...rule, doubts: [...rule.doubts, ...repeats] } : rule;
    draft.add(group, doubtful);
  }
}

function addPrefixList({ address, values }: TerraformResource, draft: Draft): void {
  const cidrs = listOf(values.entries.get('entry')).map((item) => textOf(entry(item, 'cidr')));
  const ranges = cidrs.map((text) => (text === undefined ? undefined : prefixOf(text)));
  if (isEmpty(values.entries.get('entry')) || ranges.some((range) => range === undefined)) return;
  const known = ranges.flatMap((range) => range ?? []);
  for (const name of [address, textOf(values.entries.get('id'))])
    if (name !== undefined) draft.prefixLists.set(name, known);
}

const REFERENCE =
  /^((?:module\.[\w-]+(?:\[[^\]]{0,100}\])?\.)*aws_\w+\.[\w-]+(?:\[[^\]]{0,100}\])?)(?:\.\w+)?$/;

/** An id, or the address of the resource that is referred to. */
function referred(value: Value): string | undefined {
  if (value.kind !== 'expression') return textOf(value);
  return REFERENCE.exec(value.text.slice(0, 300))?.[1] ?? value.text;
}
