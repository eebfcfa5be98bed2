/** The words of a line. */
export interface Words {
  readonly texts: readonly string[];
  /** Which of them were quoted: those are never options. Absent where none was. */
  readonly quoted?: ReadonlySet<number>;
}

const SPACE = 0x20;
const TAB = 0x09;
const RETURN = 0x0d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Cuts `text` from `start` up to `end` into words as iptables-restore does: at blanks; `"` starts a part in which
 * blanks stand and `\\` keeps the next character, and the next `"` ends it and the word. Outside of quotes a
 * backslash is a character like others.
 */
export function wordsOf(text: string, start: number, end: number): Words {
  const texts: string[] = [];
  let quoted: Set<number> | undefined;
  let at = start;
  while (at < end) {
    if (isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    let to = at;
    while (to < end && !endsWord(text.charCodeAt(to))) to++;
    if (to < end && text.charCodeAt(to) === QUOTE) {
      const part = quotedPart(text, to + 1, end);
      quoted ??= new Set();
      quoted.add(texts.length);
      texts.push(text.slice(at, to) + part.text);
      at = part.next;
    } else {
      texts.push(text.slice(at, to));
      at = to;
    }
  }
  return quoted ? { texts, quoted } : { texts };
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === RETURN;
}

function endsWord(code: number): boolean {
  return code <= QUOTE && (isBlank(code) || code === QUOTE);
}

function quotedPart(text: string, start: number, end: number): { text: string; next: number } {
  let part = '';
  let from = start;
  let at = start;
  while (at < end && text.charCodeAt(at) !== QUOTE) {
    if (text.charCodeAt(at) === BACKSLASH && at + 1 < end) {
      part += text.slice(from, at);
      from = at + 1;
      at += 2;
    } else at++;
  }
  return { text: part + text.slice(from, at), next: at + 1 };
}
