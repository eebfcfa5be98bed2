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

export interface Bounds<T> {
  /** Under way at once. */
  readonly concurrency: number;
  /** Under way at once of those with the same key. */
  readonly perKey: number;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  key(item: T): string;
}

/**
 * Runs `work` on each item within bounds; ends when all are done or the signal says so. Never while work is under way,
 * for that may use what its caller closes afterwards.
 * @throws what the first work that failed threw; nothing is started after that
 */
export function each<T>(
  items: Iterable<T>,
  bounds: Bounds<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  return new Turns(items, bounds, work).run();
}

class Turns<T> {
  readonly #items: Iterator<T>;
  readonly #bounds: Bounds<T>;
  readonly #work: (item: T) => Promise<void>;
  /** How many are under way, by key. */
  readonly #busy: Map<string, number> = new Map();
  /** Items whose key had no room, in order; as many as there are slots. */
  readonly #waiting: T[] = [];
  #running = 0;
  #isExhausted = false;
  /** Until the next may start; `#held` is that one. */
  #timer: NodeJS.Timeout | undefined;
  #held: T | undefined;
  #failure: { readonly error: unknown } | undefined;
  #end: () => void = () => {};

  constructor(items: Iterable<T>, bounds: Bounds<T>, work: (item: T) => Promise<void>) {
    this.#items = items[Symbol.iterator]();
    this.#bounds = bounds;
    this.#work = work;
  }

  async run(): Promise<void> {
    const { signal } = this.#bounds;
    signal.addEventListener('abort', this.#pump);
    try {
      await new Promise<void>((resolve) => {
        this.#end = resolve;
        this.#pump();
      });
    } finally {
      clearTimeout(this.#timer);
      signal.removeEventListener('abort', this.#pump);
    }
    if (this.#failure) throw this.#failure.error;
  }

  get #isStopped(): boolean {
    return this.#bounds.signal.aborted || this.#failure !== undefined;
  }

  /** Starts what may start now. */
  readonly #pump = (): void => {
    while (!this.#isStopped && this.#running < this.#bounds.concurrency && this.#timer === undefined) {
      const item = this.#held ?? this.#next();
      this.#held = undefined;
      if (item === undefined) break;
      const wait = this.#bounds.pace.take();
      if (wait < 1) this.#start(item);
      else this.#hold(item, wait);
    }
    const isDone = this.#isExhausted && this.#waiting.length === 0 && this.#timer === undefined;
    if (this.#running === 0 && (this.#isStopped || isDone)) this.#end();
  };

  #hold(item: T, milliseconds: number): void {
    this.#held = item;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#held = undefined;
      if (!this.#isStopped) this.#start(item);
      this.#pump();
    }, milliseconds);
  }

  /** The next whose key has room. */
  #next(): T | undefined {
    const { concurrency } = this.#bounds;
    const free = this.#waiting.findIndex((item) => this.#hasRoom(item));
    if (free >= 0) return this.#waiting.splice(free, 1)[0];
    while (!this.#isExhausted && this.#waiting.length < concurrency * 4) {
      const result = this.#items.next();
      if (result.done) this.#isExhausted = true;
      else if (this.#hasRoom(result.value)) return result.value;
      else this.#waiting.push(result.value);
    }
    return undefined;
  }

  #hasRoom(item: T): boolean {
    return (this.#busy.get(this.#bounds.key(item)) ?? 0) < this.#bounds.perKey;
  }

  #start(item: T): void {
    const key = this.#bounds.key(item);
    this.#busy.set(key, (this.#busy.get(key) ?? 0) + 1);
    this.#running++;
    const end = (): void => {
      this.#running--;
      const left = (this.#busy.get(key) ?? 1) - 1;
      if (left === 0) this.#busy.delete(key);
      else this.#busy.set(key, left);
      this.#pump();
    };
    this.#work(item).then(end, (error: unknown) => {
      this.#failure ??= { error };
      end();
    });
  }
}
