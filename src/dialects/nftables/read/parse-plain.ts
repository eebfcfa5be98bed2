import type { ReadNftChain } from './model.ts';
import { PlainRule, readPlain } from './plain-rule.ts';
import type { Reading } from './reading.ts';

/** Takes as many plain rules as follow each other from the line that begins here. */
export function parsePlainRules({ cursor, file, text, services }: Reading, chain: ReadNftChain): void {
  let lineStart = cursor.freshLine();
  if (lineStart < 0) return;
  let last: PlainRule | undefined;
  let line = 0;
  for (;;) {
    let start = lineStart;
    while (isBlank(text.charCodeAt(start))) start++;
    const plain = readPlain(text, start, services);
    if (!plain) break;
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
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
    lineStart = newline + 1;
  }
  if (last) cursor.passBy(last.span);
}

const isBlank = (c: number): boolean => c === 32 || c === 9;
