import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family } from '../../net/network.ts';
import type { NamedRule, Policy } from '../../policy/model.ts';
import { type Objects, objectsOf } from '../lowering/objects.ts';
import { originsOf, type Side, type Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { Command, Script } from './model.ts';
import { ObjectNames } from './object-names.ts';
import {
  addressCommand,
  domainCommand,
  domainName,
  everyAddressCommand,
  groupCommand,
  serviceCommand,
} from './objects.ts';

/** More objects than this in one column become a group. */
const MOST_INLINE = 12;
/** The layer of a new policy package. */
const LAYER = 'Network';
/** Meaning only: neutral policy → commands that make objects and rules. */
export function lower(policy: Policy): { model: Script; diagnostics: readonly Diagnostic[] } {
  const { named, diagnostics: unsaid } = sayable(policy);
  const { terms, diagnostics } = termsOf({ ...policy, named }, CAPABILITIES);
  const names = new ObjectNames();
  const objects = objectsOf(terms, { addressNames: names, serviceNames: names, mostInline: MOST_INLINE });
  const section = `Portolan ${policy.name}`;
  const domains = new Map(objects.fqdns.map(({ name, fqdn }) => [name, domainName(fqdn)]));
  const nameOf = (name: string): string => domains.get(name) ?? name;
  const groups = [...objects.addressGroups, ...objects.serviceGroups];
  const services = new Set(objects.serviceGroups.map(({ name }) => name));
  const open = new Set(terms.filter(isAnywhere).flatMap(({ families }) => families));
  const everywhere = new Map([...open].map((family) => [family, names.take(`All_IPv${family}`)] as const));
  const commands: Command[] = [
    ...[...everywhere].map(([family, name]) => everyAddressCommand(name, family)),
    ...objects.addresses.map(addressCommand),
    ...domainsOf(objects),
    ...objects.services.map(serviceCommand),
    ...groups.map((group) =>
      groupCommand({ ...group, members: group.members.map(nameOf) }, services.has(group.name)),
    ),
  ];
  commands.push({
    verb: 'add',
    type: 'access-section',
    fields: [
      ['layer', LAYER],
      ['position', 'top'],
      ['name', section],
    ],
    rules: [],
  });
  for (const term of terms) commands.push(ruleCommand(term, section, objects, nameOf, everywhere));
  const model: Script = {
    policy: { name: policy.name, hierarchy: policy.hierarchy },
    layer: LAYER,
    section,
    commands,
  };
  return { model, diagnostics: [...diagnostics, ...unsaid] };
}

/** `Any` is of both families: where nothing else says which one is meant, the source does. */
const isAnywhere = ({ from, to }: Term): boolean => from.kind === 'any' && to.kind !== 'networks';

/** A domain has its name as its own, and holds what is below it or not: two objects of one domain become the wider. */
function domainsOf({ fqdns }: Objects): readonly Command[] {
  const isBelow = new Map<string, boolean>();
  for (const { fqdn } of fqdns) {
    const name = domainName(fqdn);
    isBelow.set(name, (isBelow.get(name) ?? false) || fqdn.startsWith('*'));
  }
  return [...isBelow].map(([name, below]) => domainCommand(name, below));
}

/** Names are a host's, or all below a domain; others can't be said. */
function sayable({ named }: Policy): { named: readonly NamedRule[]; diagnostics: readonly Diagnostic[] } {
  const lost = new Set<string>();
  const isSayable = (fqdn: string): boolean => {
    const can = /^(?:\*\.)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/.test(fqdn);
    if (!can) lost.add(fqdn);
    return can;
  };
  const kept = named.flatMap((one): NamedRule[] => {
    const to = one.rule.to
      .map((party) => ({ ...party, fqdns: party.fqdns.filter(isSayable) }))
      .filter((party) => party.fqdns.length > 0);
    return to.length > 0 ? [{ ...one, rule: { ...one.rule, to } }] : [];
  });
  const diagnostics = [...lost].map((fqdn) =>
    diagnostic('PT7001', {
      message: `the name ${JSON.stringify(fqdn)} is neither a host's nor a whole domain: Check Point has no object for it`,
      help: 'Make an updatable object or a custom application for it by hand',
    }),
  );
  return { named: kept, diagnostics };
}

function ruleCommand(
  term: Term,
  section: string,
  objects: Objects,
  nameOf: (name: string) => string,
  everywhere: ReadonlyMap<Family, string>,
): Command {
  const flows = originsOf(term).map(({ flow }) => flow);
  const side = (one: Side): readonly string[] =>
    one.kind === 'any' ? ['Any'] : objects.side(one).map(nameOf);
  const [family = 4] = term.families;
  const from = isAnywhere(term) ? [everywhere.get(family) ?? 'Any'] : side(term.from);
  const list = (key: string, values: readonly string[]): [string, string][] =>
    [...new Set(values)].map((value, i) => [`${key}.${i + 1}`, value]);
  return {
    verb: 'add',
    type: 'access-rule',
    fields: [
      ['layer', LAYER],
      ['position.bottom', section],
      ['name', `${term.id} ${term.title}`],
      ...list('source', from),
      ...list('destination', side(term.to)),
      ...list('service', objects.servicesOf(term)),
      ['action', 'Accept'],
      ['track.type', 'Log'],
      ['comments', `${term.title} (${timeText(term)}). Flows: ${flows.join(', ')}`],
    ],
    rules: term.rules,
  };
}
