/** The words of a Junos configuration: those of both forms are the same. */

export interface Token {
  readonly kind: 'word' | '{' | '}' | ';' | '[' | ']';
  /** Without quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Longer than any name; what stands behind is cut off. */
const LONGEST = 2000;
const SPECIAL: ReadonlySet<string> = new Set(['{', '}', ';', '[', ']']);
/** What the command line shows around a configuration: a prompt, the node of a cluster. */
const NOISE =
  /^(?:\{[a-z]+(?::[\w.-]+)?\}(?:\[edit[^\]\n]{0,200}\])?|[\w.-]{1,80}@[\w.-]{1,80}[>#%].{0,200}|---\(more.{0,30})\s*$/;
const TYPED =
  /^([\w.-]{1,80}@[\w.-]{1,80}[#] *)(?:set|delete|deactivate|activate|insert|rename|edit|top|up|exit|copy|replace|wildcard|load|rollback|annotate|protect)\b/;
const LEVEL = /^\[edit(?: ([^\]]{0,500}))?\]\s*$/;

export interface Scan {
  readonly text: string;
  at: number;
  /** The level that the command line said it is at. */
  level: readonly string[];
  /** A comment or a string that does not end, at its start. */
  open?: number;
}

/** The next token, with comments and what the command line shows left out. */
export function nextToken(scan: Scan, isSpecial: boolean = true): Token | undefined {
  const { text } = scan;
  for (;;) {
    const character = text[scan.at];
    if (character === undefined) return undefined;
    if (
      character === '\n' ||
      character === '\r' ||
      character === ' ' ||
      character === '\t' ||
      character === '\ufeff'
    ) {
      scan.at++;
      continue;
    }
    if ((character === '{' || character === '[' || /[\w-]/.test(character)) && skipNoise(scan)) continue;
    if (character === '#') {
      scan.at = lineEnd(text, scan.at);
      continue;
    }
    if (character === '/' && text[scan.at + 1] === '*') {
      const end = text.indexOf('*/', scan.at + 2);
      if (end < 0) scan.open ??= scan.at;
      scan.at = end < 0 ? text.length : end + 2;
      continue;
    }
    if (isSpecial && SPECIAL.has(character)) {
      scan.at++;
      return { kind: character as Token['kind'], text: character, start: scan.at - 1, end: scan.at };
    }
    return word(scan, isSpecial);
  }
}

export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** At the start of a line only. */
function skipNoise(scan: Scan): boolean {
  const { text, at } = scan;
  if (at > 0 && text[at - 1] !== '\n') return false;
  const end = lineEnd(text, at);
  if (end - at > 600) return false;
  const line = text.slice(at, end);
  // Behind a prompt may stand a command that was typed.
  const typed = TYPED.exec(line);
  if (typed) {
    scan.at = at + (typed[1] ?? '').length;
    return true;
  }
  const level = LEVEL.exec(line);
  if (level) scan.level = (level[1] ?? '').split(/\s+/).filter((part) => part !== '');
  else if (!NOISE.test(line)) return false;
  scan.at = end;
  return true;
}

function word(scan: Scan, isSpecial: boolean): Token {
  const { text } = scan;
  const start = scan.at;
  if (text[start] === '"') return quoted(scan);
  let at = wildcardEnd(text, start);
  for (; at < text.length; at++) {
    const character = text[at] as string;
    if (character === ' ' || character === '\n' || character === '\t' || character === '\r') break;
    if (isSpecial && SPECIAL.has(character)) break;
  }
  scan.at = at;
  return { kind: 'word', text: text.slice(start, Math.min(at, start + LONGEST)), start, end: at };
}

/** The end of a wildcard, in which brackets are a set of characters: `<[gx]e-*>`; the start itself where there is none. */
function wildcardEnd(text: string, start: number): number {
  if (text[start] !== '<') return start;
  for (let at = start + 1; at < text.length && at < start + 256; at++) {
    const character = text[at] as string;
    if (character === '>') return at + 1;
    if (/\s/.test(character)) break;
  }
  return start;
}

function quoted(scan: Scan): Token {
  const { text } = scan;
  const start = scan.at;
  let value = '';
  let at = start + 1;
  for (; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"') break;
    if (character === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at++;
    if (value.length < LONGEST) value += text[at];
  }
  if (at >= text.length) scan.open ??= start;
  scan.at = Math.min(at + 1, text.length);
  return { kind: 'word', text: value, start, end: scan.at };
}
