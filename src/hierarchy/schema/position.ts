import type { Place } from '../../diagnostics/diagnostic.ts';

/** Offsets at which lines start. */
export function lineStarts(text: string): Uint32Array {
  let count = 1;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) count++;
  const starts = new Uint32Array(count);
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts[line++] = i + 1;
  return starts;
}

/** The place of an offset. Without a length, that of the word which stands there; never longer than its line. */
export function placeAt(
  text: string,
  file: string,
  starts: Uint32Array,
  offset: number,
  length?: number,
): Place {
  const at = Math.max(0, Math.min(offset, text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  let end = text.indexOf('\n', at);
  if (end < 0) end = text.length;
  if (text[end - 1] === '\r') end--;
  const rest = Math.max(0, end - at);
  return {
    file,
    line: low + 1,
    column: at - (starts[low] ?? 0) + 1,
    length: Math.min(length ?? wordLength(text.slice(at, Math.min(end, at + 1000))), rest),
  };
}

/** Length of the YAML scalar, key or bracket at the start of a line's rest. */
function wordLength(rest: string): number {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(rest);
  if (quoted) return quoted[0].length;
  if (/^[[\]{},]/.test(rest)) return 1;
  const word = /^.+?(?=\s+#|\s*:(?:\s|$)|\s*[,\]}]|\s*$)/.exec(rest);
  return word ? word[0].length : 0;
}
