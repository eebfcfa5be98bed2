import { subtractMatch } from '../../net/match.ts';
import type { FilterRule, Via } from '../../policy/ruleset.ts';
import { type Case, effort, everyCase, intersectCases } from './case.ts';
import { casesOf } from './condition.ts';
import type { Scene } from './draft.ts';
import type { IptablesChain, IptablesRule, IptablesTable } from './model.ts';
import { type Effect, effectOf } from './targets.ts';

/** A rule of the neutral form, or something that changes the packets that it matches for what comes after. */
export interface FlatRule {
  readonly kind: 'rule' | 'translate' | 'untrack';
  readonly rule: FilterRule;
}

/** Intersections and subtractions of pairs; a configuration that needs more of them is not read to its end. */
const MOST_WORK = 6_000_000;
const MOST_PIECES = 2000;
const MOST_PRODUCTS = 1_000_000;
const DEEPEST = 200;

interface Walk {
  readonly table: IptablesTable;
  readonly scene: Scene;
  readonly flat: FlatRule[];
  readonly conditions: Map<IptablesRule, readonly Case[]>;
  readonly walked: Set<string>;
  readonly stack: string[];
  work: number;
  products: number;
  full: boolean;
}

/**
 * A built-in chain with all chains that it leads to, as one list of which the first match decides. A rule of a chain
 * matches what its jumps let through, less what a RETURN before it took out.
 */
export function flattenChain(table: IptablesTable, chain: IptablesChain, scene: Scene): FlatRule[] {
  const walk: Walk = {
    table,
    scene,
    flat: [],
    conditions: new Map(),
    walked: new Set(),
    stack: [],
    work: 0,
    products: 0,
    full: false,
  };
  walkChain(walk, chain, [everyCase(scene.family)], []);
  return walk.flat;
}

/** @param entry The packets that come into the chain. */
function walkChain(walk: Walk, chain: IptablesChain, entry: readonly Case[], via: readonly Via[]): void {
  const again = walk.walked.has(chain.name);
  walk.walked.add(chain.name);
  walk.stack.push(chain.name);
  let pieces = entry;
  for (const rule of chain.rules) {
    const effect = effectOf(rule, walk.table);
    if (effect.kind === 'nothing') continue;
    const cases = conditionOf(walk, rule, again);
    if (cases.length === 0 && isLoopback(rule)) continue;
    if (!afford(walk, rule, pieces, cases, via)) break;
    if (effect.kind === 'return') {
      pieces = subtract(pieces, cases);
      continue;
    }
    const matched = intersect(pieces, cases);
    emit(walk, rule, effect, matched, via);
    if (walk.full) break;
    // What comes back from the other chain returns to where this one was called from.
    if (effect.kind === 'goto') pieces = subtract(pieces, cases);
  }
  walk.stack.pop();
}

/** A rule for what a host sends to itself: it is no matter of the network, and never a mistake. */
function isLoopback({ options }: IptablesRule): boolean {
  return options.some(
    ({ name, negated, values }) =>
      (name === 'in-interface' || name === 'out-interface') && !negated && values[0] === 'lo',
  );
}

function conditionOf(walk: Walk, rule: IptablesRule, again: boolean): readonly Case[] {
  let cases = walk.conditions.get(rule);
  if (!cases) {
    cases = casesOf(rule, walk.scene);
    // A chain that only one jump leads to needs no memory.
    if (again) walk.conditions.set(rule, cases);
  }
  return cases;
}

function intersect(pieces: readonly Case[], cases: readonly Case[]): readonly Case[] {
  const [piece] = pieces;
  const [only] = cases;
  if (pieces.length === 1 && cases.length === 1 && piece && only) {
    const both = intersectCases(piece, only);
    return both ? [both] : [];
  }
  return pieces.flatMap((a) => cases.flatMap((b) => intersectCases(a, b) ?? []));
}

/** What goes on after a RETURN: what it doesn't match, and, under its provisos, what it might not match. */
function subtract(pieces: readonly Case[], cases: readonly Case[]): readonly Case[] {
  return cases.reduce<readonly Case[]>(
    (rest, away) => rest.flatMap((piece) => subtractOne(piece, away)),
    pieces,
  );
}

function subtractOne(piece: Case, away: Case): Case[] {
  const both = intersectCases(piece, away);
  if (!both) return [piece];
  const rest: Case[] = subtractMatch(piece.match, away.match).map((match) => ({ ...piece, match }));
  const states = piece.states & ~away.states;
  if (states !== 0) rest.push({ ...piece, match: both.match, states });
  if (away.depends.length > 0) rest.push(both);
  return rest;
}

/** @returns whether the next step is within the limits; if not, says so in the rules and to the reader. */
function afford(
  walk: Walk,
  rule: IptablesRule,
  pieces: readonly Case[],
  cases: readonly Case[],
  via: readonly Via[],
): boolean {
  let work = walk.work + 4 + via.length;
  for (const piece of pieces) for (const one of cases) work += effort(piece.match, one.match);
  walk.work = work;
  if (work <= MOST_WORK && pieces.length <= MOST_PIECES && walk.products <= MOST_PRODUCTS) return true;
  walk.full = true;
  walk.scene.reports.reportOnce(`full ${walk.table.name}`, 'PT8006', {
    message: `the chains of the table ${walk.table.name} lead to more combinations than can be read`,
    place: rule.place,
    help: 'all that is judged after this rule is reported as unproven',
  });
  push(walk, 'unknown', rule, [
    {
      ...everyCase(walk.scene.family),
      depends: [{ kind: 'not-understood', text: 'the rules from here on, which are too many to be read' }],
    },
  ]);
  return false;
}

function enter(
  walk: Walk,
  rule: IptablesRule,
  name: string,
  matched: readonly Case[],
  via: readonly Via[],
): void {
  const chain = walk.table.chains.get(name);
  if (!chain) return;
  const loop = walk.stack.includes(name);
  if (loop || walk.stack.length > DEEPEST) {
    const what = loop ? `the chain ${name} leads back to itself` : `the chain ${name} is nested too deep`;
    walk.scene.reports.reportOnce(`${rule.span.start} loop`, loop ? 'PT8002' : 'PT8006', {
      message: what,
      place: rule.place,
      help: loop ? 'no kernel loads this; take one of the jumps out' : 'jump fewer times',
    });
    const depends = [{ kind: 'not-understood', text: `the jump: ${what}` } as const];
    push(walk, 'unknown', rule, withDepends(matched, depends), via);
    return;
  }
  // A chain that no packet reaches this way is shown once, with rules that match nothing.
  if (matched.length === 0 && walk.walked.has(name)) return;
  walkChain(walk, chain, matched, [...via, { place: rule.place, text: rule.text }]);
}

function withDepends(cases: readonly Case[], depends: FilterRule['depends']): Case[] {
  return cases.map((one) => ({ ...one, depends: [...one.depends, ...depends] }));
}

function emit(
  walk: Walk,
  rule: IptablesRule,
  effect: Effect,
  matched: readonly Case[],
  via: readonly Via[],
): void {
  switch (effect.kind) {
    case 'permit':
    case 'deny':
      push(walk, effect.kind, rule, matched, via);
      return;
    case 'unknown':
      push(walk, 'unknown', rule, withDepends(matched, [ELSEWHERE]), via);
      return;
    case 'undefined':
      undefinedTarget(walk, rule, effect.name, matched, via);
      return;
    case 'translate':
    case 'untrack':
      push(walk, 'unknown', rule, matched, via, effect.kind);
      return;
    case 'jump':
    case 'goto':
      enter(walk, rule, effect.chain, matched, via);
      return;
    case 'return':
    case 'nothing':
      return;
    default:
      effect satisfies never;
  }
}

function undefinedTarget(
  walk: Walk,
  rule: IptablesRule,
  name: string,
  matched: readonly Case[],
  via: readonly Via[],
): void {
  walk.scene.reports.reportOnce(`${rule.span.start} target`, 'PT8003', {
    message: `"${name}" is neither a chain of the table ${rule.table} nor a target that is known`,
    place: rule.place,
    help: 'give the whole output of iptables-save',
  });
  const text = `"${name}", which is neither a chain of the file nor a known target`;
  push(walk, 'unknown', rule, withDepends(matched, [{ kind: 'name', text, value: name }]), via);
}

const ELSEWHERE = Object.freeze({
  kind: 'other',
  text: 'what another program, or a line that is cut off, decides',
} as const);
const NOTHING = Object.freeze({});

/** Adds a rule for each proviso under which it matches. */
function push(
  walk: Walk,
  action: FilterRule['action'],
  rule: IptablesRule,
  matched: readonly Case[],
  via: readonly Via[] = [],
  kind: FlatRule['kind'] = 'rule',
): void {
  const { place, span, text } = rule;
  const name = commentOf(rule);
  const more = {
    place,
    span,
    text,
    ...(name === undefined ? NOTHING : { name }),
    ...(via.length === 0 ? NOTHING : { via }),
  };
  if (matched.length === 0) {
    const { states } = everyCase(walk.scene.family);
    walk.flat.push({ kind, rule: { action, matches: [], states, depends: [], ...more } });
  }
  for (const group of grouped(matched)) {
    const [first] = group;
    if (!first) continue;
    walk.products += group.length;
    const matches = group.map(({ match }) => match);
    const { states, depends } = first;
    walk.flat.push({ kind, rule: { action, matches, states, depends, ...more } });
  }
}

function grouped(cases: readonly Case[]): readonly (readonly Case[])[] {
  if (cases.length <= 1) return cases.length === 0 ? [] : [cases];
  const groups = new Map<string, Case[]>();
  for (const one of cases) {
    const key = `${one.states} ${one.depends.map(({ kind, text }) => `${kind} ${text}`).join('\n')}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

function commentOf(rule: IptablesRule): string | undefined {
  return rule.options.find(({ name }) => name === 'comment')?.values[0];
}
