import { ANY_PORT, type ServiceRange } from '../../net/match.ts';
import type { PortRange } from '../../net/ports.ts';

/** Reads what `tcp-portrange` and its like say: `80`, `8000-8080`, `513:512-1023` (to 513, from 512 to 1023). */
export function rangesOf(protocol: number, values: readonly string[]): readonly ServiceRange[] | undefined {
  const ranges: ServiceRange[] = [];
  for (const value of values) {
    const [to = '', from, ...more] = value.split(':');
    const destination = portsOf(to);
    const source = from === undefined ? ANY_PORT : portsOf(from);
    if (!destination || !source || more.length > 0) return undefined;
    ranges.push({ protocol: { first: protocol, last: protocol }, source, destination });
  }
  return ranges.length > 0 ? ranges : undefined;
}

function portsOf(text: string): PortRange | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first <= last && last <= 65535 ? { first, last } : undefined;
}
