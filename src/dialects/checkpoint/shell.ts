import type { Span } from './model.ts';

/** A command of a shell script, in words. */
export interface ShellCommand extends Span {
  readonly words: readonly string[];
  /** For each word whether it is only known when the script runs: a variable, or another command's output. */
  readonly open: readonly boolean[];
  /** It runs only if something holds, or several times: within a block, or behind `||`. */
  readonly isConditional: boolean;
}

/** Words that start and end blocks, where commands stand. */
const STARTS: ReadonlySet<string> = new Set([
  'if',
  'for',
  'while',
  'until',
  'case',
  'select',
  '{',
  'function',
]);
const ENDS: ReadonlySet<string> = new Set(['fi', 'done', 'esac', '}']);

const END: ReadonlySet<string> = new Set(['\n', ';', '&', '|', '(', ')']);
const isBlank = (c: string): boolean => c === ' ' || c === '\t' || c === '\r';

/** Reads a script command by command; redirections are left out. */
export function shellCommands(text: string, take: (command: ShellCommand) => void): void {
  let words: string[] = [];
  let open: boolean[] = [];
  let start = 0;
  let end = 0;
  let skipsNext = false;
  let depth = 0;
  let isAlternative = false;
  const flush = (): void => {
    const [first = ''] = words;
    if (ENDS.has(first)) depth = Math.max(0, depth - 1);
    if (words.length > 0) take({ words, open, start, end, isConditional: depth > 0 || isAlternative });
    if (STARTS.has(first)) depth++;
    if (words.length > 0) isAlternative = false;
    words = [];
    open = [];
    skipsNext = false;
  };
  for (let at = 0; at < text.length; ) {
    const c = text[at] as string;
    if (END.has(c)) {
      flush();
      if (c === '|' && text[at + 1] === '|') {
        isAlternative = true;
        at++;
      }
      at++;
    } else if (isBlank(c)) at++;
    else if (c === '#') {
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline;
    } else if (c === '\\' && text[at + 1] === '\n') at += 2;
    else if (c === '\\' && text.startsWith('\r\n', at + 1)) at += 3;
    else if (c === '>' || c === '<') {
      skipsNext = true;
      at++;
    } else {
      const word = readWord(text, at);
      if (words.length === 0) start = at;
      const isDescriptor = /^\d$/.test(word.text) && (text[word.end] === '>' || text[word.end] === '<');
      if (skipsNext) skipsNext = false;
      else if (!isDescriptor) {
        words.push(word.text);
        open.push(word.isOpen);
      }
      at = word.end;
      end = at;
    }
  }
  flush();
}

function readWord(text: string, start: number): { text: string; end: number; isOpen: boolean } {
  const parts: string[] = [];
  let isOpen = false;
  let at = start;
  while (at < text.length) {
    const c = text[at] as string;
    if (isBlank(c) || END.has(c) || c === '>' || c === '<') break;
    if (c === "'") {
      const close = text.indexOf("'", at + 1);
      isOpen ||= close < 0;
      parts.push(text.slice(at + 1, close < 0 ? text.length : close));
      at = close < 0 ? text.length : close + 1;
    } else if (c === '"') {
      const inner = readDoubled(text, at + 1);
      parts.push(inner.text);
      isOpen ||= inner.isOpen;
      at = inner.end;
    } else if (c === '\\') {
      if (text[at + 1] !== '\n') parts.push(text[at + 1] ?? '');
      at += 2;
    } else {
      isOpen ||= c === '$' || c === '`';
      parts.push(c);
      at++;
    }
  }
  return { text: parts.join(''), end: Math.min(at, text.length), isOpen };
}

/** Within double quotes a backslash only escapes what would have a meaning there. */
function readDoubled(text: string, start: number): { text: string; end: number; isOpen: boolean } {
  const parts: string[] = [];
  let isOpen = false;
  let from = start;
  for (let at = start; at < text.length; at++) {
    const c = text[at] as string;
    if (c === '"') return { text: parts.join('') + text.slice(from, at), end: at + 1, isOpen };
    if (c === '$' || c === '`') isOpen = true;
    else if (c === '\\' && '"\\$`\n'.includes(text[at + 1] ?? ' ')) {
      parts.push(text.slice(from, at));
      from = text[at + 1] === '\n' ? at + 2 : at + 1;
      at++;
    }
  }
  return { text: parts.join('') + text.slice(from), end: text.length, isOpen: true };
}
