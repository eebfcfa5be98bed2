/** Thrown where an exact answer would cost more than its budget allows. Verification makes it the verdict `unproven`. */
export class Exhausted extends Error {
  override readonly name = 'Exhausted';
}
