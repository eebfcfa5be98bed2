/** The catalog's vocabulary: sources, roles, services, settings, fates and conflicts that conversations refer to. */
import { parsePorts } from '../net/ports.ts';
import { type Fields, given } from './fields.ts';
import type {
  Conflict,
  GuideRow,
  GuideTable,
  Lifecycle,
  PortConfiguration,
  Role,
  Service,
  Setting,
  Source,
} from './model.ts';

const DATE = /^(undated|\d{4}(-\d{2}(-\d{2})?)?)$/;

export function parseSource(f: Fields): Source {
  const date = f.text('date');
  if (date !== '' && !DATE.test(date)) f.problem(`"date" must be ISO 8601, or "undated": "${date}"`);
  const source: Source = {
    id: f.text('id'),
    title: f.text('title'),
    repository: f.text('repository'),
    path: f.text('path'),
    ...given('commit', f.optionalText('commit')),
    date,
    ...given('note', f.optionalText('note')),
  };
  f.done();
  return source;
}

const ROLE_KINDS = ['site-system', 'client', 'console', 'infrastructure', 'cloud', 'internet'] as const;

export function parseRole(f: Fields, lifecycles: ReadonlyMap<string, Lifecycle>): Role {
  const role: Role = {
    id: f.text('id'),
    title: f.text('title'),
    aliases: f.texts('aliases'),
    kind: f.oneOf('kind', ROLE_KINDS),
    ...given('lifecycle', parseLifecycleReference(f, lifecycles)),
    ...given('note', f.optionalText('note')),
  };
  f.done();
  return role;
}

const TRANSPORTS = ['tcp', 'udp', 'icmp'] as const;
const RPC = ['dynamic', 'endpoint-mapper'] as const;
const CASTS = ['broadcast', 'multicast'] as const;

export function parseService(f: Fields): Service {
  const transport = f.oneOf('transport', TRANSPORTS);
  const ports = f.optionalPorts('ports');
  const alternatives = f.scalars('alternatives')?.map((port) => `${port}`);
  for (const text of [...(ports === undefined ? [] : [ports]), ...(alternatives ?? [])])
    checkPorts(f, transport, text);
  const service: Service = {
    id: f.text('id'),
    name: f.text('name'),
    transport,
    ports: ports ?? '',
    ...given('alternatives', alternatives),
    ...given('rpc', f.optionalOneOf('rpc', RPC)),
    ...given('cast', f.optionalOneOf('cast', CASTS)),
    ...given('note', f.optionalText('note')),
  };
  f.done();
  return service;
}

/** ICMP has a message type where the others have ports. */
export function checkPorts(f: Fields, transport: string, ports: string): void {
  if (transport === 'icmp') {
    if (ports !== 'echo-request') f.problem('"ports" of ICMP must be "echo-request"');
    return;
  }
  const parsed = parsePorts(ports);
  if ('error' in parsed) f.problem(`"ports" are not valid: "${ports}": ${parsed.error}`);
}

export function parseSetting(f: Fields): Setting {
  const id = f.text('id');
  const raw = f.raw('default');
  if (!f.has('default')) f.problem('"default" is missing');
  const fallback = raw === null ? null : f.optionalScalar('default');
  const values = f.scalars('values');
  if (values && fallback !== null && fallback !== undefined && !values.includes(fallback)) {
    f.problem('"default" is none of "values"');
  }
  if (
    !/^(hierarchy|site|clients|initiator|responder|cloud|database)(\.[a-z][A-Za-z-]*[A-Za-z0-9]*)+$/.test(id)
  ) {
    f.problem(`"id" must be a dotted name that starts with its subject: "${id}"`);
  }
  const setting: Setting = {
    id,
    title: f.text('title'),
    default: fallback ?? null,
    ...given('values', values),
    ...given('configurableBy', f.optionalText('configurableBy')),
    ...given('note', f.optionalText('note')),
  };
  f.done();
  return setting;
}

export function parsePortConfiguration(f: Fields): PortConfiguration {
  const configuration = { id: f.text('id'), title: f.text('title'), where: f.text('where') };
  f.done();
  return configuration;
}

export function parseGuideTable(f: Fields): GuideTable {
  const table = { id: f.text('id'), title: f.text('title'), rows: f.integer('rows') };
  f.done();
  return table;
}

export function parseGuideRow(f: Fields): GuideRow {
  const row = { table: f.text('table'), row: f.integer('row') };
  f.done();
  return row;
}

export function parseConflict(f: Fields): Conflict {
  const positions = f.maps('positions').map((p) => {
    const position = { source: p.text('source'), says: p.text('says') };
    p.done();
    return position;
  });
  if (positions.length < 2) f.problem('a conflict needs two positions or more');
  const conflict: Conflict = {
    id: f.text('id'),
    about: f.text('about'),
    positions,
    followed: f.text('followed'),
    why: f.text('why'),
  };
  f.done();
  return conflict;
}

/** Reads the fields of a lifecycle; `current` where no status is given. */
export function parseLifecycle(f: Fields): Lifecycle {
  const lifecycle: Lifecycle = {
    status: f.optionalOneOf('status', ['current', 'deprecated', 'removed']) ?? 'current',
    ...given('since', version(f, 'since')),
    ...given('deprecated', version(f, 'deprecated')),
    ...given('removed', version(f, 'removed')),
    ...given('note', f.optionalText('note')),
  };
  if (lifecycle.status === 'removed' && lifecycle.removed === undefined) {
    f.problem('what is removed needs the version that no longer has it');
  }
  f.done();
  return lifecycle;
}

function version(f: Fields, key: string): number | undefined {
  const found = f.optionalInteger(key);
  if (found === undefined) return undefined;
  const month = found % 100;
  if (found < 1000 || found > 9999 || month < 1 || month > 12) {
    f.problem(`"${key}" must be a product version, year and month, like 2403`);
  }
  return found;
}

/** `lifecycle: resource-access` names a shared one; a map is one of its own. */
export function parseLifecycleReference(
  f: Fields,
  lifecycles: ReadonlyMap<string, Lifecycle>,
): Lifecycle | undefined {
  const raw = f.raw('lifecycle');
  if (typeof raw !== 'string') {
    const own = f.map('lifecycle');
    return own && parseLifecycle(own);
  }
  const shared = lifecycles.get(raw);
  if (!shared) f.problem(`"lifecycle" names "${raw}", which lifecycles.yaml does not have`);
  return shared;
}
