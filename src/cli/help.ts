import { COMMON_OPTIONS } from './args.ts';
import type { Command, OptionDefinition } from './command.ts';
import { COMMANDS } from './commands.ts';

/** `portolan --help`. */
export function overview(): string {
  return `portolan: the exact firewall plan for a Microsoft Configuration Manager hierarchy

Describe your sites, servers, clients and network once, in hierarchy.yaml. Portolan says which ports
are needed between which addresses, who starts each conversation and why, and prints the rules.

Usage: portolan COMMAND [ARGUMENTS]

Commands
${table(COMMANDS.map(({ name, summary }) => [name, summary]))}
First steps
${table([
  ['portolan start', 'see it work on the bundled example'],
  ['portolan init', 'write hierarchy.yaml, then fill in your own servers'],
  ['portolan check', 'mend what it complains about'],
  ['portolan plan', 'read the plan'],
  ['portolan plan --format csv --out plan.csv', 'send it to the firewall team'],
  ['portolan why mp01 sql01 tcp/1433', 'answer their questions'],
])}
portolan COMMAND --help tells more about each, with examples.
Exit codes: 0 fine, 1 findings, 2 can't be done as typed, 3 a bug of Portolan.
`;
}

/** `portolan COMMAND --help`. */
export function commandHelp(command: Command): string {
  const { name, about, positionals, options, examples, exits } = command;
  const typed = positionals.map((p) => (p.required ? p.name : `[${p.name}${p.rest ? ' …' : ''}]`));
  const usage = ['portolan', name, ...typed, ...(options.length > 0 ? ['[OPTIONS]'] : [])].join(' ');
  const exitLines = [['0', exits.fine], ...(exits.findings === undefined ? [] : [['1', exits.findings]])];
  return `${about}

Usage: ${usage}

${positionals.length > 0 ? `Arguments\n${table(positionals.map((p) => [p.name, p.about]))}\n` : ''}Options
${table([...options, ...COMMON_OPTIONS].map((option) => [optionUsage(option), option.about]))}
Examples
${table(examples.map(({ command: line, gives }) => [line, gives]))}
Exit codes
${table([...exitLines, ['2', 'it can’t be done as typed'], ['3', 'a bug of Portolan']])}`;
}

function optionUsage({ name, value, choices }: OptionDefinition): string {
  if (value === undefined) return `--${name}`;
  return `--${name} ${choices ? choices.join('|') : value}`;
}

/** Beyond this the second column starts on a line of its own. */
const FIRST_COLUMN = 44;
const LINE = 100;

function table(entries: readonly (readonly string[])[]): string {
  const width = Math.min(FIRST_COLUMN, Math.max(...entries.map(([first = '']) => first.length)));
  return entries
    .map(([first = '', second = '']) => {
      const indent = ' '.repeat(width + 4);
      const lines = breakWords(second, LINE - width - 4).join(`\n${indent}`);
      return first.length > width
        ? `  ${first}\n${indent}${lines}\n`
        : `  ${first.padEnd(width)}  ${lines}\n`;
    })
    .join('');
}

function breakWords(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
