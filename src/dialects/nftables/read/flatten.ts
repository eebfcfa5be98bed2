/** A base chain with all that it jumps to, as one list of rules of which the first that matches decides. */
import { diagnostic, type Finding } from '../../../diagnostics/codes.ts';
import type { Dependency, FilterRule, Via } from '../../../policy/ruleset.ts';
import { bothOf, butNot, type Case, caseOf, isAnything, sizeOf, TOO_LARGE } from './case.ts';
import { oneLine, plainLine } from './cursor.ts';
import type { Change, Flat, Flattening, Helped } from './flat.ts';
import { named, ruleOf } from './flattened-rule.ts';
import type { ReadNftChain, ReadNftPlain, ReadNftRule, ReadNftTable } from './model.ts';
import { type Effect, type Outcome, outcomesOf } from './outcome.ts';
import type { Situation } from './situation.ts';

/** As many jumps may be open (NFT_JUMP_STACK_SIZE). */
const DEEPEST = 16;

interface Walk {
  readonly to: Flattening;
  readonly table: ReadNftTable;
  readonly situation: Omit<Situation, 'report'>;
  readonly policy: 'permit' | 'deny';
  readonly rules: FilterRule[];
  readonly changes: Change[];
  readonly helped: Helped[];
  readonly outcomes: Map<ReadNftRule, readonly Outcome[]>;
  readonly open: ReadNftChain[];
}

/**
 * @param context the packets that come to the chain.
 * @param policy what happens to a packet at the chain's end.
 */
export function flatten(
  to: Flattening,
  table: ReadNftTable,
  chain: ReadNftChain,
  context: readonly Case[],
  policy: 'permit' | 'deny',
  situation: Omit<Situation, 'report'>,
): Flat {
  const found = { rules: [], changes: [], helped: [] };
  const walk: Walk = { to, table, situation, policy, ...found, outcomes: new Map(), open: [] };
  walkChain(walk, chain, context, [], true);
  return found;
}

/** @param atEnd whether a packet that leaves this chain undecided meets nothing but the policy. */
function walkChain(
  walk: Walk,
  chain: ReadNftChain,
  from: readonly Case[],
  via: readonly Via[],
  atEnd: boolean,
): void {
  walk.to.visited.add(chain);
  walk.open.push(chain);
  const last = lastDeciding(chain);
  let context = from;
  let size = sizeOf(context);
  for (let i = 0; i <= last && walk.to.budget.rules > 0; i++) {
    const rule = chain.rules[i];
    if (!rule) continue;
    walk.to.budget.rules--;
    walk.to.budget.work -= size;
    if (walk.to.budget.work < 0) walk.to.budget.rules = 0;
    if (rule.plain && isAnything(context)) {
      pushPlain(walk, rule, rule.plain, via);
      continue;
    }
    for (const outcome of outcomes(walk, rule)) {
      if (outcome.cases.length === 0 && isLoopback(rule)) continue;
      const found = bothOf(context, outcome.cases);
      const step: Step = { walk, rule, via, from, away: outcome.cases, atEnd, isLast: atEnd && i === last };
      if (found !== TOO_LARGE) context = apply(step, outcome.effect, found, context);
      else giveUp(step, outcome.cases, 'a rule that has too many combinations with its chain');
    }
    size = sizeOf(context);
  }
  if (walk.to.budget.rules <= 0) exhausted(walk, chain, context, via);
  walk.open.pop();
}

function lastDeciding({ rules }: ReadNftChain): number {
  for (let i = rules.length - 1; i >= 0; i--) {
    if (
      rules[i]?.plain ||
      rules[i]?.parts.some(
        (part) => part.kind !== 'remark' && part.kind !== 'match' && part.kind !== 'condition',
      )
    )
      return i;
  }
  return -1;
}

/** A rule for what a host sends to itself: it is no matter of the network, and never a mistake. */
function isLoopback({ parts }: ReadNftRule): boolean {
  return parts.some(
    (part) =>
      part.kind === 'match' &&
      /^meta [io]if(?:name)?$/.test(part.selectors.join()) &&
      (part.operator === 'is' || part.operator === '==') &&
      (part.value.kind === 'word' || part.value.kind === 'string') &&
      part.value.text === 'lo',
  );
}

const EFFECTS: Readonly<Record<'accept' | 'drop', Effect>> = {
  accept: { kind: 'verdict', verdict: { kind: 'accept' } },
  drop: { kind: 'verdict', verdict: { kind: 'drop' } },
};

function outcomes(walk: Walk, rule: ReadNftRule): readonly Outcome[] {
  const { plain } = rule;
  if (plain)
    return [{ cases: [{ ...caseOf(plain.match), states: plain.states }], effect: EFFECTS[plain.verdict] }];
  const known = walk.outcomes.get(rule);
  if (known) return known;
  const report = (code: Parameters<Situation['report']>[0], finding: Finding): void =>
    reportOnce(walk.to, code, { place: rule.place, ...finding });
  const found = outcomesOf(rule, { ...walk.situation, report });
  // A base chain is gone through once.
  if (walk.open.length > 1) walk.outcomes.set(rule, found);
  return found;
}

/** Reports a finding, if it is new. */
export function reportOnce(
  { reported, diagnostics }: Flattening,
  code: Parameters<typeof diagnostic>[0],
  finding: Finding,
): void {
  // An interface is unknown for all rules alike.
  const at = code === 'PT8005' ? '' : `${finding.place?.line}:${finding.place?.column}`;
  const key = `${code} ${at} ${finding.message}`;
  if (reported.has(key) || reported.size >= 1_000) return;
  reported.add(key);
  diagnostics.push(diagnostic(code, finding));
}

interface Step {
  readonly walk: Walk;
  readonly rule: ReadNftRule;
  readonly via: readonly Via[];
  /** The packets that came to the chain. */
  readonly from: readonly Case[];
  /** The packets that the rule matches, wherever they come from. */
  readonly away: readonly Case[];
  readonly atEnd: boolean;
  /** Whether nothing but the policy follows this rule. */
  readonly isLast: boolean;
}

/** Does what the rule does with these packets; gives those that come to the chain's next rule. */
function apply(
  step: Step,
  effect: Effect,
  cases: readonly Case[],
  context: readonly Case[],
): readonly Case[] {
  switch (effect.kind) {
    case 'unknown':
      emit(step, 'unknown', cases);
      return context;
    case 'change':
      return change(step, effect, cases, context);
    case 'helper':
      help(step, effect.protocol, cases);
      return context;
    case 'verdict':
      break;
    default:
      return effect satisfies never;
  }
  const { verdict } = effect;
  switch (verdict.kind) {
    case 'accept':
      emit(step, 'permit', cases);
      return context;
    case 'drop':
    case 'reject':
      emit(step, 'deny', cases);
      return context;
    case 'queue':
      emit(step, 'unknown', depending(cases, { kind: 'other', text: 'the program that the rule asks' }));
      return context;
    case 'synproxy':
      emit(
        step,
        'unknown',
        depending(cases, { kind: 'other', text: 'the handshake that the rule makes first' }),
      );
      return context;
    case 'return':
      return leave(step, cases, context);
    case 'jump':
    case 'goto':
      return jump(step, verdict, cases, context);
    case 'continue':
      return context;
    default:
      return verdict satisfies never;
  }
}

const depending = (cases: readonly Case[], dependency: Dependency): readonly Case[] =>
  cases.map((item) => ({ ...item, depends: [...item.depends, dependency] }));

const LOST: Dependency = {
  kind: 'not-understood',
  text: 'which packets left the chain before, too many combinations',
};

/** The packets go on behind the jump that led here; where nothing stands there, the policy decides now. */
function leave(step: Step, cases: readonly Case[], context: readonly Case[]): readonly Case[] {
  if (step.atEnd) {
    emit(step, step.walk.policy, cases);
    return context;
  }
  // Once given up, everything behind depends on it anyway.
  if (cases.length === 0 || context[0]?.depends.includes(LOST)) return context;
  const rest = butNot(context, step.away);
  if (rest !== TOO_LARGE) return rest;
  reportOnce(step.walk.to, 'PT8006', {
    message: 'the packets that come back from this chain are too many combinations to be followed',
    place: step.rule.place,
    help: 'What the rest of the chain decides stays unproven',
  });
  return depending(step.from, LOST);
}

function jump(
  step: Step,
  verdict: { readonly kind: 'jump' | 'goto'; readonly chain: string },
  cases: readonly Case[],
  context: readonly Case[],
): readonly Case[] {
  const { walk, rule, via } = step;
  const target = walk.table.chains.get(verdict.chain);
  const refused = refusal(walk, verdict.chain, target);
  if (!target || refused !== undefined) {
    reportOnce(walk.to, target ? 'PT8001' : 'PT8003', {
      message: `the rule leads to the chain ${JSON.stringify(verdict.chain)}, ${refused}`,
      place: rule.place,
      help: 'nft does not load such a file: give what `nft list ruleset` prints',
    });
    const dependency: Dependency = {
      kind: 'not-understood',
      text: `the chain ${JSON.stringify(verdict.chain)}`,
    };
    emit(step, 'unknown', depending(cases, dependency));
    return context;
  }
  if (cases.length === 0) {
    walk.to.visited.add(target);
    return context;
  }
  const path = [...via, { place: rule.place, text: textOf(step) }];
  const isGoto = verdict.kind === 'goto';
  walkChain(walk, target, cases, path, isGoto ? step.atEnd : step.isLast);
  // `goto` never comes back to this chain.
  return isGoto && !step.isLast ? leave(step, cases, context) : context;
}

function refusal(walk: Walk, name: string, target: ReadNftChain | undefined): string | undefined {
  if (!target) return `which the table ${walk.table.name} doesn't have`;
  if (walk.open.includes(target)) return 'and so back to itself';
  return walk.open.length > DEEPEST
    ? `${name.length > 0 ? 'deeper' : ''} than the kernel follows`
    : undefined;
}

function help(step: Step, protocol: string, cases: readonly Case[]): void {
  const { walk, rule, via } = step;
  const text = textOf(step);
  const rules = cases.map((item) => ruleOf(rule, 'permit', [item], { text, via }));
  walk.helped.push({ protocol, behind: walk.rules.length, rules });
}

function change(
  step: Step,
  effect: Extract<Effect, { kind: 'change' }>,
  cases: readonly Case[],
  context: readonly Case[],
): readonly Case[] {
  if (cases.length > 0)
    step.walk.changes.push({ cases, rule: step.rule, what: effect.what, text: effect.text });
  if (effect.ends) emit(step, 'permit', cases);
  else emit(step, 'unknown', depending(cases, changeDependency(effect)));
  return context;
}

/** What a packet depends on that may have been changed before it is judged. */
export function changeDependency({ what, text }: Pick<Change, 'what' | 'text'>): Dependency {
  return what === 'address'
    ? { kind: 'translation', text: `\`${text}\`, which changes the packet` }
    : { kind: 'other', text: `\`${text}\`, which hides the packet from \`ct state\`` };
}

function giveUp(step: Step, cases: readonly Case[], what: string): void {
  reportOnce(step.walk.to, 'PT8006', {
    message: `the configuration has ${what}`,
    place: step.rule.place,
    help: 'What it decides stays unproven',
  });
  emit(step, 'unknown', depending(cases, { kind: 'not-understood', text: what }));
}

function exhausted(walk: Walk, chain: ReadNftChain, context: readonly Case[], via: readonly Via[]): void {
  const first = chain.rules[0];
  if (!first || walk.open.length > 1) return;
  const step: Step = { walk, rule: first, via, from: context, away: [], atEnd: true, isLast: false };
  giveUp(step, context, 'more jumps and rules than are followed');
  // It may decide before anything that was found so far is asked.
  const found = walk.rules.pop();
  if (found) walk.rules.unshift(found);
}

const textOf = ({ walk, rule }: Step): string => oneLine(walk.to.config.text, rule.span.start, rule.span.end);

/** One rule for all cases with the same states and dependencies. */
function emit(step: Step, action: FilterRule['action'], cases: readonly Case[]): void {
  const text = textOf(step);
  if (cases.length === 1) {
    push(step, action, cases, text);
    return;
  }
  const groups = new Map<string, Case[]>();
  for (const item of cases) {
    const key =
      item.depends.length === 0 ? `${item.states}` : `${item.states} ${item.depends.map((d) => d.text)}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  if (groups.size === 0) groups.set('', []);
  for (const group of groups.values()) push(step, action, group, text);
}

function push(
  { walk, rule, via }: Step,
  action: FilterRule['action'],
  group: readonly Case[],
  text: string,
): void {
  const { budget } = walk.to;
  budget.ranges -= sizeOf(group);
  if (budget.ranges < 0) budget.rules = 0;
  walk.rules.push(ruleOf(rule, action, group, { text, via }));
}

const NO_DEPENDENCIES: readonly Dependency[] = Object.freeze([]);

/** As `push`, for a rule that every packet comes to: what it matches is known already. */
function pushPlain(
  walk: Walk,
  { place, span }: ReadNftRule,
  { match, states, verdict, comment }: ReadNftPlain,
  via: readonly Via[],
): void {
  const { budget, config } = walk.to;
  budget.ranges -= match.sources.length + match.destinations.length + match.services.length;
  if (budget.ranges < 0) budget.rules = 0;
  const action = verdict === 'accept' ? 'permit' : 'deny';
  const text = plainLine(config.text, span.start, span.end, comment);
  const matches = [match];
  const depends = NO_DEPENDENCIES;
  // Nearly all have a comment and no way that leads to them; copies of thousands would take their time.
  walk.rules.push(
    comment === undefined || via.length > 0
      ? named({ action, matches, states, depends, place, span, text }, comment, via)
      : { action, matches, states, depends, place, span, text, name: comment },
  );
}
