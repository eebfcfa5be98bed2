/** Looking things up in the catalog: what `portolan catalog` answers. */
import { parsePorts } from '../net/ports.ts';
import type {
  Catalog,
  ConfigurabilityStatement,
  Conversation,
  DiscoveryPort,
  GuideRow,
  InternetEndpoint,
  Service,
} from './model.ts';

/** All criteria that are given must hold. */
export interface CatalogQuery {
  /** Words, all of which must occur, in any case and order. */
  readonly text?: string;
  /** A role's id or alias. */
  readonly role?: string;
  /** `445`, `tcp/445`, `udp/67-69`, or a service's id. */
  readonly port?: string;
  /** A table of the guide, or one of its rows: `site-server`, `site-server/3`. */
  readonly guide?: string;
}

export interface CatalogMatches {
  readonly conversations: readonly Conversation[];
  readonly statements: readonly ConfigurabilityStatement[];
  readonly discoveryPorts: readonly DiscoveryPort[];
  readonly endpoints: readonly InternetEndpoint[];
}

/** Finds what matches, in the catalog's order; the error says which criterion can't be understood. */
export function searchCatalog(
  catalog: Catalog,
  query: CatalogQuery,
): CatalogMatches | { readonly error: string } {
  const role = query.role === undefined ? undefined : findRole(catalog, query.role);
  if (query.role !== undefined && role === undefined) return { error: `there is no role "${query.role}"` };
  const port = query.port === undefined ? undefined : readPortQuery(catalog, query.port);
  if (port !== undefined && 'error' in port) return port;
  const guide = query.guide === undefined ? undefined : readGuideQuery(catalog, query.guide);
  if (guide !== undefined && 'error' in guide) return guide;
  const words = (query.text ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '');

  const serves = (id: string): boolean => {
    const service = catalog.services.get(id);
    return service !== undefined && (port === undefined || port.matches(service));
  };
  const says = (...parts: readonly unknown[]): boolean => {
    const all = words.length === 0 ? '' : JSON.stringify(parts).toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const stands = (rows: readonly GuideRow[]): boolean =>
    guide === undefined ||
    rows.some((r) => r.table === guide.table && (guide.row === undefined || r.row === guide.row));

  return {
    conversations: catalog.conversations.filter(
      (c) =>
        (role === undefined || c.initiator === role || c.responder === role) &&
        (port === undefined || c.services.some((s) => serves(s.service))) &&
        stands(c.guide) &&
        says(
          c,
          roleNames(catalog, c),
          c.services.map((s) => catalog.services.get(s.service)?.name),
        ),
    ),
    statements: catalog.statements.filter(
      (s) => role === undefined && port === undefined && stands([s.guide]) && says(s),
    ),
    discoveryPorts: catalog.discoveryPorts.filter(
      (d) =>
        role === undefined &&
        (port === undefined || d.services.some((s) => serves(s.service))) &&
        stands([d.guide]) &&
        says(d),
    ),
    endpoints: catalog.endpoints.filter(
      (e) =>
        guide === undefined &&
        (role === undefined || e.role === role) &&
        (port === undefined ||
          (e.ports !== undefined && port.matches({ transport: 'tcp', ports: e.ports }))) &&
        says(e),
    ),
  };
}

/** The id of a role, by its id or an alias. */
export function findRole(catalog: Catalog, name: string): string | undefined {
  if (catalog.roles.has(name)) return name;
  for (const role of catalog.roles.values()) if (role.aliases.includes(name)) return role.id;
  return undefined;
}

function roleNames(catalog: Catalog, conversation: Conversation): unknown[] {
  return [conversation.initiator, conversation.responder].map((id) => {
    const role = catalog.roles.get(id);
    return role && [role.title, role.aliases];
  });
}

interface PortQuery {
  matches(service: Pick<Service, 'transport' | 'ports' | 'alternatives'> & { readonly id?: string }): boolean;
}

function readPortQuery(catalog: Catalog, text: string): PortQuery | { readonly error: string } {
  if (catalog.services.has(text)) return { matches: (service) => service.id === text };
  const [, transport, ports] = /^(?:(tcp|udp|icmp)\/?)?(.*)$/i.exec(text.trim()) ?? [];
  const wanted = transport?.toLowerCase();
  if (wanted === 'icmp') return { matches: (service) => service.transport === 'icmp' };
  const ranges = parsePorts(ports ?? '');
  if ('error' in ranges)
    return { error: `"${text}" is neither a port (445, tcp/445, udp/67-69) nor a service` };
  return {
    matches: (service) =>
      service.transport !== 'icmp' &&
      (wanted === undefined || service.transport === wanted) &&
      [service.ports, ...(service.alternatives ?? [])].some((own) => {
        const opened = own === '' ? [] : parsePorts(own);
        return (
          !('error' in opened) &&
          opened.some((o) => ranges.some((r) => o.first <= r.last && r.first <= o.last))
        );
      }),
  };
}

function readGuideQuery(
  catalog: Catalog,
  text: string,
): { readonly table: string; readonly row?: number } | { readonly error: string } {
  const [, name = '', row] = /^([^/]*)(?:\/(\d+))?$/.exec(text.trim()) ?? [];
  const table = catalog.guide.find((t) => t.id === name);
  if (!table) {
    return {
      error: `the guide has no table "${text}"; there are ${catalog.guide.map((t) => t.id).join(', ')}`,
    };
  }
  if (row === undefined) return { table: name };
  if (Number(row) < 1 || Number(row) > table.rows) {
    return { error: `the guide's table "${name}" has rows 1 to ${table.rows}` };
  }
  return { table: name, row: Number(row) };
}
