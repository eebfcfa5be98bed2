import type { Fields } from '../model.ts';
import type { Argument, Command, Expression } from './ast.ts';
import { evaluate } from './evaluate.ts';
import type { Machine } from './machine.ts';
import { asTexts, type Table, truth, UNKNOWN, type Value, YES } from './value.ts';

/** On every cmdlet; none decides which packets a rule matches. */
const COMMON_VALUED = [
  'erroraction',
  'errorvariable',
  'informationaction',
  'informationvariable',
  'outbuffer',
  'outvariable',
  'pipelinevariable',
  'warningaction',
  'warningvariable',
  'cimsession',
  'throttlelimit',
  'progressaction',
];
const COMMON_SWITCHES = ['verbose', 'debug', 'whatif', 'confirm', 'asjob', 'passthru'];

/** The parameters that a command takes, in lower case. */
export interface Signature {
  readonly valued: ReadonlySet<string>;
  readonly switches: ReadonlySet<string>;
  /** What an argument without a name is for, in order. */
  readonly positions: readonly string[];
}

/** A signature with what every cmdlet has. */
export function signature(
  valued: readonly string[],
  switches: readonly string[] = [],
  positions: readonly string[] = [],
): Signature {
  return {
    valued: new Set([...valued, ...COMMON_VALUED]),
    switches: new Set([...switches, ...COMMON_SWITCHES]),
    positions,
  };
}

/** A command's parameters with what they got. */
export interface Bound {
  readonly values: Map<string, Value>;
  /** Tables that were splatted, with the parameters that came from elsewhere. */
  readonly tables: readonly Table[];
  /** Parameters, or arguments without a name, that the command doesn't have. */
  readonly strange: readonly string[];
  /** A splatted variable isn't known: it may give any parameter that isn't given otherwise. */
  readonly open: boolean;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['ea', 'erroraction'],
  ['ev', 'errorvariable'],
  ['wa', 'warningaction'],
  ['wi', 'whatif'],
  ['cf', 'confirm'],
  ['vb', 'verbose'],
  ['db', 'debug'],
  ['ov', 'outvariable'],
  ['ob', 'outbuffer'],
  ['pv', 'pipelinevariable'],
  ['id', 'name'],
]);

interface Binding {
  readonly machine: Machine;
  readonly valued: ReadonlySet<string>;
  readonly switches: ReadonlySet<string>;
  readonly positions: string[];
  readonly values: Map<string, Value>;
  readonly tables: Table[];
  readonly strange: string[];
  open: boolean;
}

/** Gives a command's arguments to its parameters, as PowerShell does: names may be shortened. */
export function bind(machine: Machine, command: Command, signature: Signature): Bound {
  const binding: Binding = {
    machine,
    valued: signature.valued,
    switches: signature.switches,
    positions: [...signature.positions],
    values: new Map(),
    tables: [],
    strange: [],
    open: false,
  };
  const { given } = command;
  for (let i = 0; i < given.length; i++) {
    const argument = given[i];
    if (!argument) break;
    if (argument.kind === 'parameter') i += bindParameter(binding, argument, given[i + 1]);
    else if (argument.kind === 'splat') bindTable(binding, argument.name);
    else bindPosition(binding, argument.value);
  }
  return binding;
}

/** @returns how many arguments behind it belong to it. */
function bindParameter(
  binding: Binding,
  { name, value }: Argument & { kind: 'parameter' },
  next: Argument | undefined,
): number {
  const full = fullName(binding, name);
  const isSwitch = full !== undefined && binding.switches.has(full);
  const takesNext = !isSwitch && value === undefined && next?.kind === 'value';
  const expression: Expression | undefined = value ?? (takesNext ? next.value : undefined);
  const result = expression ? evaluate(binding.machine, expression) : isSwitch ? YES : UNKNOWN;
  set(binding, full, `-${name}`, result);
  return takesNext ? 1 : 0;
}

function bindTable(binding: Binding, name: string): void {
  const table = binding.machine.variables.get(name);
  if (table?.kind !== 'table') {
    if (table?.kind !== 'null') binding.open = true;
    return;
  }
  if (table.uncertain) binding.open = true;
  binding.tables.push(table);
  for (const [key, value] of table.entries) {
    set(binding, fullName(binding, key), `-${key}`, table.uncertain ? UNKNOWN : value);
  }
}

function bindPosition(binding: Binding, expression: Expression): void {
  const value = evaluate(binding.machine, expression);
  set(binding, binding.positions.shift(), 'an argument without a name', value);
}

function set(binding: Binding, name: string | undefined, as: string, value: Value): void {
  // Twice the same is an error for PowerShell.
  if (name === undefined || binding.values.has(name)) binding.strange.push(as);
  else binding.values.set(name, value);
}

function fullName({ valued, switches }: Binding, name: string): string | undefined {
  if (valued.has(name) || switches.has(name)) return name;
  const short = SHORT.get(name);
  if (short !== undefined && (valued.has(short) || switches.has(short))) return short;
  const found = [...valued, ...switches].filter((full) => full.startsWith(name));
  return found.length === 1 ? found[0] : undefined;
}

/** The parameters' values as texts, those of some names only. */
export function fieldsOf(values: ReadonlyMap<string, Value>, names: readonly string[]): Fields {
  const fields = new Map<string, readonly string[] | null>();
  for (const name of names) {
    const value = values.get(name);
    if (value !== undefined) fields.set(name, asTexts(value));
  }
  return fields;
}

/** Whether a switch is on; `undefined` where nobody knows. */
export function isOn(bound: Bound, name: string): boolean | undefined {
  const value = bound.values.get(name);
  return value === undefined ? false : truth(value);
}
