import type { Fields } from '../model.ts';

/** Whether a rule is meant by a query; `maybe` where a name isn't known. */
export type Answer = 'yes' | 'no' | 'maybe';

/** The names under which a rule is found; absent where one of them isn't known. */
export function namesOf(fields: Fields): readonly string[] | undefined {
  const names: string[] = [];
  for (const field of ['name', 'displayname'] as const) {
    const values = fields.get(field);
    if (values === null || fields.has('?')) return undefined;
    for (const value of values ?? []) names.push(`${field}:${value.toLowerCase()}`);
  }
  return names;
}

/** Fields that a query can be held against. */
const COMPARED: ReadonlyMap<string, string> = new Map([
  ['name', 'name'],
  ['displayname', 'displayname'],
  ['group', 'group'],
  ['displaygroup', 'group'],
  ['direction', 'direction'],
  ['action', 'action'],
  ['enabled', 'enabled'],
]);

const LONGEST = 1000;

/** Before a field of a query whose values are names as they stand, without wildcards. */
export const LITERAL = '=';

/** A query without fields means every rule. */
export function matchesQuery(fields: Fields, query: Fields): Answer {
  let answer: Answer = 'yes';
  for (const [key, wanted] of query) {
    const isLiteral = key.startsWith(LITERAL);
    const name = isLiteral ? key.slice(LITERAL.length) : key;
    const compared = COMPARED.get(name);
    const actual =
      compared === undefined ? null : (fields.get(compared) ?? (isUnknown(fields, compared) ? null : []));
    if (wanted === null || actual === null || [...wanted, ...actual].some((text) => text.length > LONGEST)) {
      answer = 'maybe';
      continue;
    }
    const isMeant = (pattern: string, value: string): boolean =>
      isLiteral ? pattern === value : fits(pattern, value);
    if (
      !wanted.some((pattern) => actual.some((value) => isMeant(pattern.toLowerCase(), value.toLowerCase())))
    )
      return 'no';
  }
  return answer;
}

function isUnknown(fields: Fields, name: string): boolean {
  return fields.has('?') || fields.get(name) === null;
}

/** PowerShell's wildcards `*` and `?`. */
function fits(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let from = 0;
  for (let t = 0; t < text.length; ) {
    if (pattern[p] === '?' || (pattern[p] === text[t] && pattern[p] !== '*')) {
      p++;
      t++;
    } else if (pattern[p] === '*') {
      star = p++;
      from = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++from;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
