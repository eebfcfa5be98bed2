import { createHash, randomBytes } from 'node:crypto';

export interface SessionLimits {
  /** Milliseconds without a request after which it ends. */
  readonly idle: number;
  /** Milliseconds after which it ends in any case. */
  readonly absolute: number;
  readonly most: number;
}

interface Kept<T> {
  readonly value: T;
  readonly begun: number;
  used: number;
}

interface Watcher {
  readonly ended: () => void;
  timer?: NodeJS.Timeout;
}

/**
 * What belongs to secrets that browsers hold. Only digests of the secrets are kept, in memory: whoever reads the
 * memory's image can't sign in with it, and a restart signs everybody out.
 */
export class Sessions<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #limits: SessionLimits;
  readonly #now: () => number;

  constructor(limits: SessionLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Begins a session and returns its secret. */
  begin(value: T): string {
    const secret = randomBytes(32).toString('base64url');
    for (const [key, one] of this.#kept) if (this.#left(one) < 0) this.#drop(key);
    // The one that was not used for the longest time makes room.
    while (this.#kept.size >= this.#limits.most) this.#drop(this.#kept.keys().next().value ?? '');
    const time = this.#now();
    this.#kept.set(digest(secret), { value, begun: time, used: time });
    return secret;
  }

  /** What belongs to a secret, if its session still lasts; it lasts longer for that. */
  use(secret: string | undefined): T | undefined {
    const [key, found] = this.#find(secret);
    if (!found) return undefined;
    found.used = this.#now();
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  /** The same without making it last longer. */
  look(secret: string | undefined): T | undefined {
    return this.#find(secret)[1]?.value;
  }

  /** Ends a session; what belonged to it. */
  end(secret: string | undefined): T | undefined {
    const [key, found] = this.#find(secret);
    this.#drop(key);
    return found?.value;
  }

  /**
   * Tells once that a session is over: that it was ended, or that nobody used it for too long. Watching is no use.
   * @returns how to stop watching.
   */
  watch(secret: string | undefined, ended: () => void): () => void {
    const [key, found] = this.#find(secret);
    if (!found) {
      ended();
      return () => {};
    }
    const watcher: Watcher = { ended };
    const watchers = this.#watchers.get(key) ?? new Set();
    this.#watchers.set(key, watchers.add(watcher));
    const wait = (): void => {
      const kept = this.#kept.get(key);
      const left = kept ? this.#left(kept) : -1;
      if (left < 0) this.#drop(key);
      else watcher.timer = setTimeout(wait, left + 1).unref();
    };
    wait();
    return () => {
      clearTimeout(watcher.timer);
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#watchers.get(key) === watchers) this.#watchers.delete(key);
    };
  }

  #find(secret: string | undefined): readonly [key: string, found: Kept<T> | undefined] {
    const key = secret === undefined ? '' : digest(secret);
    const found = this.#kept.get(key);
    if (!found || this.#left(found) >= 0) return [key, found];
    this.#drop(key);
    return [key, undefined];
  }

  #drop(key: string): void {
    this.#kept.delete(key);
    const watchers = this.#watchers.get(key);
    this.#watchers.delete(key);
    for (const { timer, ended } of watchers ?? []) {
      clearTimeout(timer);
      ended();
    }
  }

  /** Milliseconds that it still lasts; negative when it is over. */
  #left({ begun, used }: Kept<T>): number {
    const { idle, absolute } = this.#limits;
    return Math.min(used + idle, begun + absolute) - this.#now();
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
