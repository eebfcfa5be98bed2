/** What a command says about itself, and how it is run. Parsing and help read these definitions. */
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';

export interface OptionDefinition {
  readonly name: string;
  /** Name of its value, in capitals; absent for a switch. */
  readonly value?: string;
  readonly about: string;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  /** May be given several times: see `listOption`. */
  readonly repeats?: boolean;
}

export interface PositionalDefinition {
  readonly name: string;
  readonly about: string;
  readonly required: boolean;
  /** Takes all that follows, too. */
  readonly rest?: boolean;
}

interface Example {
  readonly command: string;
  readonly gives: string;
}

export interface Command {
  readonly name: string;
  /** What it does, in a few sentences. */
  readonly about: string;
  readonly positionals: readonly PositionalDefinition[];
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly Example[];
  /** What exit codes 0 and 1 mean here. */
  readonly exits: { readonly fine: string; readonly findings?: string };
  run(args: Arguments, io: Io): Promise<ExitCode>;
}

/** What was typed, checked against the definitions. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** Values by option name; `true` for switches. */
  readonly options: Readonly<Record<string, string | true>>;
  /** All values of options that may be given several times. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

/** The value of an option that takes one. */
export function textOption(args: Arguments, name: string): string | undefined {
  const value = args.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** All values of an option that may be given several times. */
export function listOption(args: Arguments, name: string): readonly string[] {
  return args.lists?.[name] ?? [];
}
