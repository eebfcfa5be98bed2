import { parse } from 'yaml';
import { checkReferences } from './checkReferences.ts';
import { deepFreeze } from './deepFreeze.ts';
import { type Fields, openFields } from './fields.ts';
import type { Catalog } from './model.ts';
import { parseConversation } from './parseConversation.ts';
import { parseDiscoveryPort, parseEndpoints, parseExternalList, parseStatement } from './parseLists.ts';
import {
  parseConflict,
  parseGuideTable,
  parseLifecycle,
  parsePortConfiguration,
  parseRole,
  parseService,
  parseSetting,
  parseSource,
} from './parseVocabulary.ts';

/** One YAML file of the catalog; `name` is its path in the folder, for messages. */
export interface CatalogFile {
  readonly name: string;
  readonly text: string;
}

/** What a file may hold, all lists. A file may hold several, and several files may hold the same. */
const SECTIONS = [
  'sources',
  'roles',
  'services',
  'settings',
  'portConfigurations',
  'lifecycles',
  'conflicts',
  'guide',
  'conversations',
  'statements',
  'discoveryPorts',
  'internetEndpoints',
  'externalLists',
] as const;
type Section = (typeof SECTIONS)[number];

/**
 * Reads the catalog's files, in the order given. Everything is checked: unknown keys, unknown references, ports,
 * duplicate ids, a guide row that nothing carries. Gives all problems at once, each with its file and place in it.
 */
export function parseCatalog(
  files: readonly CatalogFile[],
): { readonly catalog: Catalog } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const sections = readSections(files, problems);
  const list = <T>(section: Section, read: (f: Fields) => T): T[] => sections[section].map(read);
  const named = <T extends { readonly id: string }>(
    section: Section,
    read: (f: Fields) => T,
  ): Map<string, T> => byId(section, list(section, read), problems);

  const lifecycles = new Map(
    [...named('lifecycles', (f) => ({ id: f.text('id'), lifecycle: parseLifecycle(f) }))].map(
      ([id, { lifecycle }]) => [id, lifecycle] as const,
    ),
  );
  const conflicts = named('conflicts', parseConflict);
  const services = named('services', parseService);
  const settings = named('settings', parseSetting);
  const vocabulary = { services, settings, lifecycles, conflicts };
  const catalog: Catalog = {
    sources: named('sources', parseSource),
    guide: [...named('guide', parseGuideTable).values()],
    roles: named('roles', (f) => parseRole(f, lifecycles)),
    services,
    settings,
    portConfigurations: named('portConfigurations', parsePortConfiguration),
    conversations: [...named('conversations', (f) => parseConversation(f, vocabulary)).values()],
    statements: [...named('statements', parseStatement).values()],
    discoveryPorts: [...named('discoveryPorts', parseDiscoveryPort).values()],
    endpoints: [
      ...byId('internetEndpoints', list('internetEndpoints', parseEndpoints).flat(), problems).values(),
    ],
    externalLists: list('externalLists', parseExternalList),
  };
  const used = new Set(catalog.conversations.flatMap((c) => c.conflicts));
  for (const conflict of conflicts.values()) {
    if (!used.has(conflict)) problems.push(`conflict ${conflict.id}: no conversation names it`);
  }
  problems.push(...checkReferences(catalog));
  return problems.length > 0 ? { problems } : { catalog: deepFreeze(catalog) };
}

function readSections(files: readonly CatalogFile[], problems: string[]): Record<Section, Fields[]> {
  const sections = Object.fromEntries(SECTIONS.map((s) => [s, [] as Fields[]])) as Record<Section, Fields[]>;
  for (const { name, text } of files) {
    let value: unknown;
    try {
      value = parse(text);
    } catch (error) {
      problems.push(`${name}: not valid YAML: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    const file = openFields(value, name, problems);
    for (const section of SECTIONS) sections[section].push(...file.maps(section));
    file.done();
  }
  return sections;
}

function byId<T extends { readonly id: string }>(
  section: string,
  members: readonly T[],
  problems: string[],
): Map<string, T> {
  const map = new Map<string, T>();
  for (const member of members) {
    if (map.has(member.id)) problems.push(`${section}: "${member.id}" is there twice`);
    map.set(member.id, member);
  }
  return map;
}
