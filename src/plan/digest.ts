/**
 * 64 bits of a text: two multiplicative hashes side by side, mixed at the end. Names need no secrecy, and loading
 * `node:crypto` takes longer than planning a small hierarchy.
 */
export function digest(text: string): bigint {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  a = Math.imul(a ^ (a >>> 16), 0x7feb352d) ^ b;
  b = Math.imul(b ^ (b >>> 13), 0xc2b2ae35) ^ (a >>> 7);
  return (BigInt(a >>> 0) << 32n) | BigInt(b >>> 0);
}
