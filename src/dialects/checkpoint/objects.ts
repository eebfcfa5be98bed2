/** Commands that make the objects of rules. */
import { anyAddress, ESP } from '../../net/match.ts';
import { type Family, formatAddress } from '../../net/network.ts';
import type { AddressObject, ObjectGroup, ServiceObject } from '../lowering/objects.ts';
import type { Command } from './model.ts';

const add = (type: string, name: string, ...fields: Command['fields'][number][]): Command => ({
  verb: 'add',
  type,
  fields: [['name', name], ...fields],
  rules: [],
});
/** Another object with the same address is only worth a warning, which would stop the script. */
const ANYWAY: Command['fields'][number] = ['ignore-warnings', true];

export function addressCommand({ name, network, party }: AddressObject): Command {
  const { family, first, last, text } = network;
  const comment: Command['fields'][number][] = party === name ? [] : [['comments', party]];
  if (text.includes('-'))
    return add(
      'address-range',
      name,
      [`ipv${family}-address-first`, formatAddress(family, first)],
      [`ipv${family}-address-last`, formatAddress(family, last)],
      ...comment,
      ANYWAY,
    );
  const [address = '', length] = text.split('/');
  if (length === undefined) return add('host', name, [`ipv${family}-address`, address], ...comment, ANYWAY);
  return add(
    'network',
    name,
    [`subnet${family}`, address],
    [`mask-length${family}`, Number(length)],
    ...comment,
    ANYWAY,
  );
}

/** Every address of a family, as the predefined All_Internet is one of IPv4. */
export function everyAddressCommand(name: string, family: Family): Command {
  const { first, last } = anyAddress(family);
  return add(
    'address-range',
    name,
    [`ipv${family}-address-first`, formatAddress(family, first)],
    [`ipv${family}-address-last`, formatAddress(family, last)],
    ANYWAY,
  );
}

/** `.contoso.com`: a domain's object is called after it. */
export function domainName(fqdn: string): string {
  return `.${fqdn.replace(/^\*\./, '')}`;
}

export function domainCommand(name: string, isBelow: boolean): Command {
  return add('dns-domain', name, ['is-sub-domain', isBelow]);
}

export function groupCommand({ name, members, about }: ObjectGroup, isOfServices: boolean): Command {
  return add(
    isOfServices ? 'service-group' : 'group',
    name,
    ...[...new Set(members)].map((member, i): [string, string] => [`members.${i + 1}`, member]),
    ['comments', about],
  );
}

export function serviceCommand({ name, transport, ports, icmp }: ServiceObject): Command {
  if (transport === 'esp') return add('service-other', name, ['ip-protocol', ESP], ['match-for-any', false]);
  if (!ports) {
    const [type, request, reply] =
      transport === 'icmpv6' ? (['service-icmp6', 128, 129] as const) : (['service-icmp', 8, 0] as const);
    return add(type, name, ['icmp-type', icmp === 'echo-reply' ? reply : request]);
  }
  const { first, last } = ports;
  const text = first === last ? `${first}` : `${first}-${last}`;
  // Not to be taken for what rules with any service mean.
  return add(`service-${transport}`, name, ['port', text], ['match-for-any', false], ANYWAY);
}
