/** A number for a list of lists of numbers, so that two programs' answers can be held against each other. */
export function fingerprint(lists: Iterable<readonly number[]>): number {
  let hash = 0x811c9dc5;
  const add = (value: number): void => {
    for (let rest = value + 1, n = 0; n < 4; n++, rest >>>= 8) {
      hash ^= rest & 255;
      hash = Math.imul(hash, 0x01000193);
    }
  };
  for (const list of lists) {
    add(list.length);
    list.forEach(add);
  }
  return hash >>> 0;
}
