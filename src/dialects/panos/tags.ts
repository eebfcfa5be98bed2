/** The filter of a dynamic address group: `'web' and ('prod' or 'test')`. */

type Token = { readonly kind: 'tag' | 'sign'; readonly text: string };

/** Longer filters are not taken apart; nor are those with more brackets in brackets. */
const LONGEST = 2047;
const DEEPEST = 32;

type Test = (tags: ReadonlySet<string>) => boolean;

/**
 * Whether tags meet a filter; absent where it isn't understood. What goes first of `and` and `or` without brackets
 * isn't documented, so that a filter which mixes them is not understood.
 */
export function filterOf(filter: string): Test | undefined {
  if (filter.length > LONGEST) return undefined;
  const cursor: Cursor = { tokens: tokensOf(filter), at: 0 };
  const test = readTerms(cursor, 0);
  return cursor.at === cursor.tokens.length ? test : undefined;
}

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

function tokensOf(filter: string): readonly Token[] {
  return [...filter.matchAll(/'([^']*)'|"([^"]*)"|([()])|([^\s()'"]+)/g)].map(
    ([, single, double, bracket, bare]): Token => {
      const quoted = single ?? double;
      if (quoted !== undefined) return { kind: 'tag', text: quoted };
      if (bracket !== undefined) return { kind: 'sign', text: bracket };
      const word = bare ?? '';
      const isSign = /^(?:and|or|not)$/i.test(word);
      return isSign ? { kind: 'sign', text: word.toLowerCase() } : { kind: 'tag', text: word };
    },
  );
}

function readTerms(cursor: Cursor, depth: number): Test | undefined {
  const tests: Test[] = [];
  let sign: string | undefined;
  for (;;) {
    const test = readTerm(cursor, depth);
    if (!test) return undefined;
    tests.push(test);
    const next = cursor.tokens[cursor.at];
    if (next?.kind !== 'sign' || (next.text !== 'and' && next.text !== 'or')) break;
    if (sign !== undefined && sign !== next.text) return undefined;
    sign = next.text;
    cursor.at++;
  }
  const isAll = sign !== 'or';
  return (tags) => (isAll ? tests.every((test) => test(tags)) : tests.some((test) => test(tags)));
}

function readTerm(cursor: Cursor, depth: number): Test | undefined {
  const token = cursor.tokens[cursor.at++];
  if (token?.kind === 'tag') return (tags) => tags.has(token.text);
  if (token?.text !== '(' || depth > DEEPEST) return undefined;
  const test = readTerms(cursor, depth + 1);
  return cursor.tokens[cursor.at++]?.text === ')' ? test : undefined;
}
