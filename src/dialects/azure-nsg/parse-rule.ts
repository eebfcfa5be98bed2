import { lastOfId } from '../source/arm.ts';
import { prefixOf } from '../source/cidr.ts';
import { quoted } from '../source/findings.ts';
import type { Written } from '../source/lines.ts';
import { type Fields, integerOf, isEmpty, listOf, textOf, type Value } from '../source/value.ts';
import type { AddressTerm, NsgRule, PortTerm, ProtocolTerm } from './model.ts';

/** Names of a rule's fields in a notation: Terraform has its own. */
export interface RuleNames {
  readonly ports: { readonly source: readonly string[]; readonly destination: readonly string[] };
  readonly addresses: { readonly source: readonly string[]; readonly destination: readonly string[] };
  readonly groups: { readonly source: string; readonly destination: string };
  /** What says nothing about packets. */
  readonly ignored: readonly string[];
}

/** https://learn.microsoft.com/azure/templates/microsoft.network/networksecuritygroups */
export const ARM_NAMES: RuleNames = {
  ports: {
    source: ['sourcePortRange', 'sourcePortRanges'],
    destination: ['destinationPortRange', 'destinationPortRanges'],
  },
  addresses: {
    source: ['sourceAddressPrefix', 'sourceAddressPrefixes'],
    destination: ['destinationAddressPrefix', 'destinationAddressPrefixes'],
  },
  groups: { source: 'sourceApplicationSecurityGroups', destination: 'destinationApplicationSecurityGroups' },
  ignored: [
    'id',
    'etag',
    'type',
    'name',
    'description',
    'provisioningState',
    'resourceGroup',
    'apiVersion',
    'dependsOn',
    'comments',
    'scope',
    'parent',
  ],
};

/** https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/network_security_rule */
export const TERRAFORM_NAMES: RuleNames = {
  ports: {
    source: ['source_port_range', 'source_port_ranges'],
    destination: ['destination_port_range', 'destination_port_ranges'],
  },
  addresses: {
    source: ['source_address_prefix', 'source_address_prefixes'],
    destination: ['destination_address_prefix', 'destination_address_prefixes'],
  },
  groups: {
    source: 'source_application_security_group_ids',
    destination: 'destination_application_security_group_ids',
  },
  ignored: ['id', 'name', 'description', 'resource_group_name', 'network_security_group_name', 'timeouts'],
};

/** A rule from its fields; what is not understood of it stands in its doubts. */
export function ruleFrom(fields: Fields, name: string, written: Written, names: RuleNames): NsgRule {
  for (const one of names.ignored) fields.take(one);
  const doubts: string[] = [];
  const oneOf = <T extends string>(field: string, values: readonly T[]): T | undefined => {
    const text = textOf(fields.take(field))?.toLowerCase();
    return values.find((value) => value.toLowerCase() === text);
  };
  const priority = integerOf(fields.take('priority'));
  const rule = {
    ...written,
    name,
    priority: priority !== undefined && priority >= 100 && priority <= 65500 ? priority : undefined,
    direction: oneOf('direction', ['Inbound', 'Outbound']),
    access: oneOf('access', ['Allow', 'Deny']),
    protocol: protocolOf(fields.take('protocol')),
    sources: sideOf(fields, names.addresses.source, names.groups.source, 'source', doubts),
    destinations: sideOf(
      fields,
      names.addresses.destination,
      names.groups.destination,
      'destination',
      doubts,
    ),
    sourcePorts: portsOf(fields, names.ports.source, 'source', doubts),
    destinationPorts: portsOf(fields, names.ports.destination, 'destination', doubts),
  };
  for (const [key, value] of fields.rest()) {
    // PowerShell says the same again as texts of JSON: `SourceApplicationSecurityGroupsText`.
    if (!/ApplicationSecurityGroupsText$/.test(key) || value.kind !== 'text')
      doubts.push(`${quoted(key)}, which was not understood`);
  }
  return { ...rule, doubts };
}

/** `Icmp` is IPv4's: Azure has no ICMPv6 in these rules, see "Limitations" of IPv6 for Azure Virtual Network. */
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
  ['esp', 50],
  ['ah', 51],
]);

function protocolOf(value: Value | undefined): ProtocolTerm {
  const text = textOf(value);
  if (text === undefined) return { kind: 'unknown', text: unknownText(value, 'the protocol') };
  if (text === '*') return { kind: 'any' };
  const number = PROTOCOLS.get(text.toLowerCase());
  return number === undefined ? { kind: 'unknown', text } : { kind: 'number', number };
}

const unknownText = (value: Value | undefined, otherwise: string): string =>
  value?.kind === 'expression' ? value.text : otherwise;

function valuesOf(fields: Fields, names: readonly string[]): readonly Value[] {
  return names.flatMap((name) => {
    const value = fields.take(name);
    return isEmpty(value) ? [] : listOf(value);
  });
}

function sideOf(
  fields: Fields,
  names: readonly string[],
  groups: string,
  side: string,
  doubts: string[],
): readonly AddressTerm[] {
  const terms: AddressTerm[] = valuesOf(fields, names).map(addressOf);
  for (const group of listOf(fields.take(groups))) {
    const id = group.kind === 'object' ? group.entries.get('id') : group;
    terms.push({ kind: 'group', name: lastOfId(id) ?? unknownText(id, 'a group without a name') });
  }
  if (terms.length === 0) doubts.push(`its ${side}, which is not said`);
  return terms;
}

function addressOf(value: Value): AddressTerm {
  const text = textOf(value);
  if (text === undefined) return { kind: 'unknown', text: unknownText(value, 'an address') };
  if (text === '*') return { kind: 'any' };
  const range = prefixOf(text.trim());
  if (range) return { kind: 'range', range };
  return /^[A-Za-z][\w.-]{0,200}$/.test(text) ? { kind: 'tag', name: text } : { kind: 'unknown', text };
}

function portsOf(
  fields: Fields,
  names: readonly string[],
  side: string,
  doubts: string[],
): readonly PortTerm[] {
  const terms = valuesOf(fields, names).map(portOf);
  if (terms.length === 0) doubts.push(`its ${side} ports, which are not said`);
  return terms;
}

function portOf(value: Value): PortTerm {
  const text = textOf(value);
  if (text === '*') return { kind: 'range', range: { first: 0, last: 65535 } };
  const digits = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(text ?? '');
  const first = Number(digits?.[1]);
  const last = digits?.[2] === undefined ? first : Number(digits[2]);
  if (!digits || first > last || last > 65535)
    return { kind: 'unknown', text: text ?? unknownText(value, 'a port') };
  return { kind: 'range', range: { first, last } };
}
