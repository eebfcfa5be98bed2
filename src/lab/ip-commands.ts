/** The lab's network as input for `ip -batch`: only ids, addresses and numbers, never a name of the hierarchy. */
import type { LabFilter, LabHost, LabInterface, LabModel, LabRoute } from './model.ts';

/** Namespaces, bridges and the cables between; for the namespace that the bridges stand in. */
export function wiringCommands({ wires, hosts, filters }: LabModel): string[] {
  const lines: string[] = [];
  for (const { id } of wires) lines.push(`link add ${id} type bridge mcast_snooping 0`, `link set ${id} up`);
  for (const { id, interfaces } of [...filters, ...hosts]) {
    lines.push(`netns add ${id}`);
    for (const { name, wire, mac } of interfaces) {
      // The end at the bridge is named after the other one: f0e1 leads to eth1 of f0.
      const end = `${id}e${name.slice('eth'.length)}`;
      lines.push(
        `link add ${end} type veth peer name ${name} address ${mac} netns ${id}`,
        `link set ${end} master ${wire} up`,
      );
    }
  }
  return lines;
}

/**
 * What one host or filter knows of the hardware addresses on its wires: a filter those of everybody, a host those of the
 * filters, and where there are none, of everybody, because all of them are asked then. The kernel would ask for them itself, but keeps no more than a thousand answers for all of a machine's
 * namespaces together, unless they are permanent.
 */
export function neighbourCommands(one: LabHost | LabFilter, { hosts, filters }: LabModel): string[] {
  const others: readonly (LabHost | LabFilter)[] =
    'broadcasts' in one || filters.length === 0 ? [...filters, ...hosts] : filters;
  const lines: string[] = [];
  for (const { name, wire } of one.interfaces) {
    for (const other of others) {
      if (other === one) continue;
      for (const leg of other.interfaces) {
        if (leg.wire !== wire) continue;
        for (const { address } of leg.addresses)
          lines.push(`neigh replace ${address} lladdr ${leg.mac} dev ${name} nud permanent`);
      }
    }
  }
  return lines;
}

/** Addresses and routes of one host or filter; for its own namespace. */
export function ownCommands(interfaces: readonly LabInterface[]): string[] {
  const lines = ['link set lo up'];
  for (const { name, addresses } of interfaces) {
    for (const { family, address, prefix } of addresses) {
      // Without `broadcast +` nobody listens to the subnet's broadcast address; a single address has none.
      const more = family === 6 ? ' nodad' : prefix < 31 ? ' broadcast +' : '';
      lines.push(`addr add ${address}/${prefix}${more} dev ${name}`);
    }
    lines.push(`link set ${name} up`);
  }
  const tables = new Map<string, number>();
  for (const { name, routes } of interfaces)
    for (const route of routes) lines.push(...routeCommands(name, route, tables));
  return lines;
}

/** First number of the tables for routes that depend on where a packet comes from; below, the kernel has its own. */
const FIRST_TABLE = 1000;

function routeCommands(name: string, route: LabRoute, tables: Map<string, number>): string[] {
  const { family, via, unreachable, from } = route;
  // Without a prefix, nothing would say which family is meant.
  const to = route.to !== 'default' ? route.to : family === 4 ? '0.0.0.0/0' : '::/0';
  const hop = via === undefined ? `dev ${name}` : `via ${via} dev ${name} onlink`;
  const way = unreachable ? `route replace unreachable ${to}` : `route replace ${to} ${hop}`;
  if (from === undefined) return [way];
  const known = tables.get(from);
  const table = known ?? FIRST_TABLE + tables.size;
  tables.set(from, table);
  const rule = `rule add from ${from} lookup ${table} priority ${FIRST_TABLE}`;
  return [...(known === undefined ? [rule] : []), `${way} table ${table}`];
}
