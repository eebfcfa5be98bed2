import type { Expression, TableExpression } from './ast.ts';
import { addUnknown, assign, forget, isUncertain, type Machine, spend } from './machine.ts';
import { applyBinary, applyCast, not } from './operators.ts';
import {
  asText,
  NOTHING,
  numberValue,
  outputOf,
  type Table,
  textValue,
  UNKNOWN,
  type Value,
  YES,
} from './value.ts';

const MOST_ITEMS = 1_000_000;
const LONGEST_TEXT = 100_000;

/** What an expression comes to; statements inside of it are run. */
export function evaluate(machine: Machine, expression: Expression): Value {
  switch (expression.kind) {
    case 'text':
      return expression;
    case 'number':
      return expression;
    case 'joined':
      return joinParts(machine, expression.parts);
    case 'variable':
      return machine.variables.get(expression.name) ?? UNKNOWN;
    case 'list':
      return { kind: 'list', items: expression.items.map((item) => evaluate(machine, item)) };
    case 'output':
      return evaluateOutput(machine, expression);
    case 'table':
      return evaluateTable(machine, expression);
    case 'member':
      return member(evaluate(machine, expression.of), expression.name);
    case 'index':
      return index(evaluate(machine, expression.of), evaluate(machine, expression.at));
    case 'call':
      return call(machine, expression);
    case 'cast':
      return applyCast(expression.type, evaluate(machine, expression.of));
    case 'unary':
      return unary(machine, expression);
    case 'binary':
      return binary(machine, expression);
    case 'code':
      return { kind: 'code', body: expression.body };
    case 'type':
      return UNKNOWN;
    default:
      return expression satisfies never;
  }
}

function joinParts(machine: Machine, parts: readonly Expression[]): Value {
  let text: string | undefined = '';
  for (const part of parts) {
    const more: string | undefined = asText(evaluate(machine, part));
    text = text === undefined || more === undefined ? undefined : text + more;
    if (text !== undefined && text.length > LONGEST_TEXT) text = undefined;
  }
  spend(machine, text?.length ?? 0);
  return text === undefined ? UNKNOWN : textValue(text);
}

function evaluateOutput(machine: Machine, { statements, asList }: Expression & { kind: 'output' }): Value {
  const items = machine.run(machine, statements);
  if (items === undefined || items.length > MOST_ITEMS) return UNKNOWN;
  spend(machine, items.length);
  const [first] = items;
  if (items.some((item) => item.kind === 'rules')) return items.length === 1 && first ? first : UNKNOWN;
  return asList ? { kind: 'list', items } : outputOf(items);
}

function evaluateTable(machine: Machine, { entries, span }: TableExpression): Table {
  const table: Table = { kind: 'table', entries: new Map(), span, uncertain: false };
  for (const { key, value } of entries) {
    const name = asText(evaluate(machine, key));
    const items = machine.run(machine, [value]);
    if (name === undefined) table.uncertain = true;
    else table.entries.set(name.toLowerCase(), oneValue(value, items));
  }
  return table;
}

/** The value of a statement in a place that takes one value: a list stays one, even with one item or none. */
export function oneValue(
  statement: { readonly kind: string; readonly elements?: readonly { readonly kind: string }[] },
  items: readonly Value[] | undefined,
): Value {
  if (items === undefined) return UNKNOWN;
  const only = statement.kind === 'pipeline' && statement.elements?.length === 1 && statement.elements[0];
  const isList = only && (only.kind === 'output' || only.kind === 'list' || only.kind === 'cast');
  return isList && items.length !== 1 ? { kind: 'list', items } : outputOf(items);
}

function member(of: Value, name: string): Value {
  switch (of.kind) {
    case 'table':
      return tableMember(of, name);
    case 'list':
      return name === 'count' || name === 'length' ? numberValue(of.items.length) : UNKNOWN;
    case 'null':
      return name === 'count' || name === 'length' ? numberValue(0) : NOTHING;
    case 'text':
      return name === 'length' ? numberValue(of.text.length) : name === 'count' ? numberValue(1) : UNKNOWN;
    case 'number':
    case 'flag':
      return name === 'count' ? numberValue(1) : UNKNOWN;
    case 'code':
    case 'rules':
    case 'unknown':
      return UNKNOWN;
    default:
      return of satisfies never;
  }
}

function tableMember(table: Table, name: string): Value {
  if (table.uncertain) return UNKNOWN;
  const entry = table.entries.get(name);
  if (entry) return entry;
  if (name === 'keys') return { kind: 'list', items: [...table.entries.keys()].map(textValue) };
  if (name === 'values') return { kind: 'list', items: [...table.entries.values()] };
  return name === 'count' ? numberValue(table.entries.size) : NOTHING;
}

function index(of: Value, at: Value): Value {
  if (of.kind === 'table' && !of.uncertain) {
    const key = asText(at);
    return key === undefined ? UNKNOWN : (of.entries.get(key.toLowerCase()) ?? NOTHING);
  }
  if (of.kind !== 'list' || at.kind !== 'number') return UNKNOWN;
  return of.items.at(at.value) ?? NOTHING;
}

function unary(machine: Machine, { operator, of }: Expression & { kind: 'unary' }): Value {
  const value = evaluate(machine, of);
  if (operator === '++' || operator === '--') {
    const step = operator === '++' ? 1 : -1;
    if (of.kind !== 'variable') return UNKNOWN;
    assign(machine, of.name, value.kind === 'number' ? numberValue(value.value + step) : UNKNOWN);
    return NOTHING;
  }
  if (operator === 'not') return not(value);
  return value.kind === 'number' && operator === '-' ? numberValue(-value.value) : UNKNOWN;
}

/** These bind least, and both the same. */
const LOGICAL: ReadonlySet<string> = new Set(['and', 'or']);

/** Of the other operators only chains of `+` are worked out: which of two different ones goes first isn't asked. */
function binary(machine: Machine, expression: Expression & { kind: 'binary' }): Value {
  const operands: Expression[] = [];
  const operators: string[] = [];
  let left: Expression = expression;
  while (left.kind === 'binary') {
    operands.push(left.right);
    operators.push(left.operator);
    left = left.left;
  }
  operands.push(left);
  const values = operands.reverse().map((operand) => evaluate(machine, operand));
  operators.reverse();
  let result: Value | undefined;
  let logical = '';
  for (let from = 0; from < values.length; ) {
    let to = from;
    while (to < operators.length && !LOGICAL.has(operators[to] ?? '')) to++;
    const part = chain(machine, values.slice(from, to + 1), operators.slice(from, to));
    result = result ? applyBinary(logical, result, part) : part;
    logical = operators[to] ?? '';
    from = to + 1;
  }
  return result ?? UNKNOWN;
}

function chain(machine: Machine, values: readonly Value[], operators: readonly string[]): Value {
  const [operator = ''] = operators;
  if (operators.length > 1 && operators.some((other) => other !== '+')) return UNKNOWN;
  return values.slice(1).reduce((sum, value) => {
    spend(machine, sum.kind === 'list' ? sum.items.length : sum.kind === 'text' ? sum.text.length : 0);
    if (sum.kind === 'list' && sum.items.length > MOST_ITEMS) return UNKNOWN;
    return applyBinary(operator, sum, value);
  }, values[0] ?? UNKNOWN);
}

/** Methods that could run anything. */
const RUNNING = /^(invoke|run|exec|add|put|create|eval|load)/;
const FIREWALL = /firewall|hnetcfg|fwpolicy|fwrule/i;

function call(machine: Machine, expression: Expression & { kind: 'call' }): Value {
  const { of, name } = expression;
  const given = expression.given.map((value) => evaluate(machine, value));
  if (of.kind === 'type') return callStatic(machine, of.name, name, given);
  if (name === 'shouldprocess') return YES;
  const object = evaluate(machine, of);
  if (object.kind === 'table') return callTable(machine, object, name, given);
  if (object.kind === 'text') {
    spend(machine, object.text.length);
    return callText(object.text, name, given);
  }
  if (of.kind === 'variable' && (name === 'add' || name === 'remove') && object.kind === 'list') {
    forget(machine, of.name);
    return NOTHING;
  }
  if (RUNNING.test(name) && (object.kind === 'unknown' || object.kind === 'code')) suspicious(machine, name);
  return UNKNOWN;
}

/** A call that nobody can follow: it counts only where the script speaks of the firewall in other ways, too. */
function suspicious(machine: Machine, name: string): void {
  if (name.startsWith('invoke') || machine.usesObjects) {
    addUnknown(machine, machine.statement, `what the call of the method ${name} does is not known`);
  }
}

function callStatic(machine: Machine, type: string, name: string, given: readonly Value[]): Value {
  const [first] = given;
  if (type === 'uri' && name === 'unescapedatastring' && given.length === 1 && first?.kind === 'text') {
    return unescaped(first.text);
  }
  if (FIREWALL.test(type)) suspicious(machine, 'invoke');
  return UNKNOWN;
}

function unescaped(text: string): Value {
  try {
    return textValue(decodeURIComponent(text));
  } catch {
    return UNKNOWN;
  }
}

function callTable(machine: Machine, table: Table, name: string, given: readonly Value[]): Value {
  if (name === 'clone') return { ...table, entries: new Map(table.entries) };
  if (name === 'getenumerator' && !table.uncertain) {
    const items = [...table.entries].map(([key, value]): Table => {
      const entries = new Map<string, Value>([
        ['key', textValue(key)],
        ['name', textValue(key)],
        ['value', value],
      ]);
      return { kind: 'table', entries, span: table.span, uncertain: false };
    });
    return { kind: 'list', items };
  }
  const key = asText(given[0] ?? UNKNOWN)?.toLowerCase();
  if (name === 'containskey' || name === 'contains') {
    if (key === undefined || table.uncertain) return UNKNOWN;
    return { kind: 'flag', on: table.entries.has(key) };
  }
  if (name === 'add') setEntry(machine, table, key, given[1] ?? UNKNOWN);
  else if (name === 'remove') setEntry(machine, table, key, undefined);
  else if (name === 'clear' || name === 'set_item') table.uncertain = true;
  else return UNKNOWN;
  return NOTHING;
}

/** Sets or removes an entry; under a condition, or with a name that isn't known, nothing is certain any more. */
export function setEntry(
  machine: Machine,
  table: Table,
  key: string | undefined,
  value: Value | undefined,
): void {
  if (key === undefined || isUncertain(machine)) table.uncertain = true;
  else if (value === undefined) table.entries.delete(key);
  else table.entries.set(key, value);
}

function callText(text: string, name: string, given: readonly Value[]): Value {
  if (given.length === 0 && name === 'trim') return textValue(text.trim());
  if (given.length === 0 && name === 'tolower') return textValue(text.toLowerCase());
  if (given.length === 0 && name === 'toupper') return textValue(text.toUpperCase());
  if (given.length === 0 && name === 'tostring') return textValue(text);
  const separator = asText(given[0] ?? UNKNOWN);
  if (name === 'split' && given.length === 1 && separator?.length === 1) {
    return { kind: 'list', items: text.split(separator).map(textValue) };
  }
  return UNKNOWN;
}
