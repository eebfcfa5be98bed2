import type { AddressRange } from '../../net/network.ts';
import { looseRangeOf } from '../source/cidr.ts';
import { type Findings, quoted } from '../source/findings.ts';
import { type Lines, placeOf, type Written, writtenAt } from '../source/lines.ts';
import { textOf, type Value } from '../source/value.ts';
import type { AwsConfig, Peer, SecurityGroup, SecurityRule } from './model.ts';

type DraftGroup = {
  -readonly [K in keyof SecurityGroup]: SecurityGroup[K] extends readonly (infer T)[]
    ? T[]
    : SecurityGroup[K];
};

/** What grows while the text is read. */
export class Draft {
  readonly lines: Lines;
  readonly prefixLists: Map<string, readonly AddressRange[]> = new Map();
  private readonly findings: Findings;
  private readonly groups: DraftGroup[] = [];
  private readonly byName = new Map<string, DraftGroup>();
  private readonly doubts: Written[] = [];
  private broken: Written | undefined;

  constructor(lines: Lines, findings: Findings) {
    this.lines = lines;
    this.findings = findings;
  }

  at({ start, end }: { readonly start: number; readonly end: number }): Written {
    return writtenAt(this.lines, start, end);
  }

  /** The text ends, or stops being its notation. */
  fault(offset: number, message: string): void {
    this.broken = { ...writtenAt(this.lines, offset, offset), text: message };
    this.findings.add('PT8001', {
      message: `the text can not be read whole: ${message}`,
      place: this.broken.place,
      help: 'What stands before this place may be cut off, so that every verdict depends on it',
    });
  }

  /** What could hold groups and rules that nobody sees. */
  doubt(written: Written): void {
    this.doubts.push(written);
    this.findings.add('PT8001', {
      message: `${quoted(written.text)} was not understood`,
      place: written.place,
      help: 'It could hold rules: what no other rule permits depends on it',
    });
  }

  /** @param names everything that it is called by; the first one is its name */
  group(names: readonly (string | undefined)[], written: Written): DraftGroup {
    const known = names.filter((name) => name !== undefined && name !== '') as string[];
    const group: DraftGroup = { ...written, name: known[0] ?? '', names: known, rules: [], doubts: [] };
    this.groups.push(group);
    for (const name of known) if (!this.byName.has(name)) this.byName.set(name, group);
    return group;
  }

  /** The group that a rule names; where the text has none, one of which only such rules are known. */
  groupOf(name: string | undefined, written: Written): DraftGroup {
    const known = this.byName.get(name ?? '');
    if (known) return known;
    const group = this.group([name], written);
    if (name === undefined) this.byName.set('', group);
    return group;
  }

  /** What could hold more rules of a group. */
  groupDoubt(group: DraftGroup, written: Written): void {
    group.doubts.push(written);
    this.findings.add('PT8002', {
      message: `${quoted(written.text)} of the security group ${quoted(group.name)} was not understood`,
      place: written.place,
      help: 'It could hold rules: what no other rule of the group permits depends on it',
    });
  }

  add(group: DraftGroup, rule: SecurityRule): void {
    group.rules.push(rule);
    const { service, peer, place } = rule;
    const unknown = [
      ...rule.doubts,
      ...(service.kind === 'unknown' ? [service.text] : []),
      ...(peer.kind === 'unknown' ? [peer.text] : []),
    ];
    for (const part of unknown)
      this.findings.add('PT8002', { message: `a rule of ${quoted(group.name)} depends on ${part}`, place });
  }

  finish(): Pick<AwsConfig, 'groups' | 'doubts' | 'fault' | 'prefixLists'> {
    if (this.groups.length === 0 && this.doubts.length === 0 && !this.broken)
      this.findings.add('PT8007', {
        message: `there is no security group in ${this.lines.file}`,
        place: placeOf(this.lines, 0, 0),
        help: 'Give the output of "aws ec2 describe-security-groups", a template, or "terraform show -json"',
      });
    const { groups, doubts, prefixLists, broken } = this;
    return { groups, doubts, prefixLists, ...(broken && { fault: broken }) };
  }
}

export type { DraftGroup };

/** A prefix of an address; its host bits count as zero: "Amazon Web Services canonicalizes IPv4 and IPv6 CIDRs." */
export function cidrPeer(value: Value): Peer {
  const text = textOf(value);
  const range = text === undefined ? undefined : looseRangeOf(text);
  if (range && text?.includes('/')) return { kind: 'range', range };
  return { kind: 'unknown', text: value.kind === 'expression' ? value.text : (text ?? 'an address') };
}

/** A name, an id, or what is referred to. */
export function namedPeer(kind: 'group' | 'prefix-list', id: string | undefined): Peer {
  return id === undefined ? { kind: 'unknown', text: `a ${kind} without a name` } : { kind, id };
}
