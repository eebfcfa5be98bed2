import type { Catalog, Conversation } from '../catalog/model.ts';

/** A page that says so, with what it takes to open it. */
export interface SourcePage {
  readonly id: string;
  readonly title: string;
  readonly date: string;
  readonly repository: string;
  readonly path: string;
  readonly commit?: string;
  /** The page as it was when it was read. */
  readonly url?: string;
  readonly note?: string;
}

/** A row of the guide's tables. */
export interface GuideReference {
  /** `site-server/3`. */
  readonly id: string;
  readonly table: string;
  readonly title: string;
  readonly row: number;
}

/** Pages by their ids, in that order; ids that aren't known are left out. */
export function sourcePages(catalog: Catalog, ids: Iterable<string>): SourcePage[] {
  return [...new Set(ids)].flatMap((id) => {
    const source = catalog.sources.get(id);
    if (!source) return [];
    const url = pageUrl(source);
    return [{ ...source, ...(url !== undefined && { url }) }];
  });
}

/** A file of a repository on GitHub, one of its issues, or a page of a web site; nothing for anything else. */
function pageUrl({ repository, path, commit }: Omit<SourcePage, 'url'>): string | undefined {
  const parts = path.split('/').map(encodeURIComponent).join('/').replace(/^\//, '');
  if (/^[\w-]+(?:\.[\w-]+)+$/.test(repository)) return `https://${repository}/${parts}`;
  if (!/^[A-Za-z0-9][\w-]*\/[\w.-]+$/.test(repository)) return undefined;
  if (/^(?:issues|pull)\/\d+$/.test(path)) return `https://github.com/${repository}/${parts}`;
  return `https://github.com/${repository}/blob/${commit ?? 'HEAD'}/${parts}`;
}

/** The guide's rows that a conversation is, with the titles of their tables. */
export function guideReferences(catalog: Catalog, rows: Conversation['guide']): GuideReference[] {
  const titles = new Map(catalog.guide.map(({ id, title }) => [id, title]));
  return rows.map(({ table, row }) => ({
    id: `${table}/${row}`,
    table,
    title: titles.get(table) ?? table,
    row,
  }));
}
