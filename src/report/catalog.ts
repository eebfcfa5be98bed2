import type { Catalog, Condition, Conversation, ConversationService, Lifecycle } from '../catalog/model.ts';
import type { CatalogMatches } from '../catalog/search.ts';
import { visible } from '../diagnostics/visible.ts';
import { wrap } from './display-width.ts';
import { NARROWEST } from './table.ts';
import { counted } from './words.ts';

/** Names the form of the JSON answer. */
const CATALOG_FORMAT = 'portolan/catalog/1';

/** What was found, for a person, in pieces. */
export function* catalogText(
  matches: CatalogMatches,
  catalog: Catalog,
  options: { readonly width: number },
): Generator<string> {
  const width = Math.max(NARROWEST, Math.floor(options.width));
  const { conversations, statements, discoveryPorts, endpoints } = matches;
  for (const conversation of conversations)
    yield entry(conversation.title, conversationLines(conversation, catalog), width);
  for (const { configurable, notConfigurable, guide } of statements) {
    yield entry(
      `Can be changed: ${configurable}`,
      [`can’t be changed: ${notConfigurable}`, `guide ${guide.table}/${guide.row}`],
      width,
    );
  }
  for (const { title, services, guide, conversation } of discoveryPorts) {
    const ports = services.map(
      ({ service, optional }) =>
        serviceName(service, catalog) + (optional ? ' (off unless switched on)' : ''),
    );
    yield entry(title, [...ports, `carried by ${conversation}`, `guide ${guide.table}/${guide.row}`], width);
  }
  if (endpoints.length > 0) {
    const lines = endpoints.map(
      (e) => `${e.pattern}${e.path ?? ''} ${e.ports ?? '(ports not stated)'}: ${e.role}, ${e.feature}`,
    );
    yield entry('Destinations on the internet', lines, width);
  }
  yield `${totals(matches)}\n`;
}

function totals({ conversations, statements, discoveryPorts, endpoints }: CatalogMatches): string {
  const parts = [
    [conversations.length, 'conversation'],
    [statements.length, 'statement on what can be changed', 'statements on what can be changed'],
    [discoveryPorts.length, 'discovery port'],
    [endpoints.length, 'destination on the internet', 'destinations on the internet'],
  ] as const;
  const found = parts.filter(([n]) => n > 0).map(([n, one, many]) => counted(n, one, many));
  return found.length === 0 ? 'Nothing in the catalog fits.' : found.join(', ');
}

function entry(title: string, lines: readonly string[], width: number): string {
  const indented = lines.flatMap((line) =>
    wrap(visible(line), width - 4).map((text, i) => `${i === 0 ? '  ' : '    '}${text}`),
  );
  return `${[...wrap(visible(title), width), ...indented].join('\n')}\n\n`;
}

function conversationLines(conversation: Conversation, catalog: Catalog): string[] {
  const { initiator, responder, direction, services, guide, microsoft, lifecycle, sources } = conversation;
  const arrow = direction === 'two-way' ? 'and back, either may start' : 'started by the first';
  const says = [
    ...guide.map(({ table, row }) => `guide ${table}/${row}`),
    ...(microsoft ? [`Microsoft “${microsoft.section}”`] : []),
  ];
  return [
    `${initiator} → ${responder}, ${arrow}`,
    ...services.map((service) => serviceLine(service, catalog)),
    conversation.purpose,
    ...(conversation.when.length > 0 ? [`when ${conditionsText(conversation.when)}`] : []),
    ...(conversation.phase === 'always' ? [] : [`phase: ${conversation.phase}`]),
    ...lifecycleLines(lifecycle),
    ...conversation.conflicts.map(
      ({ about, followed, why }) => `sources differ on ${about}; followed: ${followed}, because ${why}`,
    ),
    ...conversation.differences.map((difference) => `difference: ${difference}`),
    `says: ${(says.length > 0 ? says : sources).join('; ')} (${conversation.id})`,
  ];
}

function serviceLine(service: ConversationService, catalog: Catalog): string {
  const details = [
    ...(service.ports === undefined ? [] : [`changed by ${service.ports}`]),
    ...(service.when.length > 0 ? [`when ${conditionsText(service.when)}`] : []),
    ...(service.condition === undefined ? [] : [service.condition]),
    ...(service.optional ? ['off unless switched on'] : []),
  ];
  return `${serviceName(service.service, catalog)}${details.length > 0 ? `: ${details.join('; ')}` : ''}`;
}

/** `tcp 445 SMB`. */
function serviceName(id: string, catalog: Catalog): string {
  const service = catalog.services.get(id);
  return service
    ? [service.transport, service.ports, service.name].filter((part) => part !== '').join(' ')
    : id;
}

function conditionsText(conditions: readonly Condition[]): string {
  return conditions
    .map(({ setting, is, not, in: several }) => {
      if (several !== undefined) return `${setting} is ${several.join(' or ')}`;
      return not === undefined ? `${setting} is ${is}` : `${setting} is not ${not}`;
    })
    .join(' and ');
}

function lifecycleLines({ status, since, deprecated, removed, note }: Lifecycle): string[] {
  const parts = [
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(deprecated === undefined ? [] : [`deprecated since ${deprecated}`]),
    ...(removed === undefined ? [] : [`removed in ${removed}`]),
  ];
  if (status === 'current' && parts.length === 0) return [];
  return [`${parts.length > 0 ? parts.join(', ') : status}${note === undefined ? '' : `: ${note}`}`];
}

/** What was found, as one JSON document. */
export function catalogJson(matches: CatalogMatches): string {
  const { conversations, statements, discoveryPorts, endpoints } = matches;
  const document = { format: CATALOG_FORMAT, conversations, statements, discoveryPorts, endpoints };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** All roles with their short names, a line each. */
export function rolesText(catalog: Catalog, options: { readonly width: number }): string {
  const width = Math.max(NARROWEST, Math.floor(options.width));
  return [...catalog.roles.values()]
    .map(({ id, title, aliases, kind }) => {
      const short = aliases.length > 0 ? `, short: ${aliases.join(', ')}` : '';
      return `${wrap(`${id}: ${title} (${kind})${short}`, width - 4).join('\n    ')}\n`;
    })
    .join('');
}
