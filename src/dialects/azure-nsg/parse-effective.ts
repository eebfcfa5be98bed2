/**
 * The effective rules of a network card: each group that its packets meet, with the addresses that tags hold there.
 * https://learn.microsoft.com/rest/api/virtualnetwork/network-interfaces/list-effective-network-security-groups
 */
import { lastOfId, member } from '../source/arm.ts';
import { type Lines, writtenAt } from '../source/lines.ts';
import { isEmpty, listOf, type ObjectValue, textOf, type Value } from '../source/value.ts';
import type { Draft } from './draft.ts';

/** Groups with effective rules, as `az network nic list-effective-nsg` and PowerShell's counterpart write them. */
export function effectiveGroups(root: Value): readonly ObjectValue[] {
  const groups = listOf(member(root, 'value') ?? root);
  const isEffective = (group: Value): group is ObjectValue =>
    group.kind === 'object' && member(group, 'effectiveSecurityRules') !== undefined;
  return groups.every(isEffective) ? groups : [];
}

export function addEffective(groups: readonly ObjectValue[], draft: Draft, lines: Lines): void {
  for (const value of groups) {
    const id = member(value, 'networkSecurityGroup');
    const name = lastOfId(member(id, 'id') ?? id) ?? '';
    const group = draft.group([name], writtenAt(lines, value.start, value.end));
    group.ofOneCard = true;
    const association = member(value, 'association');
    for (const end of ['subnet', 'networkInterface']) {
      const attached = lastOfId(member(member(association, end), 'id'));
      if (attached !== undefined) group.attachedTo.push(attached);
    }
    for (const item of listOf(member(value, 'effectiveSecurityRules'))) {
      const written = writtenAt(lines, item.start, item.end);
      if (item.kind !== 'object') {
        draft.groupDoubt(group, written);
        continue;
      }
      const [kind = '', rule = kind] = (textOf(member(item, 'name')) ?? '').split('/');
      const isDefault = /^defaultSecurityRules$/i.test(kind);
      draft.inlineRule(group, rule, asWritten(item), undefined, written, isDefault);
    }
  }
}

/** Of what stands there three times, what says most: the addresses of a tag, else the list, else the only one. */
const SAME: readonly (readonly string[])[] = [
  ['expandedSourceAddressPrefix', 'sourceAddressPrefixes', 'sourceAddressPrefix'],
  ['expandedDestinationAddressPrefix', 'destinationAddressPrefixes', 'destinationAddressPrefix'],
  ['sourcePortRanges', 'sourcePortRange'],
  ['destinationPortRanges', 'destinationPortRange'],
];

/** The rule in the words of a group's own rules. */
function asWritten(item: ObjectValue): ObjectValue {
  const entries = new Map([...item.entries].map(([key, value]) => [key.toLowerCase(), value]));
  for (const names of SAME) {
    const values = names.map((name) => entries.get(name.toLowerCase()));
    const best = values.find((value) => !isEmpty(value));
    for (const name of names) entries.delete(name.toLowerCase());
    const last = names.at(-1);
    if (best && last !== undefined) entries.set(last.toLowerCase(), best);
  }
  const protocol = entries.get('protocol');
  if (protocol?.kind === 'text' && protocol.text === 'All')
    entries.set('protocol', { ...protocol, text: '*' });
  return { ...item, entries };
}
