/** Output to files, pipes and sockets, without Node's streams. */
import { fstatSync, writeSync } from 'node:fs';
import { systemCause, UsageError } from './exit.ts';

/** Whether what stands behind a handle takes bytes as they come and waits for a slow reader by itself. */
export function isPlain(handle: number): boolean {
  // There, pipes are not written to at once.
  if (process.platform === 'win32') return false;
  try {
    const stats = fstatSync(handle);
    return stats.isFile() || stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}

/** Milliseconds until a reader that was too slow is tried again. */
const PAUSE = 5;

/**
 * Gives what writes all bytes, waiting where the reader is slow. It returns `false` from then on when the reader went
 * away.
 * @throws UsageError for what the system refuses.
 */
export function plainWriter(handle: number): (bytes: Uint8Array) => boolean {
  let isGone = false;
  return (bytes) => {
    for (let at = 0; at < bytes.length && !isGone; ) {
      try {
        at += writeSync(handle, bytes, at);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
        // A socket that is closed with something unread in it says the latter.
        else if (code === 'EPIPE' || code === 'ECONNRESET') isGone = true;
        else throw new UsageError(`can't write the output: ${systemCause(error)}`);
      }
    }
    return !isGone;
  };
}
