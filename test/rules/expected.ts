/** What a policy has to permit, straight from the plan's rows. */

import type { Hierarchy } from '../../src/hierarchy/model.ts';
import { complement, type Network } from '../../src/net/network.ts';
import type { FlowRow, Plan } from '../../src/plan/model.ts';
import { planRows } from '../../src/plan/rows.ts';
import type { Box } from './packets.ts';

const boxesOf = ({ service }: FlowRow, source: Network, destination: Network): Box[] => {
  const ports = service.transport === 'icmp' ? [{ first: 0, last: 0 }] : service.ports;
  return ports.map((port) => ({
    family: source.family,
    transport: service.transport,
    source: [source.first, source.last],
    destination: [destination.first, destination.last],
    port: [BigInt(port.first), BigInt(port.last)],
  }));
};

/** Packets of the rows that fit; a side known by name stands for everything outside of the zones where asked. */
function rowBoxes(
  plan: Plan,
  hierarchy: Hierarchy,
  fits: (row: FlowRow) => boolean,
  opensNames: (row: FlowRow) => boolean,
): Box[] {
  const known = hierarchy.zones.flatMap((z) => z.networks);
  const inside = known.length > 0 ? known : hierarchy.hosts.flatMap((h) => h.addresses);
  const boxes: Box[] = [];
  for (const row of planRows(plan)) {
    if (!fits(row)) continue;
    const { source, destination } = row;
    if (source && destination) boxes.push(...boxesOf(row, source, destination));
    else if (opensNames(row) && source)
      for (const n of complement(source.family, inside)) boxes.push(...boxesOf(row, source, n));
    else if (opensNames(row) && destination)
      for (const n of complement(destination.family, inside)) boxes.push(...boxesOf(row, n, destination));
  }
  return boxes;
}

/** The packets that cross a filter. Those that the TFTP helper lets through are no rule's. */
export function filterBoxes(plan: Plan, hierarchy: Hierarchy, name: string): Box[] {
  const open = hierarchy.filters.find((f) => f.name === name)?.internetDestinations === 'any-address';
  return rowBoxes(
    plan,
    hierarchy,
    ({ flow, service }) => flow.path.some((c) => c.filter === name) && service.service.id !== 'tftp-data',
    () => open,
  );
}

/** The packets that a host's own firewall has to let in or out, broadcasts on its own subnet aside. */
export function hostBoxes(
  plan: Plan,
  hierarchy: Hierarchy,
  name: string,
  direction: 'in' | 'out',
  options: { readonly withTransfers?: boolean } = {},
): Box[] {
  const refusing = new Set(
    hierarchy.filters.filter((f) => f.internetDestinations === 'refuse').map((f) => f.name),
  );
  return rowBoxes(
    plan,
    hierarchy,
    ({ from, to, service }) =>
      (options.withTransfers || service.service.id !== 'tftp-data') &&
      (direction === 'in'
        ? to.owner === name && from.owner !== name
        : from.owner === name && to.owner !== name),
    ({ flow }) => !flow.path.some((c) => refusing.has(c.filter)),
  );
}
