/** Whether everything that the catalog's parts name exists, and whether the guide is covered. */
import { type Catalog, type Condition, type Conversation, ENDPOINT_OWNERS, type GuideRow } from './model.ts';

/** Problems as sentences; empty for a sound catalog. */
export function checkReferences(catalog: Catalog): string[] {
  const problems: string[] = [];
  const known = (where: string, what: string, id: string, ids: { has(id: string): boolean }): void => {
    if (!ids.has(id)) problems.push(`${where}: unknown ${what} "${id}"`);
  };
  const conversations = new Set(catalog.conversations.map((c) => c.id));

  checkAliases(catalog, problems);
  for (const setting of catalog.settings.values()) {
    if (setting.configurableBy !== undefined) {
      known(
        `setting ${setting.id}`,
        'port configuration',
        setting.configurableBy,
        catalog.portConfigurations,
      );
    }
  }
  for (const conversation of catalog.conversations) {
    const where = `conversation ${conversation.id}`;
    known(where, 'role', conversation.initiator, catalog.roles);
    known(where, 'role', conversation.responder, catalog.roles);
    for (const source of conversation.sources) known(where, 'source', source, catalog.sources);
    for (const condition of [...conversation.when, ...conversation.reverseWhen])
      checkCondition(catalog, where, condition, problems);
    checkConversationServices(catalog, conversation, problems);
    for (const { id, positions, followed } of conversation.conflicts) {
      for (const { source } of positions) known(`conflict ${id}`, 'source', source, catalog.sources);
      if (followed !== 'neither' && !positions.some((p) => p.source === followed)) {
        problems.push(`conflict ${id}: "followed" is none of its positions: "${followed}"`);
      }
    }
  }
  for (const statement of catalog.statements) {
    const where = `statement ${statement.id}`;
    for (const source of statement.sources) known(where, 'source', source, catalog.sources);
    for (const id of [...statement.configurableConversations, ...statement.notConfigurableConversations]) {
      known(where, 'conversation', id, conversations);
    }
  }
  for (const port of catalog.discoveryPorts) {
    const where = `discovery port ${port.id}`;
    known(where, 'conversation', port.conversation, conversations);
    for (const { service } of port.services) known(where, 'service', service, catalog.services);
    for (const source of port.sources) known(where, 'source', source, catalog.sources);
  }
  for (const endpoint of catalog.endpoints) {
    const where = `endpoint ${endpoint.id}`;
    if (!ENDPOINT_OWNERS.some((owner) => owner === endpoint.role))
      known(where, 'role', endpoint.role, catalog.roles);
    for (const source of [endpoint.source, ...(endpoint.alsoIn ?? [])])
      known(where, 'source', source, catalog.sources);
  }
  checkGuide(catalog, problems);
  return problems;
}

/** An alias must not hide a role or another alias: hierarchy documents use them. */
function checkAliases(catalog: Catalog, problems: string[]): void {
  const seen = new Set(catalog.roles.keys());
  for (const role of catalog.roles.values()) {
    for (const alias of role.aliases) {
      if (seen.has(alias)) problems.push(`role ${role.id}: the alias "${alias}" is taken`);
      seen.add(alias);
    }
  }
}

function checkConversationServices(catalog: Catalog, conversation: Conversation, problems: string[]): void {
  for (const service of conversation.services) {
    const where = `conversation ${conversation.id}, service ${service.service}`;
    if (service.ports !== undefined && !catalog.settings.has(service.ports)) {
      problems.push(`${where}: unknown setting "${service.ports}"`);
    }
    if (service.configurableBy !== undefined && !catalog.portConfigurations.has(service.configurableBy)) {
      problems.push(`${where}: unknown port configuration "${service.configurableBy}"`);
    }
    for (const condition of service.when) checkCondition(catalog, where, condition, problems);
    if (service.optional && service.when.length === 0 && conversation.when.length === 0) {
      problems.push(`${where}: what is optional needs a condition`);
    }
  }
}

/** A misspelt setting or value would silently never hold. */
function checkCondition(catalog: Catalog, where: string, condition: Condition, problems: string[]): void {
  const setting = catalog.settings.get(condition.setting);
  if (!setting) {
    problems.push(`${where}: unknown setting "${condition.setting}"`);
    return;
  }
  const allowed = setting.values ?? (typeof setting.default === 'boolean' ? [true, false] : undefined);
  for (const value of [condition.is, condition.not, ...(condition.in ?? [])]) {
    if (value !== undefined && allowed && !allowed.includes(value)) {
      problems.push(`${where}: "${value}" is no value of ${setting.id}`);
    }
  }
}

function checkGuide(catalog: Catalog, problems: string[]): void {
  const covered = new Set<string>();
  const cover = (where: string, { table, row }: GuideRow): void => {
    const rows = catalog.guide.find((t) => t.id === table)?.rows ?? 0;
    if (row < 1 || row > rows) problems.push(`${where}: the guide has no row ${table}/${row}`);
    covered.add(`${table}/${row}`);
  };
  for (const c of catalog.conversations) for (const row of c.guide) cover(`conversation ${c.id}`, row);
  for (const s of catalog.statements) cover(`statement ${s.id}`, s.guide);
  for (const d of catalog.discoveryPorts) cover(`discovery port ${d.id}`, d.guide);
  for (const table of catalog.guide) {
    for (let row = 1; row <= table.rows; row++) {
      if (!covered.has(`${table.id}/${row}`)) problems.push(`guide: nothing carries row ${table.id}/${row}`);
    }
  }
}
