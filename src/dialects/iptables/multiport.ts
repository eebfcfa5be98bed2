import type { PortRange } from '../../net/ports.ts';

/** The most ports of one `multiport`, where a range counts twice (iptables-extensions(8)). */
const MOST_PORTS = 15;

/** `80` or `8000:8010`. */
export function portText({ first, last }: PortRange): string {
  return first === last ? `${first}` : `${first}:${last}`;
}

/** The ports as lists that one `multiport` each can hold. */
export function multiportLists(ports: readonly PortRange[]): PortRange[][] {
  const found: PortRange[][] = [];
  let room = 0;
  for (const range of ports) {
    const size = range.first === range.last ? 1 : 2;
    if (room < size) {
      found.push([]);
      room = MOST_PORTS;
    }
    found.at(-1)?.push(range);
    room -= size;
  }
  return found;
}
