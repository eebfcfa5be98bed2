/** Words of access lists that ASA, IOS and NX-OS say alike. */
import type { PortRange } from '../../net/ports.ts';

/** A remark holds up to 100 characters. */
const LONGEST_REMARK = 100;

/** One line of printable ASCII, short enough; a question mark would ask the command line for help. */
export function remarkOf(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replaceAll('?', '.')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, LONGEST_REMARK)
    .trim();
}

export const isFull = (range: PortRange, last: number = 65535): boolean =>
  range.first === 0 && range.last === last;

/** A port or a range of them; nothing for all. */
export function portsOf(range: PortRange): string {
  if (isFull(range)) return '';
  return range.first === range.last ? `eq ${range.first}` : `range ${range.first} ${range.last}`;
}

/** A line has one type of ICMP, and one code or any; absent where they would be more lines than `most`. */
export function typesOf(types: PortRange, codes: PortRange, most: number): readonly string[] | undefined {
  const numbers = ({ first, last }: PortRange): number[] =>
    Array.from({ length: (last >> 8) - (first >> 8) + 1 }, (_, i) => (first >> 8) + i);
  if (isFull(types)) return isFull(codes) ? [''] : undefined;
  const every = numbers(types).flatMap((type) =>
    isFull(codes) ? [`${type}`] : numbers(codes).map((code) => `${type} ${code}`),
  );
  return every.length <= most ? every : undefined;
}
