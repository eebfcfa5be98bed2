/** How many sockets this process may have: probes that it can't open would be told as failures. */
import { readdirSync, readFileSync } from 'node:fs';

/** Sockets that a probe may have at once, and those that everything else needs. */
const EACH = 2;
const SPARE = 24;

/**
 * Probes that may be under way at once, by the limit of open files (`ulimit -n`): at least one. Elsewhere than on Linux
 * nothing is known of it.
 */
export function mostAtOnce(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const most = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
    const open = readdirSync('/proc/self/fd').length;
    return Math.max(1, Math.floor((most - open - SPARE) / EACH));
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
