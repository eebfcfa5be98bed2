import { type Findings, quoted } from '../source/findings.ts';
import { type Lines, placeOf, type Written, writtenAt } from '../source/lines.ts';
import { type Fields, fieldsOf, type ObjectValue, type Value } from '../source/value.ts';
import type { NsgGroup, NsgRule } from './model.ts';
import { ARM_NAMES, type RuleNames, ruleFrom } from './parse-rule.ts';

export interface DraftGroup extends Written {
  readonly name: string;
  readonly attachedTo: string[];
  ofOneCard?: true;
  readonly rules: NsgRule[];
  readonly defaults: NsgRule[];
  readonly doubts: Written[];
  /** Where a rule of a name stands in its list. */
  readonly at: Map<string, number>;
}

interface RuleOptions {
  readonly isDefault?: boolean;
  /** The rules are all that their group has. */
  readonly isWhole?: boolean;
  readonly names?: RuleNames;
}

/** What grows while the text is read. */
export class Draft {
  private readonly lines: Lines;
  private readonly findings: Findings;
  private readonly groups: DraftGroup[] = [];
  private readonly byName = new Map<string, DraftGroup>();
  private readonly doubts: Written[] = [];

  constructor(lines: Lines, findings: Findings) {
    this.lines = lines;
    this.findings = findings;
  }

  /** The text ends, or stops being its notation. */
  fault(offset: number, message: string): void {
    const written = writtenAt(this.lines, offset, offset);
    this.doubts.push({ ...written, text: message });
    this.findings.add('PT8001', {
      message: `the text can not be read whole: ${message}`,
      place: written.place,
      help: 'What stands behind this place may be missing, so that every verdict depends on it',
    });
  }

  /** What could hold groups and rules that nobody sees. */
  doubt(written: Written): void {
    this.doubts.push(written);
    this.findings.add('PT8001', {
      message: `${quoted(written.text)} was not understood`,
      place: written.place,
      help: 'It could hold rules, so that every verdict depends on it',
    });
  }

  /** @param names the first one is its own, the others are what the text calls it besides */
  group(names: readonly string[], written: Written, conditions: readonly string[] = []): DraftGroup {
    const [name = ''] = names;
    const group: DraftGroup = {
      ...written,
      name,
      attachedTo: [],
      rules: [],
      defaults: [],
      doubts: [],
      at: new Map(),
    };
    this.groups.push(group);
    for (const one of names) if (one !== '') this.byName.set(one.toLowerCase(), group);
    for (const condition of conditions) this.groupDoubt(group, { ...written, text: condition });
    return group;
  }

  /** What could hold more rules of a group. */
  groupDoubt(group: DraftGroup, written: Written): void {
    group.doubts.push(written);
    this.findings.add('PT8002', {
      message: `${quoted(written.text)} of the network security group ${quoted(group.name)} was not understood`,
      place: written.place,
      help: 'It could hold rules, so that every verdict of the group depends on it',
    });
  }

  attach(group: string | undefined, to: string): void {
    if (group === undefined || to === '') return;
    this.byName.get(group.toLowerCase())?.attachedTo.push(to);
  }

  /** A rule that stands in its group; its fields may stand in `properties`. */
  inlineRule(
    group: DraftGroup,
    name: string,
    item: ObjectValue,
    properties: Value | undefined,
    written: Written,
    isDefault: boolean,
    names: RuleNames = ARM_NAMES,
  ): void {
    const anyCase = names === ARM_NAMES;
    const fields = fieldsOf(properties?.kind === 'object' ? properties : item, anyCase);
    const rule = ruleFrom(fields, name, written, names);
    const outer = properties?.kind === 'object' ? fieldsOf(item, anyCase) : undefined;
    for (const ignored of [...names.ignored, 'properties']) outer?.take(ignored);
    const more = (outer?.rest() ?? []).map(([key]) => `${quoted(key)}, which was not understood`);
    this.add(group, { ...rule, doubts: [...rule.doubts, ...more] }, isDefault);
  }

  /** A rule that names its group. */
  rule(
    parent: string | undefined,
    name: string,
    fields: Fields,
    written: Written,
    conditions: readonly string[],
    { isDefault = false, isWhole = false, names = ARM_NAMES }: RuleOptions = {},
  ): void {
    const read = ruleFrom(fields, name, written, names);
    const rule = { ...read, doubts: [...read.doubts, ...conditions] };
    const known = this.byName.get((parent ?? '').toLowerCase());
    if (known) this.add(known, rule, isDefault, true);
    else if (parent === undefined || isName(parent)) {
      const group = this.group([parent ?? ''], written);
      if (parent === undefined) this.byName.set('', group);
      // A list of a group's rules has all of them; whoever adds one to a group does not say what else it holds.
      if (!isWhole) this.groupDoubt(group, { ...written, text: 'the rest of the group, which is not here' });
      this.add(group, rule, isDefault);
    } else {
      const text = `whether it belongs to this group, which it calls ${quoted(parent)}`;
      if (this.groups.length === 0) this.group([''], written);
      for (const group of this.groups)
        this.add(group, { ...rule, doubts: [...rule.doubts, text] }, isDefault);
    }
  }

  private add(group: DraftGroup, rule: NsgRule, isDefault: boolean, isResource = false): void {
    const list = isDefault ? group.defaults : group.rules;
    // Exported templates say a rule in its group, and again as a resource that is put there afterwards.
    const key = `${isDefault} ${rule.name.toLowerCase()}`;
    const before = isResource && rule.name !== '' ? group.at.get(key) : undefined;
    group.at.set(key, before ?? list.length);
    list[before ?? list.length] = rule;
    const unknown = [
      ...rule.doubts,
      ...(rule.priority === undefined ? ['its priority'] : []),
      ...(rule.direction === undefined ? ['its direction'] : []),
      ...(rule.access === undefined ? ['its access'] : []),
    ];
    for (const part of unknown)
      this.findings.add('PT8002', {
        message: `the rule ${quoted(rule.name)} depends on ${part}`,
        place: rule.place,
      });
  }

  finish(): { groups: readonly NsgGroup[]; doubts: readonly Written[] } {
    if (this.groups.length === 0 && this.doubts.length === 0)
      this.findings.add('PT8007', {
        message: `there is no network security group in ${this.lines.file}`,
        place: placeOf(this.lines, 0, 0),
        help: 'Give the output of "az network nsg show", a template, or "terraform show -json"',
      });
    return { groups: this.groups.map(({ at: _, ...group }) => group), doubts: this.doubts };
  }
}

/** Whether a text is a name and no expression. */
const isName = (text: string): boolean => /^[\w.-]{1,80}$/.test(text);
