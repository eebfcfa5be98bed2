/** What a piece of work gives, and how many milliseconds it took. */
export function timed<T>(work: () => T): readonly [T, number] {
  const start = performance.now();
  const result = work();
  return [result, performance.now() - start];
}
