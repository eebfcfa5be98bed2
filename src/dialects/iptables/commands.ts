import type { Family } from '../../net/network.ts';
import type { TableBuilder } from './chain-builder.ts';
import type { IptablesOption, IptablesRule } from './model.ts';
import { optionsOf } from './options.ts';
import { type Reading, tableOf } from './reading.ts';
import type { Statement } from './statement.ts';
import { type Words, wordsOf } from './words.ts';

const VERBS: ReadonlyMap<string, string> = new Map([
  ['-A', 'A'],
  ['--append', 'A'],
  ['-I', 'I'],
  ['--insert', 'I'],
  ['-R', 'R'],
  ['--replace', 'R'],
  ['-D', 'D'],
  ['--delete', 'D'],
  ['-N', 'N'],
  ['--new-chain', 'N'],
  ['-P', 'P'],
  ['--policy', 'P'],
  ['-F', 'F'],
  ['--flush', 'F'],
  ['-X', 'X'],
  ['--delete-chain', 'X'],
  ['-Z', 'Z'],
  ['--zero', 'Z'],
]);

/** Numbered commands move what stands behind them; a file that makes them move more than this is refused. */
const MOST_MOVED = 100_000_000;
const NO_OPTIONS: readonly IptablesOption[] = Object.freeze([]);

/** `-4` and `-6`, which may stand before the command as well as among a rule's options. */
const MARKS: ReadonlyMap<string, Family> = new Map([
  ['-4', 4],
  ['--ipv4', 4],
  ['-6', 6],
  ['--ipv6', 6],
]);

interface Command {
  readonly verb: string;
  readonly table: TableBuilder;
  readonly chain: string;
  /** The words, of which `rest` is the first one after the chain. */
  readonly words: Words;
  readonly rest: number;
  readonly line: Statement;
}

/** Applies one line of the form `[0:0] -A CHAIN …`. @returns whether it was understood. */
export function command(reading: Reading, line: Statement): boolean {
  const words = wordsOf(reading.source, line.span.start, line.span.end);
  let at = words.texts[0]?.startsWith('[') ? 1 : 0;
  let named: string | undefined;
  if (words.texts[at] === '-t' || words.texts[at] === '--table') {
    named = words.texts[at + 1];
    at += 2;
  }
  const mark = MARKS.get(words.texts[at] ?? '');
  if (mark !== undefined) at++;
  const verb = VERBS.get(words.texts[at] ?? '');
  if (verb === undefined) return false;
  if (mark !== undefined && !'AIRD'.includes(verb)) return false;
  const second = words.texts[at + 1];
  const hasChain = second !== undefined && !second.startsWith('-');
  const chain = hasChain ? second : '';
  const table = tableOf(reading, line, named);
  const given: Command = { verb, table, chain, words, rest: at + (hasChain ? 2 : 1), line };
  return isForOther(reading, given, mark) || apply(reading, given);
}

/**
 * iptables-restore leaves out rules that are marked for the other family, so that one file serves both
 * (iptables(8), "-4, --ipv4").
 */
function isForOther(reading: Reading, { verb, words, rest }: Command, mark: Family | undefined): boolean {
  if (!'AIRD'.includes(verb)) return false;
  const found = mark ?? markAmong(words, rest);
  if (found === undefined) return false;
  reading.marked = true;
  return reading.only !== undefined && reading.only !== found;
}

function markAmong(words: Words, from: number): Family | undefined {
  if (!words.texts.some((text, i) => i >= from && MARKS.has(text))) return undefined;
  const options = optionsOf(words, from);
  if (options.some(({ name, negated }) => name === 'ipv4' && !negated)) return 4;
  return options.some(({ name, negated }) => name === 'ipv6' && !negated) ? 6 : undefined;
}

const BUILT_IN: ReadonlySet<string> = new Set(['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']);

function apply(reading: Reading, given: Command): boolean {
  const { verb, table, chain, line } = given;
  if (chain === '' && verb !== 'F' && verb !== 'Z' && verb !== 'X') return false;
  switch (verb) {
    case 'A':
      if (!BUILT_IN.has(chain) && !table.chains.has(chain)) {
        reading.report('PT8003', {
          message: `the chain ${chain} of the table ${table.name} is declared nowhere before this rule`,
          place: line.place,
          help: `no kernel loads this: declare it with \`:${chain} - [0:0]\`, or mend its name`,
        });
      }
      table.chain(chain, line.place).append(ruleOf(given, given.rest, 'append'));
      return true;
    case 'I':
    case 'R':
    case 'D':
      return edit(reading, given);
    case 'N':
      table.chain(chain, line.place);
      return true;
    case 'P':
      return setPolicy(given);
    case 'F':
      if (chain === '') table.flush();
      else table.chain(chain, line.place).clear();
      return true;
    case 'X':
      removeChains(table, chain);
      return true;
    default:
      return verb === 'Z';
  }
}

function ruleOf(given: Command, from: number, by: IptablesRule['command']): IptablesRule {
  const { table, chain, words, line } = given;
  const options = from < words.texts.length ? optionsOf(words, from) : NO_OPTIONS;
  const { place, span, text } = line;
  return { table: table.name, chain, command: by, options, place, span, text };
}

function setPolicy({ table, chain, words, rest, line }: Command): boolean {
  const action = words.texts[rest];
  if (action === undefined) return false;
  table.chain(chain, line.place).policy = { action, text: line.text, place: line.place };
  return true;
}

function removeChains(table: TableBuilder, name: string): void {
  if (name !== '') table.chains.delete(name);
  else {
    const empty = [...table.chains.values()].filter((chain) => !chain.policy && chain.length === 0);
    for (const chain of empty) table.chains.delete(chain.name);
  }
}

/** `-I`, `-R` and `-D`, which name a rule by its number; `-D` also by its words. */
function edit(reading: Reading, given: Command): boolean {
  const { verb, table, words, rest, line } = given;
  const chain = table.chain(given.chain, line.place);
  const numberText = words.texts[rest] ?? '';
  const number = /^[1-9]\d{0,8}$/.test(numberText) ? Number(numberText) : undefined;
  if (verb === 'I' && (number ?? 1) === 1) {
    chain.prepend(ruleOf(given, number === undefined ? rest : rest + 1, 'insert'));
    return true;
  }
  reading.moved += chain.length;
  if (reading.moved > MOST_MOVED) return false;
  const rules = chain.rules();
  if (verb === 'D' && number === undefined) return deleteEqual(rules, ruleOf(given, rest, 'append'));
  if (number === undefined || number > rules.length + (verb === 'I' ? 1 : 0)) return false;
  if (verb === 'D') rules.splice(number - 1, 1);
  else if (verb === 'R') rules[number - 1] = ruleOf(given, rest + 1, 'replace');
  else rules.splice(number - 1, 0, ruleOf(given, rest + 1, 'insert'));
  return true;
}

function deleteEqual(rules: IptablesRule[], like: IptablesRule): boolean {
  const wanted = JSON.stringify(like.options);
  const found = rules.findIndex(
    (rule) => rule.options.length === like.options.length && JSON.stringify(rule.options) === wanted,
  );
  if (found < 0) return false;
  rules.splice(found, 1);
  return true;
}
