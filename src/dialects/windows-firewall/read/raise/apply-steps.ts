import { diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import type { Written } from '../../../source/lines.ts';
import type { ChangeStep, CreateStep, Fields, Step } from '../model.ts';
import { opensOwnRules } from './own-rules.ts';
import { type Answer, LITERAL, matchesQuery, namesOf } from './query.ts';

/** A rule as it is after all steps. */
export interface LiveRule {
  readonly step: CreateStep;
  fields: Fields;
  /** What decides whether it is there at all, or as it is. */
  conditions: readonly string[];
  /** Lines that made it, or changed it, beside its own. */
  via: readonly Written[];
}

export interface Applied {
  readonly rules: readonly LiveRule[];
  /** Statements that could have done anything. */
  readonly unknowns: readonly Written[];
  /** Statements that may allow something, and block nothing. */
  readonly openings: readonly Written[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Applying {
  readonly rules: Set<LiveRule>;
  /** By `name` and `displayname` in lower case. */
  readonly byName: Map<string, LiveRule[]>;
  /** Rules whose names aren't known. */
  readonly nameless: LiveRule[];
  readonly unknowns: Written[];
  readonly openings: Written[];
  readonly diagnostics: Diagnostic[];
  work: number;
}

/** Follows the steps in their order: rules are made, changed and removed. */
export function applySteps(steps: readonly Step[]): Applied {
  const state: Applying = {
    rules: new Set(),
    byName: new Map(),
    nameless: [],
    unknowns: [],
    openings: [],
    diagnostics: [],
    work: MOST_WORK,
  };
  if (!steps.some((step) => step.kind === 'change')) return applyNew(steps);
  for (const step of steps) {
    if (step.kind === 'create') add(state, liveRule(step));
    else if (step.kind === 'change') change(state, step);
    else if (step.kind === 'unknown') state.unknowns.push(step);
  }
  const { unknowns, openings, diagnostics } = state;
  return { rules: [...state.rules], unknowns, openings, diagnostics };
}

const MOST_WORK = 3_000_000;
/** Changing a rule costs as much as looking at so many. */
const CHANGE = 40;

/** Where nothing is changed later, nobody looks for names. */
function applyNew(steps: readonly Step[]): Applied {
  const rules: LiveRule[] = [];
  const unknowns: Written[] = [];
  for (const step of steps) {
    if (step.kind === 'create') rules.push(liveRule(step));
    else if (step.kind === 'unknown') unknowns.push(step);
  }
  return { rules, unknowns, openings: [], diagnostics: [] };
}

const NO_LINES: readonly Written[] = [];

function liveRule(step: CreateStep): LiveRule {
  const { fields, conditions, via } = step;
  return { step, fields, conditions, via: via ? [via] : NO_LINES };
}

function add(state: Applying, rule: LiveRule): void {
  state.rules.add(rule);
  const names = namesOf(rule.fields);
  if (!names) state.nameless.push(rule);
  for (const name of names ?? []) {
    const known = state.byName.get(name);
    if (known) known.push(rule);
    else state.byName.set(name, [rule]);
  }
}

function change(state: Applying, step: ChangeStep): void {
  const found = find(state, step.query);
  if (!found) {
    cannotFollow(state, step, 'so many rules are looked for that it can not be worked out which are meant');
    return;
  }
  if (found.length === 0) {
    if (!isSwitchingOff(step)) {
      const message = 'rules are switched on or changed that are not made in this text';
      const help =
        'Give the firewall’s whole configuration, as `reg export` writes it, to know what those permit';
      state.diagnostics.push(diagnostic('PT8003', { message, place: step.place, help }));
      (opensOwnRules(step) ? state.openings : state.unknowns).push(step);
    }
    return;
  }
  const isVague = step.query === null || step.fields.has('?');
  if (isVague && step.how === 'set')
    cannotFollow(state, step, 'which rules are changed to what was not understood');
  state.work -= found.length * CHANGE;
  if (state.rules.size + found.length > MOST_RULES && step.how === 'set') {
    cannotFollow(state, step, 'there are too many ways in which rules may have been changed');
  }
  for (const [rule, answer] of found) {
    const doubts = [
      ...step.conditions,
      ...(answer === 'maybe' ? [`whether line ${step.place.line} means it`] : []),
    ];
    changeOne(state, rule, step, doubts);
  }
}

function cannotFollow(state: Applying, step: ChangeStep, message: string): void {
  state.diagnostics.push(diagnostic('PT8001', { message, place: step.place }));
  state.unknowns.push(step);
}

/** Switching off what isn't there does nothing. */
function isSwitchingOff({ how, fields }: ChangeStep): boolean {
  if (how !== 'set') return how !== 'enable';
  return fields.get('enabled')?.[0]?.toLowerCase() === 'false';
}

function find(state: Applying, query: Fields | null): (readonly [LiveRule, Answer])[] | undefined {
  if (state.work < 0) return undefined;
  const named = query && (exactNames(query, 'name') ?? exactNames(query, 'displayname'));
  const candidates = named
    ? new Set([...named.flatMap((name) => state.byName.get(name) ?? []), ...state.nameless])
    : state.rules;
  state.work -= candidates.size;
  if (state.work < 0) return undefined;
  const found: (readonly [LiveRule, Answer])[] = [];
  for (const rule of candidates) {
    if (!state.rules.has(rule)) continue;
    const answer = query === null ? 'maybe' : matchesQuery(rule.fields, query);
    if (answer !== 'no') found.push([rule, answer]);
  }
  return found;
}

function exactNames(query: Fields, field: 'name' | 'displayname'): string[] | undefined {
  const literal = query.get(LITERAL + field);
  if (literal) return literal.map((value) => `${field}:${value.toLowerCase()}`);
  const values = query.get(field);
  if (!values || values.some((value) => /[*?[\]]/.test(value))) return undefined;
  return values.map((value) => `${field}:${value.toLowerCase()}`);
}

function changeOne(state: Applying, rule: LiveRule, step: ChangeStep, doubts: readonly string[]): void {
  if (step.how !== 'remove') setFields(state, rule, step, changedBy(step), doubts);
  else if (doubts.length === 0) state.rules.delete(rule);
  else rule.conditions = joined(rule.conditions, doubts);
}

function changedBy({ how, fields }: ChangeStep): Fields {
  if (how === 'set') return fields;
  return new Map([['enabled', [how === 'enable' ? 'True' : 'False']]]);
}

function setFields(
  state: Applying,
  rule: LiveRule,
  step: ChangeStep,
  changed: Fields,
  doubts: readonly string[],
): void {
  const fields: Fields = changed.has('?') ? changed : new Map([...rule.fields, ...changed]);
  const via = [...rule.via, step].slice(0, MOST_LINES);
  if (doubts.length === 0) {
    if (!changed.has('displayname')) {
      rule.fields = fields;
      rule.via = via;
      return;
    }
    state.rules.delete(rule);
    add(state, { ...rule, fields, via });
    return;
  }
  // It is as it was, or it is as it was changed.
  const conditions = joined(rule.conditions, doubts);
  rule.conditions = conditions;
  if (state.rules.size < MOST_RULES) add(state, { step: rule.step, fields, conditions, via });
}

const MOST_RULES = 400_000;
const MOST_LINES = 10;

/** Doubts are told once, and not without end. */
function joined(conditions: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...conditions, ...more])].slice(0, MOST_LINES);
}
