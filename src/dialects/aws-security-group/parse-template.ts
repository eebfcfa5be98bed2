/** Templates of CloudFormation: security groups with their rules, and rules by themselves. */
import { entry, fieldsOf, isEmpty, listOf, type ObjectValue, textOf, type Value } from '../source/value.ts';
import type { Draft, DraftGroup } from './draft.ts';
import { type FlatNames, flatRules } from './parse-flat.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroup.html */
const GROUP = 'AWS::EC2::SecurityGroup';

const INGRESS: FlatNames = {
  protocol: 'IpProtocol',
  from: 'FromPort',
  to: 'ToPort',
  cidrs: ['CidrIp', 'CidrIpv6'],
  prefixLists: ['SourcePrefixListId'],
  groups: ['SourceSecurityGroupId', 'SourceSecurityGroupName'],
  description: 'Description',
  ignored: ['GroupId', 'GroupName', 'SourceSecurityGroupOwnerId'],
};
const EGRESS: FlatNames = {
  ...INGRESS,
  prefixLists: ['DestinationPrefixListId'],
  groups: ['DestinationSecurityGroupId'],
  ignored: ['GroupId'],
};

const PROPERTIES_IGNORED = ['GroupDescription', 'Tags', 'VpcId'];

export function addTemplate(root: ObjectValue, draft: Draft): void {
  const resources = entry(root, 'Resources');
  if (resources?.kind !== 'object') {
    if (resources) draft.doubt(draft.at(resources));
    return;
  }
  const loose = new Set<DraftGroup>();
  const groups = new Map<DraftGroup, boolean>();
  const transform = entry(root, 'Transform');
  if (transform && !isEmpty(transform)) draft.doubt({ ...draft.at(transform), text: 'Transform' });
  for (const [logical, resource] of resources.entries) {
    const type = textOf(entry(resource, 'Type'));
    if (
      logical.startsWith('Fn::') ||
      type === undefined ||
      /^AWS::CloudFormation::Stack|::MODULE$/.test(type)
    )
      draft.doubt({ ...draft.at(resource), text: logical });
    else if (type === GROUP) {
      const { group, hasEgress } = addGroup(logical, resource, draft);
      groups.set(group, hasEgress);
    }
  }
  for (const resource of resources.entries.values()) {
    const type = textOf(entry(resource, 'Type'));
    if (type !== `${GROUP}Ingress` && type !== `${GROUP}Egress`) continue;
    const isEgress = type.endsWith('Egress');
    const written = draft.at(resource);
    const properties = entry(resource, 'Properties');
    if (properties?.kind !== 'object') {
      draft.doubt(written);
      continue;
    }
    const target = entry(properties, 'GroupId') ?? entry(properties, 'GroupName');
    const id = target && referred(target);
    const group = draft.groupOf(id, written);
    if (isEgress) loose.add(group);
    const condition = entry(resource, 'Condition');
    const made = flatRules(
      fieldsOf(properties),
      isEgress ? EGRESS : INGRESS,
      isEgress ? 'egress' : 'ingress',
      written,
      id ?? group.name,
      referred,
    );
    const doubts = condition ? [`the condition ${textOf(condition) ?? 'of its resource'}`] : [];
    for (const rule of made) draft.add(group, { ...rule, doubts: [...rule.doubts, ...doubts] });
  }
  for (const [group, hasEgress] of groups) if (!hasEgress) addDefaultEgress(group, loose.has(group), draft);
}

function addGroup(
  logical: string,
  resource: Value,
  draft: Draft,
): { readonly group: DraftGroup; readonly hasEgress: boolean } {
  const written = draft.at(resource);
  const properties = entry(resource, 'Properties');
  const name = textOf(entry(properties, 'GroupName'));
  const group = draft.group([name, logical], written);
  const condition = entry(resource, 'Condition');
  const doubts = condition ? [`the condition ${textOf(condition) ?? 'of its resource'}`] : [];
  if (properties?.kind !== 'object') {
    if (!isEmpty(properties)) draft.groupDoubt(group, written);
    return { group, hasEgress: false };
  }
  const fields = fieldsOf(properties);
  fields.take('GroupName');
  for (const key of PROPERTIES_IGNORED) fields.take(key);
  const egress = fields.take('SecurityGroupEgress');
  for (const [direction, list, names] of [
    ['ingress', fields.take('SecurityGroupIngress'), INGRESS],
    ['egress', egress, EGRESS],
  ] as const) {
    for (const item of listOf(list)) {
      // A function may stand where a rule does: `Fn::If`, `!If`.
      if (item.kind !== 'object' || [...item.entries.keys()].some((key) => key.startsWith('Fn::'))) {
        draft.groupDoubt(group, draft.at(item));
        continue;
      }
      const made = flatRules(fieldsOf(item), names, direction, draft.at(item), logical, referred);
      for (const rule of made) draft.add(group, { ...rule, doubts: [...rule.doubts, ...doubts] });
    }
  }
  for (const [key, value] of fields.rest()) draft.groupDoubt(group, { ...draft.at(value), text: key });
  return { group, hasEgress: !isEmpty(egress) };
}

/**
 * A group without rules for what goes out lets everything out, until its first such rule takes that one's place; of
 * rules that stand by themselves nobody is sure.
 */
function addDefaultEgress(group: DraftGroup, hasLoose: boolean, draft: Draft): void {
  const { place, span } = group;
  const start = { start: span.start, end: span.start };
  const written = { place, span: start, text: 'the default rule, which lets everything out' };
  const doubts = hasLoose
    ? ['whether the default rule stays beside rules that are resources of their own']
    : [];
  for (const [first, last] of [
    [4, (1n << 32n) - 1n],
    [6, (1n << 128n) - 1n],
  ] as const)
    draft.add(group, {
      ...written,
      direction: 'egress',
      service: { kind: 'any' },
      peer: { kind: 'range', range: { family: first, first: 0n, last } },
      doubts,
    });
}

/** `!Ref X`, `!GetAtt X.GroupId` and the same in JSON: the logical name; else an id. */
function referred(value: Value): string | undefined {
  if (value.kind === 'expression')
    return (
      /^!(?:Ref|GetAtt) ['"]?([A-Za-z0-9]{1,255})(?:\.GroupId)?['"]?$/.exec(value.text)?.[1] ?? value.text
    );
  const attribute = entry(value, 'Fn::GetAtt');
  const [resource] = listOf(attribute);
  const logical = textOf(entry(value, 'Ref')) ?? textOf(resource)?.split('.')[0];
  return logical ?? textOf(value);
}
