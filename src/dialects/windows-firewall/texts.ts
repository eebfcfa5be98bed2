/** What every form of Windows' rules says in the same words: names, ports and addresses, without quotes. */
import { type Network, network } from '../../net/network.ts';
import type { Capabilities } from '../dialect.ts';
import { isEverything } from '../network-list.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { WindowsPorts, WindowsRule } from './model.ts';

type Lengths = Pick<Capabilities, 'nameLength' | 'commentBytes'>;

/** `Get-NetFirewallRule -Group` takes wildcards, and the registry separates fields with `|`. */
export function groupOf(hierarchy: string): string {
  return `Portolan: ${truncateBytes(plain(hierarchy).replace(/[*?[\]`]/g, '_'), CAPABILITIES.nameLength)}`;
}

export function displayNameOf({ rule }: WindowsRule, { nameLength }: Lengths): string {
  return truncateBytes(plain(rule.title), nameLength);
}

export function descriptionOf({ rule }: WindowsRule, { commentBytes }: Lengths): string {
  const flows = rule.origins.map((o) => o.flow).join(', ');
  return truncateBytes(plain(`${rule.title} (${timeText(rule)}). Flows: ${flows}`), commentBytes);
}

/** On one line, without what separates fields in the registry. */
export const plain = (text: string): string => visible(text).replaceAll('|', '/');

export function portTexts(ports: WindowsPorts): string[] {
  if (ports.kind === 'keyword') return [ports.keyword];
  return ports.ranges.map((r) => (r.first === r.last ? `${r.first}` : `${r.first}-${r.last}`));
}

/** Windows refuses a prefix of length 0; as a range it takes the same. */
export function addressText(n: Network): string {
  if (!isEverything(n)) return n.text;
  const end = (address: bigint): string => network(n.family, address, address).text;
  return `${end(n.first)}-${end(n.last)}`;
}
