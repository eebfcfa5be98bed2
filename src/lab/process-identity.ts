/** Processes by more than their number, which the system gives to another one some day: proc(5). */
import { readdirSync, readFileSync } from 'node:fs';

export interface Identity {
  readonly pid: number;
  /** When it started, in clock ticks since the machine did. */
  readonly ticks: string;
}

/** `undefined` where there is no such process. */
export function identityOf(pid: number): Identity | undefined {
  const fields = statOf(pid);
  return fields && { pid, ticks: fields[START_TIME] ?? '' };
}

/** Whether it still runs: neither gone, nor waiting to be buried, nor another one by now. */
export function isAlive({ pid, ticks }: Identity): boolean {
  const fields = statOf(pid);
  return fields !== undefined && fields[START_TIME] === ticks && fields[STATE] !== 'Z';
}

/** The first child of a process. */
export function childOf(parent: number): Identity | undefined {
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name) && statOf(Number(name))?.[PARENT] === String(parent))
      return identityOf(Number(name));
  }
  return undefined;
}

/** Ends a process at once, if it is still the same one. */
export function end(identity: Identity): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, 'SIGKILL');
  } catch {
    // Gone meanwhile.
  }
}

/** Places in what follows the program's name, which is in parentheses and may hold anything. */
const STATE = 0;
const PARENT = 1;
const START_TIME = 19;

function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
