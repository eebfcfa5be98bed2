import type { Role } from '../../catalog/model.ts';
import { formatPorts } from '../../net/ports.ts';
import type { At } from '../model.ts';
import { isMap, isText, type YamlNode } from '../yaml/node.ts';
import { entriesOf, object, oneOrMany } from './collections.ts';
import { databaseShape, type WrittenDatabase } from './database.ts';
import { scalarText } from './scalar.ts';
import {
  described,
  type JsonSchema,
  type Located,
  lengthOf,
  located,
  type ReadContext,
  type Shape,
} from './shape.ts';
import { choice, flag, name, port, ports, quote } from './values.ts';

/** What an option's value is, so that references are looked up in the right place. */
export type WrittenOption =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'ports'; readonly http?: number; readonly https?: number; readonly at: At }
  | { readonly kind: 'multicast'; readonly ports: string }
  | {
      readonly kind: 'names';
      readonly to: 'host' | 'gateway' | 'caller' | 'source' | 'target';
      readonly names: readonly Located<string>[];
    }
  | { readonly kind: 'database'; readonly database: WrittenDatabase };

export interface WrittenRole {
  /** Catalog id. */
  readonly role: string;
  readonly options: readonly (readonly [string, WrittenOption])[];
  readonly at: At;
}

function option<T>(shape: Shape<T>, wrap: (value: T) => WrittenOption): Shape<WrittenOption> {
  return {
    ...shape,
    read: (node, context, owner) => {
      const value = shape.read(node, context, owner);
      return value === undefined ? undefined : wrap(value);
    },
  };
}

const value = <T extends string | number | boolean>(shape: Shape<T>): Shape<WrittenOption> =>
  option(shape, (read) => ({ kind: 'value', value: read }));

type NameTarget = Extract<WrittenOption, { kind: 'names' }>['to'];
const names = (to: NameTarget, expects: string): Shape<WrittenOption> =>
  option(oneOrMany(located(name(expects))), (read) => ({ kind: 'names', to, names: read }));
const oneName = (to: NameTarget, expects: string): Shape<WrittenOption> =>
  option(located(name(expects)), (read) => ({ kind: 'names', to, names: [read] }));

const database = option(databaseShape, (read) => ({ kind: 'database', database: read }));

const webPorts = (http: number, https: number): Shape<WrittenOption> =>
  option(
    object('ports', {
      http: described(`TCP port for HTTP, ${http} if left out`, port),
      https: described(`TCP port for HTTPS, ${https} if left out`, port),
    }),
    (read) => ({
      kind: 'ports',
      ...(read.http !== undefined && { http: read.http }),
      ...(read.https !== undefined && { https: read.https }),
      at: read.at,
    }),
  );

/** `true`, `false`, or something more telling. */
function flagOr(other: Shape<WrittenOption>): Shape<WrittenOption> {
  return {
    expects: `true, false or ${other.expects}`,
    json: { anyOf: [flag.json, other.json] },
    read: (node, context, owner) => {
      const target = context.resolve(node);
      const word = isText(target) ? target.text : '';
      const simple = /^(true|false|yes|no|on|off)$/i.test(word);
      return simple ? value(flag).read(node, context, owner) : other.read(node, context, owner);
    },
  };
}

const communication = value(choice(['https', 'enhanced-http', 'http']));
const gatewayTraffic = described('Accepts traffic of a cloud management gateway', value(flag));

/** Options of each role; a role that isn't listed has none. Their names are those of the catalog's settings. */
const OPTIONS: Readonly<Record<string, Readonly<Record<string, Shape<WrittenOption>>>>> = {
  'management-point': {
    communication: described('How clients talk to it, where it differs from the site', communication),
    replica: described('Database replica that it uses instead of the site database', database),
    gatewayTraffic,
  },
  'distribution-point': {
    communication: described('How clients talk to it, where it differs from the site', communication),
    pxe: described(
      'Answers PXE, by Windows Deployment Services or by the responder without it',
      value(choice(['off', 'wds', 'responder'])),
    ),
    multicast: described(
      'Sends operating system images by multicast; UDP ports where they are not 63000-64000',
      flagOr(option(ports, (read) => ({ kind: 'multicast', ports: formatPorts(read) }))),
    ),
    connectedCache: described('Microsoft Connected Cache', value(flag)),
    pull: described(
      'Sources that it pulls its content from',
      flagOr(names('source', 'the name of a distribution point or gateway')),
    ),
  },
  'software-update-point': {
    ports: described('Ports of WSUS', webPorts(8530, 8531)),
    ssl: described('WSUS is set up for TLS; the HTTP port stays needed', value(flag)),
    upstream: described('WSUS server that it synchronises with', oneName('host', 'the name of a host')),
    syncs: described('Where it gets updates from', value(choice(['microsoft-update', 'upstream', 'none']))),
    database: described('SQL Server of its SUSDB, where that is not on the same host', database),
    gatewayTraffic,
  },
  'wsus-server': { ports: described('Ports of WSUS', webPorts(8530, 8531)), ssl: value(flag), database },
  'reporting-services-point': {
    ports: described('Ports of SQL Server Reporting Services', webPorts(80, 443)),
    ssl: described('Reports are served by HTTPS', value(flag)),
  },
  'cmg-connection-point': {
    gateway: described('Gateway that it connects to', oneName('gateway', 'the name of a gateway')),
  },
  'service-connection-point': {
    mode: described('Connected to the internet, or offline', value(choice(['online', 'offline']))),
    externalNotifications: described('Sends notifications to an Azure logic app', value(flag)),
  },
  'data-warehouse-service-point': { database: described('SQL Server of the data warehouse', database) },
  'sms-provider': {
    gatewayTraffic,
    callers: described(
      'Who calls the administration service, besides consoles',
      names('caller', 'a host, client network or console network'),
    ),
  },
  'proxy-server': { port: described('TCP port that it listens on, 80 if left out', value(port)) },
  'exchange-connector': {
    target: described(
      '`online`, or the host with the role exchange-server',
      oneName('target', '`online` or the name of a host'),
    ),
  },
  'enrollment-proxy-point': { ports: described('Ports of the web site', webPorts(80, 443)) },
  'enrollment-point': { ports: described('Ports of the web site', webPorts(80, 443)) },
};

/** Whether a role of the catalog can be given to a host. */
function isHostRole(role: Role): boolean {
  return role.id !== 'any' && (role.kind === 'site-system' || role.kind === 'infrastructure');
}

/** One entry of `roles`: a role's id or alias, alone or as the only key of a map that holds its options. */
export function roleShape(roles: ReadonlyMap<string, Role>): Shape<WrittenRole> {
  const ids = new Map<string, string>();
  const forms = new Map<string, Shape<{ readonly at: At }>>();
  for (const role of roles.values()) {
    ids.set(role.id, role.id);
    for (const alias of role.aliases) if (!ids.has(alias)) ids.set(alias, role.id);
    if (isHostRole(role)) forms.set(role.id, object(`the role ${role.id}`, OPTIONS[role.id] ?? {}));
  }
  const expects = 'a role such as management-point';

  const lookUp = (text: string, offset: number, length: number, context: ReadContext): string | undefined => {
    const id = ids.get(text);
    const role = id === undefined ? undefined : roles.get(id);
    if (!role) {
      const help = context.suggest(text, ids.keys());
      context.report('PT3007', offset, { message: `there is no role ${quote(text)}`, help }, length);
      return undefined;
    }
    if (isHostRole(role)) return role.id;
    context.report(
      'PT3008',
      offset,
      { message: `the role ${role.id} can not be given to a host`, help: SECTIONS[role.kind] },
      length,
    );
    return undefined;
  };

  return {
    expects,
    json: roleJson(roles, forms),
    read: (node, context, owner) => {
      const target = context.resolve(node);
      if (!target) return undefined;
      if (!isMap(target)) {
        const text = scalarText(target, context, `${expects}, or a map of one role and its options`, owner);
        const role = text === undefined ? undefined : lookUp(text, node.start, lengthOf(node), context);
        return role === undefined ? undefined : { role, options: [], at: { '': node.start } };
      }
      const entries = [...entriesOf(target, context)];
      const [entry] = entries;
      if (!entry || entries.length > 1) {
        const message = entry ? `this entry has ${entries.length} keys` : 'this entry has no role';
        const help = entry
          ? 'write each role as an item of its own: `[{ role-one: { … } }, { role-two: { … } }]`'
          : undefined;
        context.report('PT2016', entries[1]?.offset ?? target.start, {
          message,
          expected: 'one role and its options',
          help,
        });
        return undefined;
      }
      const role = lookUp(entry.key, entry.offset, entry.length, context);
      if (role === undefined) return undefined;
      return readOptions(role, forms.get(role), entry.node, context, entry.offset);
    },
  };
}

const SECTIONS: Readonly<Partial<Record<Role['kind'], string>>> = {
  client: 'describe clients by their subnets under `clients`',
  console: 'write the addresses of consoles under `consoles`',
  cloud: 'describe cloud services under `cloud`',
};

function readOptions(
  role: string,
  form: Shape<{ readonly at: At }> | undefined,
  node: YamlNode,
  context: ReadContext,
  offset: number,
): WrittenRole | undefined {
  const read = form?.read(node, context, offset);
  if (!read) return undefined;
  const options: [string, WrittenOption][] = [];
  for (const [key, written] of Object.entries(read))
    if (key !== 'at') options.push([key, written as unknown as WrittenOption]);
  return { role, options, at: read.at };
}

function roleJson(roles: ReadonlyMap<string, Role>, forms: ReadonlyMap<string, Shape<unknown>>): JsonSchema {
  const words: string[] = [];
  const properties: Record<string, JsonSchema> = {};
  for (const role of roles.values()) {
    const form = forms.get(role.id);
    if (!form) continue;
    for (const word of [role.id, ...role.aliases]) {
      words.push(word);
      properties[word] = OPTIONS[role.id]
        ? { $ref: `#/$defs/role-${role.id}` }
        : { description: role.title, type: 'object', maxProperties: 0 };
    }
  }
  return {
    anyOf: [
      { enum: words },
      { type: 'object', properties, additionalProperties: false, minProperties: 1, maxProperties: 1 },
    ],
  };
}

/** `$defs` entries for the roles that have options. */
export function roleDefinitions(roles: ReadonlyMap<string, Role>): Record<string, JsonSchema> {
  const definitions: Record<string, JsonSchema> = {};
  for (const role of roles.values()) {
    const options = OPTIONS[role.id];
    if (options)
      definitions[`role-${role.id}`] = { description: role.title, ...object(role.id, options).json };
  }
  return definitions;
}
