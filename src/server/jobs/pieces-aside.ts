import type { ChildProcess } from 'node:child_process';
import { AsideFailed } from './aside-failed.ts';
import { forkWorker, type WorkerSettings } from './fork-worker.ts';
import type { PiecesJob } from './job-input.ts';
import type { NextMessage, PieceMessage } from './outcome.ts';

/** Documents that are made at once. */
const MOST = 2;
/** A reader that takes nothing for so long has gone. */
const PATIENCE = 60_000;

/** Documents that are made piece by piece in processes beside the server, as fast as their readers take them. */
export class PiecesAside {
  readonly #settings: WorkerSettings;
  readonly #running = new Set<ChildProcess>();
  #isClosed = false;

  constructor(settings: WorkerSettings) {
    this.#settings = { ...settings, isAwaited: true };
  }

  /** The pieces, when there is a first one. */
  async begin(job: PiecesJob): Promise<AsyncIterable<Uint8Array>> {
    if (this.#running.size >= MOST)
      throw new AsideFailed(
        429,
        'too-many',
        'Others ask for as much as can be worked out at once. Try again in a moment.',
        { 'retry-after': '5' },
      );
    const pieces = this.#pieces(job);
    const first = await pieces.next();
    return (async function* () {
      try {
        if (first.done) return;
        yield first.value;
        yield* pieces;
      } finally {
        await pieces.return(undefined);
      }
    })();
  }

  /** Ends all of them. Who waits for a piece still is told nothing: their connections are closed. */
  close(): void {
    this.#isClosed = true;
    for (const child of this.#running) child.kill('SIGKILL');
  }

  async *#pieces(job: PiecesJob): AsyncGenerator<Uint8Array, undefined, undefined> {
    const child = forkWorker(this.#settings);
    this.#running.add(child);
    let patience: NodeJS.Timeout | undefined;
    try {
      child.stderr?.resume();
      child.on('error', () => {});
      for (let asked: PiecesJob | NextMessage = job; ; asked = { type: 'next' }) {
        clearTimeout(patience);
        const message = await answerTo(asked, child, () => this.#isClosed);
        if (message.type === 'last') return;
        if (message.type === 'failed')
          throw new AsideFailed(503, message.problem.code, message.problem.detail);
        patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE).unref();
        yield message.bytes;
      }
    } finally {
      clearTimeout(patience);
      this.#running.delete(child);
      child.kill('SIGKILL');
    }
  }
}

/** The job asks for its first piece. */
function answerTo(
  asked: PiecesJob | NextMessage,
  child: ChildProcess,
  isClosed: () => boolean,
): Promise<PieceMessage> {
  return new Promise((resolve, reject) => {
    const gone = (): void => {
      if (!isClosed()) reject(new AsideFailed(503, 'internal', 'What was working on it ended early.'));
    };
    if (child.exitCode !== null || child.signalCode !== null) {
      gone();
      return;
    }
    child.once('close', gone);
    child.once('message', (message: PieceMessage) => {
      child.off('close', gone);
      resolve(message);
    });
    child.send(asked, () => {});
  });
}
