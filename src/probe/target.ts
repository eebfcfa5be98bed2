/** Which address a task asks, and nothing that the plan doesn't have. */
import { isIP } from 'node:net';
import { contains, type Network, parseNetwork } from '../net/network.ts';
import { familyOf } from './native/socket-address.ts';
import type { ProbeTask } from './task.ts';

export type Target =
  | { readonly address: string }
  | { readonly name: string; readonly family: 4 | 6 | undefined }
  /** Nothing can be asked; `why` says what is missing. */
  | { readonly why: string };

/** @param chosen an address inside of the subnet that answers */
export function targetOf(task: ProbeTask, chosen: string | undefined): Target {
  const { address, subnet, fqdns, name } = task.to;
  const family = familyOfEnd(task);
  if (address !== undefined) return { address };
  if (task.cast === 'broadcast' && family === 4) return { address: broadcastOf(subnet ?? task.from.subnet) };
  if (task.cast !== undefined) return { address: family === 6 ? 'ff02::1' : '224.0.0.1' };
  if (subnet !== undefined) {
    if (chosen === undefined)
      return { why: `${name} is a subnet: --to ADDRESS says which of its addresses to ask` };
    if (isIP(chosen) === 0 || !isInside(chosen, subnet)) return { why: `${chosen} isn’t in ${subnet}` };
    return { address: chosen };
  }
  const fqdn = fqdns.find((n) => !/[*<>]/.test(n));
  if (fqdn !== undefined) return { name: fqdn, family };
  const [pattern] = fqdns;
  return {
    why:
      pattern === undefined
        ? `the plan knows no address and no name of ${name}`
        : `${pattern} stands for many names, and none of them is known`,
  };
}

function familyOfEnd({ from, to }: ProbeTask): 4 | 6 | undefined {
  const text = to.address ?? to.subnet ?? from.address ?? from.subnet;
  return text === undefined ? undefined : familyOf(text.replace(/[/-].*$/, ''));
}

/** The last address of an IPv4 subnet. */
function broadcastOf(subnet: string | undefined): string {
  const network = subnet === undefined ? undefined : parseNetwork(subnet);
  if (!network || 'error' in network || network.first === network.last) return '255.255.255.255';
  const last = network.last;
  return [24n, 16n, 8n, 0n].map((shift) => String((last >> shift) & 0xffn)).join('.');
}

/** Whether an address lies in a network; `false` for texts that aren't any. */
export function isInside(address: string, network: string): boolean {
  const [a, b] = [parseNetwork(address), parseNetwork(network)];
  return !('error' in a) && !('error' in b) && contains(b as Network, a as Network);
}

/** Nobody's service: unspecified, loopback, link-local, multicast and broadcast (RFC 6890, RFC 5771, RFC 4291). */
const NOWHERE: readonly string[] = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/3',
  '::/127',
  'fe80::/10',
  'ff00::/8',
];

/**
 * Why an address that a name leads to isn't asked: no service of the plan can have it, whatever a DNS server says.
 * `undefined` where it can.
 */
export function leadsAstray(address: string, own: readonly string[]): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (own.includes(plain) || isInside(plain, '127.0.0.0/8') || plain === '::1')
    return `it leads to ${plain}, this machine itself`;
  return isIP(plain) === 0 || NOWHERE.some((network) => isInside(plain, network))
    ? `it leads to ${plain}, which no service can have`
    : undefined;
}
