import type { ReadNftSet, ReadNftTable } from './model.ts';
import { parseElements } from './parse-value.ts';
import { type Reading, report, unclosed } from './reading.ts';
import { END } from './tokens.ts';

/** The set or map of that name in a table, made if it isn't there yet. */
export function setOf({ cursor }: Reading, table: ReadNftTable, name: string, start: number): ReadNftSet {
  const known = table.sets.get(name);
  if (known) return known;
  const set: ReadNftSet = {
    name,
    place: cursor.place({ start, end: cursor.end() }),
    changing: false,
    elements: [],
  };
  table.sets.set(name, set);
  return set;
}

/** What stands between the braces of a set or map; the opening one is taken. */
export function parseSetBody(reading: Reading, set: ReadNftSet): void {
  const { cursor } = reading;
  const opened = cursor.start();
  for (;;) {
    cursor.skipSeparators();
    if (cursor.take('}')) return;
    if (cursor.kind() === END) {
      unclosed(reading, opened);
      return;
    }
    if (cursor.is('elements') && cursor.is('=', 1)) {
      cursor.at += 2;
      parseElementList(reading, set);
    } else {
      const changes = cursor.is('timeout') || cursor.is('flags');
      const dynamic = cursor.is('timeout');
      while (!cursor.atEnd()) {
        if (changes && (dynamic || cursor.is('dynamic') || cursor.is('timeout'))) set.changing = true;
        cursor.at++;
      }
    }
  }
}

/** `{ a, b }` or `$name`. */
export function parseElementList(reading: Reading, set: ReadNftSet): void {
  const { cursor, defined } = reading;
  const start = cursor.start();
  if (cursor.take('{')) {
    const elements = parseElements(cursor, defined);
    if (elements) {
      for (const element of elements) set.elements.push(element);
      return;
    }
  } else if (cursor.text().startsWith('$')) {
    const name = cursor.text().slice(1);
    cursor.at++;
    set.elements.push({ key: { kind: 'variable', name, value: defined.get(name) } });
    return;
  }
  // Whatever was read up to here is not all of it.
  set.changing = true;
  cursor.skipStatement();
  report(reading, 'PT8002', {
    message: `the elements of the set ${set.name} were not understood`,
    place: cursor.place({ start, end: cursor.end() }),
    help: 'Rules that use it stay unproven: write its elements as `nft list ruleset` does',
  });
}
