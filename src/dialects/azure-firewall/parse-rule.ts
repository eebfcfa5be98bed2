import { lastOfId } from '../source/arm.ts';
import { rangeOf } from '../source/cidr.ts';
import { quoted } from '../source/findings.ts';
import type { Written } from '../source/lines.ts';
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
import type { AddressTerm, FirewallRule, PortTerm, ServiceTerm } from './model.ts';

/** Names of a rule's fields in a notation: Terraform and the classic rules have their own. */
export interface RuleNames {
  readonly anyCase: boolean;
  readonly protocols: readonly string[];
  readonly sources: readonly string[];
  readonly sourceGroups: string;
  readonly destinations: readonly string[];
  readonly destinationGroups: string;
  /** Of network rules. */
  readonly fqdns: string;
  readonly ports: string;
  /** Of application rules: what is asked for. */
  readonly targets: readonly string[];
  /** Within a protocol of an application rule. */
  readonly type: string;
  readonly translatedAddress: string;
  readonly translatedFqdn: string;
  readonly translatedPort: string;
  readonly ignored: readonly string[];
}

/** https://learn.microsoft.com/azure/templates/microsoft.network/firewallpolicies/rulecollectiongroups */
export const ARM_NAMES: RuleNames = {
  anyCase: true,
  protocols: ['ipProtocols', 'protocols'],
  sources: ['sourceAddresses'],
  sourceGroups: 'sourceIpGroups',
  destinations: ['destinationAddresses'],
  destinationGroups: 'destinationIpGroups',
  fqdns: 'destinationFqdns',
  ports: 'destinationPorts',
  targets: ['targetFqdns', 'targetUrls', 'fqdnTags', 'webCategories'],
  type: 'protocolType',
  translatedAddress: 'translatedAddress',
  translatedFqdn: 'translatedFqdn',
  translatedPort: 'translatedPort',
  ignored: ['name', 'description', 'ruleType', 'terminateTLS', 'httpHeadersToInsert'],
};

/** https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/firewall_policy_rule_collection_group */
export const TERRAFORM_NAMES: RuleNames = {
  anyCase: false,
  protocols: ['protocols'],
  sources: ['source_addresses'],
  sourceGroups: 'source_ip_groups',
  destinations: ['destination_addresses', 'destination_address'],
  destinationGroups: 'destination_ip_groups',
  fqdns: 'destination_fqdns',
  ports: 'destination_ports',
  targets: ['destination_fqdns', 'destination_urls', 'destination_fqdn_tags', 'web_categories'],
  type: 'type',
  translatedAddress: 'translated_address',
  translatedFqdn: 'translated_fqdn',
  translatedPort: 'translated_port',
  ignored: ['name', 'description', 'terminate_tls', 'http_headers'],
};

/** A rule from its fields; what is not understood of it stands in its doubts. */
export function ruleFrom(
  value: ObjectValue,
  kind: FirewallRule['kind'],
  written: Written,
  names: RuleNames,
  more: readonly string[],
): FirewallRule {
  const fields = fieldsOf(value, names.anyCase);
  const name = textOf(fields.take('name')) ?? '';
  for (const one of names.ignored) fields.take(one);
  const doubts: string[] = [...more];
  const sources = sideOf(fields, names.sources, names.sourceGroups);
  const destinations = sideOf(fields, names.destinations, names.destinationGroups);
  const protocols = names.protocols.flatMap((key) => listOf(fields.take(key)));
  const rule =
    kind === 'application'
      ? applicationOf(fields, protocols, names)
      : networkOf(fields, protocols, names, kind, destinations);
  if (sources.length === 0) doubts.push('its source, which is not said');
  if (rule.protocols.length === 0) doubts.push('its protocols, which are not said');
  if (rule.ports.length === 0 && kind !== 'application') doubts.push('its ports, which are not said');
  if (kind === 'application' && rule.targets.length === 0) doubts.push('what it is for, which is not said');
  if (kind !== 'application' && rule.destinations.length === 0)
    doubts.push('its destination, which is not said');
  for (const [key] of fields.rest()) doubts.push(`${quoted(key)}, which was not understood`);
  return { ...written, kind, name, sources, ...rule, doubts };
}

type Parts = Pick<FirewallRule, 'protocols' | 'destinations' | 'ports' | 'targets' | 'translated'>;

function networkOf(
  fields: Fields,
  protocols: readonly Value[],
  names: RuleNames,
  kind: FirewallRule['kind'],
  destinations: readonly AddressTerm[],
): Parts {
  const fqdns = listOf(fields.take(names.fqdns)).map(
    (value): AddressTerm =>
      value.kind === 'text' ? { kind: 'fqdn', name: value.text } : unknown(value, 'a name'),
  );
  const parts = {
    protocols: protocols.map(protocolOf),
    destinations: [...destinations, ...fqdns],
    ports: listOf(fields.take(names.ports)).map(portOf),
    targets: [],
  };
  if (kind !== 'nat') return parts;
  const [address, fqdn, port] = [names.translatedAddress, names.translatedFqdn, names.translatedPort].map(
    (key) => fields.take(key),
  );
  const to: AddressTerm =
    !isEmpty(address) && address
      ? addressOf(address)
      : { kind: 'fqdn', name: textOf(fqdn) ?? 'a name that is not said' };
  const text = `${textOf(address) ?? textOf(fqdn) ?? 'another address'}${isEmpty(port) ? '' : `:${textOf(port) ?? '?'}`}`;
  return { ...parts, translated: { to, port: isEmpty(port) || !port ? undefined : portOf(port), text } };
}

function applicationOf(fields: Fields, protocols: readonly Value[], names: RuleNames): Parts {
  const targets = names.targets.flatMap((key) =>
    listOf(fields.take(key)).map((value) =>
      value.kind === 'expression' ? value.text : (textOf(value) ?? 'something that was not understood'),
    ),
  );
  const ports = protocols.map((value): PortTerm => {
    if (value.kind !== 'object') return { kind: 'unknown', text: textOf(value) ?? 'a protocol' };
    const one = fieldsOf(value, names.anyCase);
    const type = textOf(one.take(names.type))?.toLowerCase() ?? '';
    const port = one.take('port');
    const number = isEmpty(port) ? USUAL_PORTS.get(type) : integerOf(port);
    if (
      !USUAL_PORTS.has(type) ||
      number === undefined ||
      number < 0 ||
      number > 65535 ||
      one.rest().length > 0
    )
      return { kind: 'unknown', text: `the protocol ${type}` };
    return { kind: 'range', range: { first: number, last: number } };
  });
  return {
    protocols: [{ kind: 'protocol', number: 6 }],
    destinations: [],
    ports: ports.length > 0 ? ports : [{ kind: 'unknown', text: 'its protocols, which are not said' }],
    targets,
  };
}

const USUAL_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['mssql', 1433],
]);

function unknown(
  value: Value | undefined,
  otherwise: string,
): { readonly kind: 'unknown'; readonly text: string } {
  return { kind: 'unknown', text: value?.kind === 'expression' ? value.text : (textOf(value) ?? otherwise) };
}

/** Any is "TCP, UDP, ICMP or any other protocol". */
const PROTOCOLS: ReadonlyMap<string, ServiceTerm> = new Map<string, ServiceTerm>([
  ['any', { kind: 'any' }],
  ['tcp', { kind: 'protocol', number: 6 }],
  ['udp', { kind: 'protocol', number: 17 }],
  ['icmp', { kind: 'protocol', number: 1 }],
]);

function protocolOf(value: Value): ServiceTerm {
  return PROTOCOLS.get(textOf(value)?.toLowerCase() ?? '') ?? unknown(value, 'a protocol');
}

function sideOf(fields: Fields, names: readonly string[], groups: string): readonly AddressTerm[] {
  const addresses = names.flatMap((name) => {
    const value = fields.take(name);
    return isEmpty(value) ? [] : listOf(value);
  });
  return [
    ...addresses.map(addressOf),
    ...listOf(fields.take(groups)).map((value): AddressTerm => {
      const name = lastOfId(value);
      return name === undefined ? unknown(value, 'an IP group') : { kind: 'group', name };
    }),
  ];
}

function addressOf(value: Value): AddressTerm {
  const text = textOf(value);
  if (text === undefined) return unknown(value, 'an address');
  if (text === '*') return { kind: 'any' };
  const range = rangeOf(text);
  if (range) return { kind: 'range', range };
  return /^[A-Za-z][\w.]{0,200}$/.test(text) ? { kind: 'tag', name: text } : { kind: 'unknown', text };
}

function portOf(value: Value): PortTerm {
  const text = textOf(value);
  if (text === '*') return { kind: 'range', range: { first: 0, last: 65535 } };
  const digits = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(text ?? '');
  const first = Number(digits?.[1]);
  const last = digits?.[2] === undefined ? first : Number(digits[2]);
  if (!digits || first > last || last > 65535) return unknown(value, 'a port');
  return { kind: 'range', range: { first, last } };
}
