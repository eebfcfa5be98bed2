/** A line of a batch file as cmd.exe takes it apart, and the words of one of its commands as programs see them. */

export interface BatchCommand {
  /** With `UNKNOWN_VALUE` for variables whose value isn't known. */
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
}

/**
 * The commands of one line, which `&`, `&&`, `||` and `|` part outside of quotes. Outside of quotes `^` takes the
 * meaning from the next character; `%NAME%` is replaced everywhere, and `%%` is one `%`.
 */
export function commandsOf(
  line: string,
  variables: ReadonlyMap<string, string>,
): {
  readonly commands: readonly BatchCommand[];
  /** Whether a command runs only if the one before it succeeded, or failed. */
  readonly isConditional: boolean;
} {
  const commands: BatchCommand[] = [];
  let isConditional = false;
  let from = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (code === CARET) at++;
    // `2>&1` parts nothing.
    else if ((code === AMPERSAND && line[at - 1] !== '>') || code === BAR) {
      const isDouble = line.charCodeAt(at + 1) === code;
      isConditional ||= isDouble || code === BAR;
      commands.push(commandOf(line, from, at, variables));
      if (isDouble) at++;
      from = at + 1;
    }
  }
  commands.push(commandOf(line, from, line.length, variables));
  return { commands: commands.filter(({ words }) => words.length > 0), isConditional };
}

const QUOTE = 0x22;
const AMPERSAND = 0x26;
const CARET = 0x5e;
const BAR = 0x7c;

function commandOf(
  text: string,
  start: number,
  end: number,
  variables: ReadonlyMap<string, string>,
): BatchCommand {
  let first = start;
  while (first < end && text.charCodeAt(first) <= 32) first++;
  let last = end;
  while (last > first && text.charCodeAt(last - 1) <= 32) last--;
  const words = withoutRedirection(wordsOf(expand(text.slice(first, last), variables)));
  return { words, start: first, end: last };
}

/** Stands where a variable was whose value isn't known. */
export const UNKNOWN_VALUE = '\u0001';

/** Folders stay as they are, because rules hold them by these names. */
const FOLDERS: ReadonlySet<string> = new Set(
  'systemroot windir systemdrive programfiles programfiles(x86) programdata'.split(' '),
);

function expand(text: string, variables: ReadonlyMap<string, string>): string {
  const expanded = text.replace(
    /%%~?[a-z]?|%[*\d~]|%([^%\n]{1,200})%|%/gi,
    (whole, name: string | undefined) => {
      if (whole.startsWith('%%')) return variables.get(`%${whole.at(-1)}`) ?? whole.slice(1);
      // One that has no partner is dropped.
      if (whole === '%') return '';
      const lower = name?.toLowerCase();
      if (lower === undefined) return UNKNOWN_VALUE;
      return variables.get(lower) ?? (FOLDERS.has(lower) ? whole : UNKNOWN_VALUE);
    },
  );
  return variables.has(DELAYED) ? expanded.replace(/![^!\n]{1,200}!/g, UNKNOWN_VALUE) : expanded;
}

/** A variable of a name that none can have: it is set where `!NAME!` is replaced, too. */
export const DELAYED = '=delayed';

/** Words as the C runtime parts them: blanks outside of quotes; `\"` is a quote, and backslashes before one count half. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\') {
      let count = 0;
      while (text[at + count] === '\\') count++;
      const isBeforeQuote = text[at + count] === '"';
      word = (word ?? '') + '\\'.repeat(isBeforeQuote ? count >> 1 : count);
      at += count - 1;
      if (isBeforeQuote && count % 2 === 1) {
        word += '"';
        at++;
      }
    } else if (character === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && character === '^' && at + 1 < text.length) word = (word ?? '') + (text[++at] ?? '');
    else if (!quoted && character <= ' ') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** `>nul`, `> log.txt`, `2>&1`. */
function withoutRedirection(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (/^\d?>>?(?:&\d)?$/.test(word) && !word.includes('&')) i++;
    else if (!/^\d?>/.test(word)) kept.push(word);
  }
  return kept;
}
