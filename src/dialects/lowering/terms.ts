import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family } from '../../net/network.ts';
import type { Interface, NamedRule, Party, Policy, Rule } from '../../policy/model.ts';
import { ruleTitle } from '../../policy/title.ts';
import type { Capabilities } from '../dialect.ts';
import type { DraftTerm } from './draft-term.ts';
import { mergeTerms } from './merge-terms.ts';
import { replyOf } from './reply.ts';
import { Sides } from './sides.ts';
import { splitTerms } from './split-terms.ts';
import type { Side, Term, TermService } from './term.ts';

/**
 * A policy's rules as terms that the language can say one by one, in a stable order; together they permit exactly what
 * the policy does. What can't be said comes back as diagnostics.
 */
export function termsOf(
  policy: Policy,
  capabilities: Capabilities,
): { readonly terms: readonly Term[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const sides = new Sides(capabilities);
  const work: Work = { policy, capabilities, sides, diagnostics, said: new Set() };
  const drafts: DraftTerm[] = [];
  for (const rule of policy.rules) if (isSayable(rule, work)) addDrafts(rule, work, drafts);
  if (capabilities.fqdns !== 'none')
    drafts.push(...policy.named.flatMap((named) => namedDraftsOf(named, work)));
  const merged = mergeTerms(drafts, { mixedTransports: capabilities.mixedTransports, sides });
  const limits = { ...capabilities.limits, portLists: capabilities.portLists };
  const split = splitTerms(merged, limits, sides);
  const taken = new Map<string, number>();
  const terms: Term[] = [];
  for (const draft of split) {
    const base = draft.rules[0]?.id ?? 'r';
    const number = (taken.get(base) ?? 0) + 1;
    taken.set(base, number);
    const term = named(draft, number === 1 ? base : `${base}-${number}`);
    terms.push(term);
    if (!capabilities.stateful && term.to.kind !== 'names') terms.push(replyOf(term));
  }
  const most = capabilities.limits?.rules;
  if (most !== undefined && terms.length > most)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `the rules of ${policy.name} are ${terms.length}, and this language holds ${most}`,
        help: 'Divide the filter, or describe fewer and larger networks',
      }),
    );
  return { terms, diagnostics };
}

interface Work {
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly sides: Sides;
  readonly diagnostics: Diagnostic[];
  readonly said: Set<string>;
}

function isSayable(rule: Rule, { policy, capabilities, diagnostics, said }: Work): boolean {
  if (rule.transport !== 'esp' || capabilities.protocols) return true;
  if (!said.has('esp')) {
    said.add('esp');
    diagnostics.push(
      diagnostic('PT7003', {
        message: `this language has no word for ESP (protocol 50), which ${policy.name} has to let pass: "${rule.title}"`,
        help: 'Permit it by hand, between the same addresses, both ways',
      }),
    );
  }
  return false;
}

/** Field by field: copies of objects take several times as long. */
function named(draft: DraftTerm, id: string): Term {
  return {
    id,
    direction: draft.direction,
    fromInterface: draft.fromInterface,
    toInterface: draft.toInterface,
    families: draft.families,
    from: draft.from,
    to: draft.to,
    services: draft.services,
    reply: false,
    phase: draft.phase,
    window: draft.window,
    program: draft.program,
    windowsService: draft.windowsService,
    title: titleOf(draft),
    rules: draft.rules,
  };
}

interface Ends {
  readonly from: readonly Party[];
  readonly to: readonly Party[];
  readonly fromScope: Interface | undefined;
  readonly toScope: Interface | undefined;
}

function addDrafts(rule: Rule, work: Work, drafts: DraftTerm[]): void {
  const { capabilities, sides } = work;
  const { binding, stateful, mixedTransports, programs } = capabilities;
  // With zones, both ends are bound to what stands there; a list at an interface knows only where packets come from.
  // On the way back of a stateless filter the source is a destination, which a list at an interface doesn't know.
  const isScoped = binding === 'zones' || (binding === 'interface' && stateful);
  const rules = [rule];
  for (const { from, to, fromScope, toScope } of endsOf(rule, work)) {
    for (const families of familyGroups(commonFamilies(from, to, capabilities), capabilities)) {
      const source = sides.of(from, families, isScoped ? fromScope : undefined);
      const target = sides.of(to, families, binding === 'zones' ? toScope : undefined);
      const add = (services: readonly TermService[]): void => {
        drafts.push({
          direction: rule.direction,
          fromInterface: fromScope?.name,
          toInterface: toScope?.name,
          fromScope: isScoped ? fromScope : undefined,
          toScope: binding === 'zones' ? toScope : undefined,
          families,
          from: source,
          to: target,
          services,
          phase: rule.phase,
          window: rule.window,
          program: programs ? rule.program : undefined,
          windowsService: programs ? rule.windowsService : undefined,
          rules,
        });
      };
      const services = servicesOf(rule, families, capabilities);
      if (mixedTransports) add(services);
      else for (const service of services) add([service]);
    }
  }
}

/** What one rule may hold: all of the families, or one at a time. */
function familyGroups(
  families: readonly Family[],
  { mixedFamilies }: Capabilities,
): readonly (readonly Family[])[] {
  if (families.length === 0) return NONE;
  if (mixedFamilies) return [families];
  return families.length === 2 ? EACH : families[0] === 4 ? ONLY_IPV4 : ONLY_IPV6;
}

// One list for all, since each of thousands of terms has one.
const BOTH: readonly Family[] = Object.freeze([4, 6]);
const IPV4: readonly Family[] = Object.freeze([4]);
const IPV6: readonly Family[] = Object.freeze([6]);
const NONE: readonly never[] = Object.freeze([]);
const EACH: readonly (readonly Family[])[] = [IPV4, IPV6];
const ONLY_IPV4: readonly (readonly Family[])[] = [IPV4];
const ONLY_IPV6: readonly (readonly Family[])[] = [IPV6];

function commonFamilies(
  from: readonly Party[],
  to: readonly Party[],
  { families }: Capabilities,
): readonly Family[] {
  const has = (family: Family): boolean =>
    families.includes(family) && hasFamily(from, family) && hasFamily(to, family);
  return has(4) ? (has(6) ? BOTH : IPV4) : has(6) ? IPV6 : NONE;
}

function hasFamily(side: readonly Party[], family: Family): boolean {
  for (const { networks } of side) for (const n of networks) if (n.family === family) return true;
  return false;
}

function servicesOf(rule: Rule, families: readonly Family[], { dynamicRpc }: Capabilities): TermService[] {
  const { transport, ports, rpc } = rule;
  if (transport === 'icmp')
    return families.map((family) => ({
      transport: family === 4 ? 'icmp' : 'icmpv6',
      ports: [],
      icmp: 'echo-request',
    }));
  return [rpc && dynamicRpc !== 'range' ? { transport, ports, rpc } : { transport, ports }];
}

/** A rule's ends, by the interfaces that they stand behind where the language binds rules to those. */
function endsOf(rule: Rule, work: Work): Ends[] {
  const { capabilities, policy, sides } = work;
  const { from, to } = rule;
  if (capabilities.binding === 'none' || policy.kind !== 'network')
    return [{ from, to, fromScope: undefined, toScope: undefined }];
  const sources = policy.interfaces.map((side) => sides.partBehind(from, side));
  const targets = policy.interfaces.map((side) => sides.partBehind(to, side));
  reportUnplaced(from, sources, rule, work);
  reportUnplaced(to, targets, rule, work);
  const ends: Ends[] = [];
  for (const [i, fromScope] of policy.interfaces.entries()) {
    const source = sources[i] as Party[];
    if (source.length === 0) continue;
    for (const [j, toScope] of policy.interfaces.entries()) {
      // What doesn't leave by another interface doesn't pass the filter.
      const target = targets[j] as Party[];
      if (i !== j && target.length > 0) ends.push({ from: source, to: target, fromScope, toScope });
    }
  }
  if (ends.length === 0) reportApart(rule, work);
  return ends;
}

/** @param parts what of the side stands behind each of the interfaces. */
function reportUnplaced(
  side: readonly Party[],
  parts: readonly (readonly Party[])[],
  rule: Rule,
  { policy, sides, said, diagnostics }: Work,
): void {
  for (const party of side) {
    if (parts.some((part) => part.includes(party))) continue;
    const placed = policy.interfaces.flatMap((i) => sides.partBehind([party], i)).flatMap((p) => p.networks);
    const texts = new Set(placed.map((n) => n.text));
    const missing = party.networks.filter((n) => !texts.has(n.text));
    // A part may stand behind one interface and the rest behind another: then the parts are counted.
    const lost = missing.filter((n) => !isCovered(n, placed));
    if (lost.length === 0 || said.has(party.name)) continue;
    said.add(party.name);
    diagnostics.push(
      diagnostic('PT7003', {
        message: `${lost[0]?.text} of ${party.name} is behind no interface of the filter ${policy.name}, so that "${rule.title}" has no rule for it`,
        help: `Say what stands where with \`interfaces\` at filters.${policy.name}`,
      }),
    );
  }
}

function isCovered(
  whole: { readonly family: Family; readonly first: bigint; readonly last: bigint },
  parts: readonly { readonly family: Family; readonly first: bigint; readonly last: bigint }[],
): boolean {
  const sorted = parts
    .filter((p) => p.family === whole.family && p.first >= whole.first && p.last <= whole.last)
    .sort((a, b) => (a.first < b.first ? -1 : 1));
  let next = whole.first;
  for (const { first, last } of sorted) {
    if (first > next) return false;
    if (last >= next) next = last + 1n;
  }
  return next > whole.last;
}

function reportApart(rule: Rule, { policy, said, diagnostics }: Work): void {
  const key = `apart ${rule.title}`;
  if (said.has(key)) return;
  said.add(key);
  diagnostics.push(
    diagnostic('PT7003', {
      message: `"${rule.title}" has no rule in ${policy.name}: its ends do not stand behind two of the filter's interfaces`,
      help: `Say what stands where with \`interfaces\` at filters.${policy.name}`,
    }),
  );
}

/** The terms of a rule whose destination is known by name; names that the language can't say are reported. */
function namedDraftsOf({ rule, toInterface, finding }: NamedRule, work: Work): DraftTerm[] {
  const { capabilities, policy, sides, diagnostics, said } = work;
  const can = (name: string): boolean => capabilities.fqdns === 'wildcards' || !name.includes('*');
  const to = rule.to.flatMap((party) => {
    const fqdns = party.fqdns.filter(can);
    return fqdns.length > 0 ? [{ ...party, fqdns }] : [];
  });
  const lost = rule.to.flatMap((party) => party.fqdns.filter((name) => !can(name)));
  if (lost.length > 0 && !said.has(finding.message)) {
    said.add(finding.message);
    diagnostics.push(
      diagnostic('PT7001', {
        message: `${finding.message.split(':')[0]}: this language has no names with \`*\`, such as ${lost[0]}`,
        help: finding.help,
      }),
    );
  }
  if (to.length === 0) return [];
  const isBound = capabilities.binding !== 'none' && policy.kind === 'network';
  const scopes: readonly (Interface | undefined)[] = isBound ? policy.interfaces : [undefined];
  return scopes.flatMap((scope) => {
    if (scope && scope.name === toInterface) return [];
    const from = scope ? sides.partBehind(rule.from, scope) : rule.from;
    return familyGroups(
      capabilities.families.filter((family) => hasFamily(from, family)),
      capabilities,
    ).flatMap((families) =>
      servicesOf(rule, families, capabilities).map(
        (service): DraftTerm => ({
          direction: rule.direction,
          fromInterface: scope?.name,
          toInterface: isBound ? toInterface : undefined,
          fromScope: scope,
          toScope: undefined,
          families,
          from: sides.of(from, families, scope),
          to: sides.names(to),
          services: [service],
          phase: rule.phase,
          window: rule.window,
          program: undefined,
          windowsService: undefined,
          rules: [rule],
        }),
      ),
    );
  });
}

function titleOf({ rules, from, to }: DraftTerm): string {
  const [only, ...more] = rules;
  if (only && more.length === 0) return only.title;
  const parties = (side: Side, which: 'from' | 'to'): readonly Party[] =>
    side.kind === 'any' ? rules.flatMap((rule) => rule[which]) : side.parties;
  const services = [...new Set(rules.flatMap((rule) => rule.serviceNames))];
  return ruleTitle(parties(from, 'from'), parties(to, 'to'), services);
}
