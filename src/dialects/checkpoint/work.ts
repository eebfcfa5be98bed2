import type { AddressRange } from '../../net/network.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import { Memo } from '../raising/memo.ts';
import { lineNotUnderstood, notUnderstood, quoted, type Report } from '../raising/reasons.ts';
import type { Resolved } from '../raising/resolved.ts';
import type { CpConfig, CpObject, Fields, Span } from './model.ts';

/** Members of all groups together, after groups in groups are written out. */
const MOST_MEMBERS = 4_000_000;

/** Objects that are the same on every management server. */
const WELL_KNOWN: ReadonlyMap<string, string> = new Map([
  ['97aeb369-9aea-11d5-bd16-0090272ccb30', 'Any'],
  ['6c488338-8eec-4103-ad21-cd461ac2c472', 'Accept'],
  ['6c488338-8eec-4103-ad21-cd461ac2c473', 'Drop'],
  ['6c488338-8eec-4103-ad21-cd461ac2c474', 'Reject'],
  ['6c488338-8eec-4103-ad21-cd461ac2c476', 'Policy Targets'],
  ['29e53e3d-23bf-48fe-b6b1-d59bd88036f9', 'None'],
]);

/** One raising: what is looked up, and what was said. */
export class Work {
  readonly config: CpConfig;
  readonly report: Report;
  readonly interfaces: ReadonlyMap<string, readonly AddressRange[]>;
  private readonly memo: Memo;

  constructor(config: CpConfig, report: Report, interfaces: Work['interfaces']) {
    this.config = config;
    this.report = report;
    this.interfaces = interfaces;
    this.memo = new Memo(MOST_MEMBERS, () => {
      const message = `the groups in ${config.file} hold more than ${MOST_MEMBERS} members together`;
      report.say('PT8006', message, undefined, 'Rules with the others are unproven');
    });
  }

  find(ref: string): CpObject | undefined {
    return this.config.objects.get(ref) ?? this.config.byName.get(ref);
  }

  /** The name of what is referred to. */
  nameOf(ref: string): string {
    return WELL_KNOWN.get(ref) ?? this.find(ref)?.name ?? ref;
  }

  isAny(ref: string): boolean {
    const object = this.find(ref);
    return object
      ? object.type === 'CpmiAnyObject' && object.name !== 'None'
      : this.nameOf(ref).toLowerCase() === 'any';
  }

  /** What the exception of a group is that has none. */
  isNone(ref: string): boolean {
    const object = this.find(ref);
    return (
      this.nameOf(ref) === 'None' && (!object || object.type === 'Global' || object.type === 'CpmiAnyObject')
    );
  }

  /** Looks up a name once; a name within itself, or too deep, is not understood. */
  once<T>(key: string, ref: string, all: readonly T[], depth: number, make: () => Resolved<T>): Resolved<T> {
    return this.memo.once(key, `the group ${quoted(this.nameOf(ref))}`, all, depth, make);
  }

  /** Whether so many members may still be made. */
  afford(count: number): boolean {
    return this.memo.afford(count);
  }

  missing(what: string, at: Span): Dependency {
    this.report.say(
      'PT8003',
      `${what} is defined nowhere`,
      at,
      'Give what "show access-rulebase" prints with details-level full and use-object-dictionary true; rules that name it depend on it',
    );
    return notUnderstood(`${what}, which is defined nowhere`);
  }

  /** Fields of an object that nobody knows. */
  unknownIn({ name, fields, at }: CpObject, known: ReadonlySet<string>): readonly Dependency[] {
    const strange = unknownKeys(fields, known);
    if (strange.length === 0) return [];
    this.report.say(
      'PT8002',
      `${strange.map((key) => quoted(key)).join(', ')} of ${quoted(name)} was not understood`,
      at,
    );
    return [lineNotUnderstood(this.config, at)];
  }
}

/** The first keys that aren't known; those of one thing with parts count by their first. */
export function unknownKeys(fields: Fields, known: ReadonlySet<string>): readonly string[] {
  const strange: string[] = [];
  for (const key of fields.keys()) if (!known.has(key.split('.')[0] as string)) strange.push(key);
  return strange.slice(0, 3);
}

/** Fields that any object may have and that say nothing about packets. */
export const COMMON_KEYS: readonly string[] =
  `uid name type comments color icon tags read-only groups ignore-warnings ignore-errors details-level set-if-exists
  nat-settings host-servers interfaces`.split(/\s+/);
