/** What a host without policies holds after the commands have run. */
import { type Findings, quoted } from '../../source/findings.ts';
import type { Written } from '../../source/lines.ts';
import type { Noun, StaticCommand } from './commands.ts';
import type { Entry } from './parse.ts';

type Fields = Map<string, string | null>;

/** A thing that has a name, as `add` made it and `set` changed it. */
export interface Stored {
  readonly name: string;
  readonly fields: Fields;
  readonly at: Written;
  /** Whether a part of it wasn't understood. */
  isUnclear: boolean;
}

export interface StoredList extends Stored {
  readonly filters: Stored[];
}

export interface Store {
  readonly policies: ReadonlyMap<string, Stored>;
  readonly lists: ReadonlyMap<string, StoredList>;
  readonly actions: ReadonlyMap<string, Stored>;
  readonly rules: ReadonlyMap<string, Stored>;
  /** The policy that is assigned; only one can be. */
  readonly assigned: Stored | undefined;
  /** Lines that may change anything of it. */
  readonly doubts: readonly Written[];
}

/** netsh doesn't tell upper and lower case apart in names. */
export const keyOf = (name: string | null | undefined): string | undefined => name?.toLowerCase();

/** Runs the commands in order. What isn't followed becomes a doubt about all of it. */
export function storeOf(entries: readonly Entry[], findings: Findings): Store {
  const host = new Host(findings);
  for (const { command, ...at } of entries) {
    if (command) host.run(command, at);
    else host.doubts.push(at);
  }
  return host;
}

class Host implements Store {
  readonly policies = new Map<string, Stored>();
  readonly lists = new Map<string, StoredList>();
  readonly actions = new Map<string, Stored>();
  readonly rules = new Map<string, Stored>();
  readonly doubts: Written[] = [];
  assigned: Stored | undefined;
  private readonly findings: Findings;

  constructor(findings: Findings) {
    this.findings = findings;
  }

  run(command: StaticCommand, at: Written): void {
    const { verb, noun, strange } = command;
    // A part that isn't understood concerns one filter, or one rule's; all else is said of other things.
    const isOwn = verb === 'add' && (noun === 'filter' || noun === 'rule');
    if (strange.length > 0 && !isOwn) this.doubts.push(at);
    else if (noun === 'all') this.clear();
    else if (verb === 'add') this.add(noun, command, at);
    else if (verb === 'set') this.set(noun, command, at);
    else this.remove(noun, command, at);
  }

  private clear(): void {
    for (const map of [this.policies, this.lists, this.actions, this.rules]) map.clear();
    this.assigned = undefined;
  }

  private add(noun: Noun, { fields, strange }: StaticCommand, at: Written): void {
    const own: Fields = new Map(fields);
    if (noun === 'filter') {
      this.addFilter({ name: '', fields: own, at, isUnclear: strange.length > 0 });
      return;
    }
    const key = this.keyFor(noun, fields);
    const name = fields.get('name');
    if (key === undefined || name === undefined || name === null) {
      this.doubt(at, 'the command has no name that is known');
      return;
    }
    const made: Stored = { name, fields: own, at, isUnclear: strange.length > 0 };
    const map = this.mapOf(noun);
    if (noun === 'filterlist') {
      // netsh refuses a second one of a name, and filters make the first.
      if (!this.lists.has(key)) this.lists.set(key, { ...made, filters: [] });
    } else if (map.has(key)) this.doubt(at, `${quoted(name)} is made twice, which netsh refuses`);
    else {
      map.set(key, made);
      if (noun === 'policy') this.assign(made, fields, at);
    }
  }

  private addFilter(filter: Stored): void {
    const name = filter.fields.get('filterlist');
    const key = keyOf(name);
    if (key === undefined || key === '' || name === undefined || name === null) {
      this.doubt(filter.at, 'the filter names no filter list that is known');
      return;
    }
    const list = this.lists.get(key);
    if (list) list.filters.push(filter);
    else this.lists.set(key, { name, fields: new Map(), at: filter.at, isUnclear: false, filters: [filter] });
  }

  private set(noun: Noun, { fields }: StaticCommand, at: Written): void {
    const key = this.keyFor(noun, fields);
    const stored = key === undefined ? undefined : this.mapOf(noun).get(key);
    if (!stored) {
      // Taking back what isn't there does nothing; of all else, the text doesn't hold what it changes.
      const isTakenBack =
        noun === 'policy' && [...fields.keys()].every((f) => f === 'name' || f === 'assign') && isNo(fields);
      if (key === undefined || !isTakenBack) this.missing(at, noun, fields.get('name'));
      return;
    }
    if (fields.has('newname') || fields.has('gponame')) {
      this.doubt(at, 'other names and other computers are not followed');
      return;
    }
    for (const [name, value] of fields) stored.fields.set(name, value);
    if (noun === 'policy') this.assign(stored, fields, at);
  }

  private assign(policy: Stored, fields: StaticCommand['fields'], at: Written): void {
    if (!fields.has('assign')) return;
    if (isYes(fields.get('assign'))) this.assigned = policy;
    else if (!isNo(fields)) this.doubt(at, 'whether the policy is assigned was not understood');
    else if (this.assigned === policy) this.assigned = undefined;
  }

  private remove(noun: Noun, { fields }: StaticCommand, at: Written): void {
    if (noun === 'filter') {
      const list = this.lists.get(keyOf(fields.get('filterlist')) ?? '');
      if (list && list.filters.length > 0) this.doubt(at, 'filters that are taken out are not followed');
      return;
    }
    const map = this.mapOf(noun);
    if (map.size === 0) return;
    const key = this.keyFor(noun, fields);
    if (key === undefined || keyOf(fields.get('name')) === 'all') {
      this.doubt(at, 'what is deleted is not known');
      return;
    }
    const stored = map.get(key);
    if (!stored) return;
    const users = [...this.rules.values()].filter((rule) => keyOf(rule.fields.get(noun)) === key);
    // netsh refuses to delete what a rule still names.
    if (users.length > 0 && noun !== 'policy') {
      this.doubt(at, `${quoted(stored.name)} is deleted while a rule names it`);
      return;
    }
    map.delete(key);
    if (noun !== 'policy') return;
    if (this.assigned === stored) this.assigned = undefined;
    for (const [rule, { fields: own }] of this.rules)
      if (keyOf(own.get('policy')) === key) this.rules.delete(rule);
  }

  private mapOf(noun: Exclude<Noun, 'filter'>): Map<string, Stored>;
  private mapOf(noun: Noun): Map<string, Stored>;
  private mapOf(noun: Noun): Map<string, Stored> {
    if (noun === 'policy') return this.policies;
    if (noun === 'filteraction') return this.actions;
    return noun === 'rule' ? this.rules : (this.lists as Map<string, Stored>);
  }

  /** A rule's name is unique in its policy. */
  private keyFor(noun: Noun, fields: StaticCommand['fields']): string | undefined {
    const name = keyOf(fields.get('name'));
    if (name === undefined || name === '' || fields.has('id') || fields.has('guid')) return undefined;
    if (noun !== 'rule') return name;
    const policy = keyOf(fields.get('policy'));
    return policy === undefined ? undefined : JSON.stringify([policy, name]);
  }

  private doubt(at: Written, message: string): void {
    this.doubts.push(at);
    this.findings.add('PT8001', { message, place: at.place });
  }

  private missing(at: Written, noun: Noun, name: string | null | undefined): void {
    this.doubts.push(at);
    const what = typeof name === 'string' ? `the ${noun} ${quoted(name)}` : `what the command changes`;
    this.findings.add('PT8003', {
      message: `${what} is not made in this text, so that it is not known what holds in the end`,
      place: at.place,
      help: 'Give all the commands that make the policy',
    });
  }
}

export const isYes = (value: string | null | undefined): boolean => /^y(?:es?)?$/i.test(value ?? '');
const isNo = (fields: StaticCommand['fields']): boolean => isNoWord(fields.get('assign'));
export const isNoWord = (value: string | null | undefined): boolean => /^no?$/i.test(value ?? '');
