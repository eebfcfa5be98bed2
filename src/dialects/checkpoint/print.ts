import type { LineOrigin, Printed } from '../dialect.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { Command, Script } from './model.ts';

const SESSION = 'portolan.sid';
/** Longest name of a rule or section that is printed. */
const NAME_BYTES = 120;

/** Text only: a script for the expert shell of a management server. */
export function print({ policy, layer, section, commands }: Script): Printed {
  const lines = [
    '#!/bin/bash',
    ...headerOf(policy, layer, section).map((line) => `# ${visible(line)}`.trimEnd()),
    'set -e',
    `mgmt_cli login -r true > ${SESSION}`,
    `trap 'mgmt_cli discard -s ${SESSION}; mgmt_cli logout -s ${SESSION}' ERR`,
  ];
  const origins: LineOrigin[] = [];
  for (const command of commands) {
    lines.push(printCommand(command));
    for (const { id, origins: flows } of command.rules)
      origins.push({ line: lines.length, rule: id, origins: flows });
  }
  lines.push(`mgmt_cli publish -s ${SESSION}`, `mgmt_cli logout -s ${SESSION}`);
  return { text: `${lines.join('\n')}\n`, lines: origins };
}

/** What a person has to know before running the script. */
function headerOf({ name, hierarchy }: Script['policy'], layer: string, section: string): readonly string[] {
  return [
    `Rules for the filter "${name}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    `For Check Point R80.10 and newer. The rules stand in a section of their own, "${section}", at the top of the`,
    `layer "${layer}": move it below rules that must go before it. Objects that are there already stop the script,`,
    'and nothing is changed: give them the names that stand here, or take their lines out.',
    '',
    'run        bash FILE, in expert mode on the management server: all is published together, or nothing',
    'try        take the line with publish out, and look at the session in SmartConsole before you publish it there',
    'apply      mgmt_cli install-policy policy-package PACKAGE targets.1 GATEWAY -r true',
    'take back  the revision before this one in SmartConsole, or delete the rules of the section',
  ];
}

/** One command, with the options that a session needs. */
export function printCommand(
  { verb, type, fields }: Command,
  options: readonly string[] = ['-s', SESSION],
): string {
  const parameters = fields.map(([key, value]) => `${key} ${printValue(key, value)}`);
  return ['mgmt_cli', verb, type, ...parameters, ...options.map(optionWord)].join(' ');
}

const optionWord = (text: string): string => (/^[\w.@:/-]+$/.test(text) ? text : shellWord(text));

function printValue(key: string, value: string | number | boolean): string {
  if (typeof value !== 'string') return `${value}`;
  const longest = key === 'comments' ? CAPABILITIES.commentBytes : NAME_BYTES;
  const text = visible(value);
  // A value that starts with a dash would be taken for an option.
  return shellWord(truncateBytes(text, longest).replace(/^-+/, ''));
}

/** A word that the shell takes as it is. */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
