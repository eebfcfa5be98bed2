/** Entries of the tables of objects. */
import { ESP } from '../../net/match.ts';
import { formatAddress } from '../../net/network.ts';
import type { AddressObject, NameObject, ObjectGroup, ServiceObject } from '../lowering/objects.ts';
import type { ScriptEntry, ScriptSetting } from './model.ts';

const word = (key: string, ...words: string[]): ScriptSetting => ({
  key,
  values: words.map((text) => ({ word: text })),
});
const entry = (name: string, ...settings: ScriptSetting[]): ScriptEntry => ({ name, settings, rules: [] });

export function addressEntry({ name, network, party }: AddressObject): ScriptEntry {
  const { family, first, last, text } = network;
  const comment: ScriptSetting[] = party === name ? [] : [{ key: 'comment', values: [party] }];
  if (text.includes('-'))
    return entry(
      name,
      word('type', 'iprange'),
      word('start-ip', formatAddress(family, first)),
      word('end-ip', formatAddress(family, last)),
      ...comment,
    );
  if (family === 6) return entry(name, word('ip6', text.includes('/') ? text : `${text}/128`), ...comment);
  const mask = formatAddress(4, 0xffff_ffffn - (last - first));
  return entry(name, word('subnet', formatAddress(4, first), mask), ...comment);
}

export function fqdnEntry({ name, fqdn }: NameObject): ScriptEntry {
  return entry(name, word('type', 'fqdn'), { key: 'fqdn', values: [fqdn] });
}

export function groupEntry({ name, members, about }: ObjectGroup): ScriptEntry {
  return entry(name, { key: 'member', values: members }, { key: 'comment', values: [about] });
}

export function serviceEntry({ name, transport, ports, icmp }: ServiceObject): ScriptEntry {
  if (transport === 'esp') return entry(name, word('protocol', 'IP'), word('protocol-number', `${ESP}`));
  if (!ports) {
    const types = { icmp: [8, 0], icmpv6: [128, 129] } as const;
    const [request, reply] = transport === 'icmpv6' ? types.icmpv6 : types.icmp;
    return entry(
      name,
      word('protocol', transport === 'icmpv6' ? 'ICMP6' : 'ICMP'),
      word('icmptype', `${icmp === 'echo-reply' ? reply : request}`),
    );
  }
  const { first, last } = ports;
  const range = word(`${transport}-portrange`, first === last ? `${first}` : `${first}-${last}`);
  const helper = helperFor(transport, first, last);
  return entry(name, range, ...(helper === undefined ? [] : [word('helper', helper)]));
}

/**
 * The ports of dynamic RPC stand in a policy of their own: the helper would open any port above 1023 beside it.
 * TFTP's helper lets the answers through, which come from a port of the server's choice.
 */
function helperFor(transport: ServiceObject['transport'], first: number, last: number): string | undefined {
  if (transport === 'udp' && first === 69 && last === 69) return 'tftp';
  return (transport === 'tcp' || transport === 'udp') && first <= 135 && 135 <= last ? 'disable' : undefined;
}
