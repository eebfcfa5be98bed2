/** Which ends of the plan this machine is. */
import { hostname } from 'node:os';
import type { Hierarchy } from '../hierarchy/model.ts';
import { isInside } from './target.ts';
import type { ProbeTask } from './task.ts';

export interface Here {
  /** The host of the hierarchy that this machine is; absent where it is none. */
  readonly host?: string;
  readonly addresses: readonly string[];
}

/** By its own addresses; by its name where none of them is in the hierarchy. */
export function hereOf(hierarchy: Hierarchy, addresses: readonly string[], name: string = hostname()): Here {
  const own = new Set(addresses);
  const byAddress = hierarchy.hosts.find((host) => host.addresses.some(({ text }) => own.has(text)));
  const short = name.toLowerCase().split('.')[0];
  const byName = hierarchy.hosts.find(
    (host) =>
      [host.name, host.fqdn].some((n) => n?.toLowerCase() === name.toLowerCase()) ||
      host.name.toLowerCase() === short,
  );
  const host = byAddress ?? byName;
  return { addresses, ...(host && { host: host.name }) };
}

/**
 * Whether a task starts here: from the host that this machine is, or from a network of clients or consoles that one of
 * its addresses lies in. An address that the machine doesn't have is left to the one that does.
 */
export function startsHere({ from }: ProbeTask, { host, addresses }: Here): boolean {
  if (from.host !== undefined) return from.host === host;
  if (from.address !== undefined) return addresses.includes(from.address);
  return from.subnet === undefined
    ? false
    : addresses.some((address) => isInside(address, from.subnet ?? ''));
}
