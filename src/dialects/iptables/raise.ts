import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Match, subtractMatch } from '../../net/match.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Configuration, FilterRule, Otherwise, Ruleset } from '../../policy/ruleset.ts';
import type { RaiseContext } from '../reader.ts';
import { everyPacket } from './case.ts';
import { type FlatRule, flattenChain } from './flatten.ts';
import type { IptablesChain, IptablesConfig, IptablesPart, IptablesTable, UnreadLine } from './model.ts';
import { PIPELINES, type Stage, seenIn, TABLES } from './pipeline.ts';
import { type Reporter, reporter } from './reporter.ts';
import { changesDestinations } from './translates.ts';
import { unusedChains } from './unused-chains.ts';
import { asksForStates } from './uses-state.ts';

interface Raising {
  readonly part: IptablesPart;
  readonly context: RaiseContext;
  readonly reports: Reporter;
  /** Lines that could stand for anything, anywhere. */
  readonly unread: readonly FilterRule[];
  readonly translates: boolean;
}

const HOOKS: readonly Ruleset['hook'][] = ['forward', 'in', 'out'];

/**
 * Each built-in chain that judges is a rule set, its user chains flattened into it. `iptables` knows no state by
 * itself: answers need a rule.
 */
export function raiseIptables(
  config: IptablesConfig,
  context: RaiseContext,
): { readonly configuration: Configuration; readonly diagnostics: readonly Diagnostic[] } {
  const reports = reporter();
  const all = config.parts.map(
    (part): Raising => ({
      part,
      context,
      reports,
      unread: unreadRules(part),
      translates: changesDestinations(part),
    }),
  );
  const rulesets = HOOKS.flatMap((hook) => all.flatMap((raising) => rulesetsOf(raising, hook)));
  for (const raising of all) reportUnused(raising);
  if (config.parts.every(({ tables }) => tables.size === 0)) {
    reports.report('PT8007', {
      message: 'there is no table in the file',
      place: { file: config.file, line: 1, column: 1, length: 0 },
      help: 'give the output of `iptables-save` or `ip6tables-save`, run as root',
    });
  }
  const configuration: Configuration = {
    dialect: 'iptables',
    file: config.file,
    rulesets,
    families: config.parts.map(({ family }) => family),
  };
  return { configuration, diagnostics: reports.done() };
}

function rulesetsOf(raising: Raising, hook: Ruleset['hook']): Ruleset[] {
  const found: Ruleset[] = [];
  const changes: FilterRule[] = [];
  for (const stage of PIPELINES[hook]) {
    const table = raising.part.tables.get(stage.table);
    if (!table) continue;
    const flat = flattenStage(raising, hook, table, stage.chain);
    const rules = flat.flatMap(({ kind, rule }) => (kind === 'rule' ? [rule] : []));
    if (stage.table !== 'nat') {
      const ruleset = rulesetOf(raising, hook, table, stage, rules);
      if (judges(ruleset, stage)) found.push({ ...ruleset, rules: [...changes, ...ruleset.rules] });
    }
    changes.push(...changesOf(raising, flat));
  }
  return found;
}

function flattenStage(
  raising: Raising,
  hook: Ruleset['hook'],
  table: IptablesTable,
  name: string,
): FlatRule[] {
  const chain = table.chains.get(name);
  if (!chain) return [];
  const { part, context, reports, translates } = raising;
  const { interfaces } = context;
  const { family } = part;
  return flattenChain(table, chain, { family, hook, sees: seenIn(name), interfaces, translates, reports });
}

function rulesetOf(
  { part, unread }: Raising,
  hook: Ruleset['hook'],
  table: IptablesTable,
  { chain }: Stage,
  rules: readonly FilterRule[],
): Ruleset {
  return {
    name: `${part.family === 4 ? 'iptables' : 'ip6tables'} ${table.name} ${chain}`,
    hook,
    order: 'first-match',
    stateful: false,
    rules: table.name === 'filter' ? [...unread, ...rules] : rules,
    otherwise: otherwiseOf(table, table.chains.get(chain)),
    scope: [everyPacket(part.family)],
  };
}

/** The chains of `filter` are there always; others only matter where they keep something from passing. */
function judges({ rules, otherwise }: Ruleset, { table }: Stage): boolean {
  return (
    table === 'filter' || otherwise.action !== 'permit' || rules.some(({ action }) => action !== 'permit')
  );
}

function otherwiseOf(table: IptablesTable, chain: IptablesChain | undefined): Otherwise {
  const policy = chain?.policy;
  if (!policy) {
    return table.name === 'filter'
      ? { action: 'unknown', text: "the chain's policy, which the file doesn't say" }
      : { action: 'permit', text: 'the policy ACCEPT, which a chain has from the start' };
  }
  const { action, text, place } = policy;
  if (action === 'ACCEPT') return { action: 'permit', text, place };
  return { action: action === 'DROP' ? 'deny' : 'unknown', text, place };
}

/**
 * What changes packets, as rules for the chains after it: such a packet is no longer the one that was asked about,
 * or has lost its state.
 */
function changesOf(raising: Raising, flat: readonly FlatRule[]): FilterRule[] {
  const found: FilterRule[] = [];
  const passed: Match[] = [];
  for (const { kind, rule } of flat) {
    if (kind === 'rule') {
      if (rule.depends.length === 0 && rule.states === ANY_STATE) passed.push(...rule.matches);
      continue;
    }
    if (rule.matches.length === 0 || (kind === 'untrack' && !asksForStates(raising.part))) continue;
    raising.reports.reportOnce(`${rule.span.start} change`, 'PT8009', {
      message:
        kind === 'translate'
          ? 'this rule changes where packets go to, before they are judged'
          : 'this rule takes packets out of connection tracking, which later rules ask for',
      place: rule.place,
      help: 'what it concerns is reported as unproven',
    });
    const text = kind === 'translate' ? 'the translation' : 'being untracked, because of';
    const change = {
      kind: kind === 'translate' ? 'translation' : 'other',
      text: `${text} "${rule.text}"`,
    } as const;
    const matches = lessPassed(rule.matches, passed);
    found.push({ ...rule, matches, depends: [change, ...rule.depends] });
  }
  return found;
}

/** Packets that an earlier rule of the table accepts don't come to a translation; all stay where that is costly. */
function lessPassed(matches: readonly Match[], passed: readonly Match[]): readonly Match[] {
  if (passed.length > 64) return matches;
  let rest = matches;
  for (const away of passed) {
    rest = rest.flatMap((match) => subtractMatch(match, away));
    if (rest.length > 256) return matches;
  }
  return rest;
}

/** A line that wasn't understood could be a rule of any chain. */
function unreadRules(part: IptablesPart): FilterRule[] {
  const rules: FilterRule[] = [];
  for (const table of part.tables.values()) {
    for (const line of table.unread) rules.push(unreadRule(part, line));
    if (!TABLES.includes(table.name)) {
      const span = { start: 0, end: 0 };
      rules.push(unreadRule(part, { text: `*${table.name}`, place: table.place, span }));
    }
  }
  return rules;
}

function unreadRule(part: IptablesPart, { text, place, span }: UnreadLine): FilterRule {
  return {
    action: 'unknown',
    matches: [everyPacket(part.family)],
    states: ANY_STATE,
    depends: [{ kind: 'not-understood', text: `"${text}", which was not understood` }],
    place,
    span,
    text,
  };
}

function reportUnused({ part, reports }: Raising): void {
  for (const table of part.tables.values()) {
    if (!TABLES.includes(table.name)) {
      reports.reportOnce(`${table.name} table`, 'PT8001', {
        message: `"${table.name}" is no table that is known: filter, nat, mangle, raw or security`,
        place: table.place,
        help: 'leave it out if it decides nothing',
      });
    }
    for (const chain of unusedChains(table)) {
      if (chain.rules.length === 0) continue;
      reports.reportOnce(`${table.name} ${chain.name} unused`, 'PT8004', {
        message: `no jump leads to the chain ${chain.name} of the table ${table.name}; its rules are left out`,
        place: chain.place,
      });
    }
  }
}
