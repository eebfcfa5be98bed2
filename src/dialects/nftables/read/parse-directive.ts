import type { ReadNftRule } from './model.ts';
import { parseValue } from './parse-value.ts';
import { type Reading, report } from './reading.ts';

/** `define x = …`, `redefine`, `undefine`; absent where none stands here. */
export function parseDefinition(reading: Reading): boolean {
  const { cursor, defined } = reading;
  const start = cursor.start();
  if (cursor.take('undefine')) {
    defined.delete(cursor.name() ?? '');
    cursor.skipStatement();
    return true;
  }
  if (!(cursor.is('define') || cursor.is('redefine')) || !cursor.is('=', 2)) return false;
  const name = cursor.text(1);
  cursor.at += 3;
  // A negative number is for priorities.
  const sign = cursor.take('-') ? '-' : '';
  const value = parseValue(cursor, defined);
  const complete = value !== undefined && cursor.atEnd();
  cursor.skipStatement();
  if (complete)
    defined.set(name, sign && value.kind === 'word' ? { kind: 'word', text: `-${value.text}` } : value);
  else {
    defined.delete(name);
    report(reading, 'PT8002', {
      message: `the value of $${name} was not understood`,
      place: cursor.place({ start, end: cursor.end() }),
      help: 'Rules that use it stay unproven: write the value in their place',
    });
  }
  return true;
}

/** Where the name of a file is a pattern, none needs to be there (nft(8), "Including files"). */
const PATTERN = /[*?[]/;

/**
 * A file that isn't here may hold any rule: one that may permit and may deny stands in its place. Nothing does where
 * the name is a pattern, and such files are said to be empty.
 */
export function parseInclude(reading: Reading): ReadNftRule | undefined {
  const { cursor } = reading;
  const start = cursor.start();
  cursor.skipStatement();
  const span = { start, end: cursor.end() };
  const place = cursor.place(span);
  const text = cursor.since(start);
  if (reading.assumed && PATTERN.test(text)) {
    reading.assumed.push({ place, span, text });
    return undefined;
  }
  report(reading, 'PT8003', {
    message: `the configuration goes on in another file: ${text}`,
    place,
    help: 'Put its text in the place of this line, or give what `nft list ruleset` prints',
  });
  return { parts: [{ kind: 'unknown', text }], span, place };
}
