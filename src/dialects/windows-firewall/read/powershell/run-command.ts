import { writtenAt } from '../../../source/lines.ts';
import type { Body, Command, Expression } from './ast.ts';
import { HARMLESS, HARMLESS_VERBS } from './cmdlets.ts';
import { evaluate } from './evaluate.ts';
import { addUnknown, assign, type Machine, runUncertainly } from './machine.ts';
import { applyCast } from './operators.ts';
import { runNetsh } from './run-netsh.ts';
import { asText, itemsOf, NO, NOTHING, outputOf, UNKNOWN, type Value, YES } from './value.ts';

/** Words that make a harmless command one that could change rules after all. */
const SUSPICIOUS = /firewall|netipsec|registry|hklm|hkey_|comobject|mpssvc/i;

/** Runs one command of a pipeline; `input` is what comes through the pipe. */
export function runCommand(machine: Machine, command: Command, input: Value | undefined): Value {
  const name = plainName(command.name);
  const firewall = machine.purpose.commands.get(name);
  if (firewall) return firewall(machine, command, input);
  const body = machine.functions.get(name);
  if (body) return callFunction(machine, command, body, input);
  if (name === 'foreach-object' || name === 'foreach' || name === '%')
    return forEach(machine, command, input);
  if (name === 'netsh' || name === 'netsh.exe') return runNetsh(machine, command);
  const values = command.given.flatMap((argument) =>
    argument.kind === 'splat' || !argument.value ? [] : [evaluate(machine, argument.value)],
  );
  if (name === 'new-object' || !isHarmless(machine, name, command))
    return unknownCommand(machine, name, command);
  return name === 'write-output' || name === 'echo' ? outputOf(values) : shapedBy(name, input);
}

/** Without the module in front and in lower case. */
function plainName(name: string | undefined): string {
  return (name ?? '').toLowerCase().replace(/^netsecurity\\/, '');
}

function isHarmless(machine: Machine, name: string, { span }: Command): boolean {
  const verb = name.slice(0, Math.max(0, name.indexOf('-')));
  if (!HARMLESS.has(name) && !HARMLESS_VERBS.has(verb)) return false;
  // A look at the firewall changes nothing.
  return (
    verb === 'get' || verb === 'write' || !SUSPICIOUS.test(machine.lines.text.slice(span.start, span.end))
  );
}

function unknownCommand(machine: Machine, name: string, command: Command): Value {
  const text = machine.lines.text.slice(command.span.start, command.span.end);
  if (name === 'new-object' && !SUSPICIOUS.test(text)) return UNKNOWN;
  const shown = command.name === undefined ? 'this command' : `the command ${command.name.slice(0, 60)}`;
  addUnknown(
    machine,
    command.span,
    `what ${shown} does to the firewall is not known`,
    `Rules that it makes belong into the text as calls of ${machine.purpose.maker}`,
  );
  return UNKNOWN;
}

/** What passes through a command that prints, sorts or picks. */
function shapedBy(name: string, input: Value | undefined): Value {
  if (name === 'out-null' || name.startsWith('write-')) return NOTHING;
  return input?.kind === 'rules' ? { kind: 'rules', query: null } : UNKNOWN;
}

/** `$list | ForEach-Object { … }`, for lists that are known. */
function forEach(machine: Machine, command: Command, input: Value | undefined): Value {
  const [argument] = command.given;
  const code = argument?.kind === 'value' || argument?.kind === 'parameter' ? argument.value : undefined;
  const block = code ?? (command.given[1]?.kind === 'value' ? command.given[1].value : undefined);
  if (block?.kind !== 'code' || command.given.length > 2) {
    return unknownCommand(machine, 'foreach-object', command);
  }
  const results: Value[] = [];
  const turn = (item: Value): void => {
    assign(machine, '_', item);
    assign(machine, 'psitem', item);
    results.push(...(machine.run(machine, block.body.statements) ?? [UNKNOWN]));
    if (machine.left === 'return' || machine.left === 'continue') machine.left = undefined;
  };
  overItems(machine, input === undefined ? undefined : itemsOf(input), command, turn);
  return results.some((item) => item.kind === 'unknown') ? UNKNOWN : outputOf(results);
}

/** Takes a turn for each item; where they aren't known, one turn under a condition stands for all. */
function overItems(
  machine: Machine,
  items: readonly Value[] | undefined,
  { span }: Command,
  turn: (item: Value) => void,
): void {
  machine.repeats++;
  if (items === undefined) {
    const line = writtenAt(machine.lines, span.start, span.end).place.line;
    runUncertainly(machine, `what the loop of line ${line} goes through`, [() => turn(UNKNOWN)]);
  }
  for (const item of items ?? []) {
    if (machine.left !== undefined || machine.budget < 0) break;
    machine.items.push(item);
    turn(item);
    machine.items.pop();
  }
  machine.repeats--;
}

const DEEPEST_CALL = 20;

/** Calls a function of the script. What it assigns is gone afterwards, unless it is the script's own variable. */
function callFunction(machine: Machine, command: Command, body: Body, input: Value | undefined): Value {
  const values = parametersOf(machine, command, body);
  if (!values || machine.calls >= DEEPEST_CALL) {
    return unknownCommand(machine, 'function', command);
  }
  const journal = new Map<string, Value | undefined>();
  machine.journals.push(journal);
  machine.calls++;
  machine.repeats++;
  for (const [name, value] of values) assign(machine, name, value);
  if (input !== undefined) assign(machine, '_', UNKNOWN);
  const items = machine.run(machine, body.statements);
  machine.repeats--;
  machine.calls--;
  machine.journals.pop();
  for (const [name, before] of journal) {
    if (before === undefined) machine.variables.delete(name);
    else machine.variables.set(name, before);
  }
  if (machine.left === 'return') machine.left = undefined;
  return items === undefined ? UNKNOWN : outputOf(items);
}

/** A function's parameters with what they get; absent where that isn't clear. */
function parametersOf(machine: Machine, command: Command, body: Body): Map<string, Value> | undefined {
  const values = new Map<string, Value>([
    ['args', UNKNOWN],
    ['psboundparameters', UNKNOWN],
  ]);
  const given = argumentsOf(machine, command, body);
  if (!given) return undefined;
  for (const { name, initial, type, mandatory } of body.parameters) {
    const value = given.get(name);
    const fallback = (): Value => (mandatory ? UNKNOWN : initialValue(machine, initial, type));
    values.set(name, value === undefined ? fallback() : type === undefined ? value : castFor(type, value));
  }
  return values;
}

function argumentsOf(machine: Machine, command: Command, body: Body): Map<string, Value> | undefined {
  const names = body.parameters.map((p) => p.name);
  const given = new Map<string, Value>();
  const positional: Value[] = [];
  const args = command.given;
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (argument?.kind === 'value') positional.push(evaluate(machine, argument.value));
    else if (argument?.kind === 'splat') {
      if (!takeTable(machine, argument.name, given)) return undefined;
    } else if (argument) {
      const found = names.filter((n) => n === argument.name || n.startsWith(argument.name));
      const name = names.includes(argument.name) ? argument.name : found.length === 1 ? found[0] : undefined;
      if (name === undefined) return undefined;
      const isSwitch = body.parameters.some((p) => p.name === name && p.type === 'switch');
      const next = args[i + 1];
      const takes = !isSwitch && !argument.value && next?.kind === 'value';
      if (takes) i++;
      const value: Expression | undefined = argument.value ?? (takes ? next.value : undefined);
      given.set(name, value ? evaluate(machine, value) : isSwitch ? YES : UNKNOWN);
    }
  }
  for (const name of names)
    if (!given.has(name) && positional.length > 0) given.set(name, positional.shift() ?? UNKNOWN);
  return positional.length > 0 ? undefined : given;
}

function takeTable(machine: Machine, name: string, given: Map<string, Value>): boolean {
  const table = machine.variables.get(name);
  if (table?.kind !== 'table' || table.uncertain) return false;
  for (const [key, value] of table.entries) given.set(key, value);
  return true;
}

/** What a parameter is where nothing is given for it: a script is read as it runs without arguments. */
export function initialValue(
  machine: Machine,
  initial: Expression | undefined,
  type: string | undefined,
): Value {
  if (initial) return castFor(type ?? 'object', evaluate(machine, initial));
  if (type === 'switch' || type === 'bool') return NO;
  return NOTHING;
}

function castFor(type: string, value: Value): Value {
  const result = applyCast(type, value);
  // A type that isn't known here doesn't change a text.
  return result.kind === 'unknown' && asText(value) !== undefined && !/int|bool|switch/.test(type)
    ? value
    : result;
}
