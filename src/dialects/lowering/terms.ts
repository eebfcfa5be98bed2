import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family } from '../../net/network.ts';
import type { Interface, NamedRule, Party, Policy, Rule } from '../../policy/model.ts';
import { ruleTitle } from '../../policy/title.ts';
import type { Capabilities } from '../dialect.ts';
import type { DraftTerm } from './draft-term.ts';
import { type End, EndFinder, type Ends } from './ends.ts';
import { familiesOf, familiesOfParties, familyGroups } from './family-groups.ts';
import { mergeTerms } from './merge-terms.ts';
import { replyOf } from './reply.ts';
import { ServiceLists } from './service-lists.ts';
import { Sides } from './sides.ts';
import { splitTerms } from './split-terms.ts';
import type { Side, Term } from './term.ts';

/**
 * A policy's rules as terms that the language can say one by one, in a stable order; together they permit exactly what
 * the policy does. What can't be said comes back as diagnostics.
 */
export function termsOf(
  policy: Policy,
  capabilities: Capabilities,
): { readonly terms: readonly Term[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const work = workOf(policy, capabilities, diagnostics);
  const { sides } = work;
  const drafts: DraftTerm[] = [];
  for (const rule of policy.rules) if (isSayable(rule, work)) addDrafts(rule, work, drafts);
  if (capabilities.fqdns !== 'none')
    drafts.push(...policy.named.flatMap((named) => namedDraftsOf(named, work)));
  const merged = mergeTerms(drafts, { mixedTransports: capabilities.mixedTransports, sides });
  const limits = { ...capabilities.limits, portLists: capabilities.portLists };
  const split = splitTerms(merged, limits, sides);
  nameTerms(split, policy.named.length > 0);
  const terms = capabilities.stateful ? split : withReplies(split);
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
  readonly sources: EndFinder;
  readonly targets: EndFinder;
  readonly services: ServiceLists;
  readonly diagnostics: Diagnostic[];
  readonly said: Set<string>;
}

function workOf(policy: Policy, capabilities: Capabilities, diagnostics: Diagnostic[]): Work {
  const { binding, stateful, families } = capabilities;
  const sides = new Sides(capabilities);
  const interfaces = binding === 'none' || policy.kind !== 'network' ? undefined : policy.interfaces;
  // With zones, both ends are bound to what stands there; a list at an interface knows only where packets come from.
  // On the way back of a stateless filter the source is a destination, which a list at an interface doesn't know.
  const isScoped = binding === 'zones' || (binding === 'interface' && stateful);
  return {
    policy,
    capabilities,
    sides,
    sources: new EndFinder(sides, families, interfaces, isScoped),
    targets: new EndFinder(sides, families, interfaces, binding === 'zones'),
    services: new ServiceLists(capabilities),
    diagnostics,
    said: new Set(),
  };
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

/**
 * Gives each the id of its first rule, with a number where that became several terms, and a title. Terms of one rule
 * follow each other, and no two rules have one id.
 * @param canRepeat Ids may come back later: those of rules that are known by name stand for themselves.
 */
function nameTerms(terms: readonly DraftTerm[], canRepeat: boolean): void {
  const taken = new Map<string, number>();
  let base = '';
  let number = 0;
  for (const term of terms) {
    const id = term.rules[0]?.id ?? 'r';
    if (id !== base) {
      if (canRepeat) taken.set(base, number);
      base = id;
      number = canRepeat ? (taken.get(id) ?? 0) : 0;
    }
    number++;
    term.id = number === 1 ? id : `${id}-${number}`;
    term.title = titleOf(term);
  }
}

function withReplies(terms: readonly Term[]): readonly Term[] {
  const both: Term[] = [];
  for (const term of terms) {
    both.push(term);
    if (term.to.kind !== 'names') both.push(replyOf(term));
  }
  return both;
}

function addDrafts(rule: Rule, work: Work, drafts: DraftTerm[]): void {
  const sources = work.sources.of(rule.from);
  const targets = work.targets.of(rule.to);
  if (!sources.areWhole) reportUnplaced(rule.from, sources, rule, work);
  if (!targets.areWhole) reportUnplaced(rule.to, targets, rule, work);
  const rules: readonly [Rule] = [rule];
  let areApart = true;
  for (const from of sources.list) {
    for (const to of targets.list) {
      // What doesn't leave by another interface doesn't pass the filter.
      if (from.interface && from.interface === to.interface) continue;
      areApart = false;
      addDraftsBetween(from, to, rules, work, drafts);
    }
  }
  if (areApart) reportApart(rule, work);
}

/** @param rules one rule, in a list that its terms share. */
function addDraftsBetween(
  from: End,
  to: End,
  rules: readonly [Rule],
  { capabilities, sources, targets, services: lists }: Work,
  drafts: DraftTerm[],
): void {
  const rule = rules[0];
  const { mixedFamilies, programs } = capabilities;
  for (const families of familyGroups(from.families & to.families, mixedFamilies)) {
    const source = sources.sideOf(from, families);
    const target = targets.sideOf(to, families);
    // Field by field, as all that is made for each of thousands of rules: copies of objects take several times as long.
    for (const services of lists.of(rule, families))
      drafts.push({
        id: '',
        direction: rule.direction,
        fromInterface: from.interface?.name,
        toInterface: to.interface?.name,
        fromScope: from.scope,
        toScope: to.scope,
        families,
        from: source,
        to: target,
        services,
        reply: false,
        phase: rule.phase,
        window: rule.window,
        program: programs ? rule.program : undefined,
        windowsService: programs ? rule.windowsService : undefined,
        title: '',
        rules,
      });
  }
}

function reportUnplaced(
  side: readonly Party[],
  { list }: Ends,
  rule: Rule,
  { policy, sides, said, diagnostics }: Work,
): void {
  for (const party of side) {
    if (list.some((end) => end.parties.includes(party))) continue;
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
  const { capabilities, policy, sides, services, diagnostics, said } = work;
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
      familiesOf(capabilities.families) & familiesOfParties(from),
      capabilities.mixedFamilies,
    ).flatMap((families) =>
      services
        .of(rule, families)
        .flat()
        .map(
          (service): DraftTerm => ({
            id: '',
            direction: rule.direction,
            fromInterface: scope?.name,
            toInterface: isBound ? toInterface : undefined,
            fromScope: scope,
            toScope: undefined,
            families,
            from: sides.of(from, families, scope),
            to: sides.names(to),
            services: [service],
            reply: false,
            phase: rule.phase,
            window: rule.window,
            program: undefined,
            windowsService: undefined,
            title: '',
            rules: [rule],
          }),
        ),
    );
  });
}

function titleOf({ rules, from, to }: DraftTerm): string {
  const only = rules[0];
  if (only && rules.length === 1) return only.title;
  const parties = (side: Side, which: 'from' | 'to'): readonly Party[] =>
    side.kind === 'any' ? rules.flatMap((rule) => rule[which]) : side.parties;
  const services = [...new Set(rules.flatMap((rule) => rule.serviceNames))];
  return ruleTitle(parties(from, 'from'), parties(to, 'to'), services);
}
