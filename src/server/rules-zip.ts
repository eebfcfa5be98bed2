import { Zip, ZipDeflate } from 'fflate';
import { type RuleFile, writtenText } from '../workspace/print-rules.ts';

/** The same bytes for the same rules, whenever they are asked for; a zip knows no earlier time. */
const THEN = new Date(1980, 0, 1, 12);

/** All that `portolan rules --all` writes, as a zip in pieces: a file is printed when the one before is on its way. */
export function* rulesZip(files: Iterable<RuleFile>): Generator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const printed of files) {
    const text = writtenText(printed);
    if (text === undefined) continue;
    const entry = new ZipDeflate(printed.file);
    entry.mtime = THEN;
    zip.add(entry);
    entry.push(Buffer.from(text, printed.encoding ?? 'utf8'), true);
    yield* pieces.splice(0);
  }
  zip.end();
  yield* pieces;
}
