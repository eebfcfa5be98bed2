import { createHash } from 'node:crypto';
import { LOOKED_AT } from './configuration-files.ts';
import type { NewFile } from './own-files.ts';
import { decodeText } from './text-encoding.ts';

/** A file that is being taken in, piece by piece, as it goes to the disk. */
export interface Intake {
  write(bytes: Uint8Array): void;
  /** The beginning, as much of it as tells the language. */
  head(): Buffer;
  revision(): string;
}

/** Keeps the beginning and the digest of what goes by. */
export function intakeOf(next: NewFile): Intake {
  const digest = createHash('sha256');
  const pieces: Uint8Array[] = [];
  let held = 0;
  let revision: string | undefined;
  return {
    write(bytes) {
      next.write(bytes);
      digest.update(bytes);
      if (held >= LOOKED_AT) return;
      const piece = Uint8Array.from(bytes.subarray(0, LOOKED_AT - held));
      pieces.push(piece);
      held += piece.length;
    },
    head: () => Buffer.concat(pieces),
    revision() {
      revision ??= `"${digest.digest('hex').slice(0, 32)}"`;
      return revision;
    },
  };
}

/** Whether nobody could read it: nothing, white space, or bytes that no text has. */
export function isNoText(head: Buffer): boolean {
  // The last character may be cut in two.
  for (let cut = 0; cut < 4 && cut < Math.max(1, head.length); cut++) {
    const text = decodeText(head.subarray(0, head.length - cut))?.text;
    if (text !== undefined) return text.trim() === '';
    if (head.length < LOOKED_AT) return true;
  }
  return true;
}
