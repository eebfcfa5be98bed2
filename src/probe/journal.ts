/** What was found, written down as it is found: a run that ends early, or is cut off, can go on where it was. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
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

/**
 * Opens a journal: a line of its own for the form and the hierarchy, then an observation a line. Half a
 * line at the end, left by a crash, is cut off.
 * @param fresh start anew, whatever the file holds
 * @throws the system's errors
 */
export function openJournal(file: string, hierarchy: string, fresh: boolean): Journal {
  if (fresh && existsSync(file)) truncateSync(file, 0);
  const isNew = !existsSync(file) || statSync(file).size === 0;
  if (!isNew) cutHalfLine(file);
  const handle = openSync(file, 'a');
  // On a disk that is nearly full, `writeSync` writes half a line and says nothing.
  const add = (line: object): void => writeFileSync(handle, `${JSON.stringify(line)}\n`);
  if (isNew) add({ format: OBSERVATIONS_FORMAT, hierarchy });
  return {
    add,
    close() {
      fsyncSync(handle);
      closeSync(handle);
    },
  };
}

function cutHalfLine(file: string): void {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(file, end);
}

/** @throws the system's errors */
export function readJournalFile(file: string): ObservationReading {
  return readObservations(readFileSync(file, 'utf8'));
}
