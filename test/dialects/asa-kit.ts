/** Small questions to a text of an ASA. */
import type { AsaConfig } from '../../src/dialects/cisco-asa/model.ts';
import { ciscoAsaReader } from '../../src/dialects/cisco-asa/reader.ts';
import { type Behind, type Reading, readGiven } from './reader-kit.ts';

export type AsaReading = Reading<AsaConfig>;

/** Reads a text as the command line would. */
export const readAsa = (text: string, interfaces: Behind = {}): AsaReading =>
  readGiven(ciscoAsaReader, text, interfaces, 'fw.cfg');

/** One list that judges everything; the lines without `access-list L extended`. */
export function readList(...entries: readonly string[]): AsaReading {
  return readAsa(entries.map((entry) => `access-list L extended ${entry}`).join('\n'));
}
