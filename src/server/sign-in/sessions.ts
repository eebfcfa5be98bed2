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

/**
 * What belongs to secrets that browsers hold. Only digests of the secrets are kept, in memory: whoever reads the
 * memory's image can't sign in with it, and a restart signs everybody out.
 */
export class Sessions<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #limits: SessionLimits;
  readonly #now: () => number;

  constructor(limits: SessionLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Begins a session and returns its secret. */
  begin(value: T): string {
    const secret = randomBytes(32).toString('base64url');
    const time = this.#now();
    for (const [key, one] of this.#kept) if (this.#isOver(one, time)) this.#kept.delete(key);
    // The one that was not used for the longest time makes room.
    while (this.#kept.size >= this.#limits.most) this.#kept.delete(this.#kept.keys().next().value ?? '');
    this.#kept.set(digest(secret), { value, begun: time, used: time });
    return secret;
  }

  /** What belongs to a secret, if its session still lasts. */
  use(secret: string | undefined): T | undefined {
    if (secret === undefined) return undefined;
    const key = digest(secret);
    const found = this.#kept.get(key);
    if (!found) return undefined;
    this.#kept.delete(key);
    const time = this.#now();
    if (this.#isOver(found, time)) return undefined;
    found.used = time;
    this.#kept.set(key, found);
    return found.value;
  }

  /** Ends a session; what belonged to it. */
  end(secret: string | undefined): T | undefined {
    const value = this.use(secret);
    if (secret !== undefined) this.#kept.delete(digest(secret));
    return value;
  }

  #isOver({ begun, used }: Kept<T>, time: number): boolean {
    return time - used > this.#limits.idle || time - begun > this.#limits.absolute;
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
