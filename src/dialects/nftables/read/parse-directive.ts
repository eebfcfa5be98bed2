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

/** A file that isn't here may hold any rule: one that may permit and may deny stands in its place. */
export function parseInclude(reading: Reading): ReadNftRule {
  const { cursor } = reading;
  const start = cursor.start();
  cursor.skipStatement();
  const span = { start, end: cursor.end() };
  const place = cursor.place(span);
  const text = cursor.since(start);
  report(reading, 'PT8003', {
    message: `the configuration goes on in another file: ${text}`,
    place,
    help: 'Put its text in the place of this line, or give what `nft list ruleset` prints',
  });
  return { parts: [{ kind: 'unknown', text }], span, place };
}
