/** Ports as sorted, disjoint, non-adjacent ranges; both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export type Transport = 'tcp' | 'udp' | 'icmp';

/** Reads `80`, `80,443` or `63000-64000`. Gives an error text for anything else; port 0 is refused. */
export function parsePorts(text: string): PortRange[] | { readonly error: string } {
  const ranges: PortRange[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part);
    if (!match) return { error: 'expected a port (80), a list (80,443) or a range (63000-64000)' };
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (first < 1 || last > 65535) return { error: 'a port is a number from 1 to 65535' };
    if (last < first) return { error: 'the port range ends before it starts' };
    ranges.push({ first, last });
  }
  return normalizePorts(ranges);
}

/** Sorts and joins overlapping and adjacent ranges. */
export function normalizePorts(ranges: readonly PortRange[]): PortRange[] {
  const sorted = [...ranges].sort((a, b) => a.first - b.first || a.last - b.last);
  const joined: PortRange[] = [];
  for (const range of sorted) {
    const previous = joined.at(-1);
    if (previous && range.first <= previous.last + 1) {
      joined[joined.length - 1] = { first: previous.first, last: Math.max(previous.last, range.last) };
    } else {
      joined.push({ first: range.first, last: range.last });
    }
  }
  return joined;
}

/** Canonical text: `80,443,49152-65535`. */
export function formatPorts(ranges: readonly PortRange[]): string {
  return ranges.map((r) => (r.first === r.last ? `${r.first}` : `${r.first}-${r.last}`)).join(',');
}
