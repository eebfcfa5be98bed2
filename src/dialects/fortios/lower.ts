import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family, Network } from '../../net/network.ts';
import type { Policy } from '../../policy/model.ts';
import { withoutFollowed } from '../lowering/followed.ts';
import { Names } from '../lowering/names.ts';
import { type Objects, objectsOf } from '../lowering/objects.ts';
import { originsOf, type Side, type Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { headerOf } from './header.ts';
import type { Script, ScriptEntry, ScriptSetting, ScriptTable } from './model.ts';
import { addressEntry, fqdnEntry, groupEntry, serviceEntry } from './objects.ts';

/** `name` of a policy. */
const POLICY_NAME = 35;
/** More services or addresses than this in one policy become a group. */
const MOST_INLINE = 8;
/** What FortiOS refuses in names, and what would be hard to type there. */
const ILLEGAL = /[^A-Za-z0-9 .,_:/+@-]/u;
const RESERVED: ReadonlySet<string> = new Set(['all', 'none', 'any', 'always']);

const nameRules = (longest: number) =>
  ({ longest, illegal: ILLEGAL, ignoresCase: true, reserved: RESERVED }) as const;

/** Meaning only: neutral policy → tables of addresses, services and policies. */
export function lower(policy: Policy): { model: Script; diagnostics: readonly Diagnostic[] } {
  const { terms, diagnostics } = termsOf(withoutFollowed(policy, ['tftp']), CAPABILITIES);
  const [unicast, multicast] = apart(terms);
  const { membersPerGroup } = CAPABILITIES.limits ?? {};
  const objects = objectsOf(unicast, {
    addressNames: new Names(nameRules(CAPABILITIES.nameLength)),
    serviceNames: new Names(nameRules(CAPABILITIES.nameLength)),
    mostInline: MOST_INLINE,
    ...(membersPerGroup !== undefined && { mostMembers: membersPerGroup }),
  });
  const names = new Names(nameRules(POLICY_NAME));
  const entries = unicast.map((term) => policyEntry(term, objects, names.take(nameWish(term))));
  const tables: ScriptTable[] = [
    ...addressTables(unicast, objects),
    ...serviceTables(objects),
    { path: 'firewall policy', entries },
  ];
  return {
    model: { header: headerOf(policy), tables },
    diagnostics: [...diagnostics, ...multicast.map((term) => noMulticast(term, policy))],
  };
}

const nameWish = ({ title, families }: Term): string => (families[0] === 6 ? `${title} (IPv6)` : title);

const isMulticast = ({ family, first }: Network): boolean =>
  family === 4 ? first >> 28n === 0xen : first >> 120n === 0xffn;

const towardsMulticast = (side: Side): boolean => side.kind === 'networks' && side.networks.some(isMulticast);

/** Policies don't judge multicast; it has a list of its own. */
function apart(terms: readonly Term[]): readonly [Term[], Term[]] {
  return [terms.filter((t) => !towardsMulticast(t.to)), terms.filter((t) => towardsMulticast(t.to))];
}

function noMulticast({ title }: Term, { name }: Policy): Diagnostic {
  return diagnostic('PT7003', {
    message: `"${title}" is multicast, which the policies of ${name} do not judge`,
    help: 'Write it into "config firewall multicast-policy" by hand',
  });
}

function policyEntry(term: Term, objects: Objects, name: string): ScriptEntry {
  const [family] = term.families;
  const suffix = family === 6 ? '6' : '';
  const set = (key: string, ...values: ScriptSetting['values']): ScriptSetting => ({ key, values });
  const side = (one: Side): readonly string[] => (one.kind === 'any' ? ['all'] : objects.side(one));
  const settings: ScriptSetting[] = [
    set('name', name),
    set('srcintf', term.fromInterface ?? 'any'),
    set('dstintf', term.toInterface ?? 'any'),
    set('action', { word: 'accept' }),
    set(`srcaddr${suffix}`, ...side(term.from)),
    set(`dstaddr${suffix}`, ...side(term.to)),
    set('schedule', 'always'),
    set('service', ...objects.servicesOf(term)),
    set('logtraffic', { word: 'all' }),
    set('comments', commentOf(term)),
  ];
  return { name: 0, settings, rules: term.rules };
}

function commentOf(term: Term): string {
  const flows = originsOf(term).map(({ flow }) => flow);
  return `${term.id}: ${term.title} (${timeText(term)}). Flows: ${flows.join(', ')}`;
}

/** Tables of both families, objects before the groups that hold them. */
function addressTables(terms: readonly Term[], objects: Objects): readonly ScriptTable[] {
  const used = usedNames(terms, objects);
  return ([4, 6] as const).flatMap((family): ScriptTable[] => {
    const suffix = family === 6 ? '6' : '';
    const addresses = objects.addresses.filter(({ network }) => network.family === family).map(addressEntry);
    const fqdns = objects.fqdns.filter(({ name }) => used[family].has(name)).map(fqdnEntry);
    const groups = objects.addressGroups.filter(({ name }) => used[family].has(name)).map(groupEntry);
    return [
      { path: `firewall address${suffix}`, entries: [...addresses, ...fqdns] },
      { path: `firewall addrgrp${suffix}`, entries: groups },
    ].filter(({ entries }) => entries.length > 0);
  });
}

/** Names that policies of a family use, also in groups. */
function usedNames(terms: readonly Term[], objects: Objects): Readonly<Record<Family, ReadonlySet<string>>> {
  const used: Record<Family, Set<string>> = { 4: new Set(), 6: new Set() };
  for (const { families, from, to } of terms)
    for (const family of families)
      for (const side of [from, to]) for (const name of objects.side(side)) used[family].add(name);
  for (const { name, members } of [...objects.addressGroups].reverse())
    for (const family of [4, 6] as const)
      if (used[family].has(name)) for (const member of members) used[family].add(member);
  return used;
}

function serviceTables({ services, serviceGroups }: Objects): readonly ScriptTable[] {
  return [
    { path: 'firewall service custom', entries: services.map(serviceEntry) },
    { path: 'firewall service group', entries: serviceGroups.map(groupEntry) },
  ].filter(({ entries }) => entries.length > 0);
}
