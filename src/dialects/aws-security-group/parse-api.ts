/** What the interface of AWS answers: `describe-security-groups` and `describe-security-group-rules`. */
import { quoted } from '../source/findings.ts';
import { entry, type Fields, fieldsOf, isEmpty, listOf, textOf, type Value } from '../source/value.ts';
import { cidrPeer, type Draft, type DraftGroup, namedPeer } from './draft.ts';
import type { Direction, Peer } from './model.ts';
import { serviceOf } from './service.ts';

/** Gives `false` where the document is none of the interface's. */
export function addApi(root: Value, draft: Draft): boolean {
  const list = entry(root, 'SecurityGroups') ?? (root.kind === 'list' ? root : undefined);
  const groups = list ? listOf(list) : isGroup(root) ? [root] : [];
  const rules = listOf(entry(root, 'SecurityGroupRules'));
  for (const group of groups) {
    if (isGroup(group)) addGroup(group, draft);
    else draft.doubt(draft.at(group));
  }
  for (const rule of rules) addRule(rule, draft);
  return list !== undefined || groups.length > 0 || entry(root, 'SecurityGroupRules') !== undefined;
}

const isGroup = (value: Value): boolean =>
  entry(value, 'IpPermissions') !== undefined || entry(value, 'IpPermissionsEgress') !== undefined;

const IGNORED = ['Description', 'OwnerId', 'VpcId', 'Tags', 'SecurityGroupArn'];

function addGroup(value: Value, draft: Draft): void {
  if (value.kind !== 'object') return;
  const fields = fieldsOf(value);
  const names = ['GroupName', 'GroupId'].map((name) => textOf(fields.take(name)));
  const group = draft.group(names, draft.at(value));
  for (const name of IGNORED) fields.take(name);
  for (const [key, direction] of [
    ['IpPermissions', 'ingress'],
    ['IpPermissionsEgress', 'egress'],
  ] as const)
    for (const permission of listOf(fields.take(key))) addPermission(permission, direction, group, draft);
  for (const [key, one] of fields.rest()) draft.groupDoubt(group, { ...draft.at(one), text: key });
}

/** Where a permission's peers stand, and which member of each says what it is. */
const PEERS: readonly (readonly [string, (item: Fields) => Peer])[] = [
  ['IpRanges', (item) => peerOf(item.take('CidrIp'), cidrPeer)],
  ['Ipv6Ranges', (item) => peerOf(item.take('CidrIpv6'), cidrPeer)],
  ['PrefixListIds', (item) => namedPeer('prefix-list', textOf(item.take('PrefixListId')))],
  [
    'UserIdGroupPairs',
    (item) => {
      const [id, name] = ['GroupId', 'GroupName'].map((key) => textOf(item.take(key)));
      for (const key of ['UserId', 'VpcId', 'PeeringStatus', 'VpcPeeringConnectionId']) item.take(key);
      return namedPeer('group', id ?? name);
    },
  ],
];

const peerOf = (value: Value | undefined, read: (value: Value) => Peer): Peer =>
  value ? read(value) : { kind: 'unknown', text: 'an address that is not said' };

function addPermission(value: Value, direction: Direction, group: DraftGroup, draft: Draft): void {
  if (value.kind !== 'object') {
    draft.groupDoubt(group, draft.at(value));
    return;
  }
  const fields = fieldsOf(value);
  const service = serviceOf(fields.take('IpProtocol'), fields.take('FromPort'), fields.take('ToPort'));
  const items = PEERS.flatMap(([key, peer]) => listOf(fields.take(key)).map((item) => ({ item, peer })));
  const doubts = fields.rest().map(([key]) => `${quoted(key)}, which was not understood`);
  for (const { item, peer } of items) {
    const written = draft.at(items.length === 1 ? value : item);
    if (item.kind !== 'object') {
      draft.groupDoubt(group, written);
      continue;
    }
    const one = fieldsOf(item);
    const name = textOf(one.take('Description'));
    const read = peer(one);
    const more = one.rest().map(([key]) => `${quoted(key)}, which was not understood`);
    draft.add(group, {
      ...written,
      direction,
      service,
      peer: read,
      doubts: [...doubts, ...more],
      ...(name && { name }),
    });
  }
}

const RULE_IGNORED = ['SecurityGroupRuleId', 'GroupOwnerId', 'Tags', 'SecurityGroupRuleArn'];

function addRule(value: Value, draft: Draft): void {
  const written = draft.at(value);
  const isEgress = entry(value, 'IsEgress');
  if (value.kind !== 'object' || isEgress?.kind !== 'boolean') {
    draft.doubt(written);
    return;
  }
  const fields = fieldsOf(value);
  fields.take('IsEgress');
  for (const name of RULE_IGNORED) fields.take(name);
  const group = draft.groupOf(textOf(fields.take('GroupId')), written);
  const name = textOf(fields.take('Description'));
  const service = serviceOf(fields.take('IpProtocol'), fields.take('FromPort'), fields.take('ToPort'));
  const [four, six, list, other] = ['CidrIpv4', 'CidrIpv6', 'PrefixListId', 'ReferencedGroupInfo'].map(
    (key) => fields.take(key),
  );
  const cidr = isEmpty(four) ? six : four;
  const peer = !isEmpty(cidr)
    ? peerOf(cidr, cidrPeer)
    : isEmpty(list)
      ? namedPeer('group', textOf(entry(other, 'GroupId')))
      : namedPeer('prefix-list', textOf(list));
  const doubts = fields.rest().map(([key]) => `${quoted(key)}, which was not understood`);
  const direction = isEgress.truth ? 'egress' : 'ingress';
  draft.add(group, { ...written, direction, service, peer, doubts, ...(name && { name }) });
}
