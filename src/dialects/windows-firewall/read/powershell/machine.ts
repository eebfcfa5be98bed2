import { type Code, diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import { type Lines, placeOf, writtenAt } from '../../../source/lines.ts';
import type { Step } from '../model.ts';
import type { Body, Command, Span, Statement } from './ast.ts';
import { NO, NOTHING, textValue, UNKNOWN, type Value, YES } from './value.ts';

/** A cmdlet whose meaning is known: what it does becomes a step. `input` is what comes through a pipe. */
export type KnownCommand = (machine: Machine, command: Command, input: Value | undefined) => Value;

/** What a script is read for. */
export interface Purpose {
  /** By their names in lower case. */
  readonly commands: ReadonlyMap<string, KnownCommand>;
  /** What such rules are made with. */
  readonly maker: string;
  /** Whether `netsh advfirewall firewall` makes such rules, too. */
  readonly madeByNetsh?: true;
}

/** A script while it is followed: what its variables hold, and what it did to the firewall so far. */
export interface Machine {
  readonly lines: Lines;
  readonly purpose: Purpose;
  readonly variables: Map<string, Value>;
  readonly functions: Map<string, Body>;
  /** What variables held before, innermost part of the script that may not run last. */
  readonly journals: Map<string, Value | undefined>[];
  /** Why the statement that stands next may not be run. */
  readonly conditions: string[];
  /** The things that the loops around are at. */
  readonly items: Value[];
  /** Loops and functions around: a statement in there is run more than once. */
  repeats: number;
  calls: number;
  /** The statement that is being run. */
  statement: Span;
  /** Statements that may still be run. */
  budget: number;
  left: 'return' | 'exit' | 'throw' | 'break' | 'continue' | undefined;
  readonly steps: Step[];
  readonly diagnostics: Diagnostic[];
  /** Steps that were not understood, so far. */
  unknowns: number;
  readonly names: KnownNames;
  /** Whether the script speaks of the firewall's COM objects. */
  readonly usesObjects: boolean;
  /** Runs statements; gives what they put out, or nothing known. */
  readonly run: (machine: Machine, statements: readonly Statement[]) => readonly Value[] | undefined;
}

/** The names of the rules made so far, in lower case; `uncertain` where one isn't known. */
export interface KnownNames {
  readonly name: Set<string>;
  readonly displayname: Set<string>;
  readonly group: Set<string>;
  uncertain: boolean;
  /** Of the rules. */
  count: number;
}

const BUDGET = 200_000;

export function machineFor(lines: Lines, purpose: Purpose, statements: number, run: Machine['run']): Machine {
  return {
    lines,
    purpose,
    variables: new Map(INITIAL),
    functions: new Map(),
    journals: [],
    conditions: [],
    items: [],
    repeats: 0,
    calls: 0,
    statement: { start: 0, end: 0 },
    budget: BUDGET + statements * 4,
    left: undefined,
    steps: [],
    diagnostics: [],
    unknowns: 0,
    names: { name: new Set(), displayname: new Set(), group: new Set(), uncertain: false, count: 0 },
    usesObjects: /hnetcfg|fwpolicy|fwrule/i.test(lines.text),
    run,
  };
}

/** Paths stay as Windows' rules have them: with the variable's name. */
const INITIAL: readonly (readonly [string, Value])[] = [
  ['true', YES],
  ['false', NO],
  ['null', NOTHING],
  ['whatifpreference', NO],
  ['env:systemroot', textValue('%SystemRoot%')],
  ['env:windir', textValue('%SystemRoot%')],
  ['env:programfiles', textValue('%ProgramFiles%')],
  ['env:programfiles(x86)', textValue('%ProgramFiles(x86)%')],
  ['env:programdata', textValue('%ProgramData%')],
  ['env:systemdrive', textValue('%SystemDrive%')],
];

/** Counts work that is done on a long text or list. */
export function spend(machine: Machine, size: number): void {
  machine.budget -= size >> 6;
}

export function assign(machine: Machine, name: string, value: Value): void {
  const journal = machine.journals.at(-1);
  if (journal && !journal.has(name)) journal.set(name, machine.variables.get(name));
  machine.variables.set(name, value);
}

/** Forgets what a variable holds. A table in it may be in others, too. */
export function forget(machine: Machine, name: string): void {
  const value = machine.variables.get(name);
  if (value?.kind === 'table') value.uncertain = true;
  assign(machine, name, UNKNOWN);
}

/** Whether the statement that stands next may not be run. */
export function isUncertain(machine: Machine): boolean {
  return machine.conditions.length > 0;
}

/** One is enough to make a rule uncertain. */
const MOST_CONDITIONS = 20;

/** Runs parts of which at most one is really run, nobody knows which; what they assign isn't known afterwards. */
export function runUncertainly(machine: Machine, condition: string, parts: readonly (() => void)[]): void {
  const assigned = new Set<string>();
  let left: Machine['left'];
  for (const part of parts) {
    const journal = new Map<string, Value | undefined>();
    machine.journals.push(journal);
    machine.conditions.push(condition);
    part();
    machine.conditions.splice(machine.conditions.lastIndexOf(condition), 1);
    machine.journals.pop();
    for (const [name, before] of journal) {
      assigned.add(name);
      if (before === undefined) machine.variables.delete(name);
      else machine.variables.set(name, before);
    }
    // The script is read as it runs without errors.
    if (machine.left !== 'throw') left ??= machine.left;
    machine.left = undefined;
  }
  for (const name of assigned) forget(machine, name);
  // Whatever comes later is run only if it didn't end here.
  const counts = machine.conditions.length < MOST_CONDITIONS && !machine.conditions.includes(condition);
  if (left !== undefined && counts) machine.conditions.push(condition);
}

export function report(machine: Machine, code: Code, span: Span, message: string, help?: string): void {
  const place = placeOf(machine.lines, span.start, span.end);
  machine.diagnostics.push(diagnostic(code, { message, place, ...(help !== undefined && { help }) }));
}

/** Statements of a kind that are named one by one; more are taken together. */
const MOST_UNKNOWNS = 1000;

/** A statement that could do anything to the firewall. */
export function addUnknown(machine: Machine, span: Span, message: string, help?: string): void {
  const last = machine.steps.at(-1);
  machine.unknowns++;
  machine.names.uncertain = true;
  if (machine.unknowns > MOST_UNKNOWNS && last?.kind === 'unknown') {
    machine.steps[machine.steps.length - 1] = { ...last, span: { start: last.span.start, end: span.end } };
    return;
  }
  report(machine, 'PT8001', span, message, help);
  machine.steps.push({
    kind: 'unknown',
    ...writtenAt(machine.lines, span.start, span.end),
    conditions: [...machine.conditions],
  });
}
