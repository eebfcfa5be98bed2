import { readFileSync } from 'node:fs';
import { readWindows } from '../rules/windows-kit.ts';

export const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/windows-firewall/${name}`, import.meta.url), 'utf8');

/** Asks about several packets that come in. */
export function asked(text: string, ...packets: readonly string[]): string[] {
  const read = readWindows(text);
  return packets.map((packet) => read.ask('in', packet));
}
export const web = (from: string, port = 80): string => `tcp ${from}:50000 > 10.0.0.1:${port}`;
