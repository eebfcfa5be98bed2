import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Lines, linesOf, type Written, writtenAt } from '../source/lines.ts';
import type { ReadAccess, ReadAclLine, ReadDoubt, ReadSquid } from './read-model.ts';

const MOST_DIAGNOSTICS = 200;
const MOST_TERMS = 500;
const MOST_LINES = 2_000_000;

/**
 * Reads squid.conf. Only `acl` and `http_access` decide about requests; of the other directives those that bring in
 * lines from elsewhere are named, the rest is left alone.
 */
export function parseSquid(
  text: string,
  file: string,
): { readonly config: ReadSquid; readonly diagnostics: readonly Diagnostic[] } {
  const lines = linesOf(text, file);
  const acls = new Map<string, ReadAclLine[]>();
  const access: (ReadAccess | ReadDoubt)[] = [];
  const diagnostics: Diagnostic[] = [];
  let more = 0;
  const say = (code: 'PT8001' | 'PT8003', written: Written, message: string, help: string): void => {
    if (diagnostics.length < MOST_DIAGNOSTICS)
      diagnostics.push(diagnostic(code, { message, place: written.place, help }));
    else more++;
  };
  for (const { words, start, end } of statementsOf(lines)) {
    const [directive = '', first, second] = words;
    if (directive === 'acl') {
      if (first === undefined || second === undefined) {
        const written = writtenAt(lines, start, end);
        say('PT8001', written, 'an acl without a name or a type', 'Write `acl NAME TYPE VALUE …`');
        continue;
      }
      const list = acls.get(first) ?? [];
      acls.set(first, list);
      list.push({ type: second, values: words.slice(3), written: writtenAt(lines, start, end) });
    } else if (directive === 'http_access') {
      const written = writtenAt(lines, start, end);
      if (first !== 'allow' && first !== 'deny') {
        access.push({ written, reason: 'which was not understood' });
        say(
          'PT8001',
          written,
          `${JSON.stringify(written.text)} was not understood`,
          'Write `http_access allow|deny ACL …`',
        );
        continue;
      }
      // A line with more lists than this is none that anybody wrote.
      if (words.length > MOST_TERMS) {
        access.push({ written, reason: `which names more than ${MOST_TERMS} lists` });
        say('PT8001', written, `a line that names ${words.length - 2} lists`, 'Every verdict depends on it');
        continue;
      }
      const terms = words
        .slice(2)
        .map((word) => ({ name: word.replace(/^!/, ''), negated: word.startsWith('!') }));
      access.push({ action: first, terms, written });
    } else if (
      directive === 'include' ||
      directive === 'if' ||
      directive === 'else' ||
      directive === 'endif'
    ) {
      const written = writtenAt(lines, start, end);
      access.push({
        written,
        reason: directive === 'include' ? 'whose lines are not known' : 'whose condition is not known',
      });
      say(
        'PT8003',
        written,
        `the configuration depends on something else: ${written.text}`,
        'Put its lines in its place',
      );
    }
  }
  if (more > 0)
    diagnostics.push(diagnostic('PT8001', { message: `${more} more lines were not understood in ${file}` }));
  return { config: { file, acls, access }, diagnostics };
}

interface Statement {
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Lines in words; a backslash at the end of a line joins the next one to it. */
function* statementsOf({ text, starts }: Lines): Generator<Statement> {
  let from = -1;
  let words: string[] = [];
  for (const [i, start] of starts.entries()) {
    if (i > MOST_LINES) return;
    const next = starts[i + 1];
    let end = next === undefined ? text.length : next - 1;
    if (text.charCodeAt(end - 1) === 13) end--;
    const line = text.slice(start, end);
    const goesOn = line.endsWith('\\') && next !== undefined;
    const own = wordsOf(goesOn ? line.slice(0, -1) : line);
    if (from < 0 && own.length > 0) from = start + (line.length - line.trimStart().length);
    for (const word of own) words.push(word);
    if (goesOn) continue;
    if (words.length > 0) yield { words, start: from, end };
    from = -1;
    words = [];
  }
}

/** What `#` starts is a comment, at the beginning of a line and of a word. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const word of line.split(/[ \t]+/)) {
    if (word.startsWith('#')) break;
    if (word !== '') words.push(word);
  }
  return words;
}
