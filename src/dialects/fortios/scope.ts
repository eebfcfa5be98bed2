import type { Dependency } from '../../policy/ruleset.ts';
import { Memo } from '../raising/memo.ts';
import { lineNotUnderstood, notUnderstood, quoted, type Report } from '../raising/reasons.ts';
import type { Resolved } from '../raising/resolved.ts';
import type { Entry, FortiConfig, Span, Table, Vdom } from './model.ts';

/** Members of all groups together, after groups in groups are written out. */
const MOST_MEMBERS = 4_000_000;
/** Ranges that lists of names in policies are put together from. */
const MOST_JOINED = 40_000_000;

/** One virtual domain while it is raised: where names are looked up, and what was said. */
export class Scope {
  readonly config: FortiConfig;
  readonly vdom: Vdom;
  readonly report: Report;
  private readonly entries: Map<string, ReadonlyMap<string, Entry>> = new Map();
  private readonly memo: Memo;
  private joined = 0;

  constructor(config: FortiConfig, vdom: Vdom, report: Report) {
    this.config = config;
    this.vdom = vdom;
    this.report = report;
    this.memo = new Memo(MOST_MEMBERS, () => {
      const message = `the groups in ${config.file} hold more than ${MOST_MEMBERS} members together`;
      report.say('PT8006', message, undefined, 'Rules with the others are unproven');
    });
  }

  /** Of the virtual domain, or of the part for all of them. */
  table(path: string): Table | undefined {
    return this.vdom.tables.get(path) ?? this.config.global.get(path);
  }

  find(path: string, name: string): Entry | undefined {
    let byName = this.entries.get(path);
    if (!byName) {
      const rows = this.table(path)?.rows ?? [];
      byName = new Map(rows.flatMap((row) => (row.kind === 'entry' ? [[row.name, row]] : [])));
      this.entries.set(path, byName);
    }
    return byName.get(name);
  }

  /** Looks up a name once; a name within itself, or too deep, is not understood. */
  once<T>(key: string, name: string, all: readonly T[], depth: number, make: () => Resolved<T>): Resolved<T> {
    return this.memo.once(key, `the group ${quoted(name)}`, all, depth, make);
  }

  /** Whether so many members may still be made. */
  afford(count: number): boolean {
    return this.memo.afford(count);
  }

  /** Whether so many ranges may still be put together. */
  affordJoin(count: number): boolean {
    this.joined += count;
    return this.joined <= MOST_JOINED;
  }

  missing(what: string, at: Span): Dependency {
    this.report.say(
      'PT8003',
      `${what} is defined nowhere`,
      at,
      'Give the whole configuration; policies that name it depend on it',
    );
    return notUnderstood(`${what}, which is defined nowhere`);
  }

  /** What an object depends on because of its settings that nobody knows, and of lines in it that aren't settings. */
  unknownIn(entry: Entry, known: ReadonlySet<string>): readonly Dependency[] {
    const depends: Dependency[] = entry.unread.slice(0, 3).map((at) => lineNotUnderstood(this.config, at));
    for (const [key, setting] of entry.settings) {
      if (known.has(key)) continue;
      this.report.say(
        'PT8002',
        `the setting ${quoted(key)} of ${quoted(entry.name)} was not understood`,
        setting,
      );
      if (depends.length < 3) depends.push(lineNotUnderstood(this.config, setting));
    }
    for (const [path, block] of entry.blocks) {
      if (known.has(path) || block.rows.length + block.settings.size + block.blocks.size === 0) continue;
      this.report.say('PT8002', `"config ${path}" of ${quoted(entry.name)} was not understood`, block);
      if (depends.length < 3) depends.push(lineNotUnderstood(this.config, block));
    }
    return depends;
  }
}

/** The only value of a setting; absent where there are none or several. `''` says nothing, as full output has it. */
export function onlyValue(entry: Pick<Entry, 'settings'> | undefined, key: string): string | undefined {
  const values = entry?.settings.get(key)?.values;
  return values?.length === 1 && values[0] !== '' ? values[0] : undefined;
}

export function allValues(entry: Pick<Entry, 'settings'> | undefined, key: string): readonly string[] {
  const values = entry?.settings.get(key)?.values ?? [];
  return values.includes('') ? values.filter((value) => value !== '') : values;
}

/** Whether a setting says anything. */
export function says(entry: Pick<Entry, 'settings'>, key: string): boolean {
  return allValues(entry, key).length > 0;
}

/** Entries of a table, without the lines between them. */
export function entriesOf(table: Table | undefined): readonly Entry[] {
  return table?.rows.filter((row) => row.kind === 'entry') ?? [];
}
