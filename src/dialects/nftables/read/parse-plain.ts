import type { ReadNftChain } from './model.ts';
import { PlainRule } from './plain-rule.ts';
import type { Reading } from './reading.ts';

/** Takes as many plain rules as follow each other from here, at the start of a line or behind the one before it. */
export function parsePlainRules({ cursor, file, text, plain: scanner }: Reading, chain: ReadNftChain): void {
  let start = cursor.freshLine();
  if (start < 0) return;
  let last: PlainRule | undefined;
  let line = 0;
  for (;;) {
    const lineStart = start;
    while (isBlank(text.charCodeAt(start))) start++;
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const plain = scanner.read(start, end);
    if (!plain) break;
    const span = { start, end };
    line = last ? line + 1 : cursor.place(span).line;
    last = new PlainRule(text, plain, span, {
      file,
      line,
      column: start - lineStart + 1,
      length: end - start,
    });
    chain.rules.push(last);
    if (newline < 0) break;
    start = newline + 1;
  }
  if (last) cursor.passBy(last.span);
}

const isBlank = (c: number): boolean => c === 32 || c === 9;
