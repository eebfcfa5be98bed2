/** `for %%p in (80 443) do netsh …` in a line of its own. */
export interface BatchLoop {
  /** `%p`; capital letters are others. */
  readonly variable: string;
  readonly items: readonly string[];
  /** Where the command stands that is repeated. */
  readonly at: number;
}

const LOOP = /^\s*@?for\s+%%([a-z])\s+in\s+\(([^()%!*?"^&|<>\n]{0,2000})\)\s+do\s+(?=[^\s(])/i;

/** What all turns together may be long. */
const MOST = 20_000;

/** Absent for what is no loop, or one whose items aren't written out. */
export function loopOf(line: string): BatchLoop | undefined {
  const [head, letter = '', list = ''] = LOOP.exec(line) ?? [];
  if (head === undefined) return undefined;
  const items = list.split(/[\s,;=]+/).filter((item) => item !== '');
  if (items.length * (line.length - head.length) > MOST) return undefined;
  return { variable: `%${letter}`, items, at: head.length };
}
