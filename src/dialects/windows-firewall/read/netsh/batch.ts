/** The commands of a batch file, one after the other, with what `set` said filled in. */
import { indentAt, type Lines, type Written, writtenAt } from '../../../source/lines.ts';
import { loopOf } from './batch-loop.ts';
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

interface Batch {
  readonly lines: Lines;
  /** What `set` said, by names in lower case; `%p` is what a loop is at. */
  readonly variables: Map<string, string>;
  hasEnded: boolean;
  /** Turns of loops that are still followed. */
  turns: number;
}

/** More than people write; beyond it, a loop is not understood. */
const MOST_TURNS = 10_000;

/** Those that could do something; comments, variables and what only talks to the user are left out. */
export function* statementsOf(lines: Lines): Generator<BatchStatement> {
  const { text, starts } = lines;
  const batch: Batch = { lines, variables: new Map(), hasEnded: false, turns: MOST_TURNS };
  for (let i = 0; i < starts.length && !batch.hasEnded; i++) {
    const start = starts[i] ?? 0;
    let end = starts[i + 1] ?? text.length;
    // A caret at the end of a line takes the next one to it.
    while (/\^\r?\n$/.test(text.slice(Math.max(start, end - 3), end)) && i + 1 < starts.length)
      end = starts[++i + 1] ?? text.length;
    yield* statementsOfLine(batch, start, text.slice(start, end));
  }
}

/**
 * Comments, and names of places to jump to, which nothing reaches without a jump. Behind `rem` an ampersand that comes
 * first is one: the command after it is run.
 */
const REMARK = /^\ufeff?\s*(?:@?rem(?:\s+[^&|\s].*)?$|:)/is;

function* statementsOfLine(
  batch: Batch,
  base: number,
  written: string,
  isRepeated = false,
): Generator<BatchStatement> {
  if (written.trim() === '' || REMARK.test(written.trimEnd())) return;
  const { lines, variables } = batch;
  // A loop in a loop is none that is followed.
  const loop = isRepeated ? undefined : loopOf(written);
  if (loop && loop.items.length <= batch.turns) {
    batch.turns -= loop.items.length;
    for (const item of loop.items) {
      variables.set(loop.variable, item);
      yield* statementsOfLine(batch, base + loop.at, written.slice(loop.at), true);
    }
    variables.delete(loop.variable);
    return;
  }
  // Of the same length, so that offsets stay.
  const line = written.replace(/^\ufeff/, ' ').replace(/\^\r?\n/g, (found) => ' '.repeat(found.length));
  const { commands, isConditional } = commandsOf(line, variables);
  const isWhole = commands.length === 1 && !isRepeated && !written.includes('^');
  for (const [i, { words, start: from, end }] of commands.entries()) {
    const start = base + from;
    const at = writtenAt(lines, start, base + end);
    const conditions = i > 0 && isConditional ? ['whether the command before it on its line succeeds'] : [];
    if (isHarmless(words, at.text, variables)) continue;
    if (commandName(words[0] ?? '') === 'exit' && conditions.length === 0) {
      // Whatever jumps over it, or into what follows, isn't understood anyway.
      batch.hasEnded = true;
      return;
    }
    const indent = isWhole ? indentAt(lines, start) : undefined;
    yield { words, at, conditions, ...(indent !== undefined && { indent }) };
  }
}

/** Commands that can't touch what packets pass. */
const HARMLESS: ReadonlySet<string> = new Set(
  'echo echo. cls title color chcp pause timeout setlocal endlocal cd pushd popd ver rem'.split(' '),
);

/** Whether there is nothing more to do about a command; variables that it sets are kept. */
function isHarmless(words: readonly string[], text: string, variables: Map<string, string>): boolean {
  const [first = '', ...rest] = words;
  const name = commandName(first);
  if (name === 'if') return ON_FAILURE.test(text);
  if (name === 'net') return rest[0]?.toLowerCase() === 'session';
  if (name === 'setlocal' && rest.some((word) => /^enabledelayedexpansion$/i.test(word)))
    variables.set(DELAYED, '');
  return HARMLESS.has(name) || name.startsWith('echo.') || (name === 'set' && setVariable(variables, rest));
}

/** `if %errorlevel% neq 0 exit /b 1`: the text is read as it runs without failures. */
const ON_FAILURE =
  /^@?if\s+(?:errorlevel\s+1|not\s+"?%errorlevel%"?\s*==\s*"?0"?|"?%errorlevel%"?\s+(?:neq|gtr)\s+"?0"?)\s+(?:exit|echo|goto\s+:?eof)\b[^()]*$/i;

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
