import { STRIDE } from './boxes.ts';

/**
 * Adds what the box at `at` leaves of a piece to `rest`, in boxes that share nothing; the piece itself where they have
 * no packet in common. Whether they have one. The piece is used up.
 */
export function cutBox(piece: Int32Array, box: Int32Array, at: number, rest: Int32Array[]): boolean {
  for (let f = 0; f < STRIDE; f += 2) {
    if (
      (box[at + f] as number) > (piece[f + 1] as number) ||
      (box[at + f + 1] as number) < (piece[f] as number)
    ) {
      rest.push(piece);
      return false;
    }
  }
  for (let f = 0; f < STRIDE; f += 2) {
    const low = box[at + f] as number;
    const high = box[at + f + 1] as number;
    if (low > (piece[f] as number)) {
      const below = piece.slice();
      below[f + 1] = low - 1;
      rest.push(below);
      piece[f] = low;
    }
    if (high < (piece[f + 1] as number)) {
      const above = piece.slice();
      above[f] = high + 1;
      rest.push(above);
      piece[f + 1] = high;
    }
  }
  return true;
}

/** Writes the part that two boxes share to `to`, from `tt` on. */
export function intersection(
  a: Int32Array,
  at: number,
  b: Int32Array,
  bt: number,
  to: Int32Array,
  tt = 0,
): void {
  for (let f = 0; f < STRIDE; f += 2) {
    to[tt + f] = Math.max(a[at + f] as number, b[bt + f] as number);
    to[tt + f + 1] = Math.min(a[at + f + 1] as number, b[bt + f + 1] as number);
  }
}
