/** The commands of a batch file, one after the other, with what `set` said filled in. */
import { indentAt, type Lines, type Written, writtenAt } from '../../../source/lines.ts';
import { commandsOf, DELAYED, UNKNOWN_VALUE } from './command-line.ts';

export interface BatchStatement {
  /** With `UNKNOWN_VALUE` for variables whose value isn't known. */
  readonly words: readonly string[];
  readonly at: Written;
  /** What beside the text decides whether it runs. */
  readonly conditions: readonly string[];
  /** The blanks before it, where it has its lines for itself. */
  readonly indent?: string;
}

/** Those that could do something; comments, variables and what only talks to the user are left out. */
export function* statementsOf(lines: Lines): Generator<BatchStatement> {
  const { text, starts } = lines;
  /** What `set` said, by names in lower case. */
  const variables = new Map<string, string>();
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] ?? 0;
    let end = starts[i + 1] ?? text.length;
    // A caret at the end of a line takes the next one to it.
    while (/\^\r?\n$/.test(text.slice(Math.max(start, end - 3), end)) && i + 1 < starts.length)
      end = starts[++i + 1] ?? text.length;
    yield* statementsOfLine(lines, start, text.slice(start, end), variables);
  }
}

/**
 * Comments, and names of places to jump to, which nothing reaches without a jump. Behind `rem` an ampersand that comes
 * first is one: the command after it is run.
 */
const REMARK = /^\ufeff?\s*(?:@?rem(?:\s+[^&|\s].*)?$|:)/is;

function* statementsOfLine(
  lines: Lines,
  base: number,
  written: string,
  variables: Map<string, string>,
): Generator<BatchStatement> {
  if (written.trim() === '' || REMARK.test(written.trimEnd())) return;
  // Of the same length, so that offsets stay.
  const line = written.replace(/^\ufeff/, ' ').replace(/\^\r?\n/g, (found) => ' '.repeat(found.length));
  const { commands, isConditional } = commandsOf(line, variables);
  const isWhole = commands.length === 1 && !written.includes('^');
  for (const [i, { words, start: from, end }] of commands.entries()) {
    if (isHarmless(words, variables)) continue;
    const start = base + from;
    const indent = isWhole ? indentAt(lines, start) : undefined;
    yield {
      words,
      at: writtenAt(lines, start, base + end),
      conditions: i > 0 && isConditional ? ['whether the command before it on its line succeeds'] : [],
      ...(indent !== undefined && { indent }),
    };
  }
}

/** Commands that can't touch what packets pass. */
const HARMLESS: ReadonlySet<string> = new Set(
  'echo echo. cls title color chcp pause timeout setlocal endlocal cd pushd popd ver rem'.split(' '),
);

/** Whether there is nothing more to do about a command; variables that it sets are kept. */
function isHarmless(words: readonly string[], variables: Map<string, string>): boolean {
  const [first = '', ...rest] = words;
  const name = commandName(first);
  if (name === 'setlocal' && rest.some((word) => /^enabledelayedexpansion$/i.test(word)))
    variables.set(DELAYED, '');
  return HARMLESS.has(name) || name.startsWith('echo.') || (name === 'set' && setVariable(variables, rest));
}

const commandName = (word: string): string => word.replace(/^@/, '').toLowerCase();

/** Whether a command's first word is the program netsh. */
export const isNetsh = (word: string): boolean => /^(?:.*\\)?netsh(?:\.exe)?$/.test(commandName(word));

/** What of netsh says nothing about which packets pass. */
export const ELSEWHERE: ReadonlySet<string> = new Set(
  'http winhttp wlan lan dnsclient branchcache bridge dhcpclient mbn namespace nap ras trace winsock interface int'.split(
    ' ',
  ),
);

/** `set NAME=value` and `set "NAME=value"`; what is asked of the user isn't known. */
function setVariable(variables: Map<string, string>, words: readonly string[]): boolean {
  const text = words.join(' ');
  const equals = text.indexOf('=');
  if (equals <= 0 || text.startsWith('/')) {
    if (equals > 0)
      variables.delete(
        text
          .replace(/^\/\w\s*/, '')
          .split('=')[0]
          ?.trim()
          .toLowerCase() ?? '',
      );
    return equals > 0;
  }
  const [name, value] = [text.slice(0, equals).toLowerCase(), text.slice(equals + 1)];
  if (value.includes(UNKNOWN_VALUE)) variables.delete(name);
  else variables.set(name, value);
  return true;
}
