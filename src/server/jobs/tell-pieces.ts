import { joinedPieces } from '../pieces.ts';
import { rulesPieces } from '../rules-pieces.ts';
import type { PiecesJob } from './job-input.ts';
import { JobFailure, type NextMessage, type PieceMessage } from './outcome.ts';
import { Work } from './work.ts';

/** Makes a document, a piece each time that one is asked for. */
export function tellPieces(job: PiecesJob): void {
  let pieces: Iterator<Uint8Array> | undefined;
  const answer = (): PieceMessage => {
    try {
      pieces ??= joinedPieces(documentOf(job));
      const { done, value } = pieces.next();
      return done ? { type: 'last' } : { type: 'piece', bytes: value };
    } catch (error) {
      if (error instanceof JobFailure) return { type: 'failed', problem: error.problem };
      throw error;
    }
  };
  process.on('message', (_: NextMessage) => process.send?.(answer()));
  process.send?.(answer());
}

function documentOf({ of, hierarchy: text, phases }: PiecesJob): Iterable<string | Uint8Array> {
  return rulesPieces(of, new Work(1, () => {}).plan(text), phases);
}
