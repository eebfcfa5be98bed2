/** What stands in firewall configurations, as stream parsers for colours only: they decide about nothing. */
import type { StreamParser, StringStream } from '@codemirror/language';
import { denyTag, permitTag } from './theme.ts';

const PERMIT = /^(?:accept|allow|permit|pass|ACCEPT|Allow|permitted)$/;
const DENY = /^(?:drop|deny|reject|block|DROP|REJECT|Deny|Block|refuse)$/;
const NUMBER =
  /^(?:\d+(?:\.\d+){3}(?:\/\d+)?|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,}(?:\/\d+)?|0x[0-9a-f]+|\d+(?:-\d+)?)(?![\w.])/i;
const WORD = /^[\w$@%][\w.@%-]*/;

export interface WordLanguage {
  /** Begins a comment, up to the end of the line. */
  readonly comment: RegExp;
  /** Begins and ends a longer one. */
  readonly block?: readonly [RegExp, RegExp];
  /** A comment only where the line begins. */
  readonly commentAtStart?: boolean;
  readonly quotes: string;
  readonly keywords: RegExp;
  /** What stands for something else: `$name`, `@set`, `-Parameter`. */
  readonly variables?: RegExp;
}

interface WordState {
  inBlock: boolean;
  /** The quote that a string over several lines ends with. */
  quote: string | undefined;
}

/** Languages that are words, numbers, strings and comments. */
export function wordParser(name: string, language: WordLanguage): StreamParser<WordState> {
  return {
    name,
    startState: () => ({ inBlock: false, quote: undefined }),
    token: (stream, state) => wordToken(stream, state, language),
    tokenTable: { permit: permitTag, deny: denyTag },
  };
}

function wordToken(stream: StringStream, state: WordState, language: WordLanguage): string | null {
  if (state.inBlock) return skipBlock(stream, state, language);
  if (stream.eatSpace()) return null;
  const first = stream.string.slice(0, stream.pos).trim() === '';
  if (language.block && stream.match(language.block[0])) {
    state.inBlock = true;
    return skipBlock(stream, state, language);
  }
  if ((first || !language.commentAtStart) && stream.match(language.comment)) {
    stream.skipToEnd();
    return 'comment';
  }
  const next = stream.peek() ?? '';
  if (language.quotes.includes(next)) return skipString(stream, next);
  if (language.variables && stream.match(language.variables)) return 'variableName';
  if (stream.match(NUMBER)) return 'number';
  const word = stream.match(WORD);
  if (Array.isArray(word)) {
    const text = word[0] ?? '';
    if (PERMIT.test(text)) return 'permit';
    if (DENY.test(text)) return 'deny';
    return language.keywords.test(text) ? 'keyword' : null;
  }
  stream.next();
  return null;
}

function skipBlock(stream: StringStream, state: WordState, { block }: WordLanguage): string {
  while (!stream.eol()) {
    if (block && stream.match(block[1])) {
      state.inBlock = false;
      return 'comment';
    }
    stream.next();
  }
  return 'comment';
}

function skipString(stream: StringStream, quote: string): string {
  stream.next();
  while (!stream.eol()) {
    const char = stream.next();
    if (char === '\\') stream.next();
    else if (char === quote) break;
  }
  return 'string';
}
