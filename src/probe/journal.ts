/** What was found, written down as it is found: a run that ends early, or is cut off, can go on where it was. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { OBSERVATIONS_FORMAT, type Observation } from '../plan/observation.ts';
import { type ObservationReading, readObservations } from './read-observations.ts';

export interface Journal {
  /** @throws the system's errors: half a line may stand in the file then, and nothing may follow it */
  add(observation: Observation): void;
  close(): void;
}

/** Told where a file holds something else: it is left as it is. */
export class NoJournal extends Error {}

/**
 * Opens a journal: a line of its own for the form and the hierarchy, then an observation a line. Half a
 * line at the end, left by a crash, is cut off. A file that holds anything but a journal isn't touched.
 * @param fresh start anew, whatever journal the file holds
 * @throws {NoJournal} and the system's errors
 */
export function openJournal(file: string, hierarchy: string, fresh: boolean): Journal {
  const head = headOf(hierarchy);
  const size = existsSync(file) ? statSync(file).size : 0;
  if (size > 0 && !isJournal(file, head))
    throw new NoJournal('it holds something else, and is left as it is');
  if (size > 0 && fresh) truncateSync(file, 0);
  else if (size > 0) cutHalfLine(file);
  const isNew = fresh || size === 0 || statSync(file).size === 0;
  const handle = openSync(file, 'a');
  // On a disk that is nearly full, `writeSync` writes half a line and says nothing.
  const add = (line: object): void => writeFileSync(handle, `${JSON.stringify(line)}\n`);
  if (isNew) writeFileSync(handle, `${head}\n`);
  return {
    add,
    close() {
      fsyncSync(handle);
      closeSync(handle);
    },
  };
}

function headOf(hierarchy: string): string {
  return JSON.stringify({ format: OBSERVATIONS_FORMAT, hierarchy });
}

/** Longer than a journal's first line. */
const FIRST = 64 * 1024;

/** Whether a file begins as a journal does, or ends in the middle of that. */
function isJournal(file: string, head: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(FIRST);
    const text = bytes.toString('utf8', 0, readSync(handle, bytes, 0, FIRST, 0));
    const [line = ''] = text.split('\n', 1);
    return head.startsWith(text) || 'set' in readObservations(`${line}\n`);
  } finally {
    closeSync(handle);
  }
}

/** Whether a run was cut off while it began the journal: nothing is lost with it. */
function isBarelyBegun(text: string, hierarchy: string): boolean {
  return !text.includes('\n') && headOf(hierarchy).startsWith(text);
}

function cutHalfLine(file: string): void {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(file, end);
}

/**
 * What a journal holds; nothing where a run was cut off while it began it.
 * @throws the system's errors
 */
export function readJournalFile(file: string, hierarchy: string): ObservationReading {
  const text = readFileSync(file, 'utf8');
  return isBarelyBegun(text, hierarchy) ? { set: { hierarchy, observations: [] } } : readObservations(text);
}
