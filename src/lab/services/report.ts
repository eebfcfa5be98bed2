/** Who serves what in the full tier, for people. */
import type { ServedBy } from '../inside/full-tier.ts';
import { PROGRAMS } from './table.ts';

const ABOUT: ReadonlyMap<string, string> = new Map([
  ...PROGRAMS.map(({ program, about }) => [program, about] as const),
  ['portolan', 'small servers of this project'],
  ['portolan listen', 'listeners, where the protocol of the port isn’t published'],
]);

/** A line for each program: what it stands in for, on how many hosts, on which ports. */
export function serversTable(servers: readonly ServedBy[]): string {
  const programs = [...new Set(servers.map(({ program }) => program))];
  const lines = programs.map((program) => {
    const list = servers.filter((one) => one.program === program);
    const ports = [...new Set(list.flatMap((one) => one.ports))].sort(byPort);
    return `  ${program.padEnd(16)}${`${list.length} host${list.length === 1 ? '' : 's'}`.padEnd(10)}${ABOUT.get(program) ?? ''}: ${ports.join(' ')}`;
  });
  return lines.join('\n');
}

function byPort(a: string, b: string): number {
  const number = (text: string): number => Number.parseInt(text.slice(4), 10);
  return number(a) - number(b) || (a < b ? -1 : 1);
}
