import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import type { Lines } from '../../../source/lines.ts';
import { writtenAt } from '../../../source/lines.ts';
import type { Step } from '../model.ts';
import type { Expression, Span, Statement } from './ast.ts';
import { evaluate, oneValue, setEntry } from './evaluate.ts';
import { FIREWALL } from './firewall-commands.ts';
import {
  addUnknown,
  assign,
  forget,
  type Machine,
  machineFor,
  type Purpose,
  report,
  runUncertainly,
} from './machine.ts';
import { applyBinary, applyCast } from './operators.ts';
import { parseScript } from './parse-statement.ts';
import { initialValue, runCommand } from './run-command.ts';
import { asText, itemsOf, truth, UNKNOWN, type Value } from './value.ts';

/**
 * Follows a script as it would run without arguments on a host without rules, and notes what it does to the
 * firewall. What can't be followed is named, and becomes a step that could have done anything.
 */
export function runScript(
  lines: Lines,
  purpose: Purpose = FIREWALL,
): { steps: Step[]; diagnostics: Diagnostic[] } {
  const statements = parseScript(lines.text);
  const machine = machineFor(lines, purpose, statements.length, runStatements);
  defineFunctions(machine, statements);
  runStatements(machine, statements);
  if (machine.budget < 0) {
    const { statement } = machine;
    addUnknown(machine, statement, 'the script takes too many steps to be followed from here on');
  }
  return { steps: machine.steps, diagnostics: machine.diagnostics };
}

/** Functions are known from where they stand on; most scripts have them in front anyway. */
function defineFunctions(machine: Machine, statements: readonly Statement[]): void {
  for (const statement of statements) {
    if (statement.kind === 'function') machine.functions.set(statement.name, statement.body);
  }
}

function runStatements(machine: Machine, statements: readonly Statement[]): readonly Value[] | undefined {
  const items: Value[] = [];
  let known = true;
  for (const statement of statements) {
    if (machine.left !== undefined || machine.budget-- < 0) break;
    if (statement.kind !== 'pipeline' || machine.repeats === 0) machine.statement = statement.span;
    const value = runStatement(machine, statement);
    if (value === undefined) continue;
    const output = value.kind === 'rules' ? [value] : itemsOf(value);
    if (output === undefined) known = false;
    else for (const item of output) items.push(item);
  }
  return known ? items : undefined;
}

/** @returns what a statement puts out; nothing for those that never do. */
function runStatement(machine: Machine, statement: Statement): Value | undefined {
  switch (statement.kind) {
    case 'pipeline':
      return runPipeline(machine, statement);
    case 'assign':
      runAssignment(machine, statement);
      return undefined;
    case 'if':
      return runIf(machine, statement);
    case 'foreach':
      return runForeach(machine, statement);
    case 'loop':
      return runLoop(machine, statement.body, statement.span);
    case 'try':
      return runTry(machine, statement);
    case 'function':
      machine.functions.set(statement.name, statement.body);
      return undefined;
    case 'parameters':
      for (const { name, initial, type, mandatory } of statement.parameters) {
        assign(machine, name, mandatory ? UNKNOWN : initialValue(machine, initial, type));
      }
      return undefined;
    case 'leave':
      machine.left = statement.how;
      return undefined;
    case 'not-understood':
      return notUnderstood(machine, statement.span);
    default:
      return statement satisfies never;
  }
}

function runPipeline(machine: Machine, { elements }: Statement & { kind: 'pipeline' }): Value {
  let value: Value | undefined;
  for (const element of elements) {
    if (element.kind === 'command') value = runCommand(machine, element, value);
    else value = evaluate(machine, element);
  }
  return value ?? UNKNOWN;
}

function runAssignment(machine: Machine, { target, operator, value }: Statement & { kind: 'assign' }): void {
  const items = machine.run(machine, [value]);
  const right = oneValue(value, items);
  const result =
    operator === '='
      ? right
      : operator === '+='
        ? applyBinary('+', grown(machine, evaluate(machine, target)), right)
        : UNKNOWN;
  setTarget(machine, target, result);
}

/** A list is copied when something is added to it, which counts as work. */
function grown(machine: Machine, value: Value): Value {
  if (value.kind === 'list') machine.budget -= value.items.length >> 6;
  return value.kind === 'list' && value.items.length > 1_000_000 ? UNKNOWN : value;
}

function setTarget(machine: Machine, target: Expression, value: Value): void {
  if (target.kind === 'cast') setTarget(machine, target.of, applyCast(target.type, value));
  else if (target.kind === 'variable') {
    assign(machine, target.name, value);
    if (target.outer && machine.calls > 0)
      for (const journal of machine.journals) journal.set(target.name, UNKNOWN);
  } else if (target.kind === 'member' || target.kind === 'index') {
    const of = evaluate(machine, target.of);
    const key = target.kind === 'member' ? target.name : asText(evaluate(machine, target.at))?.toLowerCase();
    if (of.kind === 'table') setEntry(machine, of, key, value);
    else if (target.of.kind === 'variable' && of.kind === 'list') forget(machine, target.of.name);
  }
}

function runIf(
  machine: Machine,
  { clauses, otherwise, span }: Statement & { kind: 'if' },
): Value | undefined {
  const open: (readonly Statement[])[] = [];
  let last = otherwise;
  for (const { test, body } of clauses) {
    const known = truth(oneValue(test, machine.run(machine, [test])));
    if (known === undefined) open.push(body);
    if (known !== true) continue;
    last = body;
    break;
  }
  if (open.length === 0) return last && wholeOf(machine.run(machine, last));
  if (last) open.push(last);
  underCondition(machine, span, 'the condition', open);
  return undefined;
}

/** Blocks that may run and may not; says so where one of them touches the firewall. */
function underCondition(
  machine: Machine,
  span: Span,
  what: string,
  blocks: readonly (readonly Statement[])[],
): void {
  const { place } = writtenAt(machine.lines, span.start, span.end);
  const before = machine.steps.length;
  runUncertainly(
    machine,
    `${what} of line ${place.line}`,
    blocks.map((block) => () => machine.run(machine, block)),
  );
  if (machine.steps.length === before) return;
  report(
    machine,
    'PT8002',
    span,
    `whether this holds is not known, so that the rules in there are there or not: ${what} of line ${place.line}`,
  );
}

function wholeOf(items: readonly Value[] | undefined): Value {
  if (items === undefined || items.some((item) => item.kind === 'rules')) return UNKNOWN;
  return { kind: 'list', items };
}

function runForeach(machine: Machine, statement: Statement & { kind: 'foreach' }): Value | undefined {
  const { variable, list, body, span } = statement;
  const items = machine.run(machine, [list]);
  if (items === undefined || items.some((item) => item.kind === 'rules')) {
    assign(machine, variable, UNKNOWN);
    return runLoop(machine, body, span);
  }
  const results: Value[] = [];
  machine.repeats++;
  for (const item of items) {
    if (machine.budget < 0) break;
    assign(machine, variable, item);
    machine.items.push(item);
    results.push(...(machine.run(machine, body) ?? [UNKNOWN]));
    machine.items.pop();
    if (machine.left === 'continue') machine.left = undefined;
    if (machine.left !== undefined) break;
  }
  machine.repeats--;
  if (machine.left === 'break') machine.left = undefined;
  return results.some((item) => item.kind === 'unknown') ? UNKNOWN : { kind: 'list', items: results };
}

/** Any number of turns: one stands for all of them, after everything that a turn sets has become unknown. */
function runLoop(machine: Machine, body: readonly Statement[], span: Span): Value {
  machine.repeats++;
  forgetAssigned(machine, span);
  underCondition(machine, span, 'the loop', [body]);
  machine.repeats--;
  return UNKNOWN;
}

const ASSIGNED =
  /\$(?:script:|global:|local:)?([a-z0-9_]{1,100})(?:(?:\s|\[[^\]\n]{0,100}\]|\.[a-z0-9_]{1,100})*(?:[-+*/%]?=(?!=)|\+\+|--)|\.(?:add|remove|clear))/gi;

/** What a loop sets, it has perhaps set before. */
function forgetAssigned(machine: Machine, { start, end }: Span): void {
  machine.budget -= (end - start) >> 6;
  for (const [, name = ''] of machine.lines.text.slice(start, end).matchAll(ASSIGNED)) {
    if (machine.variables.has(name.toLowerCase())) forget(machine, name.toLowerCase());
  }
}

function runTry(machine: Machine, { body, catches, last, span }: Statement & { kind: 'try' }): Value {
  const items = machine.run(machine, body);
  if (catches.length > 0) {
    const { left } = machine;
    const conditions = machine.conditions.length;
    underCondition(machine, span, 'whether there was an error, in the try', [catches]);
    // An error that ends the script isn't expected.
    machine.conditions.length = conditions;
    machine.left = left;
  }
  if (last.length > 0) {
    const { left } = machine;
    machine.left = undefined;
    machine.run(machine, last);
    machine.left ??= left;
  }
  return wholeOf(items);
}

const CONSTANTS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** A statement that may do anything, to variables as well. */
function notUnderstood(machine: Machine, span: Span): Value {
  for (const [, name = ''] of machine.lines.text
    .slice(span.start, span.end)
    .matchAll(/\$([a-z0-9_]{1,100})/gi)) {
    const variable = name.toLowerCase();
    if (!CONSTANTS.has(variable) && machine.variables.has(variable)) forget(machine, variable);
  }
  machine.budget -= (span.end - span.start) >> 6;
  addUnknown(
    machine,
    span,
    'the statement was not understood',
    `Rules are read from calls of ${machine.purpose.maker} whose values are literals, or variables set to literals`,
  );
  return UNKNOWN;
}
