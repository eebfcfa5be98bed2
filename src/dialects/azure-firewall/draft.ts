import type { AddressRange } from '../../net/network.ts';
import { rangeOf } from '../source/cidr.ts';
import { type Findings, quoted } from '../source/findings.ts';
import { type Lines, placeOf, type Written, writtenAt } from '../source/lines.ts';
import { type Fields, textOf, type Value } from '../source/value.ts';
import type { CollectionGroup, FirewallConfig, FirewallPolicy, RuleCollection } from './model.ts';

export type DraftPolicy = Omit<FirewallPolicy, 'doubts'> & { readonly doubts: Written[] };

/** What grows while the text is read. */
export class Draft {
  readonly lines: Lines;
  private readonly findings: Findings;
  private readonly policies: DraftPolicy[] = [];
  private readonly groups: CollectionGroup[] = [];
  private readonly ipGroups = new Map<string, readonly AddressRange[]>();
  private readonly doubts: Written[] = [];

  constructor(lines: Lines, findings: Findings) {
    this.lines = lines;
    this.findings = findings;
  }

  at({ start, end }: { readonly start: number; readonly end: number }): Written {
    return writtenAt(this.lines, start, end);
  }

  /** What could hold policies and rules that nobody sees. */
  doubt(written: Written, policy?: DraftPolicy): void {
    (policy?.doubts ?? this.doubts).push(written);
    this.findings.add('PT8001', {
      message: `${quoted(written.text)} was not understood`,
      place: written.place,
      help: 'It could hold rules, so that every verdict depends on it',
    });
  }

  /** What nobody knows of a group or a collection could hold rules, or say when those that it holds count. */
  strangers(fields: Fields, policy: DraftPolicy): void {
    for (const [key, value] of fields.rest()) this.doubt({ ...this.at(value), text: key }, policy);
  }

  policy(name: string, written: Written, base: string | undefined): DraftPolicy {
    const policy = { ...written, name, doubts: [], ...(base !== undefined && { base }) };
    this.policies.push(policy);
    return policy;
  }

  group(group: CollectionGroup): void {
    this.groups.push(group);
    const say = (what: string, { place }: Written): void => {
      this.findings.add('PT8002', { message: `${what}, which was not understood`, place });
    };
    if (group.priority === undefined)
      say(`the rule collection group ${quoted(group.name)} depends on its priority`, group);
    for (const collection of group.collections) {
      if (collection.priority === undefined || collection.action === undefined)
        say(`the rule collection ${quoted(collection.name)} depends on its priority or action`, collection);
      for (const rule of collection.rules) {
        const terms = [...rule.protocols, ...rule.sources, ...rule.destinations, ...rule.ports];
        const unknown = terms.flatMap((term) => (term.kind === 'unknown' ? [quoted(term.text)] : []));
        for (const part of [...rule.doubts, ...unknown])
          this.findings.add('PT8002', {
            message: `the rule ${quoted(rule.name)} depends on ${part}`,
            place: rule.place,
          });
      }
    }
  }

  /** The addresses of an IP group, unless one of them is not understood. */
  ipGroup(names: readonly string[], values: readonly Value[]): void {
    const ranges = values.map((value) => rangeOf(textOf(value) ?? ''));
    if (ranges.some((range) => range === undefined)) return;
    for (const name of names)
      if (name !== '')
        this.ipGroups.set(
          name.toLowerCase(),
          ranges.flatMap((range) => range ?? []),
        );
  }

  finish(): Omit<FirewallConfig, 'kind' | 'file'> {
    const { policies, groups, ipGroups, doubts } = this;
    if (policies.length === 0 && groups.length === 0 && doubts.length === 0)
      this.findings.add('PT8007', {
        message: `there is no policy of Azure Firewall in ${this.lines.file}`,
        place: placeOf(this.lines, 0, 0),
        help: 'Give the output of "az network firewall policy rule-collection-group list", a template, or "terraform show -json"',
      });
    return { policies, groups, ipGroups, doubts };
  }
}

/** A collection's action: `Allow`, `Deny`, `DNAT`. */
export function actionOf(text: string | undefined): RuleCollection['action'] {
  switch (text?.toLowerCase()) {
    case 'allow':
    case 'dnat':
      return 'permit';
    case 'deny':
      return 'deny';
    default:
      return undefined;
  }
}
