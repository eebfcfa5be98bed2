/** What strongSwan is told on each host of a lab: what Portolan prints for the host, as far as a lab can have it. */
import { strongswan } from '../../dialects/strongswan/dialect.ts';
import type { SwanChild, SwanConnection, SwanFile } from '../../dialects/strongswan/model.ts';
import type { Hierarchy } from '../../hierarchy/model.ts';
import { formatPorts } from '../../net/ports.ts';
import type { Plan } from '../../plan/model.ts';
import { printRules } from '../../workspace/print-rules.ts';
import { addressesOf, type LabHost, type LabModel } from '../model.ts';
import type { IpsecStart, LabIpsec } from '../services/service.ts';
import { mirrored } from './mirror.ts';

/**
 * What is changed in what is printed. Without ESP in the kernel strongSwan carries it in UDP by a device of its own: that
 * knows tunnels only, and (before 5.9.11) no traps, so the lab starts each of them.
 */
const CHANGES: readonly (readonly [printed: RegExp, inLab: string])[] = [
  [/^( +)mode = transport$/gm, '$1mode = tunnel'],
  [/^( +)start_action = trap$/gm, '$1start_action = none'],
];

const inLab = (text: string): string =>
  CHANGES.reduce((changed, [printed, instead]) => changed.replace(printed, instead), text);

/** By the host's id: everybody whose packets to another of the lab travel inside of IPsec. */
export function ipsecOf(model: LabModel, hierarchy: Hierarchy, plan: Plan): ReadonlyMap<string, LabIpsec> {
  const found = new Map<string, LabIpsec>();
  if (hierarchy.ipsec.length === 0) return found;
  const owners = new Map(
    model.hosts.flatMap((host) => addressesOf(host).map((address) => [address, host] as const)),
  );
  const ids = new Map(model.hosts.flatMap((h) => (h.kind === 'host' ? [[h.name, h.id] as const] : [])));
  const targets = { filters: [], hosts: [], proxies: [], protectedHosts: [...ids.keys()] };
  const startsOf = startsAt(owners);
  const files: SwanFile[] = [];
  for (const { policy, text } of printRules(plan, hierarchy, targets, 'strongswan')) {
    const id = ids.get(policy.name);
    if (id === undefined || text === undefined || policy.rules.length === 0) continue;
    const file = strongswan.lower(policy).model;
    files.push(file);
    const starts = startsOf(
      id,
      file,
      (child, peer) => child.term.direction === 'out' && peer.kind === 'host',
    );
    found.set(id, { configuration: inLab(text), starts });
  }
  for (const host of model.hosts) {
    if (host.kind === 'host') continue;
    const file = mirrored(files, host.label, addressesOf(host));
    if (file.connections.length === 0) continue;
    // A host's own connection to a whole network waits for whoever comes.
    const starts = startsOf(host.id, file, () => true);
    found.set(host.id, { configuration: inLab(strongswan.print(file).text), starts });
  }
  return found;
}

/** Each association is started by one of its ends: between hosts that from which the conversation starts. */
function startsAt(owners: ReadonlyMap<string, LabHost>) {
  return (
    id: string,
    { connections }: SwanFile,
    isStarted: (child: SwanChild, peer: LabHost) => boolean,
  ): IpsecStart[] =>
    connections.flatMap((connection): IpsecStart[] => {
      const { local, remote, name, children } = connection;
      const [peer] = remote;
      if (peer === undefined || peer.first !== peer.last) return [];
      const [own, other] = [owners.get(local.text), owners.get(peer.text)];
      // A listener's address is on one replica only.
      if (own?.id !== id || !other || own === other) return [];
      return children
        .filter((child) => isStarted(child, other))
        .map((child) => ({
          connection: name,
          child: child.name,
          ...conversationOf(child, connection, [own.label, other.label]),
        }));
    });
}

function conversationOf(
  { selector: { protocol, localPorts, remotePorts } }: SwanChild,
  { local, remote }: SwanConnection,
  [own, other]: readonly [string, string],
): Pick<IpsecStart, 'from' | 'to' | 'transport' | 'ports' | 'says'> {
  const here = { address: local.text, label: own };
  const there = { address: remote[0]?.text ?? '', label: other };
  const [from, to] = localPorts ? [there, here] : [here, there];
  const range = localPorts ?? remotePorts;
  const on = range ? `on ${protocol}/${formatPorts([range])}` : 'with ICMP echo';
  return {
    from: from.address,
    to: to.address,
    transport: protocol === 'tcp' || protocol === 'udp' ? protocol : 'icmp',
    ...(range && { ports: range }),
    says: `${from.label} (${from.address}) to ${to.label} (${to.address}) ${on}`,
  };
}
