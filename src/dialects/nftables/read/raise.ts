import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Configuration, FilterRule, Following, Otherwise, Ruleset } from '../../../policy/ruleset.ts';
import type { RaiseContext } from '../../reader.ts';
import { ANYTHING, type Case, caseOf, IPV4, IPV6 } from './case.ts';
import { oneLine } from './cursor.ts';
import type { Change, Flattening } from './flat.ts';
import { changeDependency, flatten, reportOnce } from './flatten.ts';
import { unknownRule } from './flattened-rule.ts';
import { followingOf } from './following.ts';
import { interfaceCases } from './interface.ts';
import type {
  ReadNft,
  ReadNftBase,
  ReadNftChain,
  ReadNftRule,
  ReadNftSet,
  ReadNftSpan,
  ReadNftTable,
} from './model.ts';
import type { Situation } from './situation.ts';

type Hook = Ruleset['hook'];

/** Where a packet of each kind comes by, in order. */
const STAGES: Readonly<Record<Hook, readonly string[]>> = {
  forward: ['ingress', 'prerouting', 'forward', 'postrouting', 'egress'],
  in: ['ingress', 'prerouting', 'input'],
  out: ['output', 'postrouting', 'egress'],
};
const HOOKS: readonly Hook[] = ['forward', 'in', 'out'];
const KNOWN: ReadonlySet<string> = new Set(HOOKS.flatMap((hook) => STAGES[hook]));

/** More statements of one kind say nothing that the first ones don't. */
const MOST_UNKNOWN = 50;

interface BaseChain {
  readonly table: ReadNftTable;
  readonly chain: ReadNftChain;
  readonly base: ReadNftBase;
}

/**
 * Meaning only: each base chain is a rule set, with the chains that it jumps to in it. A packet is accepted by all of
 * them or not at all: `accept` ends one base chain, and not the way through the others.
 */
export function raiseNft(
  config: ReadNft,
  { interfaces }: RaiseContext,
): { configuration: Configuration; diagnostics: Diagnostic[] } {
  const to: Flattening = {
    config,
    diagnostics: [],
    reported: new Set(),
    visited: new Set(),
    budget: { rules: 500_000, ranges: 20_000_000, work: 50_000_000 },
  };
  const quote = ({ start, end }: ReadNftSpan): string => oneLine(config.text, start, end);
  const bases = baseChains(config, to);
  const caches = new Map<ReadNftTable, Map<string, Map<ReadNftSet, Map<string, readonly Case[]>>>>();
  const translates = changesAddresses(config);
  const rulesets: Ruleset[] = [];
  const following: Following[] = [];
  for (const hook of HOOKS) {
    const changes: Change[] = [];
    for (const entry of inOrder(bases, hook)) {
      const { table } = entry;
      const byHook = caches.get(table) ?? new Map();
      caches.set(table, byHook);
      const way = `${hook} ${entry.base.hook}`;
      const cache = byHook.get(way) ?? new Map();
      byHook.set(way, cache);
      const ways = waysAt(entry.base.hook);
      const { sets, helpers } = table;
      const situation = { sets, helpers, interfaces, ways, hook, translates, cache, quote };
      const ruleset = rulesetOf(to, entry, hook, changes, situation, following);
      if (ruleset) rulesets.push(ruleset);
    }
  }
  const complete = withUnknown(config, rulesets);
  if (complete.length === 0) {
    reportOnce(to, 'PT8007', {
      message: 'no base chain of the configuration judges packets that come in, go out or pass through',
      place: { file: config.file, line: 1, column: 1, length: 0 },
      help: 'Check that this is the text of `nft list ruleset` on the filter',
    });
  }
  reportUnused(config, to);
  return {
    configuration: {
      dialect: 'nftables',
      file: config.file,
      rulesets: complete,
      ...(following.length > 0 && config.unknown.length === 0 && { following }),
      ...(config.assumed.length > 0 && {
        assumed: config.assumed.map(({ place, text }) => ({ place, text })),
      }),
    },
    diagnostics: to.diagnostics,
  };
}

/** Whether packets may go elsewhere than they were sent to; what isn't understood may well do that. */
function changesAddresses({ tables, unknown }: ReadNft): boolean {
  // A rule that could be read at once does nothing of the kind, and its parts would be read only to find that out.
  const changes = (rule: ReadNftRule): boolean =>
    !rule.plain &&
    rule.parts.some((part) => (part.kind === 'change' && part.what === 'address') || part.kind === 'unknown');
  return (
    unknown.length > 0 ||
    tables.some((table) => [...table.chains.values()].some(({ rules }) => rules.some(changes)))
  );
}

/** The base chains that can judge a routed packet. */
function baseChains(config: ReadNft, to: Flattening): BaseChain[] {
  const found: BaseChain[] = [];
  for (const table of config.tables) {
    const why = table.dormant
      ? 'is switched off (dormant)'
      : table.family === 'arp'
        ? 'judges ARP, and no packet of IP'
        : undefined;
    if (why !== undefined)
      reportOnce(to, table.dormant ? 'PT8004' : 'PT8010', {
        message: `the table ${table.family} ${table.name} ${why}`,
        place: table.place,
      });
    for (const chain of table.chains.values()) {
      if (!chain.base) continue;
      to.visited.add(chain);
      if (why !== undefined) visitAll(table, to);
      else if (table.family === 'bridge' && chain.base.hook === 'forward')
        reportOnce(to, 'PT8010', {
          message: `the chain ${chain.name} of the table bridge ${table.name} judges bridged packets, and none that are routed`,
          place: chain.base.place,
        });
      else found.push({ table, chain, base: chain.base });
    }
  }
  return found;
}

function visitAll(table: ReadNftTable, to: Flattening): void {
  for (const chain of table.chains.values()) to.visited.add(chain);
}

function inOrder(bases: readonly BaseChain[], hook: Hook): BaseChain[] {
  const stages = STAGES[hook];
  // A hook that nobody knows may be anywhere: first is as good as any other place.
  return bases
    .filter(({ base }) => stages.includes(base.hook) || !KNOWN.has(base.hook))
    .sort(
      (a, b) =>
        stages.indexOf(a.base.hook) - stages.indexOf(b.base.hook) ||
        (a.base.priority ?? 0) - (b.base.priority ?? 0),
    );
}

function waysAt(hook: string): Situation['ways'] {
  switch (hook) {
    case 'ingress':
    case 'prerouting':
    case 'input':
      return { in: 'known', out: 'none' };
    case 'forward':
      return { in: 'known', out: 'known' };
    case 'output':
      return { in: 'none', out: 'known' };
    case 'postrouting':
    case 'egress':
      return { in: 'unsure', out: 'known' };
    default:
      return { in: 'unsure', out: 'unsure' };
  }
}

function rulesetOf(
  to: Flattening,
  { table, chain, base }: BaseChain,
  hook: Hook,
  changes: Change[],
  situation: Omit<Situation, 'report'>,
  following: Following[],
): Ruleset | undefined {
  const context = contextOf(to, table, base, situation);
  const policy = chain.policy?.verdict === 'drop' ? 'deny' : 'permit';
  const flat = flatten(to, table, chain, context, policy, situation);
  const first = changes.map((change) => changedBefore(to, change));
  changes.push(...flat.changes);
  if (knowsConnections(base)) following.push(...followingOf(hook, first, flat));
  // Address translation alone judges nothing, but a chain of that type may drop packets all the same.
  const judges =
    base.type !== 'nat' || policy === 'deny' || flat.rules.some((rule) => rule.action !== 'permit');
  if (!judges) return undefined;
  const rules = [...first, ...flat.rules];
  const bounded = context.length !== 1 || (context[0]?.depends.length ?? 0) > 0;
  if (bounded && policy === 'deny') rules.push(...endOf(to.config, chain, context));
  return {
    name: `chain ${table.family} ${table.name} ${chain.name}`,
    hook,
    order: 'first-match',
    stateful: false,
    rules,
    otherwise: bounded && policy === 'deny' ? PASSES_BY : otherwiseOf(chain),
    ...(table.family === 'ip' && { scope: [IPV4] }),
    ...(table.family === 'ip6' && { scope: [IPV6] }),
  };
}

const PASSES_BY: Otherwise = { action: 'permit', text: 'the packet does not come to the chain' };

function otherwiseOf({ policy }: ReadNftChain): Otherwise {
  if (!policy) return { action: 'permit', text: 'policy accept' };
  return {
    action: policy.verdict === 'drop' ? 'deny' : 'permit',
    text: `policy ${policy.verdict}`,
    place: policy.place,
  };
}

/** The policy of a chain that only some packets come to, as a rule. */
function endOf(config: ReadNft, chain: ReadNftChain, context: readonly Case[]): FilterRule[] {
  const place = chain.policy?.place ?? chain.place;
  return context.map((item) => ({
    action: 'deny',
    matches: [item.match],
    states: item.states,
    depends: item.depends,
    place,
    span: { start: 0, end: 0 },
    text: chain.policy ? 'policy drop' : oneLine(config.text, 0, 0),
  }));
}

/** Whether a chain's packets have been through connection tracking, which is at -200 and last but for the routing. */
const knowsConnections = ({ hook, priority }: ReadNftBase): boolean =>
  ['input', 'forward', 'postrouting'].includes(hook) ||
  (['prerouting', 'output'].includes(hook) && priority !== undefined && priority > -200);

/** The packets that come to a base chain. */
function contextOf(
  to: Flattening,
  table: ReadNftTable,
  base: ReadNftBase,
  situation: Omit<Situation, 'report'>,
): readonly Case[] {
  if (table.family === 'ip') return [caseOf(IPV4)];
  if (table.family === 'ip6') return [caseOf(IPV6)];
  if (!KNOWN.has(base.hook))
    return [{ ...ANYTHING, depends: [{ kind: 'not-understood', text: 'where the chain is hooked' }] }];
  if (table.family === 'bridge')
    return [
      { ...ANYTHING, depends: [{ kind: 'interface', text: 'whether the packet comes over a bridge' }] },
    ];
  if (base.devices.length === 0) return [ANYTHING];
  const items = base.devices.map((text) => ({ kind: 'string' as const, text }));
  const value = { kind: 'list' as const, items };
  const { start, end } = { start: 0, end: 0 };
  return interfaceCases(
    base.hook === 'egress' ? 'out' : 'in',
    { operator: '==', value, start, end },
    { items, elements: [], all: false },
    { ...situation, report: (code, finding) => reportOnce(to, code, { place: base.place, ...finding }) },
  );
}

function changedBefore(to: Flattening, change: Change): FilterRule {
  const { rule, cases } = change;
  const text = oneLine(to.config.text, rule.span.start, rule.span.end);
  reportOnce(to, 'PT8009', {
    message:
      change.what === 'address'
        ? `\`${change.text}\` changes packets before other chains judge them`
        : `\`${change.text}\` hides packets from the states that other chains ask for`,
    place: rule.place,
    help: 'What these packets may do stays unproven',
  });
  return unknownRule({ place: rule.place, span: rule.span, text }, cases, changeDependency(change));
}

/** Statements that could change any chain stand before everything else, in every rule set. */
function withUnknown({ unknown }: ReadNft, rulesets: readonly Ruleset[]): Ruleset[] {
  if (unknown.length === 0) return [...rulesets];
  const rules = unknown.slice(0, MOST_UNKNOWN).map((found) =>
    unknownRule(found, [ANYTHING], {
      kind: 'not-understood',
      text: `\`${found.text}\`, which was not understood`,
    }),
  );
  const empty = HOOKS.filter((hook) => !rulesets.some((ruleset) => ruleset.hook === hook));
  return [
    ...rulesets.map((ruleset) => ({ ...ruleset, rules: [...rules, ...ruleset.rules] })),
    ...empty.map(
      (hook): Ruleset => ({
        name: 'what was not understood',
        hook,
        order: 'first-match',
        stateful: false,
        rules,
        otherwise: { action: 'permit', text: 'no chain judges the packet' },
      }),
    ),
  ];
}

function reportUnused(config: ReadNft, to: Flattening): void {
  for (const table of config.tables) {
    for (const chain of table.chains.values()) {
      if (to.visited.has(chain) || chain.rules.length === 0) continue;
      reportOnce(to, 'PT8004', {
        message: `nothing leads to the chain ${chain.name} of the table ${table.family} ${table.name}`,
        place: chain.place,
        help: 'Add a jump to it, or delete it',
      });
    }
  }
}
