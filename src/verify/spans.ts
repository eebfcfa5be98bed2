import { type Boxes, STRIDE } from '../net/boxes.ts';

/** Ranges of numbers that neither overlap nor touch, in their order: first and last of each in turn. */
export type Spans = Int32Array;

/** What the boxes take of one field, whatever they ask of the others. */
export function spansOf({ data, count }: Boxes, field: number): Spans {
  const firsts = new Int32Array(count);
  const lasts = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    firsts[i] = data[i * STRIDE + 2 * field] as number;
    lasts[i] = data[i * STRIDE + 2 * field + 1] as number;
  }
  // Where ranges start and where they end, each in order: a span lasts as long as more have started than ended.
  firsts.sort();
  lasts.sort();
  const spans = new Int32Array(2 * count);
  let length = 0;
  for (let i = 0; i < count; i++) {
    const isNew = length === 0 || (firsts[i] as number) > (lasts[i - 1] as number) + 1;
    if (isNew) spans[length++] = firsts[i] as number;
    else length--;
    spans[length++] = lasts[i] as number;
  }
  return spans.subarray(0, length);
}

/** Whether a range overlaps one of the spans. */
export function overlapsSpan(spans: Spans, first: number, last: number): boolean {
  // The first span that doesn't end before the range.
  let low = 0;
  let high = spans.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[2 * middle + 1] as number) < first) low = middle + 1;
    else high = middle;
  }
  return 2 * low < spans.length && (spans[2 * low] as number) <= last;
}
