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
 * Neighbours that hosts may find by themselves, as they do elsewhere. The kernel keeps no more than a thousand for all
 * of a machine's namespaces together, unless they are permanent: other labs need some, too.
 */
const MOST_FOUND = 200;

/** Whether hosts have to be told of each other, because together they would find too many. */
export function isCrowded({ wires, hosts }: LabModel): boolean {
  let found = 0;
  for (const { id } of wires) {
    const legs = hosts.flatMap(({ interfaces }) => interfaces.filter(({ wire }) => wire === id));
    const addresses = legs.reduce((sum, leg) => sum + leg.addresses.length, 0);
    found += addresses * (legs.length - 1);
  }
  return found > MOST_FOUND;
}

/**
 * What one host or filter knows of the hardware addresses on its wires: a filter those of everybody, a host those of the
 * filters and, in a crowd, of the other hosts.
 */
export function neighbourCommands(one: LabHost | LabFilter, lab: LabModel, crowded: boolean): string[] {
  const { hosts, filters } = lab;
  const others: readonly (LabHost | LabFilter)[] =
    'broadcasts' in one || crowded ? [...filters, ...hosts] : filters;
  const lines: string[] = [];
  for (const { name, wire } of one.interfaces) {
    // What is on the wire isn't always in one's own subnet: another one's broadcast address is everybody's there, too.
    if (!('broadcasts' in one))
      for (const address of broadcastsOn(wire, hosts))
        lines.push(`neigh replace ${address} lladdr ff:ff:ff:ff:ff:ff dev ${name} nud permanent`);
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

/** Broadcast addresses of the subnets of a wire that are nobody's own. */
function broadcastsOn(wire: string, hosts: readonly LabHost[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { interfaces } of hosts) {
    for (const leg of interfaces) {
      if (leg.wire !== wire) continue;
      for (const { family, address, prefix, broadcast } of leg.addresses) {
        if (family === 6) continue;
        if (broadcast !== undefined) found.add(broadcast);
        else if (prefix < 31) found.add(lastOf(address, prefix));
      }
    }
  }
  return found;
}

function lastOf(address: string, prefix: number): string {
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - prefix);
  const last = value - (value % size) + size - 1;
  return [24, 16, 8, 0].map((shift) => (last >>> shift) & 255).join('.');
}

export interface OwnCommands {
  readonly lines: readonly string[];
  /** For `ip -6`: what is said about where a packet comes from is about IPv4 otherwise, whatever the address. */
  readonly six: readonly string[];
}

/** Addresses and routes of one host or filter; for its own namespace. */
export function ownCommands(interfaces: readonly LabInterface[]): OwnCommands {
  const lines = ['link set lo up'];
  const six: string[] = [];
  for (const { name, addresses } of interfaces) {
    for (const { family, address, prefix, broadcast = prefix < 31 ? '+' : undefined } of addresses) {
      // Without it nobody listens to the subnet's broadcast address; a single address has none.
      const more = family === 6 ? ' nodad' : broadcast === undefined ? '' : ` broadcast ${broadcast}`;
      // What is on the wire is said by routes: a prefix may reach into another zone, and lead around its filter.
      lines.push(`addr add ${address}/${prefix}${more} noprefixroute dev ${name}`);
    }
    lines.push(`link set ${name} up`);
  }
  const tables = new Map<string, number>();
  for (const { name, routes } of interfaces) {
    for (const route of routes) {
      const { from, family } = route;
      if (from === undefined) {
        lines.push(wayOf(name, route));
        continue;
      }
      let table = tables.get(from);
      if (table === undefined) {
        table = FIRST_TABLE + tables.size;
        tables.set(from, table);
        const rule = `rule add from ${from} lookup ${table} priority ${FIRST_TABLE}`;
        (family === 6 ? six : lines).push(rule);
      }
      lines.push(`${wayOf(name, route)} table ${table}`);
    }
  }
  return { lines, six };
}

/** First number of the tables for routes that depend on where a packet comes from; below, the kernel has its own. */
const FIRST_TABLE = 1000;

function wayOf(name: string, { family, via, unreachable, to }: LabRoute): string {
  // Without a prefix, nothing would say which family is meant.
  const where = to !== 'default' ? to : family === 4 ? '0.0.0.0/0' : '::/0';
  if (unreachable) return `route replace unreachable ${where}`;
  return `route replace ${where} ${via === undefined ? `dev ${name}` : `via ${via} dev ${name} onlink`}`;
}
