/** Of what was seen at first: what is certain already, and what a second look can make so. */
import { startsLikeBanner } from './banner.ts';
import type { ProbeTask } from './task.ts';
import type { Seen } from './verdict.ts';

/** A port of the address that was asked, with all tasks that asked it. */
export interface Finding {
  readonly task: ProbeTask;
  readonly port: number;
  readonly seen: Seen;
}

/** Whether the host itself said something, whatever it was. */
export function comesFrom(address: string, seen: Seen): boolean {
  if (seen.seen === 'answer') return seen.answer.answer === 'right';
  return seen.seen === 'unreachable' && (seen.how.hostAnswered === true || seen.how.icmp?.sender === address);
}

/** Whether it is so, though the run was stopped before its end. */
export function isCertain(seen: Seen): boolean {
  if (seen.seen === 'answer') return seen.answer.answer === 'right' || startsLikeBanner(seen.head);
  if (seen.seen === 'unreachable') return seen.how.outcome !== 'silence';
  return seen.seen === 'connected';
}

/** Resets and silences always; what answered, where something on the way could have answered in its place. */
export function needsLook(seen: Seen, task: ProbeTask): boolean {
  if (seen.seen === 'unreachable') {
    const { outcome, unclear, port } = seen.how;
    const ours = port === task.port || isInRange(port, task);
    return (outcome === 'reset' || outcome === 'silence') && unclear !== true && ours;
  }
  if (task.range) return false;
  return (seen.seen === 'answer' || seen.seen === 'connected') && task.to.address !== undefined;
}

/** A range's check asks a port of it that it is told of. */
export function portOf(task: ProbeTask, seen: Seen): number {
  if (seen.seen === 'unreachable' && isInRange(seen.how.port, task)) return seen.how.port;
  return task.port ?? 0;
}

function isInRange(port: number, { range }: ProbeTask): boolean {
  return range !== undefined && port >= range.first && port <= range.last;
}
