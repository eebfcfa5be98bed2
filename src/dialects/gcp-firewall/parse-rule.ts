import { hasPorts } from '../../net/match.ts';
import type { PortRange } from '../../net/ports.ts';
import { prefixOf } from '../source/cidr.ts';
import { quoted } from '../source/findings.ts';
import type { Written } from '../source/lines.ts';
import { NOT_CONFIGURED } from '../source/terraform.ts';
import { type Fields, fieldsOf, integerOf, isEmpty, listOf, textOf, type Value } from '../source/value.ts';
import type { AddressTerm, GcpRule, Machines, ServiceTerm } from './model.ts';

/** Names of a rule's fields in a notation. */
export interface RuleNames {
  readonly allow: string;
  readonly deny: string;
  readonly protocol: string;
  readonly sources: string;
  readonly destinations: string;
  readonly sourceTags: string;
  readonly sourceAccounts: string;
  readonly targetTags: string;
  readonly targetAccounts: string;
  /** What says nothing about packets. */
  readonly ignored: readonly string[];
}

/** https://cloud.google.com/compute/docs/reference/rest/v1/firewalls */
export const API_NAMES: RuleNames = {
  allow: 'allowed',
  deny: 'denied',
  protocol: 'IPProtocol',
  sources: 'sourceRanges',
  destinations: 'destinationRanges',
  sourceTags: 'sourceTags',
  sourceAccounts: 'sourceServiceAccounts',
  targetTags: 'targetTags',
  targetAccounts: 'targetServiceAccounts',
  ignored: [
    'id',
    'kind',
    'creationTimestamp',
    'description',
    'logConfig',
    // What `logConfig` was before.
    'enableLogging',
    'selfLink',
    'selfLinkWithId',
  ],
};

/** https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_firewall */
export const TERRAFORM_NAMES: RuleNames = {
  allow: 'allow',
  deny: 'deny',
  protocol: 'protocol',
  sources: 'source_ranges',
  destinations: 'destination_ranges',
  sourceTags: 'source_tags',
  sourceAccounts: 'source_service_accounts',
  targetTags: 'target_tags',
  targetAccounts: 'target_service_accounts',
  ignored: [
    'id',
    'creation_timestamp',
    'description',
    'log_config',
    'enable_logging',
    'project',
    'self_link',
    'params',
    'timeouts',
  ],
};

/** A rule from its fields; what is not understood of it stands in its doubts. */
export function ruleFrom(fields: Fields, written: Written, names: RuleNames, label: string): GcpRule {
  for (const one of names.ignored) fields.take(one);
  const doubts: string[] = [];
  const take = (field: string): Value | undefined => {
    const value = fields.take(field);
    // The provider leaves to Google what is not configured.
    return value?.kind === 'expression' && value.text === NOT_CONFIGURED ? undefined : value;
  };
  const name = textOf(take('name')) ?? label;
  const [allow, deny] = [take(names.allow), take(names.deny)];
  const isBoth = !isEmpty(allow) && !isEmpty(deny);
  const list = isEmpty(allow) ? deny : allow;
  const rule = {
    ...written,
    name,
    network: networkOf(take('network')),
    direction: directionOf(take('direction')),
    priority: priorityOf(take('priority')),
    action: isBoth || isEmpty(list) ? undefined : isEmpty(allow) ? ('deny' as const) : ('allow' as const),
    services: listOf(list).map((item) => serviceOf(item, names.protocol, doubts)),
    sources: listOf(take(names.sources)).map(addressOf),
    destinations: listOf(take(names.destinations)).map(addressOf),
    sourceMachines: [
      ...machinesOf('tag', take(names.sourceTags)),
      ...machinesOf('account', take(names.sourceAccounts)),
    ],
    targets: [
      ...machinesOf('tag', take(names.targetTags)),
      ...machinesOf('account', take(names.targetAccounts)),
    ],
  };
  const disabled = take('disabled');
  if (!isEmpty(disabled) && disabled?.kind !== 'boolean') doubts.push('whether it is disabled');
  for (const [key] of fields.rest()) doubts.push(`${quoted(key)}, which was not understood`);
  return { ...rule, disabled: disabled?.kind === 'boolean' && disabled.truth, doubts };
}

function networkOf(value: Value | undefined): string {
  if (value?.kind === 'expression') return value.text.replace(/\.(?:id|name|self_link)$/, '');
  const text = textOf(value) ?? '';
  return text.slice(text.lastIndexOf('/') + 1);
}

/** "INGRESS" where nothing is said. */
function directionOf(value: Value | undefined): GcpRule['direction'] {
  if (isEmpty(value)) return 'INGRESS';
  const text = textOf(value);
  return text === 'INGRESS' || text === 'EGRESS' ? text : undefined;
}

/** 0 to 65535; 1000 where nothing is said. */
function priorityOf(value: Value | undefined): number | undefined {
  if (isEmpty(value)) return 1000;
  const number = integerOf(value);
  return number !== undefined && number >= 0 && number <= 65535 ? number : undefined;
}

function addressOf(value: Value): AddressTerm {
  const text = textOf(value);
  const range = text === undefined ? undefined : prefixOf(text);
  if (range) return { kind: 'range', range };
  return { kind: 'unknown', text: value.kind === 'expression' ? value.text : (text ?? 'an address') };
}

function machinesOf(kind: Machines['kind'], value: Value | undefined): Machines[] {
  return listOf(value).map((item) => ({
    kind,
    name: item.kind === 'expression' ? item.text : (textOf(item) ?? ''),
  }));
}

/** "One of the following well known protocol strings (tcp, udp, icmp, esp, ah, ipip, sctp) or the IP protocol number." */
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['tcp', 6],
  ['udp', 17],
  ['icmp', 1],
  ['esp', 50],
  ['ah', 51],
  ['sctp', 132],
]);

function serviceOf(value: Value, protocolName: string, doubts: string[]): ServiceTerm {
  if (value.kind !== 'object')
    return { kind: 'unknown', text: value.kind === 'expression' ? value.text : 'a protocol' };
  const fields = fieldsOf(value);
  const protocol = fields.take(protocolName);
  const text = textOf(protocol)?.toLowerCase();
  const ports = listOf(fields.take('ports'));
  for (const [key] of fields.rest()) doubts.push(`${quoted(key)}, which was not understood`);
  if (text === undefined)
    return { kind: 'unknown', text: protocol?.kind === 'expression' ? protocol.text : 'a protocol' };
  if (text === 'all' && ports.length === 0) return { kind: 'any' };
  const number = PROTOCOLS.get(text) ?? (/^(?:0|[1-9]\d{0,2})$/.test(text) ? Number(text) : Number.NaN);
  const ranges = ports.map(portOf);
  const bad = ranges.indexOf(undefined);
  if (bad >= 0) return { kind: 'unknown', text: `the port ${textOf(ports[bad]) ?? 'that is worked out'}` };
  // IPIP is 4 to some and 94 to others: https://www.iana.org/assignments/protocol-numbers
  if (text === 'ipip' || !(number >= 0 && number <= 255)) return { kind: 'unknown', text };
  if (ports.length > 0 && !hasPorts(number)) return { kind: 'unknown', text: `${text} with ports` };
  return { kind: 'protocol', number, ports: ranges.flatMap((range) => range ?? []) };
}

function portOf(value: Value): PortRange | undefined {
  const digits = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(textOf(value) ?? '');
  const first = Number(digits?.[1]);
  const last = digits?.[2] === undefined ? first : Number(digits[2]);
  return digits && first <= last && last <= 65535 ? { first, last } : undefined;
}
