import type { Network } from '../../net/network.ts';
import type { At } from '../model.ts';
import { byKind, list, object, oneOrMany } from './collections.ts';
import { described, type Located, located, type ReadContext, type Shape, shared } from './shape.ts';
import { address, choice, name, port, sqlPort } from './values.ts';

/** A database as written: its hosts are names that nobody has looked up yet. */
export interface WrittenDatabase {
  readonly hosts: readonly Located<string>[];
  readonly listener?: { readonly name: string; readonly networks: readonly Network[] };
  readonly availabilityGroup: boolean;
  readonly loadBalancer?: 'azure';
  readonly instance?: string;
  readonly port?: number;
  readonly broker?: number;
  readonly endpoint?: number;
  readonly at: At;
}

const hostName = name('the name of a host');

const short: Shape<WrittenDatabase> = {
  ...hostName,
  read: (node, context, owner) => {
    const host = located(hostName).read(node, context, owner);
    return host && { hosts: [host], availabilityGroup: false, at: { '': host.offset } };
  },
};

const long = object('a database', {
  server: described('Host of the SQL Server instance', located(hostName)),
  instance: described('Named instance; leave out for the default instance', name('the name of an instance')),
  port: described('Static TCP port of the instance, 1433 if left out', sqlPort),
  broker: described('TCP port of SQL Server Service Broker, 4022 if left out', port),
  availabilityGroup: described(
    'Always On availability group, instead of `server`',
    object(
      'an availability group',
      {
        replicas: described('Hosts of all replicas', list(located(hostName))),
        listener: described(
          'The listener that Configuration Manager connects to',
          object(
            'a listener',
            {
              name: described('DNS name of the listener', name('the name of a listener')),
              address: described('Address of the listener, or several', oneOrMany(address)),
            },
            ['name', 'address'],
          ),
        ),
        endpoint: described('TCP port of the replica endpoints, 5022 if left out', port),
        loadBalancer: described('The replicas stand behind a load balancer of Azure', choice(['azure'])),
      },
      ['replicas'],
    ),
  ),
});

const full: Shape<WrittenDatabase> = {
  ...long,
  read: (node, context, owner) => {
    const read = long.read(node, context, owner);
    if (!read) return undefined;
    checkDatabase(read, context);
    const group = read.availabilityGroup;
    const listener = group?.listener;
    return {
      hosts: group?.replicas ?? (read.server ? [read.server] : []),
      availabilityGroup: group !== undefined,
      ...(listener?.name !== undefined && {
        listener: { name: listener.name, networks: listener.address ?? [] },
      }),
      ...(group?.loadBalancer && { loadBalancer: group.loadBalancer }),
      ...(read.instance !== undefined && { instance: read.instance }),
      ...(read.port !== undefined && { port: read.port }),
      ...(read.broker !== undefined && { broker: read.broker }),
      ...(group?.endpoint !== undefined && { endpoint: group.endpoint }),
      at: {
        ...read.at,
        ...(listener && { listener: listener.at.name ?? listener.at[''] ?? owner }),
        ...offsets(group?.at, ['replicas', 'endpoint', 'loadBalancer']),
      },
    };
  },
};

function offsets(at: At | undefined, keys: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const key of keys) {
    const offset = at?.[key];
    if (offset !== undefined) found[key] = offset;
  }
  return found;
}

function checkDatabase(read: NonNullable<ReturnType<typeof long.read>>, context: ReadContext): void {
  const { at, availabilityGroup: group } = read;
  const own = at[''] ?? 0;
  if (at.server !== undefined && at.availabilityGroup !== undefined) {
    context.report('PT2013', at.availabilityGroup, {
      message: '`server` and `availabilityGroup` exclude each other',
      related: [{ message: '`server` is written here', offset: at.server }],
    });
  }
  if (read.server === undefined && at.server === undefined && at.availabilityGroup === undefined) {
    context.report('PT2005', own, {
      message: '`server` or `availabilityGroup` is missing',
      expected: 'the name of a host',
    });
  }
  if (group?.replicas && group.replicas.length < 2) {
    context.report('PT4028', group.at.replicas ?? own, {
      message: `the availability group has ${group.replicas.length === 1 ? 'one replica' : 'no replicas'}`,
      expected: 'at least two replicas',
      help: 'for a single server, write `server: <host>`',
    });
  }
  const sql = read.port ?? 1433;
  const broker = read.broker ?? 4022;
  if (sql === broker) {
    context.report('PT4027', at.broker ?? at.port ?? own, {
      message: `SQL Server and Service Broker both use port ${sql}`,
      ...(at.broker === undefined && { help: 'Service Broker uses 4022 unless `broker` says otherwise' }),
    });
  }
}

const bare: Shape<WrittenDatabase> = byKind(short, full);

/** The definition behind `databaseShape`, for `$defs`. */
export const databaseDefinition: Shape<WrittenDatabase> = bare;

/** A host's name, or a map with instance, ports, or an availability group. */
export const databaseShape: Shape<WrittenDatabase> = shared('database', bare);
