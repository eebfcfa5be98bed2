/** Values as Microsoft's protocols write them. */

/** [MS-DTYP] 2.3.4.2: a GUID on the wire has its first three parts in little endian. Sixteen bytes. */
export function guid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  const order = [6, 4, 2, 0, 10, 8, 14, 12, 16, 18, 20, 22, 24, 26, 28, 30];
  const text = order.map((at) => hex.slice(at, at + 2)).join('');
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The bytes of a GUID's text. */
export function guidBytes(text: string): Uint8Array {
  const hex = text.replaceAll('-', '');
  const order = [6, 4, 2, 0, 10, 8, 14, 12, 16, 18, 20, 22, 24, 26, 28, 30];
  return Uint8Array.from(order, (at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** [MS-DTYP] 2.3.3: 100 ns since 1601, as ISO 8601; `undefined` for none and for nonsense. */
export function fileTime(value: bigint): string | undefined {
  const milliseconds = Number(value / 10_000n) - 11_644_473_600_000;
  const date = new Date(milliseconds);
  return value === 0n || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999
    ? undefined
    : date.toISOString();
}

export function toFileTime(milliseconds: number): bigint {
  return BigInt(Math.trunc(milliseconds) + 11_644_473_600_000) * 10_000n;
}
