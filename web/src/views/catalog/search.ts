import { readText, readWord } from '../../app/search.ts';

export const CATALOG_TABS = ['conversations', 'guide', 'sources', 'internet'] as const;
export type CatalogTab = (typeof CATALOG_TABS)[number];

/** The catalog's state in its address. */
export interface CatalogSearch {
  readonly tab?: CatalogTab;
  readonly q?: string;
  readonly role?: string;
  /** `445`, `tcp/445`, or a service's id. */
  readonly port?: string;
  /** One of the guide's tables. */
  readonly table?: string;
  /** The conversation that is told in full. */
  readonly id?: string;
}

export function readCatalogSearch(raw: Record<string, unknown>): CatalogSearch {
  const tab = readWord(raw.tab, CATALOG_TABS);
  const [q, role, port, table, id] = ['q', 'role', 'port', 'table', 'id'].map((key) => readText(raw[key]));
  return {
    ...(tab && { tab }),
    ...(q && { q }),
    ...(role && { role }),
    ...(port && { port }),
    ...(table && { table }),
    ...(id && { id }),
  };
}
