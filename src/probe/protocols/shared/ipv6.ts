import { ByteWriter } from './bytes.ts';

/** The sixteen bytes of an IPv6 address that is known to be one; a zone behind `%` is left out. */
export function ipv6Bytes(address: string): Uint8Array {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (text: string) =>
    text
      .split(':')
      .filter((part) => part !== '')
      .flatMap(group);
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = new Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0);
  const writer = new ByteWriter();
  for (const part of [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 8)) writer.u16(part);
  return writer.zeros(16 - writer.length).done();
}

/** `::ffff:10.0.0.1` ends in two groups written as IPv4. */
function group(part: string): number[] {
  if (!part.includes('.')) return [Number.parseInt(part, 16) || 0];
  const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
  return [(a << 8) | b, (c << 8) | d];
}
