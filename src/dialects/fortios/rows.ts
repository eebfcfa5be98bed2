import type { Entry, Setting, Span, Stray, Table } from './model.ts';

interface MutableSetting {
  key: string;
  values: string[];
  start: number;
  end: number;
}

/** An entry while it is read. */
export interface DraftEntry {
  kind: 'entry';
  name: string;
  start: number;
  end: number;
  settings: Map<string, MutableSetting>;
  blocks: Map<string, DraftTable>;
  unread: Span[];
}

type Row = DraftEntry | Stray;

interface Link {
  row: Row;
  before: Link | undefined;
  after: Link | undefined;
}

/** Where `set` and its like write to. */
export interface Settings {
  readonly settings: Map<string, MutableSetting>;
}

/** A table while it is read. Moving an entry costs the same however many there are. */
export class DraftTable implements Settings {
  readonly path: string;
  readonly start: number;
  end: number;
  readonly settings: Map<string, MutableSetting> = new Map();
  readonly blocks: Map<string, DraftTable> = new Map();
  private readonly links: Map<string, Link> = new Map();
  private first: Link | undefined;
  private last: Link | undefined;
  private fresh = 0;

  constructor(path: string, { start, end }: Span) {
    this.path = path;
    this.start = start;
    this.end = end;
  }

  /** The entry of a name, new at the end where there is none; `0` is a new one whenever it is said. */
  edit(name: string, { start, end }: Span): DraftEntry {
    const found = this.links.get(name)?.row;
    if (found?.kind === 'entry' && name !== '0') return found;
    const entry: DraftEntry = {
      kind: 'entry',
      name,
      start,
      end,
      settings: new Map(),
      blocks: new Map(),
      unread: [],
    };
    this.fresh++;
    this.links.set(name === '0' ? `0 ${this.fresh}` : name, this.push(entry));
    return entry;
  }

  stray(at: Span): void {
    this.push({ kind: 'stray', start: at.start, end: at.end });
  }

  /** Whether there was something to take out. */
  delete(name: string): boolean {
    const link = this.links.get(name);
    if (!link) return false;
    this.unlink(link);
    this.links.delete(name);
    return true;
  }

  clear(): void {
    this.links.clear();
    this.first = undefined;
    this.last = undefined;
  }

  move(name: string, way: 'before' | 'after', to: string): boolean {
    const link = this.links.get(name);
    const target = this.links.get(to);
    if (!link || !target || link === target) return false;
    this.unlink(link);
    link.before = way === 'before' ? target.before : target;
    link.after = way === 'before' ? target : target.after;
    if (link.before) link.before.after = link;
    else this.first = link;
    if (link.after) link.after.before = link;
    else this.last = link;
    return true;
  }

  rename(name: string, to: string): boolean {
    const link = this.links.get(name);
    if (link?.row.kind !== 'entry' || this.links.has(to)) return false;
    link.row.name = to;
    this.links.delete(name);
    this.links.set(to, link);
    return true;
  }

  clone(name: string, to: string, at: Span): boolean {
    const row = this.links.get(name)?.row;
    if (row?.kind !== 'entry' || this.links.has(to)) return false;
    const copy = this.edit(to, at);
    for (const [key, setting] of row.settings)
      copy.settings.set(key, { ...setting, values: [...setting.values] });
    for (const [path, block] of row.blocks) copy.blocks.set(path, block);
    copy.unread = [...row.unread];
    return true;
  }

  done(): Table {
    const rows: Row[] = [];
    for (let link = this.first; link; link = link.after) rows.push(link.row);
    return {
      path: this.path,
      start: this.start,
      end: this.end,
      rows: rows.map((row): Entry | Stray =>
        row.kind === 'stray' ? row : { ...row, blocks: doneTables(row.blocks) },
      ),
      settings: this.settings,
      blocks: doneTables(this.blocks),
    };
  }

  private push(row: Row): Link {
    const link: Link = { row, before: this.last, after: undefined };
    if (this.last) this.last.after = link;
    else this.first = link;
    this.last = link;
    return link;
  }

  private unlink(link: Link): void {
    if (link.before) link.before.after = link.after;
    else this.first = link.after;
    if (link.after) link.after.before = link.before;
    else this.last = link.before;
  }
}

/** Tables as they are when everything was read. */
export function doneTables(drafts: ReadonlyMap<string, DraftTable>): ReadonlyMap<string, Table> {
  return new Map([...drafts].map(([path, draft]) => [path, draft.done()]));
}

/** Does what `set`, `append`, `select`, `unselect` and `unset` say; whether it could be done. */
export function change(
  { settings }: Settings,
  verb: string,
  [key, ...values]: readonly string[],
  { start, end }: Span,
): boolean {
  if (key === undefined) return false;
  if (verb === 'unset') {
    settings.delete(key);
    return values.length === 0;
  }
  const found: Setting | undefined = settings.get(key);
  if (values.length === 0) return false;
  if (verb === 'append' && found) for (const value of values) (found.values as string[]).push(value);
  else if (verb === 'unselect') {
    const away = new Set(values);
    const rest = found?.values.filter((value) => !away.has(value)) ?? [];
    if (rest.length > 0) settings.set(key, { key, values: rest, start, end });
    else settings.delete(key);
  } else settings.set(key, { key, values, start, end });
  return true;
}
