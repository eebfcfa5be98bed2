/** A rule as Windows keeps it in the registry and in a group policy ([MS-GPFAS] 2.2.2.19). */
import { formatAddress, type Network, toPrefixes } from '../../net/network.ts';
import { STRING_CAPABILITIES } from './capabilities.ts';
import type { WindowsRule } from './model.ts';
import { addressText, descriptionOf, displayNameOf, groupOf, portTexts } from './texts.ts';

/** The numbers of what New-NetFirewallRule has words for. */
export const PROTOCOLS: Readonly<Record<WindowsRule['protocol'], number>> = {
  TCP: 6,
  UDP: 17,
  ICMPv4: 1,
  ICMPv6: 58,
  '50': 50,
};

/** The version of Windows 10 and Windows Server 2016 and later; later ones read it. */
export const VERSION = { major: 2, minor: 30 } as const;

export function ruleStringOf(entry: WindowsRule, hierarchy: string): string {
  const { direction, protocol, icmpType, ports, localNetworks, remoteNetworks, program, service } = entry;
  const isIn = direction === 'Inbound';
  const fields: [string, string][] = [
    ['Action', 'Allow'],
    ['Active', 'TRUE'],
    ['Dir', isIn ? 'In' : 'Out'],
    ['Protocol', `${PROTOCOLS[protocol]}`],
    ...(ports ? portTexts(ports) : []).map((text) => portField(isIn ? 'LPort' : 'RPort', text)),
    ...(icmpType === undefined
      ? []
      : [[protocol === 'ICMPv4' ? 'ICMP4' : 'ICMP6', `${icmpType}:*`] as [string, string]]),
    ...(localNetworks ?? []).map((n) => addressField('LA', n)),
    ...remoteNetworks.map((n) => addressField('RA', n)),
    ...(program === undefined ? [] : [['App', program] as [string, string]]),
    ...(service === undefined ? [] : [['Svc', service] as [string, string]]),
    ['Name', label(displayNameOf(entry, STRING_CAPABILITIES))],
    ['Desc', label(descriptionOf(entry, STRING_CAPABILITIES))],
    ['EmbedCtxt', groupOf(hierarchy)],
  ];
  const text = fields.map(([key, value]) => `${key}=${value}|`).join('');
  return `v${VERSION.major}.${VERSION.minor}|${text}`;
}

/** Windows looks a text up elsewhere that begins with `@`. */
const label = (text: string): string => (text.startsWith('@') ? `Portolan ${text}` : text);

/** Ranges have a key of their own. */
function portField(key: 'LPort' | 'RPort', text: string): [string, string] {
  return [text.includes('-') ? `${key}2_10` : key, text === 'RPCEPMap' ? 'RPC-EPMap' : text];
}

/** Subnets of IPv4 have a mask there, those of IPv6 a length. */
function addressField(side: 'LA' | 'RA', n: Network): [string, string] {
  const text = addressText(n);
  const isSubnet = text.includes('/') && toPrefixes(n).length === 1;
  if (n.family === 6 || !isSubnet) return [`${side}${n.family}`, text];
  const mask = 0xffff_ffffn - (n.last - n.first);
  return [`${side}4`, `${formatAddress(4, n.first)}/${formatAddress(4, mask)}`];
}
