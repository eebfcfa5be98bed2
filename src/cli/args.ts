import { parseArgs } from 'node:util';
import { didYouMean } from '../diagnostics/didYouMean.ts';
import type { Arguments, Command, OptionDefinition } from './command.ts';
import { UsageError } from './exit.ts';

/** Understood by every command. */
export const COMMON_OPTIONS: readonly OptionDefinition[] = [
  { name: 'no-color', about: 'no colours, also not on a terminal (NO_COLOR does the same)' },
  { name: 'help', about: 'this text' },
];

/** Reads what was typed after the command's name. What is unknown, missing or given twice is a `UsageError`. */
export function parseArguments(argv: readonly string[], command: Command): Arguments {
  const definitions = new Map([...command.options, ...COMMON_OPTIONS].map((option) => [option.name, option]));
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      [...definitions.values()].map((d) => [d.name, { type: d.value === undefined ? 'boolean' : 'string' }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const options: Record<string, string | true> = {};
  const lists: Record<string, string[]> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const definition = definitions.get(token.rawName === '-h' ? 'help' : token.rawName.replace(/^--/, ''));
    if (!definition) throw unknownOption(token.rawName, definitions, command);
    if (options[definition.name] !== undefined && !definition.repeats)
      throw new UsageError(`--${definition.name} is given twice`);
    // What looks like an option is taken for a value only where it is written --name=-value.
    const isNext = token.inlineValue === false && token.value.length > 1 && token.value.startsWith('-');
    const value = optionValue(definition, isNext ? undefined : token.value);
    options[definition.name] = value;
    if (definition.repeats && typeof value === 'string') {
      lists[definition.name] = [...(lists[definition.name] ?? []), value];
    }
  }
  if (options.help === undefined) checkPositionals(positionals, command);
  return { positionals, options, lists };
}

function unknownOption(
  rawName: string,
  known: ReadonlyMap<string, OptionDefinition>,
  command: Command,
): UsageError {
  const meant = didYouMean(rawName.replace(/^-+/, ''), known.keys());
  return new UsageError(
    `portolan ${command.name} has no option ${rawName}`,
    meant === undefined ? `portolan ${command.name} --help lists its options` : `did you mean --${meant}?`,
  );
}

function optionValue(definition: OptionDefinition, value: string | undefined): string | true {
  const { name, choices } = definition;
  if (definition.value === undefined) {
    if (value !== undefined) throw new UsageError(`--${name} takes no value`);
    return true;
  }
  if (value === undefined || value === '') {
    throw new UsageError(`--${name} needs a value: --${name} ${choices?.join('|') ?? definition.value}`);
  }
  if (choices && !choices.includes(value)) throw unknownName(`--${name} can't be`, value, choices);
  return value;
}

function checkPositionals(positionals: readonly string[], command: Command): void {
  // Optional ones may stand before required ones: what was typed then counts for the required ones first.
  const missing = command.positionals.filter((p) => p.required)[positionals.length];
  const help = `portolan ${command.name} --help tells more`;
  if (missing) throw new UsageError(`${missing.name} is missing: ${missing.about}`, help);
  const excess = positionals[command.positionals.length];
  if (excess !== undefined && !command.positionals.at(-1)?.rest)
    throw new UsageError(`"${excess}" is one argument too many`, help);
}

/** How many names a message lists. */
const LISTED = 20;

/** Says what a word could have been: the nearest, and the list where it isn't long. */
export function unknownName(message: string, word: string, known: Iterable<string>): UsageError {
  const names = [...new Set(known)];
  const meant = didYouMean(word, names);
  const list = names.length === 0 ? 'there is none' : `known: ${names.slice(0, LISTED).join(', ')}`;
  const more = names.length > LISTED ? `, and ${names.length - LISTED} more` : '';
  return new UsageError(
    `${message} "${word}"`,
    `${meant === undefined ? '' : `did you mean "${meant}"? `}${list}${more}`,
  );
}
