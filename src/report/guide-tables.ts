import type { Catalog, Conversation, ConversationService } from '../catalog/model.ts';
import { type SourcePage, sourcePages } from './source-pages.ts';

export interface GuideService {
  readonly service: string;
  readonly name: string;
  readonly transport: string;
  /** Default ports; empty where a setting holds them. */
  readonly ports: string;
  /** The setting that changes them. */
  readonly setting?: string;
  readonly optional: boolean;
  readonly condition?: string;
  /** Whether the guide names it; otherwise only Microsoft's pages do. */
  readonly inGuide: boolean;
}

/** One row of the guide, and what the catalog says about it. */
export interface GuideTableRow {
  /** `site-server/3`. */
  readonly id: string;
  readonly row: number;
  /** A conversation, what can be configured, or a port of discovery. */
  readonly kind: 'conversation' | 'statement' | 'discovery';
  readonly title: string;
  /** Of a statement: what can't be configured, in the same row. */
  readonly notConfigurable?: string;
  /** Titles of the roles at both ends. */
  readonly from?: string;
  readonly to?: string;
  readonly twoWay?: boolean;
  readonly services: readonly GuideService[];
  /** Conversation ids, through which the row is planned. */
  readonly conversations: readonly string[];
  /** Source ids. */
  readonly sources: readonly string[];
  readonly differences: readonly string[];
  readonly conflicts: Conversation['conflicts'];
}

export interface GuideTableView {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly GuideTableRow[];
}

export interface GuideDocument {
  readonly tables: readonly GuideTableView[];
  /** Every page that a row refers to. */
  readonly sources: readonly SourcePage[];
}

/** The guide's tables row by row, each with the conversations that it became and who says so. */
export function guideDocument(catalog: Catalog): GuideDocument {
  const rows = new Map<string, GuideTableRow>();
  for (const conversation of catalog.conversations) {
    for (const { table, row } of conversation.guide) {
      const id = `${table}/${row}`;
      const own = conversationRow(conversation, id, row, catalog);
      const known = rows.get(id);
      rows.set(id, known ? merge(known, own) : own);
    }
  }
  for (const row of [...statementRows(catalog), ...discoveryRows(catalog)]) rows.set(row.id, row);
  const tables = catalog.guide.map(({ id, title, rows: count }) => ({
    id,
    title,
    rows: Array.from({ length: count }, (_, i) => rows.get(`${id}/${i + 1}`)).filter(
      (row) => row !== undefined,
    ),
  }));
  const ids = tables.flatMap((table) =>
    table.rows.flatMap((row) => [
      ...row.sources,
      ...row.conflicts.flatMap((conflict) => conflict.positions.map((position) => position.source)),
    ]),
  );
  return { tables, sources: sourcePages(catalog, ids) };
}

function conversationRow(
  conversation: Conversation,
  id: string,
  row: number,
  catalog: Catalog,
): GuideTableRow {
  const { title, initiator, responder, direction, services, sources, differences, conflicts } = conversation;
  const role = (name: string): string => catalog.roles.get(name)?.title ?? name;
  return {
    id,
    row,
    kind: 'conversation',
    title,
    from: role(initiator),
    to: role(responder),
    twoWay: direction === 'two-way',
    services: services.map((service) => guideService(service, catalog)),
    conversations: [conversation.id],
    sources,
    differences,
    conflicts,
  };
}

/** One row that became several conversations. */
function merge(a: GuideTableRow, b: GuideTableRow): GuideTableRow {
  const services = new Map([...a.services, ...b.services].map((service) => [service.service, service]));
  return {
    ...a,
    title: `${a.title}; ${b.title}`,
    services: [...services.values()],
    conversations: [...a.conversations, ...b.conversations],
    sources: [...new Set([...a.sources, ...b.sources])],
    differences: [...new Set([...a.differences, ...b.differences])],
    conflicts: [...new Set([...a.conflicts, ...b.conflicts])],
  };
}

function* statementRows({ statements }: Catalog): Generator<GuideTableRow> {
  for (const statement of statements) {
    const { guide, configurable, notConfigurable, sources, differences } = statement;
    yield {
      id: `${guide.table}/${guide.row}`,
      row: guide.row,
      kind: 'statement',
      title: configurable,
      notConfigurable,
      services: [],
      conversations: [...statement.configurableConversations, ...statement.notConfigurableConversations],
      sources,
      differences,
      conflicts: [],
    };
  }
}

function* discoveryRows(catalog: Catalog): Generator<GuideTableRow> {
  for (const { title, guide, services, conversation, sources, differences } of catalog.discoveryPorts) {
    yield {
      id: `${guide.table}/${guide.row}`,
      row: guide.row,
      kind: 'discovery',
      title,
      services: services.map((s) => guideService({ ...s, inGuide: true }, catalog)),
      conversations: [conversation],
      sources,
      differences,
      conflicts: [],
    };
  }
}

function guideService(
  of: Pick<ConversationService, 'service' | 'optional' | 'inGuide'> & Partial<ConversationService>,
  catalog: Catalog,
): GuideService {
  const { service, ports, optional, condition, inGuide } = of;
  const known = catalog.services.get(service);
  return {
    service,
    name: known?.name ?? service,
    transport: known?.transport ?? '',
    ports: known?.ports ?? '',
    ...(ports !== undefined && { setting: ports }),
    optional,
    ...(condition !== undefined && { condition }),
    inGuide,
  };
}
