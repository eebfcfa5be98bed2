/** Made here, or by somebody else who joins small ones. */
export type Pieces = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array>;

/** Smaller pieces are joined, so that a document of many lines isn't sent line by line. */
const PIECE = 64 * 1024;

/** Pieces that are worth to be sent by themselves. */
export function* joinedPieces(pieces: Iterable<Uint8Array | string>): Generator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    if (text !== '' && (typeof piece !== 'string' || text.length >= PIECE)) {
      yield encoder.encode(text);
      text = '';
    }
    if (typeof piece !== 'string') yield piece;
  }
  if (text !== '') yield encoder.encode(text);
}
