/** Bounds on what is under way at once and on what starts in a second. */

/** Starts at most `rate` things a second, evenly; `0` is no limit. */
export class Pace {
  readonly #gap: number;
  #next = 0;

  constructor(rate: number) {
    this.#gap = rate > 0 ? 1000 / rate : 0;
  }

  /** Milliseconds to wait before the next may start; it counts as started. */
  take(): number {
    if (this.#gap === 0) return 0;
    const now = performance.now();
    // What a busy machine missed is caught up with for a twentieth of a second, not in one burst.
    this.#next = Math.max(this.#next, now - 50) + this.#gap;
    return Math.max(0, this.#next - this.#gap - now);
  }
}

/** The same bounds for what isn't a list: whoever comes waits until there is room. */
export class Gate {
  readonly #pace: Pace;
  readonly #waiting: (() => void)[] = [];
  #room: number;

  constructor(concurrency: number, pace: Pace) {
    this.#room = concurrency;
    this.#pace = pace;
  }

  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.#room > 0) this.#room--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      const wait = this.#pace.take();
      if (wait >= 1) await new Promise((resolve) => setTimeout(resolve, wait));
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#room++;
    }
  }
}

/** Runs `work` on each item with bounds on all and on each key; ends when all are done or the signal says so. */
export async function each<T>(
  items: Iterable<T>,
  options: {
    readonly concurrency: number;
    readonly perKey: number;
    readonly pace: Pace;
    readonly signal: AbortSignal;
    key(item: T): string;
  },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const { concurrency, perKey, pace, signal, key } = options;
  const iterator = items[Symbol.iterator]();
  const busy = new Map<string, number>();
  /** Items whose key had no room, in order; as many as there are slots. */
  const waiting: T[] = [];
  let running = 0;
  let ended = false;

  function next(): T | undefined {
    const free = waiting.length === 0 ? -1 : waiting.findIndex((item) => (busy.get(key(item)) ?? 0) < perKey);
    if (free >= 0) return waiting.splice(free, 1)[0];
    while (!ended && waiting.length < concurrency * 4) {
      const result = iterator.next();
      if (result.done) {
        ended = true;
        return undefined;
      }
      if ((busy.get(key(result.value)) ?? 0) < perKey) return result.value;
      waiting.push(result.value);
    }
    return undefined;
  }

  await new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let held: T | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', pump);
      resolve();
    };
    function start(item: T): void {
      const name = key(item);
      busy.set(name, (busy.get(name) ?? 0) + 1);
      running++;
      work(item).then(() => {
        running--;
        const left = (busy.get(name) ?? 1) - 1;
        if (left === 0) busy.delete(name);
        else busy.set(name, left);
        pump();
      }, reject);
    }
    function pump(): void {
      while (!signal.aborted && running < concurrency && timer === undefined) {
        const item = held ?? next();
        held = undefined;
        if (item === undefined) break;
        const wait = pace.take();
        if (wait >= 1) {
          held = item;
          timer = setTimeout(() => {
            timer = undefined;
            const late = held;
            held = undefined;
            if (late !== undefined && !signal.aborted) start(late);
            pump();
          }, wait);
          break;
        }
        start(item);
      }
      const idle = running === 0 && timer === undefined;
      if (signal.aborted ? running === 0 : idle && ended && waiting.length === 0) finish();
    }
    signal.addEventListener('abort', pump);
    pump();
  });
}
